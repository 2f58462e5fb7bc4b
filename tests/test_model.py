"""The model holds the statement as it is, without bending: each modelling question in turn.

The questions are those that the first statement raised, by the names its facts use (Q01 to Q20,
A02, A05 …). Each test writes the odd thing as an editor would, and asks the model for it.
"""

from __future__ import annotations

from tests.building import built


def test_q01_one_heading_with_three_bases_is_three_activities_in_a_group() -> None:
    policy = built(
        groups__recruitment="""
            id: recruitment
            title: {da: Rekruttering}
            subjects: [applicants]
            roles: [{id: amesto, role: controller, who: [company], qualifier: mainly}]
            consents:
              - {id: share-application, effect: [sharing], text: {da: deling i koncernen}}
            disclosures:
              - id: within-group
                recipient: other-companies
                consent: recruitment/consents/share-application
        """,
        activities__applications="""
            id: applications
            title: {da: Ansøgning}
            part_of: recruitment
            purposes: [{id: assess, text: {da: at vurdere ansøgeren}}]
            bases:
              - id: interest
                stated: legitimate-interest
                interests: [{id: assessing, text: {da: at kunne vurdere ansøgningen}}]
        """,
        activities__applicant_checks="""
            id: applicant-checks
            title: {da: Kontrol}
            part_of: recruitment
            purposes: [{id: check, text: {da: at kontrollere oplysninger}}]
            bases: [{id: consent, stated: consent}]
        """,
    ).policy
    applications = policy.activities["applications"]
    checks = policy.activities["applicant-checks"]
    assert [b.article for b in applications.bases] == ["6(1)(f)"]
    assert [b.article for b in checks.bases] == ["6(1)(a)"]
    assert policy.subjects_of(applications) == policy.subjects_of(checks) == ("applicants",)
    # The consent to share is a condition of the disclosure, not a basis of the activity.
    (disclosure,) = policy.disclosures_of(applications)
    assert disclosure.consent == "recruitment/consents/share-application"


def test_q02_one_activity_may_have_two_ways_in() -> None:
    activity = built(
        activities__database="""
            id: database
            title: {da: Database}
            sources:
              - {id: applying, kind: provided, text: {da: når du søger}, data: [name, cv]}
              - {id: open-application, kind: provided, text: {da: uopfordret}, data: [name]}
        """,
    ).policy.activities["database"]
    assert [(s.id, s.data) for s in activity.sources] == [
        ("applying", ("name", "cv")),
        ("open-application", ("name",)),
    ]


def test_q03_one_recipient_may_have_two_roles_with_conditions() -> None:
    group = built(
        groups__recruitment="""
            id: recruitment
            title: {da: Rekruttering}
            roles:
              - id: with-firms
                role: joint-controller
                who: [company, firms]
                qualifier: in-some-cases
                condition: {da: firmaet er med til at bestemme}
                arrangement: {id: firms, covers: [responsibilities, purposes, means]}
            disclosures:
              - {id: joint, recipient: firms, role: joint-controller, qualifier: in-some-cases}
              - {id: assisting, recipient: firms, role: processor}
        """,
    ).policy.groups["recruitment"]
    assert [(d.role, d.qualifier) for d in group.disclosures] == [
        ("joint-controller", "in-some-cases"),
        ("processor", None),
    ]
    arrangement = group.roles[0].arrangement
    assert arrangement is not None
    assert arrangement.covers == ("responsibilities", "purposes", "means")
    assert arrangement.essence is None


def test_q04_cookies_are_four_activities_with_a_common_parent() -> None:
    policy = built(
        groups__cookies="""
            id: cookies
            title: {da: Cookies}
            subjects: [site-visitors]
            consents:
              - id: cookie-choice
                effect: [device-access]
                given: {da: i cookieerklæringen}
                withdrawal: {any_time: true, channels: [cookie-control]}
        """,
        activities__necessary_cookies="""
            id: necessary-cookies
            title: {da: Nødvendige}
            part_of: cookies
            purposes: [{id: run-site, text: {da: at få siden til at virke}}]
        """,
        activities__analytics_cookies="""
            id: analytics-cookies
            title: {da: Analyse}
            part_of: cookies
            purposes: [{id: measure, text: {da: at måle brugen}}]
            bases: [{id: consent, stated: consent, consent: cookies/consents/cookie-choice}]
            retention: [{id: elsewhere, kind: document, document: cookie-statement}]
        """,
    ).policy
    assert policy.activities["necessary-cookies"].bases == ()
    analytics = policy.activities["analytics-cookies"]
    assert analytics.bases[0].consent == "cookies/consents/cookie-choice"
    assert policy.consents_of(analytics)[0].effect == ("device-access",)


def test_q05_pixels_take_over_neither_basis_nor_consent() -> None:
    activity = built(
        activities__pixels="""
            id: pixels
            title: {da: Pixels}
            purposes: [{id: target, text: {da: at målrette annoncer}, direct_marketing: true}]
            claims: [{id: not-identifying, kind: not-identifying}]
        """,
    ).policy.activities["pixels"]
    assert activity.bases == ()
    assert activity.roles == ()
    assert activity.claims[0].kind == "not-identifying"


def test_q06_one_activity_may_start_from_the_data_of_another() -> None:
    policy = built(
        activities__enquiries="""
            id: enquiries
            title: {da: Henvendelser}
            bases: [{id: contract, stated: contract, text: {da: aftalen om at svare}}]
            data: [{category: name}, {category: request}]
            retention: [{id: answered, kind: event, until: {da: vi har svaret}, outcome: erase}]
        """,
        activities__leads="""
            id: leads
            title: {da: Leads}
            data_same_as: {activity: enquiries}
            bases: [{id: consent, stated: consent}]
        """,
    ).policy
    leads = policy.activities["leads"]
    assert [(use.category, use.inherited) for use in policy.data_of(leads)] == [
        ("name", True),
        ("request", True),
    ]
    assert leads.bases[0].stated == "consent"


def test_q07_statutory_storage_is_a_retention_rule_with_its_own_basis() -> None:
    activity = built(
        activities__customers="""
            id: customers
            title: {da: Kunder}
            combine_bases: all
            bases:
              - {id: contract, stated: contract}
              - {id: duty-to-keep, stated: legal-obligation}
            retention:
              - id: while-customer
                kind: relationship
                while: {da: kundeforholdet}
                period: P3Y
                at_most: true
                reason: {da: at varetage begges interesser}
                bases: [contract]
              - {id: required-by-law, kind: law, bases: [duty-to-keep]}
        """,
    ).policy.activities["customers"]
    assert [(r.id, r.kind, r.bases) for r in activity.retention] == [
        ("while-customer", "relationship", ("contract",)),
        ("required-by-law", "law", ("duty-to-keep",)),
    ]


def test_q08_a_rule_after_the_contract_restricts_use_and_is_no_retention() -> None:
    activity = built(
        activities__marketing="""
            id: marketing
            title: {da: Markedsføring}
            consents:
              - {id: after-contract, effect: [electronic-marketing], subjects: [former-customers]}
            claims:
              - id: only-with-consent
                kind: not-without-consent
                consent: marketing/consents/after-contract
        """,
    ).policy.activities["marketing"]
    assert activity.retention == ()
    assert activity.claims[0].consent == "marketing/consents/after-contract"


def test_q09_alternative_bases_stay_unallocated() -> None:
    activity = built(
        activities__trust_center="""
            id: trust-center
            title: {da: Trust Center}
            purposes:
              - {id: reports, text: {da: at modtage indberetninger}}
              - {id: rights-requests, text: {da: at modtage anmodninger}}
              - {id: enquiries, text: {da: at modtage andre henvendelser}}
            combine_bases: any
            bases:
              - {id: law, stated: legal-obligation}
              - id: interest
                stated: legitimate-interest
                interests: [{id: handling, text: {da: at behandle henvendelsen}}]
        """,
    ).policy.activities["trust-center"]
    assert activity.combine_bases == "any"
    assert len(activity.purposes) == 3
    assert all(basis.purposes == () for basis in activity.bases)


def test_q10_two_roles_under_one_heading_are_two_activities() -> None:
    policy = built(
        activities__accounting_services="""
            id: accounting-services
            title: {da: Regnskab}
            roles: [{id: us, role: processor, who: [company], on_behalf_of: {da: kunden}}]
        """,
        activities__accounting_records="""
            id: accounting-records
            title: {da: Dokumentation}
            roles: [{id: us, role: controller, who: [company]}]
            bases:
              - id: law
                stated: legal-obligation
                laws: [{id: bookkeeping, text: {da: den norske bogføringslov}}]
        """,
    ).policy
    services, records = policy.activities.values()
    assert {policy.is_processor_only(services), policy.is_processor_only(records)} == {True, False}


def test_q11_a_processor_activity_owes_no_notice_of_its_own() -> None:
    policy = built(
        activities__services="""
            id: services
            title: {da: Ydelser}
            roles: [{id: us, role: processor, who: [company]}]
        """,
        activities__staff="""
            id: staff
            title: {da: Ansatte}
            visibility: internal
            roles: [{id: us, role: controller, who: [company]}]
        """,
    ).policy
    assert list(policy.owing_notice()) == []


def test_q12_bases_carry_qualifiers_and_say_how_they_combine() -> None:
    activity = built(
        activities__security="""
            id: security
            title: {da: Sikkerhed}
            combine_bases: all
            bases:
              - {id: law, stated: legal-obligation, qualifier: mainly}
              - {id: agreement, stated: contract, qualifier: possibly, subjects: [customers]}
              - {id: interest, stated: legitimate-interest}
        """,
    ).policy.activities["security"]
    assert [(b.stated, b.qualifier) for b in activity.bases] == [
        ("legal-obligation", "mainly"),
        ("contract", "possibly"),
        ("legitimate-interest", None),
    ]


def test_q13_retention_in_every_form_the_statement_uses() -> None:
    activity = built(
        activities__all_forms="""
            id: all-forms
            title: {da: Alle former}
            combine_retention: any
            retention:
              - {id: r05, kind: period, period: P1Y, start: {da: arrangementet}, outcome: erase}
              - {id: r20, kind: period, period: P1Y}
              - {id: r22, kind: relationship, while: {da: forholdet}, period: P3Y, at_most: true}
              - {id: r25, kind: period, period: P5Y, start: {da: årets udgang}, qualifier: mainly}
              - {id: r06, kind: consent-text, consent: all-forms/consents/keep}
              - {id: r23, kind: law, law: {da: norsk bogføringslov}}
              - {id: r04, kind: same-as, same_as: [customers], subjects: [customers]}
              - {id: r18, kind: document, document: cookie-statement}
              - {id: r10, kind: routine, depends_on: {da: sagens art}, outcome: erase}
              - {id: r09, kind: review, every: P1Y, by: {da: medarbejderne}}
              - {id: r19, kind: event, until: {da: vi har svaret}}
              - {id: r16, kind: never, data: [criminal-record], kept: {da: at det er kontrolleret}}
              - {id: r02, kind: told-on-site}
              - {id: r12, kind: criterion, criterion: {da: formålet}}
        """,
        retention="""
            rules:
              - id: general
                kind: criterion
                criterion: {da: formålet}
                outcome: erase-or-anonymise
        """,
    ).policy
    rules = {rule.id: rule for rule in activity.activities["all-forms"].retention}
    assert len(rules) == 14
    assert rules["r05"].start is not None
    assert rules["r20"].start is None
    assert rules["r22"].at_most
    assert rules["r09"].every == "P1Y"
    assert activity.general_retention[0].outcome == "erase-or-anonymise"


def test_q14_a_controller_may_be_no_company_anyone_names() -> None:
    policy = built(
        organisation="""
            name: Amesto Group
            entities:
              - {id: company, kind: unspecified, title: {da: det ansvarlige selskab}}
              - {id: companies, kind: set, members_known: false, title: {da: selskaberne}}
        """,
    ).policy
    assert policy.entities["company"].kind == "unspecified"
    assert policy.entities["company"].name is None
    assert not policy.entities["companies"].members_known


def test_q15_sharing_rules_cut_across_activities_and_have_purposes_of_their_own() -> None:
    policy = built(
        sharing="""
            rules:
              - id: authorities
                title: {da: Myndigheder}
                triggers: [{id: law, text: {da: loven kræver det}}]
                purposes: [{id: investigate, text: {da: at opklare lovovertrædelser}}]
                disclosures:
                  - {id: authorities, recipient: authorities, role: authority}
                  - {id: others, recipient: entitled-parties}
        """,
        activities__visitors="id: visitors\ntitle: {da: Besøgende}\n",
    ).policy
    (rule,) = policy.sharing_rules_for(policy.activities["visitors"])
    assert rule.purposes[0].id == "investigate"
    assert rule.bases == ()


def test_q16_inheritance_is_explicit_and_has_exceptions() -> None:
    policy = built(
        activities__customers="""
            id: customers
            title: {da: Kunder}
            data: [{category: name}, {category: dialogue, qualifier: where-applicable}]
        """,
        activities__register="""
            id: register
            title: {da: Register}
            data_same_as: {activity: customers, except: [dialogue]}
            data: [{category: segment}]
        """,
    ).policy
    register = policy.activities["register"]
    assert [use.route for use in policy.data_of(register)] == [
        "register/data_same_as/name",
        "register/data/segment",
    ]


def test_q16_inheritance_in_a_circle_ends() -> None:
    policy = built(
        activities__a="id: a\ntitle: {da: A}\ndata_same_as: {activity: b}\ndata: [{category: x}]\n",
        activities__b="id: b\ntitle: {da: B}\ndata_same_as: {activity: a}\ndata: [{category: y}]\n",
    ).policy
    assert {use.category for use in policy.data_of(policy.activities["a"])} == {"x", "y"}


def test_q17_a_measure_may_only_be_assessed() -> None:
    policy = built(
        measures="""
            measures:
              - {id: encryption, kind: technical, status: assessed, title: {da: Kryptering}}
              - {id: access-control, kind: physical, title: {da: Adgangskontrol}}
        """,
        activities__security="""
            id: security
            title: {da: Sikkerhed}
            measures: [access-control]
        """,
    ).policy
    assert [m.assessed for m in policy.measures.values()] == [True, False]
    assert policy.activities["security"].measures == ("access-control",)


def test_q18_the_identity_check_stands_with_the_procedure() -> None:
    procedure = built(
        rights="""
            rights: [{id: access, right: access, title: {da: Indsigt}}]
            procedure:
              id: using-your-rights
              channels: [form]
              within: P30D
              start: {da: modtagelsen}
              exception: {da: "Tager det længere, siger vi til."}
              identity: {da: "Vi beder dig bekræfte, hvem du er."}
        """,
    ).policy.procedure
    assert procedure is not None
    assert procedure.within == "P30D"
    assert procedure.identity is not None


def test_q19_art_9_and_art_10_data_are_stated_or_inferred_and_differ_by_market() -> None:
    policy = built(
        data_categories="""
            categories:
              - {id: criminal-record, title: {da: straffeattest}, nature: criminal-offence}
              - id: reported-matter
                title: {da: indberettet forhold}
                nature: special-category
                inferred: true
        """,
        activities__applicant_checks="""
            id: applicant-checks
            title: {da: Kontrol}
            special_data:
              - {id: denmark, nature: criminal-offence, data: [criminal-record],
                 provision: {da: databeskyttelsesloven}, applies_in: [DK]}
              - {id: norway, nature: criminal-offence, data: [criminal-record], applies_in: [NO]}
        """,
        activities__legal_claims="""
            id: legal-claims
            title: {da: Retskrav}
            special_data:
              - {id: exceptional, nature: special-category, qualifier: exceptionally,
                 text: {da: Uden samtykke.}}
        """,
    ).policy
    assert policy.categories["reported-matter"].inferred
    markets = [s.applies_in for s in policy.activities["applicant-checks"].special_data]
    assert markets == [("DK",), ("NO",)]
    assert policy.activities["legal-claims"].special_data[0].ground is None


def test_q20_an_officer_without_contact_keeps_the_broken_promise_in_sight() -> None:
    found = built(
        organisation="""
            name: Amesto Group
            entities: [{id: company, kind: unspecified, title: {da: selskabet}}]
            officers: [{id: dpo, role: data-protection-officer}]
        """,
        sections__responsibility="""
            id: responsibility
            title: {da: Ansvar}
            promises: [{id: contact-below, kept_by: [dpo/channels]}]
        """,
    )
    (promise,) = found.policy.sections["responsibility"].promises
    assert found.policy.officers["dpo"].channels == ()
    assert not found.routes.exists(promise.kept_by[0])


def test_a02_customers_and_others_are_kept_by_different_rules() -> None:
    activity = built(
        activities__courses="""
            id: courses
            title: {da: Kurser}
            subjects: [participants]
            open: [data]
            data: [{category: name}, {category: employer}]
            consents:
              - {id: future-events, effect: [longer-storage, sharing], subjects: [non-customers]}
            disclosures:
              - {id: others, recipient: others, consent: courses/consents/future-events,
                 qualifier: possibly}
            retention:
              - {id: customers, kind: same-as, same_as: [customers], subjects: [customers]}
              - {id: others, kind: period, period: P1Y, start: {da: arrangementet},
                 subjects: [non-customers], outcome: erase}
              - {id: with-consent, kind: consent-text, consent: courses/consents/future-events}
        """,
    ).policy.activities["courses"]
    assert activity.open == ("data",)
    assert [r.subjects for r in activity.retention] == [("customers",), ("non-customers",), ()]
    assert activity.disclosures[0].consent == "courses/consents/future-events"


def test_a05_an_anonymous_way_in_and_a_voluntary_provision() -> None:
    activity = built(
        activities__trust_center="""
            id: trust-center
            title: {da: Trust Center}
            data:
              - {category: name, qualifier: where-applicable}
            provision:
              - {id: anonymous, kind: voluntary, obliged: false, data: [name],
                 text: {da: Du kan skrive anonymt.}}
            claims: [{id: anonymous, kind: never-stored, data: [name]}]
        """,
    ).policy.activities["trust-center"]
    assert activity.provision[0].obliged is False
    assert activity.claims[0].data == ("name",)


def test_a12_refusing_a_voluntary_consent_has_a_consequence() -> None:
    activity = built(
        activities__applicant_checks="""
            id: applicant-checks
            title: {da: Kontrol}
            consents:
              - id: checks
                effect: [basis]
                voluntary: true
                refusal: {da: Du kan ikke komme i betragtning.}
                withdrawal: {any_time: true, channels: [form]}
            bases: [{id: consent, stated: consent, consent: applicant-checks/consents/checks}]
            retention:
              - {id: never, kind: never, data: [credit-information, criminal-record],
                 kept: {da: at kontrollen er foretaget}}
        """,
    ).policy.activities["applicant-checks"]
    consent = activity.consents[0]
    assert consent.voluntary
    assert consent.refusal is not None
    assert activity.retention[0].data == ("credit-information", "criminal-record")


def test_a13_a_set_of_companies_controls_jointly_and_the_period_runs_from_consent() -> None:
    activity = built(
        activities__recruitment_database="""
            id: recruitment-database
            title: {da: Database}
            roles: [{id: group, role: joint-controller, who: [companies]}]
            consents: [{id: database, effect: [basis, sharing]}]
            bases: [{id: consent, stated: consent}]
            retention:
              - {id: days, kind: period, period: P360D, start: {da: samtykket}, outcome: erase}
        """,
    ).policy.activities["recruitment-database"]
    assert activity.roles[0].arrangement is None
    assert activity.consents[0].effect == ("basis", "sharing")
    assert activity.retention[0].period == "P360D"


def test_a19_purpose_and_claim_without_role_basis_or_retention() -> None:
    activity = built(
        activities__pixels="""
            id: pixels
            title: {da: Pixels}
            subjects: [social-media-visitors]
            purposes: [{id: ads, text: {da: at målrette annoncer}}]
            disclosures: [{id: platforms, recipient: platforms, qualifier: in-some-cases}]
            documents: [about-aggregation]
        """,
    ).policy.activities["pixels"]
    assert (activity.retention, activity.bases, activity.roles) == ((), (), ())


def test_a24_keeps_an_id_so_that_the_fact_can_be_traced() -> None:
    found = built(
        activities__customers="""
            id: customers
            title: {da: Kunder}
            bases: [{id: statutory-storage, stated: legal-obligation}]
            retention: [{id: statutory, kind: law, bases: [statutory-storage]}]
        """,
    )
    assert found.routes.exists("customers/retention/statutory")
    assert found.routes.exists("customers/bases/statutory-storage")


def test_a25_joint_control_of_a_register_that_takes_over_data() -> None:
    activity = built(
        activities__register="""
            id: register
            title: {da: Register}
            subjects: [techhouse-customers, accounthouse-customers]
            roles: [{id: companies, role: joint-controller, who: [companies]}]
            data_same_as: {activity: customers, except: [dialogue]}
            claims: [{id: dialogue, kind: not-available-across, data: [dialogue]}]
            disclosures: [{id: companies, recipient: companies-of-the-group}]
        """,
    ).policy.activities["register"]
    assert activity.data_same_as is not None
    assert activity.data_same_as.except_ == ("dialogue",)
    assert activity.claims[0].kind == "not-available-across"


def test_a30_alternative_periods_and_recipients_by_authority_of_law() -> None:
    activity = built(
        activities__accounting_records="""
            id: accounting-records
            title: {da: Dokumentation}
            combine_retention: any
            retention:
              - {id: years, kind: period, period: P5Y, start: {da: årets udgang}, qualifier: mainly}
              - {id: relation, kind: relationship, while: {da: kundeforholdet}, period: P5Y,
                 at_most: true, qualifier: mainly}
            disclosures:
              - {id: client, recipient: client}
              - {id: authorities, recipient: authorities, role: authority,
                 condition: {da: en lov giver hjemmel til det}}
            claims: [{id: only, kind: only-shared-with, recipients: [client, authorities]}]
        """,
    ).policy.activities["accounting-records"]
    assert activity.combine_retention == "any"
    assert activity.claims[0].recipients == ("client", "authorities")


def test_every_node_knows_its_route_and_every_route_leads_to_its_place() -> None:
    found = built(
        activities__visitors="""
            id: visitors
            title: {da: Besøgende}
            purposes: [{id: control, text: {da: at vide det}}]
            bases: [{id: interest, stated: legitimate-interest,
                     interests: [{id: control, text: {da: at vide det}}]}]
            retention: [{id: consented, kind: period, period: P1Y}]
        """,
    )
    for text in found.policy.texts:
        assert found.routes.exists(text.route), text.route
    place = found.routes.find("visitors/retention/consented/period")
    assert place is not None
    assert place[0].path == ("retention", 0, "period")
    assert found.routes.exists("visitors/bases/interest/interests/control/text/da")


def test_what_is_stated_and_what_is_classified_are_kept_apart() -> None:
    basis = (
        built(
            activities__enquiries="""
            id: enquiries
            title: {da: Henvendelser}
            bases:
              - id: answering
                stated: contract
                classified: {article: 6(1)(f), why: Answering a question is no contract.}
        """,
        )
        .policy.activities["enquiries"]
        .bases[0]
    )
    assert basis.stated == "contract"
    assert basis.article == "6(1)(f)"


def test_an_id_that_stands_twice_is_noted_with_both_places() -> None:
    duplicates = built(
        recipients="""
            recipients:
              - {id: supplier, kind: category, title: {da: leverandør}}
              - {id: supplier, kind: category, title: {da: leverandør}}
        """,
        activities__visitors="""
            id: visitors
            title: {da: Besøgende}
            purposes:
              - {id: control, text: {da: at vide det}}
              - {id: control, text: {da: at vide det}}
        """,
    ).policy.duplicates
    assert {(d.id, d.second.path) for d in duplicates} == {
        ("supplier", ("recipients", 1, "id")),
        ("control", ("purposes", 1, "id")),
    }
