"""What flow assertions say of the graph, as of a day."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import NamedTuple

from checker.finding import Words
from checker.flows.places import ANY_RECIPIENT, Places
from checker.flows.search import Path, Query, Search
from checker.graph import NOT_STATED, Edge, Node
from checker.model import Assertion
from checker.rules import Context, Hit

NEEDS = (
    "activity",
    "assertions",
    "data-categories",
    "data-subjects",
    "group",
    "organisation",
    "recipients",
    "sharing",
    "statement",
)


class Asserted(NamedTuple):
    """An assertion, and the nodes that its names stand for."""

    assertion: Assertion
    starts: frozenset[str]
    ends: frozenset[str]
    via: frozenset[str]
    unless: frozenset[str]


def asserted(context: Context, on: str) -> Iterator[Asserted]:
    """The assertions as of a day (ISO 8601), but for those that name what does not exist."""
    if not context.policy.assertions:
        return
    places = Places(context.policy, context.graph, context.law, on)
    for one in context.policy.assertions.values():
        starts = _nodes(places.of, one.from_) if one.from_ else _all_data(context)
        ends = _nodes(places.of, one.to or (ANY_RECIPIENT,))
        via, unless = _nodes(places.of, one.via), _nodes(places.of, one.unless)
        if starts is not None and ends is not None and via is not None and unless is not None:
            yield Asserted(one, starts, ends, via, unless)


def _nodes(
    of: Callable[[str], frozenset[str] | None], names: tuple[str, ...]
) -> frozenset[str] | None:
    """The nodes that any of some names stand for; None if one of them stands for nothing known."""
    found = [of(name) for name in names]
    known = [nodes for nodes in found if nodes is not None]
    return frozenset().union(*known) if len(known) == len(found) else None


def _all_data(context: Context) -> frozenset[str]:
    nodes = context.graph.nodes.values()
    return frozenset(node.id for node in nodes if node.kind == "data-use")


def broken(context: Context, on: str) -> Iterator[tuple[Assertion, Edge, Path]]:
    """Each edge that breaks an assertion as of a day, with a shortest path that it completes."""
    for one in asserted(context, on):
        through = (one.via,) if one.assertion.via else ()
        # What every path has to pass is found like what excuses one: by the paths without it.
        query = Query(sorted(one.starts), one.ends, through, one.unless)
        for edge, path in Search(context.graph, query).last_steps().items():
            yield one.assertion, edge, path


def hit(context: Context, assertion: Assertion, edge: Edge, path: Path) -> Hit:
    """The finding on an edge that breaks an assertion, with the whole path."""
    start = context.graph.nodes[path[0].source]
    named = [_words(context, start)]
    steps = [(start.route, f"from {named[0]}")]
    for step in path:
        words = _words(context, context.graph.nodes[step.target])
        if words:
            named.append(words)
            steps.append((step.route, f"to {words}"))
    promises = [(route, "what the statement promises") for route in assertion.promised_by]
    fields = {
        "assertion": assertion.id,
        "says": Words(assertion.says),
        "path": Words(" → ".join(named)),
    }
    return Hit(edge.route, fields, (*steps, (assertion.route, "the assertion"), *promises))


def _words(context: Context, node: Node) -> str:
    """What a step of a path is called; nothing for what only ties two others together."""
    policy = context.policy
    if node.kind == "data-use":
        activity = policy.activities[node.activity]
        category = policy.categories.get(node.name)
        data = context.words(category.title) if category else "data that are not stated"
        return f"{data} ({context.words(activity.title)})"
    if node.kind == "recipient":
        return context.name(policy.recipients[node.id])
    if node.kind == "legal-entity":
        return context.name(policy.entities[node.id])
    if node.kind == "country":
        return "a country that is not stated" if node.name == NOT_STATED else node.name
    if node.kind in ("data-subject", "data-category", "sharing-rule") and node.text:
        return context.words(node.text)
    return ""
