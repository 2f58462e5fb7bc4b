"""How two policies differ, element by element and field by field, without saying what it means."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from checker.changes.elements import Element, Value
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
    say that it has not changed: the same stands elsewhere, or has another id.
    """

    element: Element
    was: Element | None
    field: str
    before: Value
    after: Value
    within: bool = False
    moved: str = ""

    @property
    def added(self) -> bool:
        """Whether a whole element was added."""
        return not self.field and self.was is None

    @property
    def removed(self) -> bool:
        """Whether a whole element was removed."""
        return not self.field and self.was is self.element


def compare(before: Mapping[str, Element], after: Mapping[str, Element]) -> list[Difference]:
    """Every difference from one set of elements to another, in the order of the one after."""
    pairs = _moved(before, after)
    moved = {}
    for old, new in pairs.items():
        same_place = before[old].parent == after[new].parent
        moved[old] = moved[new] = "renamed" if same_place else "moved"
    found: list[Difference] = []
    for route, element in after.items():
        was = _counterpart(element, before)
        if was is None:
            within = element.parent is not None and element.parent not in before
            found.append(Difference(element, None, "", None, None, within, moved.get(route, "")))
        else:
            found.extend(_fields(was, element, pairs))
    for route, element in before.items():
        if _counterpart(element, after) is None:
            within = element.parent is not None and element.parent not in after
            found.append(Difference(element, element, "", None, None, within, moved.get(route, "")))
    return found


def words(text: Text | None) -> dict[str, str]:
    """The words of a text by language, without what only shapes them."""
    return {one: _bare(words) for one, words in text.languages.items()} if text else {}


def _bare(text: str) -> str:
    return level(_MARKUP.sub("", text))


def _counterpart(element: Element, others: Mapping[str, Element]) -> Element | None:
    """What stands where an element does among others, if it is of the same kind."""
    other = others.get(element.route)
    return other if other and other.kind == element.kind else None


def _fields(was: Element, element: Element, pairs: Mapping[str, str]) -> Iterator[Difference]:
    head = was.route.partition("/")[0]
    for field, after in element.values.items():
        before = was.values.get(field)
        if field in LOCAL and isinstance(before, tuple) and not isinstance(before, Text):
            routes = (pairs.get(f"{head}/{field}/{name}", name) for name in before)
            before = tuple(route.rpartition("/")[2] for route in routes)
        if not _same(field, before, after):
            yield Difference(element, was, field, before, after)
    for field, before in was.values.items():
        if field not in element.values and before not in (None, ()):
            yield Difference(element, was, field, before, None)


def _same(field: str, before: Value, after: Value) -> bool:
    if isinstance(before, Text) and isinstance(after, Text):
        if before.languages == after.languages:
            return True
        return before.languages.keys() == after.languages.keys() and all(
            words == after.languages[language] or _redacted(words, after.languages[language])
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
        return before == after or _redacted(before, after)
    return before == after


def _redacted(before: str, after: str) -> bool:
    """Whether two texts differ only by what was redacted in one of them: that is no change."""
    for one, other in ((before, after), (after, before)):
        if REDACTED in one:
            parts = map(re.escape, one.split(REDACTED))
            if re.fullmatch(".*".join(parts), other, re.DOTALL):
                return True
    return False


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
    for one in fresh:
        alike = places.get(_likeness(one, below[1]))
        if alike:
            moved[alike.pop(0).route] = one.route
    return moved


class _Below:
    """What stands below each element."""

    def __init__(self, elements: Mapping[str, Element]) -> None:
        self._children: dict[str, list[Element]] = {}
        for element in elements.values():
            if element.parent is not None:
                self._children.setdefault(element.parent, []).append(element)

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
