"""A policy taken apart: every thing in it that has a route, with what it states of itself.

Nothing in here knows what a field means. It is found by looking at the model, so a new field is
compared from the day it exists; what its change means is said in fields.yaml.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from checker.model import (
    Activity,
    Block,
    DataUse,
    Entry,
    Group,
    Organisation,
    Place,
    Policy,
    SameAs,
    Text,
)

COMPARED = (
    "statement",
    "organisation",
    "subjects",
    "categories",
    "entities",
    "officers",
    "channels",
    "recipients",
    "measures",
    "documents",
    "terms",
    "cookies",
    "rights",
    "procedure",
    "complaints",
    "general_retention",
    "general_sources",
    "promises",
    "sharing",
    "groups",
    "activities",
    "sections",
    "change_policy",
)
"""The parts of a policy that hold what people are told, in the order in which changes are told."""

LEFT_OUT = {
    "changes": "tell of changes",
    "waivers": "accept findings",
    "assertions": "are checked",
    "stamps": "say who has reviewed a text",
    "locked": "says that there are stamps",
    "texts": "are part of what holds them",
    "references": "are part of what holds them",
    "duplicates": "are findings",
    "kind_of": "follows from the rest",
    "unread": "is a finding",
    "redacted": "says how far texts can be compared",
}
"""The other parts, which people are not told, and why."""

PAGE = "statement/page"

INHERITED = ("roles", "sources", "consents", "disclosures", "rights", "claims")
"""What an activity has from its group or from the organisation as if it stated it itself."""

_LINK = re.compile(r"\]\(ref:([a-z0-9-]+)")

Value = None | bool | int | str | tuple[str, ...] | Text


def names_in(value: Value) -> tuple[str, ...]:
    """The names in a value that is a list; none in any other."""
    return value if isinstance(value, tuple) and not isinstance(value, Text) else ()


class Element(NamedTuple):
    """Something with a route, and its own fields; what stands below it are elements themselves.

    `kind` is its type in the model, `Note` as `Basis.interests` where it stands in such a field.
    `route` is by the names that things have after all renamings, `own` by those of its policy.
    What an activity has from its group, or from the organisation, stands below the activity, and
    has its `own` route there. `scopes` are all names that a field holds if it names none.
    """

    kind: str
    route: str
    own: str
    parent: str | None
    node: Any
    values: Mapping[str, Value]
    scopes: Mapping[str, tuple[str, ...]]

    @property
    def head(self) -> str:
        """The id of what it is part of, or its own."""
        return self.route.partition("/")[0]


def elements_of(policy: Policy, renamed: Mapping[str, str]) -> dict[str, Element]:
    """The elements of a policy by their routes; `renamed` leads from old ids to new ones."""
    found: dict[str, Element] = {}
    taking = _Taking(policy, renamed, found)
    for part in COMPARED:
        for node in _nodes(getattr(policy, part)):
            taking.take(node, type(node).__name__, None)
    taking.take_page()
    return found


def renamings(*policies: Policy) -> dict[str, str]:
    """Where ids that were renamed lead to, by the redirects of some policies.

    A name that two of them use side by side with the new one was not renamed.
    """
    steps: dict[str, str] = {}
    for policy in policies:
        for redirect in policy.statement.redirects if policy.statement else ():
            steps.setdefault(redirect.old, redirect.new)
    for policy in policies:
        names = policy.kind_of
        steps = {old: new for old, new in steps.items() if old not in names or new not in names}
    ends: dict[str, str] = {}
    for old, new in steps.items():
        seen = {old}
        end = new
        while end in steps and end not in seen:
            seen.add(end)
            end = steps[end]
        ends[old] = end
    return ends


_NO_SCOPES: Mapping[str, tuple[str, ...]] = {}


def _own_roles(policy: Policy, activity: Activity) -> bool:
    """Whether an activity or its group states roles, so that the organisation's do not hold."""
    group = policy.group_of(activity)
    return bool(activity.roles or (group and group.roles))


class _Taking:
    """Takes elements out of a policy."""

    def __init__(
        self, policy: Policy, renamed: Mapping[str, str], found: dict[str, Element]
    ) -> None:
        self._policy = policy
        self._renamed = renamed
        self._found = found
        activities = policy.activities.values()
        self._passed_on = {one.part_of for one in activities}
        if any(policy.roles_of(one) and not _own_roles(policy, one) for one in activities):
            self._passed_on.add("statement")

    def take(
        self,
        node: Any,
        kind: str,
        above: Element | None,
        scopes: Mapping[str, tuple[str, ...]] = _NO_SCOPES,
    ) -> None:
        """An element and all below it. What stands twice counts once: that is a finding."""
        route = self._below(above, node) if above else self._route(node)
        if route in self._found:
            return
        values: dict[str, Value] = {}
        below: list[tuple[Any, str]] = []
        scopes = scopes if above else self._scopes(node)
        for field in node._fields:
            value = self._stated(node, field)
            if field in ("route", "id"):
                continue
            if isinstance(value, Text):
                values[field] = self._text(value)
            elif _is_node(value):
                if not isinstance(value, SameAs):
                    below.append((value, type(value).__name__))
            elif isinstance(value, tuple) and value and _is_node(value[0]):
                name = type(value[0]).__name__
                below.extend((one, f"{kind}.{field}" if name == "Note" else name) for one in value)
            elif not isinstance(value, Place):
                values[field] = self._plain(field, value)
        parent = above.route if above else None
        element = Element(kind, route, node.route, parent, node, values, scopes)
        self._found[route] = element
        if isinstance(node, Activity) and node.applies_in:
            scopes = {**scopes, "applies_in": node.applies_in}
        for one, its_kind in below:
            self.take(one, its_kind, element, scopes)

    def _below(self, above: Element, node: Any) -> str:
        """The route of what stands below another thing, as it does if it comes from elsewhere."""
        start = len(above.own)
        if above.route != self._route(above.node):
            return f"{above.route}{node.route[start:]}"
        if above.kind == "Activity" and not node.route.startswith(f"{above.own}/"):
            return f"{above.route}/{'/'.join(node.route.split('/')[-2:])}"
        return self._route(node)

    def _stated(self, node: Any, field: str) -> Any:
        """What a thing states in a field, where it counts: with an activity rather than its group.

        There it is the same whether the group or each of its activities states it.
        """
        policy = self._policy
        if isinstance(node, Activity):
            if field == "subjects":
                return policy.subjects_of(node)
            if field == "data":
                return policy.data_of(node)
            if field == "claims":
                group = policy.group_of(node)
                return (*group.claims, *node.claims) if group else node.claims
            if field in INHERITED:
                return getattr(policy, f"{field}_of")(node)
        elif isinstance(node, Group) and node.id in self._passed_on:
            if field == "subjects" or field in INHERITED:
                return ()
        elif isinstance(node, Organisation) and field == "roles" and "statement" in self._passed_on:
            return ()
        return getattr(node, field)

    def _scopes(self, node: Any) -> Mapping[str, tuple[str, ...]]:
        """All that the fields of something can name that stand for everything if empty."""
        policy = self._policy
        markets = policy.statement.markets if policy.statement else ()
        if not isinstance(node, Activity):
            own = [one.id for one in getattr(node, "purposes", ())]
            everything = tuple(map(self._id, policy.activities))
            return {"applies_in": markets, "purposes": tuple(own), "applies_to": everything}
        return {
            "applies_in": markets,
            "purposes": tuple(one.id for one in node.purposes),
            "data": tuple(self._id(one.category) for one in policy.data_of(node)),
            "subjects": tuple(map(self._id, policy.subjects_of(node))),
        }

    def take_page(self) -> None:
        """What the page shows, wherever on it: the page is one element."""
        if not self._policy.statement:
            return
        names = {self._id(name) for block in self._policy.shown_blocks() for name in _shown(block)}
        shows = tuple(sorted(names))
        node = self._policy.statement
        self._found[PAGE] = Element(
            "Page", PAGE, node.route, None, node, {"shows": shows}, _NO_SCOPES
        )

    def _route(self, node: Any) -> str:
        route = self._id(node.route.replace("/data_same_as/", "/data/"))
        if isinstance(node, DataUse | Entry):
            # The names of such things in a route, every second step, are ids to which they refer.
            steps = route.split("/")
            steps[2::2] = map(self._id, steps[2::2])
            return "/".join(steps)
        return route

    def _plain(self, field: str, value: Any) -> Value:
        if isinstance(value, tuple):
            if field in REFERENCES:
                return tuple(dict.fromkeys(self._id(one) for one in value))
            return value
        return self._id(value) if field in REFERENCES and isinstance(value, str) else value

    def _id(self, name: str) -> str:
        head, slash, rest = name.partition("/")
        return f"{self._renamed.get(head, head)}{slash}{rest}"

    def _text(self, text: Text) -> Text:
        if not self._renamed or not any("](ref:" in one for one in text.languages.values()):
            return text
        return text._replace(
            languages={
                language: _LINK.sub(lambda found: f"](ref:{self._id(found[1])}", words)
                for language, words in text.languages.items()
            }
        )


REFERENCES = frozenset(
    (
        "activity",
        "answers",
        "applies_to",
        "category",
        "channels",
        "consent",
        "covers",
        "data",
        "document",
        "documents",
        "entity",
        "informs",
        "kept_by",
        "measures",
        "members",
        "owner",
        "part_of",
        "parties",
        "provider",
        "recipient",
        "recipients",
        "same_as",
        "section",
        "sub_recipients",
        "subjects",
        "who",
        "whose",
    )
)
"""The fields that hold ids which a redirect may have renamed."""


def _nodes(part: Any) -> Iterator[Any]:
    if isinstance(part, dict):
        yield from part.values()
    elif _is_node(part):
        yield part
    elif part:
        yield from part


def _is_node(value: Any) -> bool:
    return hasattr(value, "_fields") and "route" in value._fields and not isinstance(value, Text)


def _shown(block: Block) -> Iterator[str]:
    yield from block.activities
    if block.group:
        yield block.group
    if block.show:
        yield from (block.only or (block.show,))
