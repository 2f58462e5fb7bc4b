"""What the languages of a text say, and how each writes it.

The texts of the property tests are written by Babel, which knows the formats of the languages
independently of klar, and by the forms of reference that the acts themselves have.
"""

from __future__ import annotations

import datetime
import json
import time
from collections import Counter
from collections.abc import Callable

import pytest
from babel.dates import format_date
from babel.numbers import format_decimal, format_percent
from babel.units import format_unit
from hypothesis import given
from hypothesis import strategies as st

from checker import languages
from checker.languages.facts import Fact, difference, read_facts
from checker.languages.formats import Formats, formats
from checker.law.book import Book
from checker.rules import Context, Hit
from checker.rules.parity import languages_disagree
from tests.building import built

LANGUAGES = ("da", "nb", "sv")
Words = dict[str, str]
"""What says one thing in each language."""
Stated = tuple[Fact, Words]


def of(language: str) -> Formats:
    """The formats of a language that klar knows."""
    found = formats(language)
    assert found
    return found


def facts_of(text: str, language: str) -> Counter[Fact]:
    return read_facts(text, of(language)).facts


def slips_of(text: str, language: str) -> list[tuple[str, str]]:
    return [(slip.written, slip.right) for slip in read_facts(text, of(language)).slips]


def in_each(fact: Fact, write: Callable[[str], str]) -> Stated:
    return fact, {language: write(language) for language in LANGUAGES}


# Facts as Babel and the acts write them

BASES = {"year": ("month", 12), "month": ("month", 1), "week": ("day", 7), "day": ("day", 1)}
POINTS = "abcdefghj"
REFERENCES = {
    "da": "artikel {}, stk. {}, litra {}",
    "nb": "artikkel {} nr. {} bokstav {}",
    "sv": "artikel {}.{} {}",
}


def number(value: int) -> Stated:
    return in_each(("number", str(value)), lambda code: format_decimal(value, locale=code))


def decimal(tenths: int) -> Stated:
    value = f"{tenths // 10}.{tenths % 10}"
    return in_each(("number", value), lambda code: format_decimal(tenths / 10, locale=code))


def share(value: int) -> Stated:
    return in_each(("percent", str(value)), lambda code: format_percent(value / 100, locale=code))


def length(count: int, unit: str) -> Stated:
    base, each = BASES[unit]
    fact = (base, str(count * each))
    return in_each(fact, lambda code: format_unit(count, f"duration-{unit}", locale=code))


def day(value: datetime.date) -> Stated:
    return in_each(
        ("date", value.isoformat()),
        lambda code: (
            format_date(value, "d MMMM y", locale=code)
            if code == "sv"
            else format_date(value, "long", locale=code)
        ),
    )


def reference(article: int, paragraph: int, point: str) -> Stated:
    fact = ("law", f"{article}({paragraph})({point})")
    return in_each(fact, lambda code: REFERENCES[code].format(article, paragraph, point))


COUNTED = st.one_of(
    st.integers(13, 99_999_99).map(number),
    st.integers(1001, 9999).filter(lambda one: one % 10).map(decimal),
    st.integers(1, 100).map(share),
    st.builds(length, st.integers(1, 999), st.sampled_from(sorted(BASES))),
    st.dates(datetime.date(1000, 1, 1), datetime.date(2999, 12, 31)).map(day),
    st.builds(reference, st.integers(1, 99), st.integers(1, 9), st.sampled_from(POINTS)),
)


@given(COUNTED)
def test_a_fact_is_the_same_in_the_format_of_each_language(stated: Stated) -> None:
    fact, words = stated
    for language, written in words.items():
        assert facts_of(f"x {written} y", language) == {fact: 1}, written
        assert slips_of(f"x {written} y", language) == [], written


def sentence(stated: list[Stated], language: str) -> str:
    return "".join(f"Ord {words[language]}; " for _, words in stated).strip()


@given(st.lists(COUNTED, max_size=6))
def test_a_text_in_which_only_the_formats_differ_has_no_disparity(stated: list[Stated]) -> None:
    assert disagreements({code: sentence(stated, code) for code in LANGUAGES}) == []


@given(st.lists(COUNTED, min_size=1, max_size=6), COUNTED, st.data())
def test_one_other_fact_is_one_finding(
    stated: list[Stated], other: Stated, data: st.DataObject
) -> None:
    at = data.draw(st.integers(0, len(stated) - 1))
    language = data.draw(st.sampled_from(LANGUAGES))
    before = Counter(fact for fact, _ in stated)
    changed = [*stated[:at], other, *stated[at + 1 :]]
    texts = {code: sentence(changed if code == language else stated, code) for code in LANGUAGES}
    hits = disagreements(texts)
    if _once(Counter(fact for fact, _ in changed)) == _once(before):
        assert hits == []
        return
    (hit,) = hits
    assert hit.route == f"about/content/text/text/{language}"
    assert hit.fields["language"] == language


def _once(facts: Counter[Fact]) -> Counter[Fact]:
    """The facts as they are counted: a number as long as one to call counts once."""
    return Counter(
        {
            fact: 1 if fact[0] == "number" and len(fact[1]) >= 8 else count
            for fact, count in facts.items()
        }
    )


def disagreements(texts: Words) -> list[Hit]:
    """The findings on a text, in the order of the statement's languages."""
    written = "".join(
        f"\n      {code}: {json.dumps(text, ensure_ascii=False)}"
        for code, text in texts.items()
        if text
    )
    if not written:
        return []
    policy, routes = built(
        statement=STATEMENT,
        sections__about=f"""\
id: about
title: {{da: Om, nb: Om, sv: Om}}
content:
  - id: text
    text:{written}
""",
    )
    return list(languages_disagree.check(Context(policy, routes, Book(), "2026-11-01")))


STATEMENT = """\
id: privacy-statement
title: {da: Om, nb: Om, sv: Om}
version: 1.0.0
last_updated: 2026-01-15
languages: [da, nb, sv]
markets: [DK, NO, SE]
contents:
  - section: about
"""


# Cases


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("da", "tre måneder", {("month", "3"): 1}),
        ("da", "et halvt år", {("month", "6"): 1}),
        ("da", "to og et halvt år", {("month", "30"): 1}),
        ("da", "halvandet år", {("month", "18"): 1}),
        ("da", "2½ år", {("month", "30"): 1}),
        ("da", "en treårig periode", {("month", "36"): 1}),
        ("da", "3-årig", {("month", "36"): 1}),
        ("da", "30 til 60 dage", {("day", "30"): 1, ("day", "60"): 1}),
        ("nb", "tre til fem år", {("month", "36"): 1, ("month", "60"): 1}),
        ("nb", "48 timer eller to døgn", {("day", "2"): 2}),
        ("nb", "tyve dager", {("day", "20"): 1}),
        ("sv", "ett och ett halvt år", {("month", "18"): 1}),
        ("sv", "halvannat år", {("month", "18"): 1}),
        ("sv", "trettio dagar", {("day", "30"): 1}),
        ("sv", "fem procent", {("percent", "5"): 1}),
        ("da", "hver anden uge", {}),
        ("da", "hver 12. måned", {("number", "12"): 1}),
        ("sv", "var 12:e månad", {("number", "12"): 1}),
        ("sv", "den 22:a november 2026", {("date", "2026-11-22"): 1}),
        ("da", "22. nov. 2026", {("date", "2026-11-22"): 1}),
        ("da", "2. sept. 2026", {("date", "2026-09-02"): 1}),
        ("nb", "november 2026", {("date", "2026-11"): 1}),
        ("nb", "22. november", {("date", "--11-22"): 1}),
        ("nb", "22.11.26", {("date", "2026-11-22"): 1}),
        ("da", "kl. 14.30", {("number", "14.30"): 1}),
        ("sv", "kl. 14:30", {("number", "14.30"): 1}),
        ("sv", "artiklarna 13 och 14", {("law", "13"): 1, ("law", "14"): 1}),
        ("sv", "artikel 13.1 och 13.2", {("law", "13(1)"): 1, ("law", "13(2)"): 1}),
        ("da", "artikel 13, stk. 1 og 2", {("law", "13(1)"): 1, ("law", "13(2)"): 1}),
        ("sv", "artikel 8.2 i förordningen", {("law", "8(2)"): 1}),
        ("sv", "artikel 9.2 i.", {("law", "9(2)(i)"): 1}),
        ("nb", "artikkel 6(1)(f)", {("law", "6(1)(f)"): 1}),
        (
            "da",
            "artikel 6, stk. 1, litra f), og 30 dage",
            {("law", "6(1)(f)"): 1, ("day", "30"): 1},
        ),
        ("da", "§ 8, stk. 3, 2. pkt., og kapitel 2 A", {}),
        ("sv", "3 kap. 10 § och 3 och 4 §§ lagen (2018:218)", {}),
        ("nb", "§ 11 annet ledd nr. 2, §§ 6 til 8", {}),
        ("da", "forordning (EU) 2016/679", {("number", "2016/679"): 1}),
        ("sv", "[skriv](mailto:A@example.com) till a@example.com", {("email", "a@example.com"): 1}),
        ("sv", "08-123 45 67 eller +46 8 123 45 67", {("number", "81234567"): 1}),
        ("nb", "1. januar 2026 gjelder", {("date", "2026-01-01"): 1}),
        ("nb", "- ett\n- to\n  - tre", {("items", "3"): 1}),
        ("nb", "[ord](ref:rights) [x](ref:rights)", {("link", "ref:rights"): 2}),
        ("nb", r"\[ord](ref:rights) [x\](ref:rights)", {}),
        ("nb", r"1 \[ord](ref:rights) [x\](https://example.com/1)", {("number", "1"): 1}),
    ],
)
def test_what_is_read(language: str, text: str, expected: dict[Fact, int]) -> None:
    assert facts_of(text, language) == expected


@pytest.mark.parametrize(
    ("language", "text", "right"),
    [
        ("da", "22 november 2026", ["22. november 2026"]),
        ("sv", "22. november 2026", ["22 november 2026"]),
        ("sv", "den 22:a november", []),
        ("nb", "22/11/2026", ["22.11.2026"]),
        ("nb", "1.000.000 kr", ["1 000 000"]),
        ("da", "1.000.000 kr", []),
        ("nb", "192.168.100.200", []),
        ("da", "artikel 6.1 c och e", ["artikel 6, stk. 1, litra c"]),
        ("sv", "artikel 6 nr. 1 bokstav f", ["artikel 6.1 f"]),
        ("sv", "artikel 6.1 f, 3 kap. 10 §", []),
        ("da", "«a»", ["»…«"]),
        ("da", "»a« og »b«", []),
        ("nb", "«a» og «b»", []),
        ("nb", "»a« og »b«", ["«…»"]),
        ("sv", "§§ 6", ["6 §§"]),
    ],
)
def test_what_is_not_written_as_the_language_does(
    language: str, text: str, right: list[str]
) -> None:
    assert [one for _, one in slips_of(text, language)] == right


@pytest.mark.parametrize(
    ("here", "there", "same"),
    [
        ("3 filer", "tre filer", True),
        ("3 filer", "fire filer", False),
        ("17 filer", "sytten filer", False),
        ("https://example.dk/x", "https://example.no/y", True),
        ("https://www.example.com/da/x", "http://example.com/nb/y", True),
        ("https://example.no/x", "https://example.no/y", False),
        ("https://example.com/x", "https://example.com/nb/x", False),
        ("a@example.dk", "b@example.no", True),
        ("a@example.no", "b@example.no", False),
        ("+45 12 34 56 78", "12345678", True),
    ],
)
def test_what_two_languages_may_write_differently(here: str, there: str, *, same: bool) -> None:
    found = difference(read_facts(here, of("da")), read_facts(there, of("nb")))
    assert (found == ([], [])) is same


# The files, and hostile texts


def test_the_formats_of_each_language_are_whole() -> None:
    for language in languages.known():
        one = of(language)
        assert sorted(set(one.months.values())) == list(range(1, 13))
        assert set(range(1, 13)) <= set(one.numbers.values())
        assert set(one.ordinals.values()) == set(range(1, 13))
        assert one.numbers.keys().isdisjoint(one.units)
        assert one.neighbours_quotes != one.quotes
        assert not one.articles or one.articles in one.article
    assert formats("fi") is None


SIGNS = "aÅ1209 .,:;-–/%§½@+()[]*«»\n\u00a0"
PIECES = ["artikel ", "art. ", "stk. ", " nr. 1", "november", "](", "https://", "år", " og ", "tre"]


@given(st.lists(st.sampled_from([*SIGNS, *PIECES])).map("".join), st.sampled_from(LANGUAGES))
def test_any_text_can_be_read(text: str, language: str) -> None:
    reading = read_facts(text, of(language))
    assert reading.written.keys() == reading.facts.keys()
    assert difference(reading, reading) == ([], [])


@pytest.mark.parametrize(
    "piece", [*SIGNS, *PIECES, "1 ", "1, ", "a@", "1 og ", "§ 1 og ", "art. 1, "]
)
def test_reading_takes_time_in_proportion(piece: str) -> None:
    def seconds(count: int) -> float:
        text = piece * count
        best = 9.0
        for _ in range(3):
            start = time.perf_counter()
            read_facts(text, of("da"))
            best = min(best, time.perf_counter() - start)
        return best

    assert seconds(16_000) < 0.05 + 12 * seconds(4_000)
