"""What flow assertions say of the graph, as of a day."""

from __future__ import annotations

from collections.abc import Iterator
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
    """An assertion, and the nodes that its names stand for.

    `unknown` are names that stand for nothing data flow through, each with its field: the assertion
    cannot be judged then.
    """

    assertion: Assertion
    starts: frozenset[str]
    ends: frozenset[str]
    via: frozenset[str]
    unless: frozenset[str]
    named: dict[str, frozenset[str]]
    unknown: tuple[tuple[str, str], ...]


def asserted(context: Context, on: str) -> Iterator[Asserted]:
    """The assertions, with what their names stand for as of a day (ISO 8601)."""
    if not context.policy.assertions:
        return
    places = Places(context.policy, context.graph, context.law, on)
    known: dict[str, frozenset[str]] = {}
    unknown: set[str] = set()

    def nodes(names: tuple[str, ...]) -> frozenset[str]:
        for name in names:
            if name not in known:
                found = places.of(name)
                known[name] = found or frozenset()
                if found is None:
                    unknown.add(name)
        return frozenset().union(*(known[name] for name in names))

    for one in context.policy.assertions.values():
        yield Asserted(
            one,
            nodes(one.from_) if one.from_ else _all_data(context),
            nodes(one.to or (ANY_RECIPIENT,)),
            nodes(one.via),
            nodes(one.unless),
            known,
            tuple(
                (field, name)
                for field, names in one.fields.items()
                for name in names
                if name in unknown
            ),
        )


def _all_data(context: Context) -> frozenset[str]:
    nodes = context.graph.nodes.values()
    return frozenset(node.id for node in nodes if node.kind == "data-use")


def broken(context: Context, on: str) -> Iterator[tuple[Assertion, Edge, Path]]:
    """Each edge that breaks an assertion as of a day, with a shortest path that it completes."""
    for one in asserted(context, on):
        if one.unknown:
            continue
        through = (one.via,) if one.assertion.via else ()
        # What every path has to pass is found like what excuses one: by the paths without it.
        query = Query(sorted(one.starts), one.ends, through, one.unless)
        for edge, path in Search(context.graph, query).last_steps().items():
            yield one.assertion, edge, path


def hit(context: Context, assertion: Assertion, edge: Edge, path: Path) -> Hit:
    """The finding on an edge that breaks an assertion, with the whole path.

    Of a very long one with its beginning and its end, and where steps are left out.
    """
    nodes = context.graph.nodes
    start = nodes[path[0].source]
    named = [_words(context, start) or _tied(context, start)]
    steps = [(start.route, f"from {named[0]}")]
    last = path[0].source
    for step in path:
        if step.source != last:
            named.append("…")
        last = step.target
        node = nodes[last]
        words = _words(context, node) or (_tied(context, node) if step is edge else "")
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


def _tied(context: Context, node: Node) -> str:
    """What a path is said to start from or to end in, if that only ties two other steps together.

    Such a thing has no name of its own, only its route, by which the assertion asks for it.
    """
    if node.kind == "transfer":
        country = context.graph.nodes[context.graph.out[node.id][0].target]
        return f"a transfer to {_words(context, country)}"
    kind = {"people": "the people of", "all-data": "the data of"}.get(node.kind)
    return f"{kind} {context.words(node.text)}" if kind and node.text else node.id


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
