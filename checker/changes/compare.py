"""How two policies differ, element by element and field by field, without saying what it means."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from checker.changes.elements import REFERENCES, Element, Value, names_in
from checker.model import REDACTED, Text
from checker.translations import level

ORDERED = frozenset(("headquarters", "lines"))
"""The lists whose order says something; all others are sets."""

LOCAL = frozenset(("bases", "purposes"))
"""The lists of ids that things have only within the same activity or sharing rule."""

_MARKUP = re.compile(r"(?<!\w)[*_]+(?=\S)|(?<=\S)[*_]+(?!\w)|^\s*[-+*]\s+", re.MULTILINE)


class Difference(NamedTuple):
    """One field of one element that is not as it was, or a whole element where `field` is empty.

    `element` is the one after, or the one before if it is gone; `was` the one before, if any.
    `within` says that what it is part of was added or removed with it. `moved` is another way to
    say that it has not changed: the same stands elsewhere, or has another id. `turn` is what the
    parts around it make of it, as replaced.py says.
    """

    element: Element
    was: Element | None
    field: str
    before: Value
    after: Value
    within: bool = False
    moved: str = ""
    turn: str = ""

    @property
    def added(self) -> bool:
        """Whether a whole element was added."""
        return not self.field and self.was is None

    @property
    def removed(self) -> bool:
        """Whether a whole element was removed."""
        return not self.field and self.was is self.element


class Comparison(NamedTuple):
    """Two sets of elements and how they differ, in the order of the one after.

    What refers to something that was renamed in its place does so by its name after, in both.
    """

    before: Mapping[str, Element]
    after: Mapping[str, Element]
    differences: list[Difference]


def compare(
    before: Mapping[str, Element],
    after: Mapping[str, Element],
    redacted: tuple[bool, bool] = (False, False),
) -> Comparison:
    """Every difference from one set of elements to another; `redacted` says of which words went."""
    pairs = _moved(before, after)
    moved = {}
    for old, new in pairs.items():
        same_place = before[old].parent == after[new].parent
        moved[old] = moved[new] = "renamed" if same_place else "moved"
    before = {route: _in_step(one, pairs) for route, one in before.items()} if pairs else before
    found: list[Difference] = []
    for route, element in after.items():
        was = _counterpart(element, before)
        if was is None:
            within = element.parent is not None and element.parent not in before
            found.append(Difference(element, None, "", None, None, within, moved.get(route, "")))
        else:
            found.extend(fields(was, element, redacted))
    for route, element in before.items():
        if _counterpart(element, after) is None:
            within = element.parent is not None and element.parent not in after
            found.append(Difference(element, element, "", None, None, within, moved.get(route, "")))
    return Comparison(before, after, found)


def words(text: Text | None) -> dict[str, str]:
    """The words of a text by language, without what only shapes them."""
    return {one: _bare(words) for one, words in text.languages.items()} if text else {}


def _bare(text: str) -> str:
    return level(_MARKUP.sub("", text))


def _counterpart(element: Element, others: Mapping[str, Element]) -> Element | None:
    """What stands where an element does among others, if it is of the same kind."""
    other = others.get(element.route)
    return other if other and other.kind == element.kind else None


def fields(
    was: Element, element: Element, redacted: tuple[bool, bool] = (False, False)
) -> Iterator[Difference]:
    """The fields in which an element is not as another was."""
    for field, after in element.values.items():
        before = was.values.get(field)
        if not _same(field, before, after, redacted) and not _same_scope(was, element, field):
            yield Difference(element, was, field, before, after)
    for field, before in was.values.items():
        if field not in element.values and before not in (None, ()):
            yield Difference(element, was, field, before, None)


def _in_step(element: Element, pairs: Mapping[str, str]) -> Element:
    """An element before that refers by their names after to what was renamed in its place."""

    def now(field: str, name: str) -> str:
        if field in LOCAL:
            route = f"{element.head}/{field}/{name}"
            return pairs.get(route, route).rpartition("/")[2]
        return pairs.get(name, name)

    values = dict(element.values)
    for field in REFERENCES | LOCAL:
        value = values.get(field)
        if isinstance(value, str):
            values[field] = now(field, value)
        elif names := names_in(value):
            values[field] = tuple(now(field, name) for name in names)
    scopes = {
        field: tuple(now(field, name) for name in names) for field, names in element.scopes.items()
    }
    return element._replace(values=values, scopes=scopes)


def _same_scope(was: Element, element: Element, field: str) -> bool:
    """Whether what held for everything names all of it now, or the other way round."""
    before, after = (names_in(one.values.get(field)) for one in (was, element))
    if bool(before) == bool(after) or field not in element.scopes:
        return False
    return set(before or was.scopes.get(field, ())) == set(after or element.scopes[field])


def _same(field: str, before: Value, after: Value, redacted: tuple[bool, bool]) -> bool:
    if isinstance(before, Text) and isinstance(after, Text):
        if before.languages == after.languages:
            return True
        return before.languages.keys() == after.languages.keys() and all(
            words == after.languages[language]
            or _redacted(words, after.languages[language], redacted)
            for language, words in before.languages.items()
        )
    if isinstance(before, Text) or isinstance(after, Text):
        return False
    if before in (None, ()) and after in (None, ()):
        # Of what has elements in place of values, nothing is left here.
        return True
    if isinstance(before, tuple) and isinstance(after, tuple):
        return before == after if field in ORDERED else set(before) == set(after)
    if isinstance(before, str) and isinstance(after, str):
        return before == after or _redacted(before, after, redacted)
    return before == after


def _redacted(before: str, after: str, redacted: tuple[bool, bool]) -> bool:
    """Whether two texts differ only by what was redacted in one of them: that is no change."""
    return (redacted[0] and _fits(before, after)) or (redacted[1] and _fits(after, before))


def _fits(marked: str, whole: str) -> bool:
    """Whether a text may be another without the words for which marks stand in it."""
    first, *others = marked.split(REDACTED)
    if not others:
        return False
    *between, last = others
    end = len(whole) - len(last)
    if not (whole.startswith(first) and whole.endswith(last) and len(first) <= end):
        return False
    at = len(first)
    for part in between:
        # The first place will do: whatever follows may stand after it as well.
        at = whole.find(part, at, end)
        if at < 0:
            return False
        at += len(part)
    return True


def _moved(before: Mapping[str, Element], after: Mapping[str, Element]) -> dict[str, str]:
    """Where what has only moved or has another id stands now, by its routes before.

    A sentence of the page's own prose may stand anywhere; anything else only beside its old place.
    """
    gone = [one for route, one in before.items() if route not in after]
    fresh = [one for route, one in after.items() if route not in before]
    if not gone or not fresh:
        return {}
    below = _Below(before), _Below(after)
    places: dict[tuple[object, ...], list[Element]] = {}
    for one in gone:
        places.setdefault(_likeness(one, below[0]), []).append(one)
    moved: dict[str, str] = {}
    for named in places.values():
        named.reverse()
    for one in fresh:
        alike = places.get(_likeness(one, below[1]))
        if alike:
            old = alike.pop()
            moved[old.route] = one.route
            # What is below it is alike, and comes along.
            for below_it in below[0].routes(old):
                moved.setdefault(below_it, f"{one.route}{below_it[len(old.route) :]}")
    return moved


class _Below:
    """What stands below each element."""

    def __init__(self, elements: Mapping[str, Element]) -> None:
        self._children: dict[str, list[Element]] = {}
        for element in elements.values():
            if element.parent is not None:
                self._children.setdefault(element.parent, []).append(element)

    def routes(self, element: Element) -> Iterator[str]:
        """The routes of all that is below an element."""
        for one in self._children.get(element.route, ()):
            yield one.route
            yield from self.routes(one)

    def of(self, element: Element) -> tuple[object, ...]:
        """What is stated below an element, each part with the name of its field or itself."""
        start = len(element.route) + 1
        return tuple(
            sorted(
                (one.route[start:], *_stated(one), *map(str, self.of(one)))
                for one in self._children.get(element.route, ())
            )
        )


_ANYWHERE = frozenset(("Block", "Entry"))


def _likeness(element: Element, below: _Below) -> tuple[object, ...]:
    """What two elements have in common of which one may be the other, moved or renamed.

    What other parts refer to by its id alone was renamed only if there is a redirect.
    """
    place = "" if element.kind in _ANYWHERE else (element.parent or element.route)
    return (element.kind, place, _stated(element), below.of(element))


def _stated(element: Element) -> tuple[str, ...]:
    return tuple(
        f"{field}={_comparable(field, value)}"
        for field, value in element.values.items()
        if value not in (None, ())
    )


def _comparable(field: str, value: Value) -> object:
    if isinstance(value, Text):
        return dict(sorted(words(value).items()))
    if isinstance(value, tuple) and field not in ORDERED:
        return sorted(str(one) for one in set(value))
    return value
