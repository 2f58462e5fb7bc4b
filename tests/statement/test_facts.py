"""Every fact of the published statement is in the policy and on the page, and can be traced.

`facts.yaml` maps each fact to the routes that hold it, or says why it is noise. For facts that are
values it also holds the expected value, and the words that must stand on the page in each language
under the anchor of a route, and the routes of what the publisher does not state: those must not
exist. Values and words were written from the list of facts, not from the policy or its pages.
"""

from __future__ import annotations

import re
from collections import Counter
from functools import cache
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest

from checker.engine import Result, compile_policy
from checker.model import anchor
from checker.render.site import render_files
from checker.source import read
from tests.running import STATEMENT, TODAY

HERE = Path(__file__).parent
IDS = [
    *(f"F{number:03}" for number in range(1, 331)),
    *(f"A{number:02}" for number in range(1, 32)),
    *(f"S{number}" for number in range(1, 5)),
    *(f"R{number:02}" for number in range(1, 26)),
    *(f"C{number:02}" for number in range(1, 16)),
    *(f"RE{number:02}" for number in range(1, 17)),
]
"""Facts, activities, sharing rules, retention rules, consent situations and recipients."""


@cache
def facts() -> dict[str, Any]:
    document = read("facts.yaml", (HERE / "facts.yaml").read_bytes())
    assert document.problems == ()
    value: dict[str, Any] = document.value
    return value


@cache
def compiled() -> Result:
    return compile_policy(str(STATEMENT), TODAY)


class _Texts(HTMLParser):
    """The words below each element that has an id."""

    VOID = frozenset({"meta", "link", "br", "img", "hr", "input"})

    def __init__(self) -> None:
        super().__init__()
        self.found: dict[str, str] = {}
        self._open: list[str | None] = []
        self._words: dict[str, list[str]] = {}

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in self.VOID:
            return
        name = dict(attrs).get("id")
        self._open.append(name)
        if name:
            self._words[name] = []

    def handle_endtag(self, tag: str) -> None:
        del tag
        name = self._open.pop()
        if name:
            self.found[name] = plain(" ".join(self._words[name]))

    def handle_data(self, data: str) -> None:
        for name in self._open:
            if name:
                self._words[name].append(data)


def plain(words: str) -> str:
    """Words with white space made single and nothing before a punctuation mark."""
    single = re.sub(r"\s+", " ", words).strip()
    return re.sub(r" ([,.;:»”])", r"\1", single)


@cache
def page(language: str) -> dict[str, str]:
    parser = _Texts()
    parser.feed(render_files(compiled().policy, (), False)[f"{language}/statement.html"].decode())
    return parser.found


def value_at(route: str) -> Any:
    found = compiled().routes.find(route)
    assert found is not None, f"{route} leads nowhere"
    place, exact = found
    assert exact, f"{route} does not exist"
    value = place.document.value
    for step in place.path:
        value = value[step]
    return value


def test_every_id_of_the_list_is_mapped_and_no_other() -> None:
    assert list(facts()) == IDS


@pytest.mark.parametrize("name", IDS)
def test_a_fact_is_noise_with_a_reason_or_has_routes_that_exist(name: str) -> None:
    fact = facts()[name]
    if "noise" in fact:
        assert set(fact) == {"noise"}
        assert len(fact["noise"]) > 20
        return
    assert fact["routes"]
    for route in fact["routes"]:
        value_at(route)


VALUED = [
    (name, route, expected)
    for name, fact in (facts().items() if (HERE / "facts.yaml").exists() else ())
    for route, expected in fact.get("values", {}).items()
]
ABSENT = [
    (name, route)
    for name, fact in (facts().items() if (HERE / "facts.yaml").exists() else ())
    for route in fact.get("absent", ())
]
SHOWN = [
    (name, route, language, words)
    for name, fact in (facts().items() if (HERE / "facts.yaml").exists() else ())
    for route, texts in fact.get("shows", {}).items()
    for language, words in texts.items()
]


@pytest.mark.parametrize(("name", "route", "expected"), VALUED)
def test_a_value_is_what_the_fact_says(name: str, route: str, expected: Any) -> None:
    assert value_at(route) == expected, name


@pytest.mark.parametrize(("name", "route"), ABSENT)
def test_what_the_publisher_does_not_state_is_left_out(name: str, route: str) -> None:
    value_at(route.rpartition("/")[0])
    assert not compiled().routes.exists(route), name


@pytest.mark.parametrize(("name", "route", "language", "words"), SHOWN)
def test_the_words_of_a_fact_stand_on_the_page_at_its_place(
    name: str, route: str, language: str, words: str
) -> None:
    texts = page(language)
    place = anchor(route)
    assert place in texts, f"{name}: the page has no anchor {place}"
    assert plain(words).casefold() in texts[place].casefold(), name


def test_words_are_expected_in_every_language_of_the_statement() -> None:
    statement = compiled().policy.statement
    assert statement is not None
    for name, fact in facts().items():
        for texts in fact.get("shows", {}).values():
            assert set(texts) == set(statement.languages), name


def test_no_text_carries_more_than_three_facts() -> None:
    texts = {text.route for text in compiled().policy.texts}
    owners = {text.rpartition("/")[0]: text for text in texts if text.endswith("/text")}
    carried = Counter(
        route if route in texts else owners.get(route, "")
        for name, fact in facts().items()
        if name.startswith("F")
        for route in set(fact.get("routes", ()))
    )
    del carried[""]
    assert {route: count for route, count in carried.items() if count > 3} == {}


def test_the_value_facts_carry_their_values_and_words() -> None:
    """Dates, periods, addresses, bases, recipients, consents and roles are not only pointed at."""
    for prefix in ("A", "R", "C", "RE", "S"):
        for name in IDS:
            if re.fullmatch(rf"{prefix}\d+", name) and "noise" not in facts()[name]:
                assert facts()[name].get("values") or facts()[name].get("shows"), name
