"""The fact tables: what an activity, a group or a sharing rule states, row by row.

Only what is stated has a row, a value or a line. How the editor classifies a basis is not printed,
and neither is what the editor infers.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import groupby

from checker import model as m
from checker.render.nodes import Node, Run, Runs
from checker.render.retention import rule as retention_rule
from checker.render.scribe import Scribe
from checker.render.words import sentence


def of_activity(s: Scribe, activity: m.Activity, cookies: Sequence[m.Cookie]) -> list[Node]:
    """The fact table of an activity; nothing if it states no facts."""
    a = activity
    rows = [
        *_subjects(s, a),
        *s.fact("fact.roles", [role(s, one) for one in a.roles], _open(s, a, "roles")),
        *_purposes(s, a),
        *s.fact("fact.bases", [_basis(s, basis) for basis in a.bases], _combined(s, "bases", a)),
        *s.fact("fact.data", _data(s, a), _open(s, a, "data")),
        *s.fact(
            "fact.special_data",
            [_special(s, special) for special in a.special_data if not special.inferred],
        ),
        *s.fact("fact.sources", [source(s, one) for one in a.sources], _open(s, a, "sources")),
        *s.fact("fact.provision", [_provision(s, one) for one in a.provision]),
        *s.fact("fact.consents", [_consent(s, consent) for consent in a.consents]),
        *_disclosures(s, a),
        *s.fact(
            "fact.retention",
            [retention_rule(s, rule) for rule in a.retention],
            _combined(s, "retention", a),
        ),
        *s.fact("fact.automated_decisions", [_decision(s, one) for one in a.automated_decisions]),
        *s.fact(
            "fact.profiling",
            [s.value(one.route, (), s.told(one.text), s.data(one.data)) for one in a.profiling],
        ),
        *s.fact("fact.rights", [_right(s, right) for right in a.rights]),
        *s.fact("fact.claims", [_claim(s, claim) for claim in a.claims]),
        *s.fact("fact.measures", _measures(s, a)),
        *s.fact("fact.cookies", [_cookie(s, cookie) for cookie in cookies]),
        *_details(s, a),
        *s.fact(
            "fact.documents",
            [s.value(f"{a.route}/documents/{one}", s.document(one)) for one in a.documents],
        ),
    ]
    return _table(rows)


def of_group(s: Scribe, group: m.Group) -> list[Node]:
    """The fact table of what a group's activities have in common."""
    g = group
    return _table(
        [
            *_subjects(s, g),
            *s.fact("fact.roles", [role(s, one) for one in g.roles], _open(s, g, "roles")),
            *s.fact("fact.sources", [source(s, one) for one in g.sources], _open(s, g, "sources")),
            *s.fact("fact.consents", [_consent(s, consent) for consent in g.consents]),
            *_disclosures(s, g),
            *s.fact("fact.rights", [_right(s, right) for right in g.rights]),
            *s.fact("fact.claims", [_claim(s, claim) for claim in g.claims]),
            *_details(s, g),
        ]
    )


def of_sharing(s: Scribe, rule: m.SharingRule) -> list[Node]:
    """The fact table of a sharing rule."""
    clauses = [s.value(one.route, s.words.text(one.text)) for one in rule.triggers]
    return _table(
        [
            *s.fact("fact.triggers", clauses),
            *_purposes(s, rule),
            *s.fact("fact.bases", [_basis(s, basis) for basis in rule.bases]),
            *_disclosures(s, rule),
            *s.fact("fact.claims", [_claim(s, claim) for claim in rule.claims]),
            *s.fact(
                "fact.applies_to",
                [
                    s.value(f"{rule.route}/applies_to/{one}", title)
                    for one in rule.applies_to
                    if (title := s.activities([one]))
                ],
            ),
            *_details(s, rule),
        ]
    )


def source(s: Scribe, source: m.Source) -> Node:
    """Where data come from."""
    kind = s.label(f"source.{source.kind}")
    who = s.mentions(source.who)
    text = s.words.text(source.text) if source.text else ()
    # Who and what are both the source: "others than you: the employer, a recruitment firm".
    what = s.words.listed([who.runs, text]) if who.runs and text else who.runs or text
    runs = s.words.say("source.what", kind=kind, what=what) if what else kind
    runs = s.words.qualified(source.qualifier, runs)
    return s.value(source.route, runs, s.data(source.data), who.notes)


def role(s: Scribe, role: m.Role) -> Node:
    """Who answers for the processing, and as what."""
    words = s.words
    who = s.mentions(role.who)
    name = words.qualified(role.qualifier, s.label(f"role.{role.role}"))
    runs = words.say("role.who", role=name, who=who.runs) if who.runs else name
    condition = (
        s.line("role.condition", condition=words.text(role.condition)) if role.condition else ()
    )
    return s.value(
        role.route,
        runs,
        who.notes,
        condition,
        s.note("note.on_behalf_of", words.text(role.on_behalf_of)) if role.on_behalf_of else (),
        s.told(role.text),
        [_arrangement(s, role.arrangement)] if role.arrangement else (),
        [_agreement(s, role.agreement)] if role.agreement else (),
        s.markets(role.applies_in),
    )


def _table(rows: list[Node]) -> list[Node]:
    return [Node("facts", nodes=tuple(rows))] if rows else []


def _open(s: Scribe, owner: m.Activity | m.Group | m.SharingRule, field: str) -> Runs:
    """What precedes a list that the statement itself leaves open."""
    return s.label(f"open.{field}") if field in owner.open else ()


def _combined(s: Scribe, field: str, activity: m.Activity) -> Runs:
    how = activity.combine_bases if field == "bases" else activity.combine_retention
    return s.label(f"combined.{field}_{how}") if how else ()


def _subjects(s: Scribe, owner: m.Activity | m.Group) -> list[Node]:
    values = []
    for one in owner.subjects:
        mention = s.mention(one)
        values.append(s.value(f"{owner.route}/subjects/{one}", mention.runs, mention.notes))
    return s.fact("fact.subjects", values, _open(s, owner, "subjects"))


def _purposes(s: Scribe, owner: m.Activity | m.SharingRule) -> list[Node]:
    values = [
        s.value(
            purpose.route,
            s.words.qualified(purpose.qualifier, s.words.text(purpose.text)),
            s.data(purpose.data),
        )
        for purpose in owner.purposes
    ]
    return s.fact("fact.purposes", values, _open(s, owner, "purposes"))


def _disclosures(s: Scribe, owner: m.Activity | m.Group | m.SharingRule) -> list[Node]:
    values = [_disclosure(s, disclosure) for disclosure in owner.disclosures]
    if not isinstance(owner, m.SharingRule) and owner.no_recipients:
        values.append(s.value(f"{owner.route}/no_recipients", s.label("disclosure.none")))
    return s.fact("fact.disclosures", values, _open(s, owner, "disclosures"))


def _details(s: Scribe, owner: m.Activity | m.Group | m.SharingRule) -> list[Node]:
    values = [s.value(note.route, (), _noted(s, note)) for note in owner.details] + [
        s.value(one.route, (), s.told(one.text)) for one in owner.promises if one.text
    ]
    return s.fact("fact.details", values)


def _noted(s: Scribe, note: m.Note) -> list[Node]:
    lines = s.told(note.text)
    lines[0] = lines[0]._replace(runs=s.words.qualified(note.qualifier, lines[0].runs))
    return [*lines, *s.markets(note.applies_in)]


def _arrangement(s: Scribe, arrangement: m.Arrangement) -> Node:
    words = s.words
    covers = [s.label(f"arrangement.subject.{one}") for one in arrangement.covers]
    told = s.told(arrangement.text)
    notes = [
        *s.note("arrangement.parties", s.names(arrangement.parties)),
        *(
            s.line("arrangement.since", date=words.date(arrangement.since))
            if arrangement.since
            else ()
        ),
        *s.note("arrangement.covers", words.listed(covers)),
        *s.told(arrangement.essence, "arrangement.essence", f"{arrangement.route}/essence"),
        *s.note("arrangement.informs", s.names(_some(arrangement.informs))),
        *s.note("arrangement.answers", s.names(_some(arrangement.answers))),
        *s.documents(_some(arrangement.document), "arrangement.document"),
    ]
    first = told[0].runs if told else ()
    rest = told[0].nodes if told else ()
    return s.node(
        "note",
        arrangement.route,
        title=s.label("arrangement.label"),
        runs=first,
        nodes=(*rest, *notes),
    )


def _agreement(s: Scribe, agreement: m.Agreement) -> Node:
    told = s.told(agreement.text)
    return s.node(
        "note",
        agreement.route,
        title=s.label("note.agreement"),
        runs=told[0].runs if told else (),
        nodes=[
            *(told[0].nodes if told else ()),
            *s.documents(_some(agreement.document)),
        ],
    )


def _basis(s: Scribe, basis: m.Basis) -> Node:
    words = s.words
    if basis.stated == "elsewhere" and basis.document:
        runs = words.say("basis.elsewhere_document", document=s.document(basis.document))
    else:
        runs = s.label(f"basis.{basis.stated}")
    runs = words.qualified(basis.qualifier, runs)
    point = m.ARTICLE_OF.get(basis.stated)
    # Where the editor reads the basis otherwise, the point its name means would be neither stated
    # nor right.
    if point and not basis.classified:
        runs = s.cited("6", point, runs)
    owner = basis.route.split("/", 1)[0]
    interests = [line for one in basis.interests for line in _point(s, one, "note.interest")]
    laws = [line for one in basis.laws for line in _point(s, one, "note.law")]
    return s.value(
        basis.route,
        runs,
        interests,
        laws,
        s.consent("note.consent", basis.consent),
        s.note("note.whose", s.names(basis.whose)),
        s.purposes(owner, basis.purposes),
        s.data(basis.data),
        s.subjects(basis.subjects),
        s.told(basis.text),
        s.documents(_some(basis.document) if basis.stated != "elsewhere" else ()),
        s.markets(basis.applies_in),
    )


def _point(s: Scribe, note: m.Note, label: str) -> list[Node]:
    runs = s.words.qualified(note.qualifier, s.words.text(note.text))
    below = tuple(s.markets(note.applies_in))
    return [line._replace(nodes=below) for line in s.note(label, runs, note.route)]


def _data(s: Scribe, activity: m.Activity) -> list[Node]:
    values = []
    same = activity.data_same_as
    if same:
        title = s.activities([same.activity])
        if same.except_:
            runs = s.words.say("data.same_as_except", activity=title, data=s.names(same.except_))
        else:
            runs = s.words.say("data.same_as", activity=title)
        values.append(s.value(same.route, runs))
    for use in activity.data:
        mention = s.mention(use.category)
        values.append(
            s.value(
                use.route,
                s.words.qualified(use.qualifier, mention.runs),
                mention.notes,
                s.told(use.text),
                s.subjects(use.subjects),
                s.purposes(activity.id, use.purposes),
            )
        )
    return _together(s, values)


def _together(s: Scribe, values: Sequence[Node]) -> list[Node]:
    """Values in a row of which the same is said: that once, and the values below it."""
    rows: list[Node] = []
    for notes, group in groupby(values, lambda value: value.nodes):
        alike = [*group]
        if len(alike) < 2 or not notes or not notes[0].runs or any(one.route for one in notes):
            rows.extend(alike)
            continue
        first, *rest = notes
        runs = first.runs
        if first.title:
            runs = s.words.say("labelled", label=first.title, words=runs)
        items = tuple(value._replace(kind="item", nodes=()) for value in alike)
        below = (*first.nodes, *rest, Node("list", nodes=items))
        rows.append(Node("value", runs=sentence(runs), nodes=below))
    return rows


def _special(s: Scribe, special: m.SpecialData) -> Node:
    words = s.words
    runs = words.qualified(special.qualifier, s.label(f"nature.{special.nature}"))
    ground: Runs = ()
    if special.ground:
        point = special.ground
        ground = s.cited("9", point, s.label(f"ground.{point[-2]}"))
    return s.value(
        special.route,
        runs,
        s.data(special.data),
        s.note("ground.label", ground),
        s.told(special.provision, "note.provision"),
        s.consent("note.consent", special.consent),
        s.told(special.text),
        s.markets(special.applies_in),
    )


def _provision(s: Scribe, provision: m.Provision) -> Node:
    duty: Iterable[Node] = ()
    if provision.obliged is not None:
        duty = s.line("provision.obliged" if provision.obliged else "provision.not_obliged")
    return s.value(
        provision.route,
        s.label(f"provision.{provision.kind}"),
        s.data(provision.data),
        duty,
        s.told(provision.consequence, "provision.consequence"),
        s.told(provision.text),
    )


def _consent(s: Scribe, consent: m.Consent) -> Node:
    words = s.words
    effects = words.listed([s.label(f"consent.effect.{one}") for one in consent.effect])
    withdrawal = consent.withdrawal
    told = s.told(consent.text)
    # Without a text of its own a consent is known by what it is for.
    main = () if told else words.say("labelled", label=s.label("consent.effects"), words=effects)
    return s.value(
        consent.route,
        main,
        told,
        s.note("consent.effects", effects) if told else (),
        s.subjects(consent.subjects),
        s.note("consent.scope", words.text(consent.scope)) if consent.scope else (),
        s.documents(_some(consent.document), "consent.document"),
        s.told(consent.given, "consent.given"),
        s.line("consent.voluntary") if consent.voluntary else (),
        s.told(consent.refusal, "consent.refusal"),
        s.line("consent.from_age", age=str(consent.from_age)) if consent.from_age else (),
        s.told(consent.parental, "consent.parental"),
        [_withdrawal(s, withdrawal)] if withdrawal and withdrawal[1:] != _NOTHING else (),
        s.markets(consent.applies_in),
    )


_NOTHING = m.Withdrawal("", None, (), None)[1:]


def _withdrawal(s: Scribe, withdrawal: m.Withdrawal) -> Node:
    lines = [
        *(s.line("consent.any_time") if withdrawal.any_time else ()),
        *s.channels(withdrawal.channels),
        *s.told(withdrawal.text),
    ]
    first = lines.pop(0) if lines and not lines[0].title else Node("note")
    return s.node(
        "note",
        withdrawal.route,
        title=s.label("consent.withdrawal"),
        runs=first.runs,
        nodes=(*first.nodes, *lines),
    )


def _disclosure(s: Scribe, disclosure: m.Disclosure) -> Node:
    d = disclosure
    words = s.words
    recipient = s.mention(d.recipient)
    owner = d.route.split("/", 1)[0]
    return s.value(
        d.route,
        words.qualified(d.qualifier, recipient.runs),
        # That an authority is one, its name has said.
        s.note("note.role", s.label(f"disclosure.{d.role}"))
        if d.role and d.role != "authority"
        else (),
        s.line("disclosure.condition", condition=words.text(d.condition)) if d.condition else (),
        s.line("disclosure.purpose", purpose=words.text(d.purpose)) if d.purpose else (),
        s.purposes(owner, d.purposes),
        s.data(d.data),
        s.consent("note.needs_consent", d.consent),
        s.told(d.agreement, "note.agreement"),
        s.markets(d.applies_in),
        recipient.notes,
    )


def _decision(s: Scribe, decision: m.AutomatedDecision) -> Node:
    allowed: Runs = ()
    if decision.allowed_by:
        point = decision.allowed_by
        allowed = s.cited("22", point, s.label(f"automated.allowed_by.{point[-2]}"))
    return s.value(
        decision.route,
        s.label("automated.solely" if decision.solely_automated else "automated.partly"),
        s.line(f"automated.effect.{decision.effect}"),
        s.data(decision.data),
        s.note("automated.allowed", allowed),
        s.told(decision.logic, "automated.logic"),
        s.told(decision.significance, "automated.significance"),
        s.told(decision.safeguards, "automated.safeguards"),
    )


def _right(s: Scribe, right: m.OfferedRight) -> Node:
    return s.value(
        right.route,
        s.label(f"right.{right.right}"),
        s.line("right.any_time") if right.any_time else (),
        s.subjects(right.subjects),
        s.channels(right.channels),
        s.told(right.text),
        s.told(right.exception, "note.exception"),
    )


def _claim(s: Scribe, claim: m.Claim) -> Node:
    told = s.told(claim.text)
    if told:
        # The sentence says what the fields say, which are there to hold the statement to it.
        told[0] = told[0]._replace(runs=s.words.qualified(claim.qualifier, told[0].runs))
        return s.value(claim.route, (), told)
    return s.value(
        claim.route,
        s.words.qualified(claim.qualifier, s.label(f"claim.{claim.kind}")),
        s.data(claim.data),
        s.note("note.recipients", s.names(claim.recipients)),
        s.consent("note.needs_consent", claim.consent),
    )


def _measures(s: Scribe, activity: m.Activity) -> list[Node]:
    values = []
    for one in activity.measures:
        mention = s.mention(one)
        values.append(s.value(f"{activity.route}/measures/{one}", mention.runs, mention.notes))
    return values


def _cookie(s: Scribe, cookie: m.Cookie) -> Node:
    words = s.words
    provider = s.mention(cookie.provider) if cookie.provider else None
    lasting = words.period(cookie.period) if cookie.period else ""
    return s.value(
        cookie.route,
        (Run(cookie.name, name=True),),
        s.told(cookie.purpose, "note.purpose"),
        s.line("cookie.necessary") if cookie.necessary else (),
        _nested(s.note("note.provider", provider.runs), provider.notes) if provider else (),
        s.data(cookie.data),
        s.line("cookie.period", period=lasting) if lasting else (),
        s.line("cookie.session") if cookie.session else (),
    )


def _nested(lines: Sequence[Node], below: tuple[Node, ...]) -> list[Node]:
    return [line._replace(nodes=below) for line in lines]


def _some(one: str | None) -> tuple[str, ...]:
    return (one,) if one else ()
