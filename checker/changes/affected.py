"""Whom a change concerns: the activities that it reaches, their data subjects, their markets."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import chain
from typing import NamedTuple

from checker.changes.elements import Element
from checker.model import Policy

_USERS = frozenset(("activity", "group", "sharing"))
"""What has people of its own; what these refer to concerns theirs."""

_SILENT = frozenset(("assertion", "section"))
"""What refers to other things without making them concern anybody."""


_LAYOUT = ("statement/contents/", "statement/redirects/")
"""Where the statement names things without saying anything of them."""

_USED = frozenset(("category", "recipient", "subject"))
"""What concerns people only where it is used for something."""


class Concerned(NamedTuple):
    """Ids of activities and data subjects, and codes of markets. None means all of them."""

    activities: tuple[str, ...]
    subjects: tuple[str, ...]
    markets: tuple[str, ...]


class Reach:
    """Whom the elements of a policy concern."""

    def __init__(self, policy: Policy, elements: Mapping[str, Element]) -> None:
        self._policy = policy
        self._elements = elements
        self._referring: dict[str, set[str]] = {}
        self._followers: dict[str, list[str]] = {}
        for activity in policy.activities.values():
            for rule in activity.retention:
                for other in rule.same_as:
                    named = other.partition("/")[0]
                    self._followers.setdefault(named, []).append(activity.id)
        for reference in policy.references:
            head = reference.route.partition("/")[0]
            silent = policy.kind_of.get(head) in _SILENT or reference.route.startswith(_LAYOUT)
            if not silent:
                target = reference.target.partition("/")[0]
                if target != head:
                    self._referring.setdefault(target, set()).add(head)

    def of(self, element: Element) -> Concerned | None:
        """Whom an element concerns; None if nobody, as it is used for nothing."""
        policy = self._policy
        head = self._owner(element)
        cookie = policy.cookies.get(head)
        activities = self._activities(cookie.activity if cookie else head)
        if element.kind == "Retention" and activities is not None:
            activities = self._keeping_alike(activities)
        if activities == ():
            return None
        subjects, markets = self._scope(element)
        if element.kind == "Page":
            return Concerned((), (), ())
        if head in policy.subjects:
            subjects = (head,)
        elif not subjects and activities is not None:
            named = (policy.subjects_of(policy.activities[name]) for name in activities)
            lists = list(named)
            # Where an activity states no people, nobody can say who is not concerned.
            subjects = _once(one for many in lists for one in many) if all(lists) else ()
        if activities is not None and not markets:
            scopes = [policy.activities[name].applies_in for name in activities]
            markets = _once(one for many in scopes for one in many) if all(scopes) else ()
        return _of(policy, activities or (), subjects, markets)

    def _keeping_alike(self, activities: tuple[str, ...]) -> tuple[str, ...]:
        """Activities, and those that keep their data as long as one of them."""
        found = dict.fromkeys(activities)
        pending = list(activities)
        for name in pending:
            for other in self._followers.get(name, ()):
                if other not in found and self._policy.activities[other].public:
                    found[other] = None
                    pending.append(other)
        return tuple(one for one in self._policy.activities if one in found)

    def _owner(self, element: Element) -> str:
        """The id of what an element is part of: the activity that has it from its group."""
        top = element
        while top.parent is not None and top.parent in self._elements:
            top = self._elements[top.parent]
            if top.kind == "Activity":
                return top.own
        return element.own.partition("/")[0]

    def _activities(self, head: str) -> tuple[str, ...] | None:
        """The public activities that something reaches; None for the statement as a whole.

        Where all of them are internal, these.
        """
        policy = self._policy
        seen = {head}
        pending = [head]
        found: dict[str, None] = {}
        for name in pending:
            kind = policy.kind_of.get(name)
            if kind == "activity":
                found[name] = None
            elif kind == "group":
                found.update(
                    (one.id, None) for one in policy.activities.values() if one.part_of == name
                )
            elif kind == "sharing":
                rule = policy.sharing.get(name)
                if rule is None or not rule.applies_to:
                    return None
                found.update(dict.fromkeys(rule.applies_to))
            elif kind is None or kind in _GENERAL:
                # Something that holds for everybody.
                return None
            if kind not in _USERS:
                for other in sorted(self._referring.get(name, ())):
                    if other not in seen:
                        seen.add(other)
                        pending.append(other)
        order = [one for one in policy.activities if one in found]
        public = tuple(one for one in order if policy.activities[one].public)
        if not order and policy.kind_of[head] not in _USED:
            return None
        return public or tuple(order)

    def _scope(self, element: Element) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """The data subjects and the markets that an element or what it is part of is limited to."""
        subjects: tuple[str, ...] = ()
        markets: tuple[str, ...] = ()
        one: Element | None = element
        while one is not None:
            node = one.node
            if one.kind not in ("Activity", "Group"):
                subjects = subjects or getattr(node, "subjects", ())
            markets = markets or getattr(node, "applies_in", ())
            one = self._elements.get(one.parent) if one.parent else None
        return subjects, markets


_GENERAL = frozenset(("right", "procedure", "complaints", "policy", "change", "section"))


def all_of(several: Sequence[Concerned], policy: Policy) -> Concerned:
    """Whom several changes of a policy concern together."""
    lists = ([getattr(one, field) for one in several] for field in Concerned._fields)
    return _of(policy, *(_once(chain(*names)) if all(names) else () for names in lists))


def _of(
    policy: Policy, activities: Iterable[str], subjects: Iterable[str], markets: Iterable[str]
) -> Concerned:
    return Concerned(
        _some(activities, [one.id for one in policy.activities.values() if one.public]),
        _some(subjects, policy.subjects),
        _some(markets, policy.statement.markets if policy.statement else ()),
    )


def _once(names: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(names))


def _some(names: Iterable[str], everything: Iterable[str]) -> tuple[str, ...]:
    """Some names, or none if they are all that there are."""
    listed = tuple(names)
    return () if set(everything) <= set(listed) else listed
