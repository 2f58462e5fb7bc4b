"""The law as dated data. What is expected here was written from the legal ground truth."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from referencing import Registry, Resource

from checker import resources, source
from checker.engine import compile_policy
from checker.law.book import Book
from tests.policies import overlay

LAW = Path(resources.path("law"))
FILES = sorted(path.stem for path in LAW.glob("*.yaml"))
SCHEMAS = {path.stem: json.loads(path.read_text()) for path in (LAW / "schemas").glob("*.json")}
BOOK = Book()


def values(name: str) -> Any:
    document = source.read(f"{name}.yaml", (LAW / f"{name}.yaml").read_bytes())
    assert not document.problems
    return document.value


def facts(
    value: Any, inherited: dict[str, str], where: str
) -> Iterator[tuple[str, dict[str, str]]]:
    """Every entry of every list of facts, with the state it inherits from what it is in."""
    state = {key: value[key] for key in ("source", "verification", "reviewed") if key in value}
    state = {**inherited, **state}
    lists = [one for one in value.values() if isinstance(one, list) and isinstance(one[0], dict)]
    yield where, state
    for one in lists:
        for number, fact in enumerate(one):
            yield from facts(fact, state, f"{where}/{number}")


# The files


def test_every_file_has_a_schema_and_every_schema_a_file() -> None:
    assert {*FILES, "common"} == set(SCHEMAS)


@pytest.mark.parametrize("name", FILES)
def test_a_file_fits_its_schema(name: str) -> None:
    resource: Resource[Any] = Resource.from_contents(SCHEMAS["common"])
    registry: Registry[Any] = Registry().with_resource(SCHEMAS["common"]["$id"], resource)
    Draft202012Validator.check_schema(SCHEMAS[name])
    validator = Draft202012Validator(SCHEMAS[name], registry=registry)
    errors = [
        f"{error.json_path}: {error.message}" for error in validator.iter_errors(values(name))
    ]
    assert not errors


@pytest.mark.parametrize("name", FILES)
def test_every_fact_says_where_it_is_from_how_well_it_is_verified_and_when(name: str) -> None:
    for where, state in list(facts(values(name), {}, name))[1:]:
        # A former name of an authority is part of what is said of the authority.
        assert set(state) == {"source", "verification", "reviewed"}, where


@pytest.mark.parametrize("name", FILES)
def test_every_day_is_in_the_calendar_and_no_period_ends_before_it_starts(name: str) -> None:
    def walk(value: Any) -> Iterator[dict[str, Any]]:
        if isinstance(value, dict):
            yield value
            for one in value.values():
                yield from walk(one)
        elif isinstance(value, list):
            for one in value:
                yield from walk(one)

    for fact in walk(values(name)):
        for key in ("from", "until", "new_until", "date", "reviewed"):
            if key in fact:
                date.fromisoformat(fact[key])
        assert fact.get("from", "") <= fact.get("new_until", fact.get("until", "9")), fact
        assert fact.get("new_until", "") <= fact.get("until", "9"), fact


@pytest.mark.parametrize("name", FILES)
def test_the_day_of_review_is_told(name: str) -> None:
    assert date.fromisoformat(BOOK.reviewed(name)) >= date(2026, 11, 24)


def asked(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The names of the law files that are read from now on."""
    read: list[str] = []
    original = resources.read_bytes

    def recording(name: str) -> bytes:
        if name.startswith("law/"):
            read.append(Path(name).stem)
        return original(name)

    monkeypatch.setattr(resources, "read_bytes", recording)
    return read


@pytest.mark.parametrize(
    ("question", "needed"),
    [
        (lambda _: None, []),
        (lambda book: book.in_eea("DK", "2026-11-24"), ["eea"]),
        (lambda book: book.title("GDPR 13"), ["gdpr"]),
        (lambda book: book.needs_law("9(2)(b)"), ["grounds"]),
        (lambda book: book.adequacy("US", "2026-11-24"), ["adequacy"]),
        (lambda book: book.decision("2023/1795"), ["adequacy"]),
        (lambda book: book.instrument("2021/914"), ["instruments"]),
        (lambda book: book.statutory("accounting", "SE", "2026-11-24"), ["retention"]),
        (lambda book: book.consent_age("DK", "2026-11-24"), ["national"]),
        (lambda book: book.provisions("national-id", "NO", "2026-11-24"), ["national"]),
        (lambda book: book.acts("2020-01-01", "2026-11-24"), ["acts"]),
        (lambda book: book.authority("SE", "2026-11-24"), ["authorities"]),
    ],
)
def test_a_question_reads_only_the_file_it_needs_and_that_once(
    question: Any, needed: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    read = asked(monkeypatch)
    book = Book()
    question(book)
    question(book)
    assert read == needed


def test_a_policy_without_transfers_does_not_ask_for_adequacy(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    policy = overlay(tmp_path)
    file = policy / "recipients.yaml"
    before, _, rest = file.read_text(encoding="utf-8").partition("    transfers:\n")
    after = rest[rest.index("  - id: carriers") :]
    file.write_text(before.replace("[AU]", "[SE]") + after, encoding="utf-8")
    read = asked(monkeypatch)
    result = compile_policy(str(policy))
    assert result.complete
    assert not any(one.transfers for one in result.policy.recipients.values())
    assert "eea" in read
    assert "adequacy" not in read
    assert "gdpr" not in read


# The GDPR


def test_article_14_shifts_the_letters_of_article_13() -> None:
    for reference in ("13(2)(f)", "14(2)(g)", "14(5)(d)", "12(5)(b)", "30(1)(g)", "47(2)(n)", "10"):
        assert BOOK.title(f"GDPR {reference}"), reference
    for reference in ("13(1)(g)", "13(2)(g)", "14(2)(h)", "6(1)(g)", "9(2)(k)", "10(1)", "100"):
        assert BOOK.title(f"GDPR {reference}") is None, reference


@pytest.mark.parametrize(
    ("article", "en", "da", "nb", "sv"),
    [
        (
            "13",
            "Information to be provided where personal data are collected from the data subject",
            "Oplysningspligt ved indsamling af personoplysninger hos den registrerede",
            "Informasjon som skal gis ved innsamling av personopplysninger fra den registrerte",
            "Information som ska tillhandahållas om personuppgifterna samlas in från den "
            "registrerade",
        ),
        (
            "21",
            "Right to object",
            "Ret til indsigelse",
            "Rett til å protestere",
            "Rätt att göra invändningar",
        ),
        (
            "30",
            "Records of processing activities",
            "Fortegnelser over behandlingsaktiviteter",
            "Protokoller over behandlingsaktiviteter",
            "Register över behandling",
        ),
    ],
)
def test_articles_have_titles_in_every_language(
    article: str, en: str, da: str, nb: str, sv: str
) -> None:
    titles = {"en": en, "da": da, "nb": nb, "sv": sv}
    for language, title in titles.items():
        assert BOOK.title(f"GDPR {article}", language) == title
    assert BOOK.title(f"GDPR {article}") == en


def test_the_articles_that_the_duties_rest_on_are_there() -> None:
    needed = (*range(5, 23), *range(24, 29), 30, 32, 33, 34, 37, *range(44, 50), 77, 78, 79, 82)
    for article in (4, *needed, 87, 88, 89):
        assert BOOK.title(f"GDPR {article}"), article
    assert BOOK.title("GDPR 49(1), second subparagraph") == "Derogations for specific situations"


@pytest.mark.parametrize("language", ["da", "nb", "sv"])
def test_pages_cite_a_point_as_the_language_does(language: str) -> None:
    # law.md: the forms to pin. The forms of a page are phrases, not law.
    forms = {
        "da": "databeskyttelsesforordningens artikel 6, stk. 1, litra f",
        "nb": "personvernforordningen artikkel 6 nr. 1 bokstav f",
        "sv": "artikel 6.1 f i dataskyddsförordningen",
    }
    phrases = resources.read_bytes(f"docs_templates/phrases/{language}.yaml")
    articles = source.read("phrases", phrases).value["article"]
    assert articles["6"].replace("{point}", "f").replace("\u00a0", " ") == forms[language]


def test_points_have_names_of_their_own() -> None:
    assert BOOK.title("GDPR 6(1)(f)") == "Lawfulness of processing: legitimate interests"
    assert BOOK.title("GDPR 6(1)(f)", "nb") == "Behandlingens lovlighet: berettigede interesser"
    for letter in "abcdefghij":
        for language in ("en", "da", "nb", "sv"):
            article = BOOK.title("GDPR 9(2)", language)
            assert article
            point = BOOK.title(f"GDPR 9(2)({letter})", language)
            assert point
            assert point.startswith(f"{article}: ")


def test_conditions_that_need_a_provision_of_law() -> None:
    needing = {f"9(2)({letter})" for letter in "abcdefghij" if BOOK.needs_law(f"9(2)({letter})")}
    assert needing == {"9(2)(b)", "9(2)(g)", "9(2)(h)", "9(2)(i)", "9(2)(j)"}
    assert [letter for letter in "abcdef" if BOOK.needs_law(f"6(1)({letter})")] == ["c", "e"]


# References


@pytest.mark.parametrize(
    "reference",
    [
        "GDPR 13(1)(c)",
        "WP260 rev.01",
        "DK markedsføringsloven § 10",
        "DK databeskyttelsesloven § 8, stk. 3",
        "DK cookiebekendtgørelsen § 3",
        "NO ekomloven § 3-15",
        "NO personopplysningsloven § 11",
        "NO politiregisterloven § 36",
        "NO markedsføringsloven § 16",
        "SE LEK 9 kap. 28 §",
        "SE dataskyddslagen 3 kap. 8 §",
        "SE förordning (2018:219) 5 §",
        "SE marknadsföringslagen 19 §",
    ],
)
def test_a_reference_has_a_title_and_a_state(reference: str) -> None:
    assert BOOK.title(reference)
    assert BOOK.verification(reference) in {"official", "secondary", "unverified"}


@pytest.mark.parametrize("reference", ["GDPR 13(9)", "WP 260", "SE LEK 1 kap. 1 §", "", "GDPR "])
def test_what_is_not_known_has_neither(reference: str) -> None:
    assert BOOK.title(reference) is None
    assert BOOK.verification(reference) is None


def test_of_two_versions_of_a_section_the_later_is_told() -> None:
    title = BOOK.title("DK databeskyttelsesloven § 6, stk. 2")
    assert title
    assert "15" in title


# The European Economic Area

EU = (
    *("AT", "BE", "BG", "HR", "CY", "CZ", "DE", "DK", "EE", "ES", "FI", "FR", "GR", "HU"),
    *("IE", "IT", "LT", "LU", "LV", "MT", "NL", "PL", "PT", "RO", "SE", "SI", "SK"),
)


@pytest.mark.parametrize("country", [*EU, "IS", "LI", "NO", "AX"])
def test_members_are_inside(country: str) -> None:
    assert BOOK.in_eea(country, "2026-11-22")


@pytest.mark.parametrize(
    "country", ["EL", "UK", "GB", "CH", "GL", "FO", "SJ", "US", "TR", "UA", "RS", "MC", "GI", "EPO"]
)
def test_others_are_outside(country: str) -> None:
    assert not BOOK.in_eea(country, "2026-11-22")


@pytest.mark.parametrize(
    ("country", "outside", "inside"),
    [("HR", "2013-06-30", "2013-07-01"), ("GB", "2021-01-01", "2020-12-31")],
)
def test_membership_starts_and_ends_on_a_day(country: str, outside: str, inside: str) -> None:
    assert BOOK.in_eea(country, inside)
    assert not BOOK.in_eea(country, outside)


# Adequacy

IN_FORCE = {
    "AD": ("2010/625", "2010-10-19", None),
    "AR": ("2003/490", "2003-06-30", None),
    "BR": ("2026/179", "2026-01-26", "lgpd"),
    "CA": ("2002/2", "2001-12-20", "pipeda"),
    "CH": ("2000/518", "2000-07-26", None),
    "EPO": ("2025/1382", "2025-07-15", None),
    "FO": ("2010/146", "2010-03-05", None),
    "GB": ("2021/1772", "2021-06-28", None),
    "GG": ("2003/821", "2003-11-21", None),
    "IL": ("2011/61", "2011-01-31", "automated"),
    "IM": ("2004/411", "2004-04-28", None),
    "JE": ("2008/393", "2008-05-08", None),
    "JP": ("2019/419", "2019-01-23", "appi"),
    "KR": ("2022/254", "2021-12-17", "pipa"),
    "NZ": ("2013/65", "2012-12-19", None),
    "US": ("2023/1795", "2023-07-10", "dpf-list"),
    "UY": ("2012/484", "2012-08-21", None),
}
ENDED = {
    ("GB", "TCA", "2021-01-01", "2021-06-27"),
    ("HU", "2000/519", "2000-07-26", "2004-05-01"),
    ("US", "2000/520", "2000-07-26", "2015-10-06"),
    ("US", "2016/1250", "2016-07-12", "2020-07-16"),
}
NEVER = (
    *("IN", "CN", "AU", "SG", "ZA", "KE", "PH", "UA", "RS", "TR", "MX", "GI", "MC", "GL"),
    *("EL", "UK", "RU", "DK"),
)


@pytest.mark.parametrize("territory", IN_FORCE)
def test_decisions_in_force(territory: str) -> None:
    number, start, scope_key = IN_FORCE[territory]
    (decision,) = BOOK.adequacy(territory, "2026-11-22")
    assert (decision.number, decision.start) == (number, start)
    assert decision.scope_key == scope_key
    assert bool(decision.scope) == (scope_key is not None or territory == "EPO")
    assert decision.kind == "adequacy"
    before = date.fromordinal(date.fromisoformat(start).toordinal() - 1).isoformat()
    assert decision not in BOOK.adequacy(territory, before)


def test_every_decision_is_expected() -> None:
    numbers = {one.number for one in BOOK.decisions()}
    assert numbers == {one[0] for one in IN_FORCE.values()} | {one[1] for one in ENDED}
    ended = {
        (one.territory, one.number, one.start, one.until)
        for one in BOOK.decisions()
        if one.until and one.until < "2026-11-22"
    }
    assert ended == ENDED
    assert all(one.ended_by for one in BOOK.decisions() if one.number in {e[1] for e in ENDED})


@pytest.mark.parametrize("territory", NEVER)
def test_never_adequate(territory: str) -> None:
    assert BOOK.decisions(territory) == ()


@pytest.mark.parametrize(
    ("on", "number"),
    [
        ("2000-07-25", None),
        ("2000-07-26", "2000/520"),
        ("2015-10-06", "2000/520"),
        ("2015-10-07", None),
        ("2015-10-10", None),
        ("2016-07-11", None),
        ("2016-07-12", "2016/1250"),
        ("2020-04-20", "2016/1250"),
        ("2020-07-16", "2016/1250"),
        ("2020-07-17", None),
        ("2023-01-01", None),
        ("2023-07-09", None),
        ("2023-07-10", "2023/1795"),
        ("2023-08-01", "2023/1795"),
        ("2026-11-22", "2023/1795"),
    ],
)
def test_the_united_states_by_day(on: str, number: str | None) -> None:
    assert [one.number for one in BOOK.adequacy("US", on)] == ([number] if number else [])


@pytest.mark.parametrize(
    ("on", "kinds"),
    [
        ("2020-12-31", []),
        ("2021-01-01", ["bridge"]),
        ("2021-06-27", ["bridge"]),
        ("2021-06-28", ["adequacy"]),
        ("2025-06-28", ["adequacy"]),
        ("2025-12-28", ["adequacy"]),
        ("2031-12-27", ["adequacy"]),
        ("2031-12-28", []),
    ],
)
def test_the_united_kingdom_by_day(on: str, kinds: list[str]) -> None:
    assert [one.kind for one in BOOK.adequacy("GB", on)] == kinds
    assert BOOK.in_eea("GB", on) == (on == "2020-12-31")


def test_data_privacy_framework_is_contested_and_still_in_force() -> None:
    (decision,) = BOOK.adequacy("US", "2026-11-22")
    assert decision.until is None
    assert decision.contested
    assert "C-703/25 P" in decision.contested


@pytest.mark.parametrize(
    ("cited", "number"),
    [
        ("2023/1795", "2023/1795"),
        ("(EU) 2023/1795", "2023/1795"),
        ("afgørelse (EU) 2023/1795 af 10. juli 2023", "2023/1795"),
        ("2000/520/EC", "2000/520"),
        ("2000/520/EF", "2000/520"),
        ("2025/1226", "2021/1772"),
        ("(EU) 2025/2574", "2021/1772"),
        ("TCA", "TCA"),
    ],
)
def test_a_decision_is_found_by_its_number(cited: str, number: str) -> None:
    decision = BOOK.decision(cited)
    assert decision
    assert decision.number == number


@pytest.mark.parametrize("cited", ["2016/679", "2021/914", "12023/17951", "Schrems II", ""])
def test_other_numbers_are_no_decision(cited: str) -> None:
    assert BOOK.decision(cited) is None


def test_decisions_are_in_order_and_never_two_at_a_time() -> None:
    starts = [one.start for one in BOOK.decisions()]
    assert starts == sorted(starts)
    for territory in {one.territory for one in BOOK.decisions()}:
        periods = BOOK.decisions(territory)
        for earlier, later in pairwise(periods):
            assert earlier.until is not None
            assert earlier.until < later.start


# Transfer tools


@pytest.mark.parametrize(
    ("number", "kind", "new_until", "until"),
    [
        ("2001/497", "transfer-clauses", "2021-09-26", "2022-12-27"),
        ("2004/915", "transfer-clauses", "2021-09-26", "2022-12-27"),
        ("2002/16", "transfer-clauses", "2010-05-14", "2022-12-27"),
        ("2010/87", "transfer-clauses", "2021-09-26", "2022-12-27"),
        ("2021/914", "transfer-clauses", None, None),
        ("2021/915", "processor-clauses", None, None),
    ],
)
def test_standard_clauses(number: str, kind: str, new_until: str | None, until: str | None) -> None:
    instrument = BOOK.instrument(f"{number}/EC")
    assert instrument
    assert instrument.number == number
    assert (instrument.kind, instrument.new_until, instrument.until) == (kind, new_until, until)


def test_the_new_clauses_may_be_used_from_their_day_in_force() -> None:
    instrument = BOOK.instrument("(EU) 2021/914")
    assert instrument
    assert instrument.start == "2021-06-27"
    assert BOOK.instrument("2023/1795") is None
    assert len(BOOK.instruments()) == 6


# National law


@pytest.mark.parametrize(
    ("country", "on", "age"),
    [
        ("DK", "2018-05-24", None),
        ("DK", "2018-05-25", 13),
        ("DK", "2023-12-31", 13),
        ("DK", "2024-01-01", 15),
        ("DK", "2026-11-22", 15),
        ("NO", "2018-07-19", None),
        ("NO", "2018-07-20", 13),
        ("NO", "2026-11-22", 13),
        ("SE", "2026-11-22", 13),
        ("FI", "2026-11-22", 13),
        ("IS", "2026-11-22", 13),
        ("DE", "2026-11-22", None),
    ],
)
def test_the_age_of_consent(country: str, on: str, age: int | None) -> None:
    found = BOOK.consent_age(country, on)
    assert (found.age if found else None) == age
    if found:
        assert BOOK.title(found.provision)


def test_what_criminal_offence_data_may_rest_on() -> None:
    def grounds(country: str) -> set[str]:
        found = BOOK.provisions("criminal-offence", country, "2026-11-22")
        return {ground for one in found for ground in one.grounds}

    assert {"explicit-consent", "overriding-interest"} <= grounds("DK")
    norway = {"9(2)(a)", *(f"9(2)({letter})" for letter in "cdef"), "statute"}
    assert grounds("NO") == norway
    assert grounds("SE") == {"statute"}
    certificate = [
        one
        for one in BOOK.provisions("criminal-offence", "NO", "2026-11-22")
        if one.act == "politiregisterloven"
    ]
    assert [one.grounds for one in certificate] == [("statute",)]


@pytest.mark.parametrize(("country", "on_consent"), [("DK", True), ("NO", False), ("SE", True)])
def test_where_a_national_number_may_rest_on_consent(country: str, on_consent: bool) -> None:
    found = BOOK.provisions("national-id", country, "2026-11-22")
    assert found
    assert any("consent" in one.grounds for one in found) == on_consent


@pytest.mark.parametrize(
    ("country", "on", "reference"),
    [
        ("DK", "2026-11-22", "DK cookiebekendtgørelsen § 3"),
        ("NO", "2024-12-31", "NO ekomloven § 2-7 b"),
        ("NO", "2025-01-01", "NO ekomloven § 3-15"),
        ("SE", "2022-06-02", "SE LEK 6 kap. 18 §"),
        ("SE", "2022-06-03", "SE LEK 9 kap. 28 §"),
    ],
)
def test_the_rule_on_cookies_by_day(country: str, on: str, reference: str) -> None:
    assert BOOK.provisions("device-access", country, on)[0].reference == reference


@pytest.mark.parametrize("country", ["DK", "NO", "SE"])
@pytest.mark.parametrize(
    "topic",
    [
        *("accounting", "camera-surveillance", "child-consent", "credit-information"),
        *("criminal-offence", "device-access", "direct-marketing", "electronic-marketing"),
        *("information-exception", "money-laundering", "national-id", "special-category"),
        "whistleblowing",
    ],
)
def test_every_market_has_its_provisions(country: str, topic: str) -> None:
    found = BOOK.provisions(topic, country, "2026-11-22")
    assert found
    for one in found:
        assert one.reference == f"{country} {one.act} {one.section}"
        assert BOOK.title(one.reference)


def test_only_denmark_protects_the_data_of_the_dead() -> None:
    assert [
        country
        for country in ("DK", "NO", "SE")
        if BOOK.provisions("deceased", country, "2026-11-22")
    ] == ["DK"]


@pytest.mark.parametrize(
    ("regime", "country", "periods"),
    [
        ("accounting", "DK", [("P5Y", None)]),
        ("accounting", "NO", [("P5Y", None), ("P3Y6M", None)]),
        ("accounting", "SE", [("P7Y", None)]),
        ("money-laundering", "DK", [("P5Y", "P5Y")]),
        ("money-laundering", "NO", [("P5Y", "P5Y")]),
        ("money-laundering", "SE", [("P5Y", "P10Y")]),
        ("whistleblowing", "DK", []),
        ("whistleblowing", "NO", []),
        ("whistleblowing", "SE", [(None, "P2Y")]),
        ("credit-information", "DK", [(None, "P5Y")]),
        ("credit-information", "NO", [(None, "P4Y")]),
        ("credit-information", "SE", [(None, "P3Y")]),
        ("camera-surveillance", "DK", [(None, "P30D")]),
        ("camera-surveillance", "NO", [(None, "P7D")]),
        ("camera-surveillance", "SE", []),
    ],
)
def test_statutory_periods(
    regime: str, country: str, periods: list[tuple[str | None, str | None]]
) -> None:
    found = BOOK.statutory(regime, country, "2026-11-22")
    assert [(one.minimum, one.maximum) for one in found] == periods
    for one in found:
        assert BOOK.title(one.provision), one.provision


def test_accounting_counts_from_the_financial_year_but_in_sweden_from_the_calendar_year() -> None:
    for country in ("DK", "NO"):
        for period in BOOK.statutory("accounting", country, "2026-11-22"):
            assert "financial year" in period.start_of_period
            assert "calendar" not in period.start_of_period
    (sweden,) = BOOK.statutory("accounting", "SE", "2026-11-22")
    assert "calendar year" in sweden.start_of_period
    older = BOOK.statutory("accounting", "DK", "2020-04-20")
    assert [one.provision for one in older] == ["DK bogføringsloven § 10"]


def test_periods_on_less_than_everything_say_on_what() -> None:
    for country in ("DK", "NO", "SE"):
        for period in BOOK.statutory("credit-information", country, "2026-11-22"):
            assert period.material
            assert "agency" in period.material
    assert all(one.material for one in BOOK.statutory("accounting", "NO", "2026-11-22"))


# Changes of the law


def test_what_has_changed_since_a_day() -> None:
    changes = BOOK.acts("2020-04-20", "2026-11-22")
    assert [one.date for one in changes] == sorted(one.date for one in changes)
    told = {(one.date, one.topic, one.country) for one in changes}
    assert told >= {
        ("2020-07-16", "transfers-us", None),
        ("2021-01-01", "transfers-gb", None),
        ("2021-01-01", "authority-name", "SE"),
        ("2021-06-27", "transfers-clauses", None),
        ("2021-06-28", "transfers-gb", None),
        ("2021-12-17", "whistleblowing", "DK"),
        ("2021-12-17", "whistleblowing", "SE"),
        ("2022-06-03", "device-access", "SE"),
        ("2022-07-01", "credit-information", "NO"),
        ("2022-07-01", "accounting", "DK"),
        ("2022-12-28", "transfers-clauses", None),
        ("2023-07-10", "transfers-us", None),
        ("2024-01-01", "child-consent", "DK"),
        ("2025-01-01", "device-access", "NO"),
        ("2026-01-26", "transfers-br", None),
    }


def test_a_change_on_the_day_of_the_statement_is_not_after_it() -> None:
    judgment = [one.topic for one in BOOK.acts("2020-07-15", "2020-07-16")]
    assert judgment == ["transfers-us", "transfers-clauses"]
    assert BOOK.acts("2020-07-16", "2020-12-31") == ()
    assert BOOK.acts("2026-11-22", "2020-01-01") == ()


@pytest.mark.parametrize(("topic", "territory"), [("transfers-us", "US"), ("transfers-gb", "GB")])
def test_changes_and_decisions_agree(topic: str, territory: str) -> None:
    days = {one.date for one in BOOK.acts("2010-01-01", "2026-11-22") if one.topic == topic}
    starts = {one.start for one in BOOK.decisions(territory) if one.start > "2010-01-01"}
    assert starts <= days


# Authorities


def test_two_authorities_share_a_name() -> None:
    denmark = BOOK.authority("DK", "2026-11-22")
    norway = BOOK.authority("NO", "2026-11-22")
    assert denmark
    assert norway
    assert denmark.name == norway.name == "Datatilsynet"
    assert denmark.names["nb"] == "det danske Datatilsynet"
    assert norway.names["da"] == "det norske Datatilsynet"
    assert norway.names["sv"] == "norska Datatilsynet"


@pytest.mark.parametrize(
    ("on", "name", "earlier"),
    [
        ("2020-12-31", "Datainspektionen", ()),
        ("2021-01-01", "Integritetsskyddsmyndigheten", ("Datainspektionen",)),
    ],
)
def test_the_swedish_authority_by_day(on: str, name: str, earlier: tuple[str, ...]) -> None:
    authority = BOOK.authority("SE", on)
    assert authority
    assert (authority.name, authority.earlier_names) == (name, earlier)


@pytest.mark.parametrize(
    ("country", "kind", "value", "verification"),
    [
        ("DK", "postal", "Carl Jacobsens Vej 35, 2500 Valby", "secondary"),
        ("DK", "email", "dt@datatilsynet.dk", "secondary"),
        ("DK", "complaint", "https://www.datatilsynet.dk/borger/klage", "unverified"),
        ("NO", "postal", "Postboks 458 Sentrum, 0105 Oslo", "secondary"),
        ("NO", "email", "postkasse@datatilsynet.no", "unverified"),
        ("SE", "email", "imy@imy.se", "secondary"),
        ("SE", "phone", "+46 8 657 61 00", "unverified"),
        ("FI", "email", "tietosuoja@om.fi", "unverified"),
        ("IS", "phone", "+354 510 9600", "secondary"),
    ],
)
def test_how_to_reach_an_authority(country: str, kind: str, value: str, verification: str) -> None:
    authority = BOOK.authority(country, "2026-11-22")
    assert authority
    (contact,) = [one for one in authority.contacts if one.kind == kind]
    assert (contact.value, contact.verification) == (value, verification)
    assert contact.source


def test_other_countries_have_no_authority_here() -> None:
    assert BOOK.authority("DE", "2026-11-22") is None
