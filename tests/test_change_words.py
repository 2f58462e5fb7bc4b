"""The words for changes: whole in every language, native in each, and fit for every change."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest

from checker import resources
from checker.changes import Change, Diff, kinds
from checker.changes.compare import Difference
from checker.changes.elements import elements_of
from checker.changes.kinds import Reader, fields
from checker.engine import compile_policy
from checker.languages import data, known
from checker.languages.foreign import foreign
from checker.languages.terms import concepts
from checker.languages.written import Written
from checker.model import Policy, Text
from checker.render.phrases import load
from checker.report.versions.wording import Wording

EVERY = (*sorted(known()), "en")
EXAMPLE = Path(__file__).parent / "example"
STATEMENT = Path(__file__).parent.parent / "privacy_policy"
REPORTS = Path(resources.path("report")) / "versions"

_FIELD = re.compile(r"\{([^}]*)\}")
_ENDINGS = frozenset((".", ":", ",", ";", " "))


def words_of(language: str) -> Mapping[str, Any]:
    return data(language, "changes")


def sentences(language: str) -> Mapping[str, str]:
    listed: Mapping[str, str] = words_of(language)["kinds"]
    return listed


def flat(value: Any, key: str = "") -> Iterator[tuple[str, str]]:
    """Every text in a file, with its dotted key."""
    if isinstance(value, dict):
        for name, item in value.items():
            yield from flat(item, f"{key}.{name}" if key else name)
    else:
        yield key, value


# The files


@pytest.mark.parametrize("language", EVERY)
def test_each_language_has_the_same_words(language: str) -> None:
    # No message to people is in English: no statement is.
    expected = {key for key, _ in flat(words_of("da"))}
    if language == "en":
        expected = {key for key in expected if not key.startswith("notice.")}
    assert {key for key, _ in flat(words_of(language))} == expected
    assert list(sentences(language)) == list(sentences("da")), "in the same order"


def test_each_kind_has_a_sentence_and_each_sentence_is_of_one() -> None:
    rows = {
        f"{kind}.{field}"
        for row in fields().values()
        for field, what in row.items()
        for kind in ([what] if isinstance(what, str) else what.values())
        if field != "leads"
    }
    found = set(sentences("en"))
    assert {one for one in found if "." not in one} == set(kinds())
    assert {one for one in found if "." in one} <= rows


@pytest.mark.parametrize("language", EVERY)
def test_a_sentence_for_one_field_says_something_else(language: str) -> None:
    listed = sentences(language)
    for key, sentence in listed.items():
        kind, dot, _ = key.partition(".")
        assert not dot or sentence != listed[kind], key


@pytest.mark.parametrize("language", EVERY)
def test_the_fields_of_a_sentence(language: str) -> None:
    for key, sentence in sentences(language).items():
        named = _FIELD.findall(sentence)
        assert named == _FIELD.findall(sentences("en")[key]), key
        assert set(named) <= {"what", "before", "after"}, key
        # Where there is nothing to name, the sentence is whole without its end.
        whole = sentence.removesuffix(": {what}")
        assert "{what}" not in whole, key
        assert ("{before}" in whole) == ("{after}" in whole), key
    for key, text in flat({**words_of(language), "kinds": {}}):
        assert _FIELD.findall(text) == _FIELD.findall(dict(flat(words_of("da")))[key]), key


@pytest.mark.parametrize("language", EVERY)
def test_the_form_of_a_sentence(language: str) -> None:
    for key, sentence in sentences(language).items():
        said = sentence.removesuffix(": {what}")
        assert said[0].isupper(), key
        assert said[-1] not in _ENDINGS, key
        assert "  " not in said, key
        assert ":" not in said or "{before}" in said, key
    for key in ("levels", "report"):
        for name, text in words_of(language)[key].items():
            assert text[0].isupper(), name
            assert text[-1] not in _ENDINGS, name
    for name, text in words_of(language)["warnings"].items():
        assert name in kinds()
        assert text.endswith("."), "more than one sentence"


@pytest.mark.parametrize("language", sorted(known()))
def test_no_word_is_of_a_neighbouring_language_or_no_term(language: str) -> None:
    reader = foreign(language)
    assert reader
    written = Written([text for _, text in flat(words_of(language))])
    for key, text in flat(words_of(language)):
        assert [stray.word for stray in reader.strays(_FIELD.sub("", text))] == [], key
    wrong = [form for one in concepts(language) for forms in one.wrong for form in forms]
    assert [form for form in wrong if list(written.find(form))] == []


_SAME_AS = {
    "basis": "basis.{}",
    "consent": "consent.effect.{}",
    "role": "disclosure.{}",
    "qualifier": "qualifier.{}",
}
"""Where the page has phrases for the words of a schema."""


@pytest.mark.parametrize("language", sorted(known()))
def test_what_the_page_has_a_phrase_for_is_called_the_same(language: str) -> None:
    values, phrases = words_of(language)["values"], load(language)
    for value, words in values.items():
        for pattern in _SAME_AS.values():
            key = pattern.format(value)
            if key in phrases and value != "elsewhere":
                assert phrases[key].replace("{words}", "").strip(" ,") == words, key
    assert words_of(language)["absent"] == phrases["picture.not_stated"]
    assert values["safeguards"] in phrases["transfer.safeguards"]
    assert values["adequacy"] in phrases["transfer.adequacy"]
    assert values["derogation"] in phrases["transfer.derogation"]


def test_there_are_words_for_each_value_that_is_said_and_no_other() -> None:
    listed: dict[str, set[str]] = {}
    for path in sorted(Path(resources.path("schemas")).glob("*.json")):
        _enums(json.loads(path.read_text("utf-8")), "", listed)
    fields_said = ("effect", "mechanism", "open", "qualifier", "role", "show", "stated")
    expected = set().union(*(listed[name] for name in fields_said))
    # No sentence says the effect of an automated decision, or the office of a contact.
    expected -= {"legal", "similar", "none", "representative", "data-protection-officer"}
    expected -= {"chief-privacy-officer", "formal-responsible"}
    assert set(words_of("en")["values"]) == expected


def _enums(schema: Any, name: str, found: dict[str, set[str]]) -> None:
    if isinstance(schema, dict):
        found.setdefault(name, set()).update(
            one for one in schema.get("enum", ()) if isinstance(one, str)
        )
        for key, value in schema.items():
            own = name if key in ("items", "anyOf", "oneOf") else key
            _enums(value, own, found)
    elif isinstance(schema, list):
        for one in schema:
            _enums(one, name, found)


def test_what_reports_say_is_said_by_one() -> None:
    code = "".join(path.read_text("utf-8") for path in sorted(REPORTS.glob("*.py")))
    for key in words_of("en")["report"]:
        assert f'"{key}"' in code or f"'{key}'" in code, key


# The sentences as they are said


def policy_of(folder: Path) -> Policy:
    return compile_policy(str(folder), only=("text-missing-language",)).policy


def possible(policy: Policy) -> Iterator[Change]:
    """Changes of every kind of thing in a policy: it comes, goes, and each field is turned."""
    reader = Reader(policy, policy, lambda country: country not in ("DK", "NO", "SE"))
    for element in elements_of(policy, {}).values():
        differences = [
            Difference(element, None, "", None, None),
            Difference(element, element, "", None, None),
        ]
        for field, value in element.values.items():
            for before, after in _turns(field, value):
                differences.append(Difference(element, element, field, before, after))
        for difference in differences:
            for one in reader.read([difference]):
                yield Change(
                    one.kind.id,
                    one.kind.level,
                    element.own,
                    difference.field,
                    one.before,
                    one.after,
                    one.languages,
                    (),
                    (),
                    (),
                    difference.removed,
                )


_OTHER = {"period": "P9Y", "within": "P9Y", "notice_before": "P9Y", "role": "processor"}


def _turns(field: str, value: Any) -> Iterator[tuple[Any, Any]]:
    if isinstance(value, bool):
        yield from ((False, True), (True, False))
    elif value:
        other: Any = _OTHER.get(field)
        if isinstance(value, Text):
            words = {name: f"{text} 1999" for name, text in value.languages.items()}
            other = Text(value.route, words)
        elif isinstance(value, tuple):
            other = value[1:]
        none = () if isinstance(value, tuple) else None
        yield from ((none, value), (value, none))
        if other and other != value:
            yield from ((other, value), (value, other))


@pytest.mark.parametrize("language", EVERY)
@pytest.mark.parametrize("folder", [EXAMPLE, STATEMENT], ids=["the example", "the statement"])
def test_every_change_is_said_in_words(folder: Path, language: str) -> None:
    policy = policy_of(folder)
    wording = Wording(Diff(policy, policy, ()), language)
    ids = {part for name in policy.kind_of for part in (name,) if "-" in part}
    ids.update(part for one in elements_of(policy, {}) for part in one.split("/") if "-" in part)
    told = set()
    for change in possible(policy):
        sentence = wording.sentence(change)
        told.add(change.kind)
        assert "{" not in sentence, change
        assert sentence[-1] not in {":", " "}, change
        assert "  " not in sentence, change
        said = {word.strip("(),:") for word in sentence.split()}
        assert not said & ids, (change, sentence)
    assert len(told) > 100


def of(route: str, kind: str = "text-edited", **values: Any) -> Change:
    """A change of something, for its words."""
    bare = Change(kind, kinds()[kind].level, route, "", None, None, (), (), (), (), False)
    return bare._replace(**values)


def test_a_title_begins_with_a_capital_as_a_heading_and_a_name_is_as_it_is_written() -> None:
    policy = policy_of(EXAMPLE)
    wording = Wording(Diff(policy, policy, ()), "da")
    heads = ("customers", "auditors", "basket-cookie", "head-office")
    assert [wording.part(of(head)) for head in heads] == [
        "Kunder",
        "Revisorer",
        "basket",
        "Luparium Eksempel A/S",
    ]


def test_what_has_no_name_goes_by_its_words_and_not_by_a_label() -> None:
    policy = policy_of(EXAMPLE)
    wording = Wording(Diff(policy, policy, ()), "da")
    said = {
        "website/sources/from-your-browser": ("source-added", "din browser"),
        "newsletter/sources/from-you": ("source-added", "dig selv"),
        "dpo": ("officer-added", "databeskyttelsesrådgiver"),
        "marketing/roles/together/arrangement": (
            "role-details-changed",
            "ordning om fælles dataansvar",
        ),
        "night-support/transfers/south-africa/safeguards/group-rules": (
            "safeguard-added",
            "bindende virksomhedsregler",
        ),
    }
    for route, (kind, words) in said.items():
        assert wording.sentence(of(route, kind)).endswith(f": {words}"), route


def test_a_safeguard_is_named_with_its_reservation_and_a_transfer_without_a_country_not() -> None:
    policy = policy_of(STATEMENT)
    wording = Wording(Diff(policy, policy, ()), "da")
    found = {one.kind: one.own for one in elements_of(policy, {}).values()}
    said = wording.sentence(of(found["Safeguard"], "safeguard-added"))
    assert re.search(r": eventuelt \w+", said), said
    abroad = [
        one.own
        for one in elements_of(policy, {}).values()
        if one.kind == "Transfer" and not one.values.get("country")
    ]
    assert abroad
    for route in abroad:
        said = wording.sentence(of(route, "transfer-added"))
        assert said == "Oplysninger overføres nu til et land uden for EØS"


def test_a_clause_in_a_row_of_people_ends_with_its_comma() -> None:
    policy = policy_of(EXAMPLE)
    wording = Wording(Diff(policy, policy, ()), "da")
    change = of("enquiries", subjects=("enquirers", "travellers"))
    assert wording.people(change) == "personer, der henvender sig, og rejsedeltagere"
    both = ("enquirers", "travellers")
    gained = of("enquiries", "people-added", field="subjects", after=both)
    assert wording.sentence(gained).endswith("personer, der henvender sig, og rejsedeltagere")
