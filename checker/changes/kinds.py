"""What a difference means and how much it matters, by the tables beside this module."""

from __future__ import annotations

import calendar
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from enum import StrEnum
from functools import cache
from typing import Any, NamedTuple

from checker import resources
from checker.changes.compare import Difference, words
from checker.changes.elements import Value, names_in
from checker.changes.replaced import basis_name
from checker.languages import facts, phrases
from checker.languages.formats import formats
from checker.model import Policy, Text
from checker.source import read


class Level(StrEnum):
    """How much a change matters to the people concerned, the least first."""

    NONE = "none"
    TRANSLATION = "translation"
    EDITORIAL = "editorial"
    SUBSTANTIVE = "substantive"
    MATERIAL = "material"

    @property
    def rank(self) -> int:
        """From 0 for what has no meaning to 4 for what people must be told actively."""
        return _RANKS[self]


_RANKS = {level: rank for rank, level in enumerate(Level)}


class Kind(NamedTuple):
    """A kind of change: how much it matters, on what law, and why."""

    id: str
    level: Level
    law: tuple[str, ...]
    reason: str


class Meaning(NamedTuple):
    """A difference and what it means. `before` and `after` hold only what this meaning is of.

    Of a text, `languages` are those in which it changed.
    """

    kind: Kind
    difference: Difference
    before: Value
    after: Value
    languages: tuple[str, ...] = ()


@cache
def kinds() -> Mapping[str, Kind]:
    """Every kind of change by its id."""
    return {
        name: Kind(name, Level(one["level"]), tuple(one["law"]), one["reason"])
        for name, one in _table("materiality")["kinds"].items()
    }


@cache
def fields() -> Mapping[str, Mapping[str, Any]]:
    """For each type of the model, of which kind a change of each of its fields is."""
    types: Mapping[str, Mapping[str, Any]] = _table("fields")["types"]
    return types


@cache
def not_compared() -> Mapping[str, str]:
    """Types and fields whose changes mean nothing to the people concerned, and why."""
    reasons: Mapping[str, str] = _table("fields")["not_compared"]
    return reasons


def _table(name: str) -> Any:
    path = f"changes/{name}.yaml"
    document = read(path, resources.read_bytes(path))
    assert not document.problems, document.problems
    return document.value


Row = str | Mapping[str, str]


class Reader:
    """Says what differences mean; `outside` says of a country whether it is outside the EEA."""

    def __init__(self, before: Policy, after: Policy, outside: Callable[[str], bool]) -> None:
        self._policies = (before, after)
        self._outside = outside

    def read(self, differences: Iterable[Difference]) -> list[Meaning]:
        """What some differences mean; what is told by another of them is left out."""
        found: list[Meaning] = []
        covered: dict[str, Level] = {}
        internal: set[str] = set()
        for (route, field_of), group in _by_element(differences).items():
            first = group[0]
            head = route.partition("/")[0]
            if self._internal(head):
                if head not in internal:
                    internal.add(head)
                    found.append(Meaning(kinds()["internal-record-changed"], first, None, None))
                continue
            meanings = [one for each in group for one in self._of(each)]
            if field_of:
                found.extend(_led(first.element.kind, meanings))
                continue
            # What is part of something added or removed is told by that, unless that says little.
            parent = first.element.parent
            above = covered.get(parent) if first.within and parent else None
            if above is None:
                own = meanings
            else:
                small = above.rank <= Level.EDITORIAL.rank
                own = [one for one in meanings if small and one.kind.level.rank > above.rank]
            levels = [one.kind.level for one in own] + ([above] if above is not None else [])
            covered[route] = max(levels, key=lambda one: one.rank, default=Level.NONE)
            found.extend(own)
        return found

    def _languages(self) -> frozenset[str]:
        """The languages that came or went as a whole, which is told as that."""
        sides = [one.statement.languages if one.statement else () for one in self._policies]
        return frozenset(sides[0]).symmetric_difference(sides[1])

    def _internal(self, head: str) -> bool:
        """Whether something is an activity that is on no page, nor was."""
        states = [one.activities[head].public for one in self._policies if head in one.activities]
        return bool(states) and not any(states)

    def _both_stated(self, name: str) -> bool:
        return all(name in one.kind_of for one in self._policies)

    def _of(self, one: Difference) -> Iterator[Meaning]:
        element = one.element
        key = f"{element.kind}.{one.field}"
        if element.kind in not_compared() or key in not_compared():
            return
        if one.moved and one.removed:
            # It is told where it stands now.
            return
        if not one.field:
            yield Meaning(kinds()[self._whole(one)], one, None, None)
            return
        row = _row(element.kind)[one.field]
        if one.turn and one.turn in row:
            yield Meaning(kinds()[row[one.turn]], one, one.before, one.after)
        elif isinstance(one.before, Text) or isinstance(one.after, Text):
            yield from _of_text(one, row, self._languages())
        elif isinstance(row, str):
            yield Meaning(kinds()[row], one, one.before, one.after)
        elif one.field == "same_as":
            yield Meaning(kinds()[row[self._as_long(one)]], one, one.before, one.after)
        elif _lists(row):
            yield from self._of_list(one, row)
        else:
            direction = _direction(one, row)
            if direction:
                yield Meaning(kinds()[direction], one, one.before, one.after)

    def _whole(self, one: Difference) -> str:
        if one.moved:
            return one.moved
        row: Row = _row(one.element.kind)["added" if one.added else "removed"]
        if isinstance(row, str):
            return row
        node = one.element.node
        if one.element.kind == "DataUse":
            category = self._policies[one.added].categories.get(node.category)
            variant = "special" if category and category.nature else ""
        else:
            own = _VARIANTS.get(one.element.kind)
            variant = one.turn or (own(node) if own else "")
        return row.get(variant, row["else"])

    def _of_list(self, one: Difference, row: Mapping[str, str]) -> Iterator[Meaning]:
        before, after = (names_in(value) for value in (one.before, one.after))
        scope = "wider" in row
        gained, lost = "wider" if scope else "gained", "narrower" if scope else "lost"
        if scope and not (before and after):
            # An empty scope is everything.
            yield Meaning(kinds()[row[gained if before else lost]], one, one.before, one.after)
            return
        for direction, names in (
            (gained, [name for name in after if name not in before]),
            (lost, [name for name in before if name not in after]),
        ):
            shares: dict[str, list[str]] = {}
            for name in names:
                if one.element.kind == "Page" and not self._both_stated(name):
                    # What is new as a whole is told as that.
                    continue
                kind = row.get(f"{direction}.{self._variant(one, name)}", row[direction])
                shares.setdefault(kind, []).append(name)
            for kind, own in shares.items():
                value = tuple(own)
                is_new = direction == gained
                yield Meaning(
                    kinds()[kind], one, None if is_new else value, value if is_new else None
                )

    def _as_long(self, one: Difference) -> str:
        """Whether something is kept longer or shorter as it follows another activity's rules."""
        periods: list[list[str | None]] = []
        for policy, names in zip(self._policies, (one.before, one.after), strict=True):
            heads = (policy.activities.get(name.partition("/")[0]) for name in names_in(names))
            periods.append([rule.period for each in heads if each for rule in each.retention])
        orders = {
            _longer(before, after) if before and after else None
            for before in periods[0]
            for after in periods[1]
        }
        order = orders.pop() if len(orders) == 1 else None
        return _ORDER.get(order or 0, "else")

    def _variant(self, one: Difference, name: str) -> str:
        if one.field == "countries":
            return "outside" if self._outside(name) else ""
        if one.field == "who" and one.element.kind == "Role":
            return _controls(one.element.node)
        return ""


def _row(kind: str) -> Mapping[str, Any]:
    """The row of a type; sentences and phrases have one of their own where they stand apart."""
    rows = fields()
    return rows.get(kind) or rows["Note" if "." in kind else kind]


def _by_element(
    differences: Iterable[Difference],
) -> dict[tuple[str, bool], list[Difference]]:
    groups: dict[tuple[str, bool], list[Difference]] = {}
    for one in differences:
        groups.setdefault((one.element.route, bool(one.field)), []).append(one)
    return groups


def _led(kind: str, meanings: list[Meaning]) -> list[Meaning]:
    """Meanings of one element without those that its leading field settles."""
    leads = _row(kind).get("leads") if meanings else None
    first = next((one for one in meanings if leads and one.difference.field == leads), None)
    if first is None:
        return meanings
    rank = first.kind.level.rank
    return [one for one in meanings if one is first or one.kind.level.rank > rank]


# For which things a kind holds


def _controls(role: Any) -> str:
    return "controller" if role.role != "processor" else ""


_VARIANTS: Mapping[str, Callable[[Any], str]] = {
    "Block": lambda block: "text" if block.text else "",
    "Cookie": lambda cookie: "necessary" if cookie.necessary else "",
    "Retention": lambda rule: "prolongs" if rule.prolongs else "",
    "Role": _controls,
}


# Directions


def _lists(row: Mapping[str, str]) -> bool:
    return "gained" in row or "wider" in row


def _direction(one: Difference, row: Mapping[str, str]) -> str | None:
    """Which of a row's kinds a change of a single value has; None if it is none after all."""
    before, after = one.before, one.after
    if one.element.kind == "Basis" and one.field == "stated" and one.was:
        before, after = basis_name(one.was.node), basis_name(one.element.node)
    if "on" in row:
        turned = "on" if after is True else "off" if before is True else "else"
        return row.get(turned) or row.get("else")
    if one.field == "stated" and before == after:
        return row["kept"]
    for step in (f"{before} > {after}", f"> {after}", f"{before} >"):
        if step in row:
            return row[step]
    if before is None or after is None:
        return row.get("set" if before is None else "unset", row.get("else"))
    if isinstance(before, int) and isinstance(after, int):
        return row["raised" if after > before else "lowered"]
    if "longer" in row:
        order = _longer(str(before), str(after))
        return None if order == 0 else row["else" if order is None else _ORDER[order]]
    return row["else"]


_ORDER = {1: "longer", -1: "shorter"}
_PART = re.compile(r"(\d+)([YMWD])")


def _longer(before: str, after: str) -> int | None:
    """1 if a period is longer than another, -1 if shorter, 0 if the same; None if it depends."""
    (months, days), (own_months, own_days) = _length(before), _length(after)
    months, days = own_months - months, own_days - days
    least, most = (sign * months_in_days + days for sign, months_in_days in _in_days(months))
    if least > 0:
        return 1
    if most < 0:
        return -1
    return 0 if (months, days) == (0, 0) else None


def _in_days(months: int) -> list[tuple[int, int]]:
    """The least and the most days that some months have, each with its sign, least first."""
    sign = -1 if months < 0 else 1
    starts = range(_CYCLE)
    spans = [_days(at + abs(months)) - _days(at) for at in starts]
    return sorted(((sign, min(spans)), (sign, max(spans))), key=lambda one: one[0] * one[1])


_CYCLE = 48
"""After so many months the calendar begins anew, but for three days in 400 years."""


def _days(months: int) -> int:
    """The days in so many months from the beginning of a leap year."""
    cycles, rest = divmod(months, _CYCLE)
    lengths = (calendar.monthrange(2000 + at // 12, at % 12 + 1)[1] for at in range(rest))
    return cycles * 1461 + sum(lengths)


def _length(period: str) -> tuple[int, int]:
    units = {unit: int(number) for number, unit in _PART.findall(period)}
    months = 12 * units.get("Y", 0) + units.get("M", 0)
    return months, 7 * units.get("W", 0) + units.get("D", 0)


# Texts

_EDITED = "text-edited"


def _of_text(one: Difference, row: Row, left_out: frozenset[str]) -> Iterator[Meaning]:
    """What a change of a text means, but for some languages."""
    before, after = (
        {
            language: said
            for language, said in words(_text(text)).items()
            if language not in left_out
        }
        for text in (one.before, one.after)
    )
    if before == after and left_out:
        return
    if isinstance(row, str):
        row = {"else": row}
    if not before or not after:
        kind = row.get("unset" if before else "set", row["else"])
        languages = tuple(sorted(before or after))
        yield Meaning(kinds()[kind], one, one.before, one.after, languages)
        return
    changed = tuple(
        sorted(one for one in before.keys() | after.keys() if before.get(one) != after.get(one))
    )
    both = [language for language in changed if language in before and language in after]
    if not changed:
        kind = "formatting"
    elif both and any(_facts_differ(one, before[one], after[one]) for one in both):
        kind = "text-facts-changed" if row["else"] in _WORDS_ONLY else row["else"]
    elif any(_denials(one, before[one]) != _denials(one, after[one]) for one in both):
        kind = "text-denial-changed" if row["else"] in _WORDS_ONLY else row["else"]
    elif len(both) < len(before.keys() & after.keys()) or not both:
        kind = "translation-edited"
    else:
        kind = row["else"]
    yield Meaning(kinds()[kind], one, one.before, one.after, changed)


_WORDS_ONLY = frozenset((_EDITED, "title-edited"))


def _text(value: Value) -> Text | None:
    return value if isinstance(value, Text) else None


def _facts_differ(language: str, before: str, after: str) -> bool:
    known = formats(language)
    if known is None:
        return False
    return facts.difference(facts.read_facts(before, known), facts.read_facts(after, known)) != (
        [],
        [],
    )


_WORD = re.compile(r"\w+")


def _denials(language: str, text: str) -> int:
    denials = {word for group in phrases(language, "denials").values() for word in group}
    return sum(word in denials for word in _WORD.findall(text.lower()))
