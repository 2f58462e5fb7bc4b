"""What took the place of something else, which is told as a change of it and not as gone and new.

A rule that is split in two, merged with another or written under another id takes nothing from
people as long as the rules after say the same together.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import product
from typing import Any, NamedTuple

from checker.changes.compare import Comparison, Difference, fields
from checker.changes.elements import Element, names_in
from checker.model import ARTICLE_OF

CONSENT, INTEREST, KEPT, LOST = "consent", "legitimate-interest", "kept", "lost"
"""What a change comes to by the parts around it: a consent is lost, for an interest or anything
else, or not; or a limit is lost.

These are also variants of rows in fields.yaml.
"""

_SCOPES = ("purposes", "data", "subjects", "applies_in")


class _Side(NamedTuple):
    """Elements of the kinds that may take each other's place, by what they are part of."""

    by_parent: Mapping[tuple[str, str | None], list[Element]]

    def beside(self, element: Element) -> list[Element]:
        return self.of(element.kind, element.parent)

    def of(self, kind: str, parent: str | None) -> list[Element]:
        return self.by_parent.get((kind, parent), [])


def told(compared: Comparison) -> list[Difference]:
    """The differences of two policies, with what took another's place as a change of it."""
    before, after = _side(compared.before), _side(compared.after)
    found = list(_replaced(compared.differences, before, after))
    found = list(_consents(found, compared))
    found = list(_limits(found, compared, before, after))
    return list(_bases(found, compared, before, after))


def basis_name(basis: Any) -> str:
    """A lawful basis by the name that the policy gives it, or that its reading by Art. 6(1) has."""
    if basis.stated in ARTICLE_OF:
        return str(basis.stated)
    named = {article: name for name, article in ARTICLE_OF.items()}
    return named.get(basis.article or "", str(basis.stated))


def _side(elements: Mapping[str, Element]) -> _Side:
    by_parent: dict[tuple[str, str | None], list[Element]] = {}
    for one in elements.values():
        if one.kind in ("Basis", "Disclosure", "Retention"):
            by_parent.setdefault((one.kind, one.parent), []).append(one)
    return _Side(by_parent)


# What took another's place


def _replaced(
    differences: Iterable[Difference], before: _Side, after: _Side
) -> Iterator[Difference]:
    listed = list(differences)
    whole = [one for one in listed if not (one.field or one.moved or one.within)]
    removed = {one.element.route: one.element for one in whole if one.removed}
    added = [one.element for one in whole if one.added]
    pairs = {
        **_same_bases(added, removed, before),
        **_same_rules(added, removed, before),
        **_same_recipients(added, before),
    }
    gone = _told_by_others(pairs, removed, after)
    for one in listed:
        element = one.element
        was = pairs.get(element.route) if one.added and not one.moved else None
        if was:
            yield from _change(was, element)
        elif one.removed and element.route in gone:
            turn = gone[element.route]
            if turn:
                yield one._replace(turn=turn)
        elif not (one.within and element.parent in gone):
            yield one


def _change(was: Element, element: Element) -> Iterator[Difference]:
    if element.kind == "Basis":
        names = basis_name(was.node), basis_name(element.node)
        if names[0] != names[1]:
            yield Difference(element, was, "stated", *names)
            return
    yield from fields(was, element)


def _same_bases(
    added: Iterable[Element], removed: Mapping[str, Element], before: _Side
) -> dict[str, Element]:
    """Each new basis with the one that it took the place of, of the same name if there is one."""
    bases = [one for one in added if one.kind == "Basis"]
    pairs: dict[str, Element] = {}
    taken: set[str] = set()
    for same_name in (True, False):
        for one in bases:
            if one.route in pairs:
                continue
            for old in before.beside(one):
                alike = basis_name(old.node) == basis_name(one.node)
                free = old.route in removed and old.route not in taken
                if free and alike is same_name and _overlap(old, one, ("purposes",)):
                    taken.add(old.route)
                    pairs[one.route] = old
                    break
    return pairs


def _same_rules(
    added: Iterable[Element], removed: Mapping[str, Element], before: _Side
) -> dict[str, Element]:
    """Each new retention rule with the one that held in its stead for the same data and people."""
    pairs: dict[str, Element] = {}
    for one in added:
        if one.kind == "Retention":
            alike = [
                old
                for old in before.beside(one)
                if old.route in removed
                and old.node.prolongs == one.node.prolongs
                and _overlap(old, one, _SCOPES)
            ]
            same_kind = (old for old in alike if old.node.kind == one.node.kind)
            was = next(same_kind, alike[0] if alike else None)
            if was:
                pairs[one.route] = was
    return pairs


def _same_recipients(added: Iterable[Element], before: _Side) -> dict[str, Element]:
    """Each new disclosure with the one by which the same recipient had data there already."""
    pairs: dict[str, Element] = {}
    for one in added:
        if one.kind == "Disclosure":
            named = one.values["recipient"]
            alike = [old for old in before.beside(one) if old.values["recipient"] == named]
            if alike:
                pairs[one.route] = max(alike, key=lambda old: _likeness(old, one))
    return pairs


def _likeness(old: Element, one: Element) -> tuple[bool, int]:
    data = set(_scope(old, "data")) & set(_scope(one, "data"))
    return old.values["role"] == one.values["role"], len(data)


def _told_by_others(
    pairs: Mapping[str, Element], removed: Mapping[str, Element], after: _Side
) -> dict[str, str]:
    """What is gone and told by what took its place: nothing more to say of it, or what it is."""
    followers: dict[str, list[str]] = {}
    for route, was in pairs.items():
        followers.setdefault(was.route, []).append(route)
    gone: dict[str, str] = {}
    for route, one in removed.items():
        if one.kind == "Retention" and route in followers:
            new = [each for each in after.beside(one) if each.route in followers[route]]
            if _covered(one, new):
                gone[route] = ""
        elif route in followers:
            gone[route] = ""
        elif one.kind == "Disclosure":
            named = one.values["recipient"]
            if any(each.values["recipient"] == named for each in after.beside(one)):
                gone[route] = KEPT
    return gone


def _scope(element: Element, field: str) -> tuple[str, ...]:
    return names_in(element.values.get(field)) or element.scopes.get(field, ())


def _overlap(one: Element, other: Element, scopes: Iterable[str]) -> bool:
    """Whether two things hold for some of the same; nothing named is everything there is."""
    named = ((_scope(each, field) for each in (one, other)) for field in scopes)
    return all(
        not (before and after) or not set(before).isdisjoint(after) for before, after in named
    )


def _covered(one: Element, others: Iterable[Element]) -> bool:
    listed = list(others)
    universe = {
        field: {
            name for each in (one, *listed) for name in names_in(each.values.get(field))
        }.intersection(_scope(one, field))
        or {""}
        for field in _SCOPES
    }
    return _cells([one], universe) <= _cells(listed, universe)


_Cell = tuple[str, ...]


def _cells(elements: Iterable[Element], universe: Mapping[str, set[str]]) -> set[_Cell]:
    """For which purposes, data, people and markets some of these hold."""
    found: set[_Cell] = set()
    for one in elements:
        sides = []
        for field, everything in universe.items():
            named = set(names_in(one.values.get(field)))
            sides.append(everything & named if named else everything)
        found.update(product(*sides))
    return found


# How long data are kept


def _limits(
    differences: Iterable[Difference], compared: Comparison, before: _Side, after: _Side
) -> Iterator[Difference]:
    """Differences of retention rules, with whether something has no limit any longer."""
    lost: dict[str, bool] = {}
    for one in differences:
        parent = one.element.parent
        if parent is None or one.element.kind != "Retention" or one.field not in _SCOPES:
            yield one
            continue
        if parent not in lost:
            rules = [
                [rule for rule in side.of("Retention", parent) if not rule.node.prolongs]
                for side in (before, after)
            ]
            universe = _universe(parent, compared, rules)
            lost[parent] = bool(_cells(rules[0], universe) - _cells(rules[1], universe))
        yield one._replace(turn=LOST) if lost[parent] else one


# What rests on consent


def _bases(
    differences: Iterable[Difference], compared: Comparison, before: _Side, after: _Side
) -> Iterator[Difference]:
    """Differences of bases, with what they mean for processing that rested on consent."""
    turns: dict[str, str] = {}
    for one in differences:
        parent = one.element.parent or ""
        if one.element.kind != "Basis":
            yield one
            continue
        if parent not in turns:
            turns[parent] = _turn(parent, compared, before, after)
        yield _turned(one, turns[parent])


def _turned(one: Difference, turn: str) -> Difference:
    """A difference of a basis, with what became of processing that rested on consent."""
    was, names = one.was, ("", basis_name(one.element.node))
    if was:
        names = (basis_name(was.node), names[1])
        if one.field == "text" and names[0] != names[1]:
            # Other words and another reading: what was said by the one is not said any longer.
            return Difference(one.element, was, "stated", *names)
    if names[0] != CONSENT or not turn:
        return one
    if one.field in _SCOPES and turn == INTEREST:
        return Difference(one.element, was, "stated", CONSENT, INTEREST, turn=turn)
    kept = one.field == "stated" and turn == KEPT
    lost = one.field in _SCOPES and turn == CONSENT
    return one._replace(turn=turn) if one.removed or kept or lost else one


def _turn(parent: str, compared: Comparison, before: _Side, after: _Side) -> str:
    """Whether all that rested on consent does so still, or what it rests on now."""
    owners = compared.before.get(parent), compared.after.get(parent)
    bases = before.of("Basis", parent), after.of("Basis", parent)
    consents = [[one for one in side if basis_name(one.node) == CONSENT] for side in bases]
    if not consents[0] or owners[0] is None or owners[1] is None:
        return ""
    universe = _universe(parent, compared, bases)
    if not _remains(owners[0], owners[1]):
        return ""
    lost = _cells(consents[0], universe) - _cells(consents[1], universe)
    if not lost:
        return KEPT
    interests = [one for one in bases[1] if basis_name(one.node) == INTEREST]
    return INTEREST if lost & _cells(interests, universe) else CONSENT


def _universe(
    parent: str, compared: Comparison, sides: Iterable[Iterable[Element]]
) -> dict[str, set[str]]:
    """All that is there before and after, of what some parts of the same thing tell apart."""
    owners = compared.before[parent], compared.after[parent]
    named = {field for side in sides for one in side for field in _SCOPES if one.values.get(field)}
    return {
        field: set(_all(owners[0], field)) & set(_all(owners[1], field)) for field in sorted(named)
    }


def _all(owner: Element, field: str) -> tuple[str, ...]:
    named = names_in(owner.values.get(field)) if field == "applies_in" else ()
    return named or owner.scopes.get(field, ())


def _remains(before: Element, after: Element) -> bool:
    """Whether any of the purposes goes on."""
    old, new = before.scopes.get("purposes", ()), after.scopes.get("purposes", ())
    return not old or not set(old).isdisjoint(new)


def _consents(differences: Iterable[Difference], compared: Comparison) -> Iterator[Difference]:
    """Differences in which a consent that was asked for nothing that goes on is said to be so."""
    listed = list(differences)
    removed = {one.element.route for one in listed if one.removed and one.element.kind == "Consent"}
    used: set[str] = set()
    changed = {one.was.route for one in listed if one.was and one.field}
    if removed:
        for route, element in compared.before.items():
            consent = element.values.get("consent")
            if isinstance(consent, str) and (route in compared.after or route in changed):
                used.add(consent)
    idle = removed - used
    for one in listed:
        needless = one.removed and one.element.route in idle
        yield one._replace(turn=KEPT) if needless else one
