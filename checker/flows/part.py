"""The part of the data-flow graph that some uses of data take."""

from __future__ import annotations

from collections.abc import Iterable

from checker.graph import Graph, Node


def uses_of(
    graph: Graph, activities: Iterable[str] = (), categories: Iterable[str] = ()
) -> frozenset[str]:
    """The uses of data in any of the activities, of any of the categories; none of a kind: all."""
    by_activity, by_category = frozenset(activities), frozenset(categories)
    return frozenset(
        node.id
        for node in graph.nodes.values()
        if node.kind == "data-use"
        if not by_activity or node.activity in by_activity
        if not by_category or node.name in by_category
    )


def part_of(graph: Graph, uses: Iterable[str]) -> Graph:
    """The graph of these uses alone: where they come from, what they are for, where they lead.

    Markets are heeded on the way, as the search does: what an activity in Denmark discloses does
    not take a transfer that is for Sweden alone.
    """
    found = frozenset(uses)
    kept = _onward(graph, found) | graph.reachable(found, backwards=True)
    for name in [*kept]:
        if graph.nodes[name].kind == "activity":
            # Its purposes and those who answer for it.
            kept.update(edge.target for edge in graph.out[name] if edge.kind != "processes")
    part = Graph()
    for node in graph.nodes.values():
        if node.id in kept:
            part.add_node(node)
    for edge in graph.edges:
        part.add_edge(*edge)
    return part


def _onward(graph: Graph, starts: Iterable[str]) -> set[str]:
    """Every node that data can reach from `starts` on a path with a market in common."""
    pending = [(name, _met(None, graph.nodes[name])) for name in starts]
    seen = set(pending)
    while pending:
        name, markets = pending.pop()
        for edge in graph.out[name]:
            met = _met(markets, graph.nodes[edge.target])
            state = (edge.target, met)
            if (met is None or met) and state not in seen:
                seen.add(state)
                pending.append(state)
    return {name for name, _ in seen}


def _met(markets: frozenset[str] | None, node: Node) -> frozenset[str] | None:
    if not node.markets:
        return markets
    own = frozenset(node.markets)
    return own if markets is None else markets & own
