"""Which recipients data reach, along paths whose steps have a market in common."""

from __future__ import annotations

from checker.graph import Graph
from checker.model import Disclosure, Policy
from checker.rules import Context


def reached(graph: Graph) -> set[str]:
    """The recipients that data of some activity reach, internal activities included."""
    masks = _masks(graph)
    # Which markets' data pass each node, a bit for each: a node is gone through again only where
    # more of them pass it than before.
    passing = {node.id: masks[node.id] for node in graph.nodes.values() if node.kind in _USES}
    pending = list(passing)
    while pending:
        name = pending.pop()
        for edge in graph.out[name]:
            known = passing.get(edge.target, 0)
            more = passing[name] & masks[edge.target] & ~known
            if more:
                passing[edge.target] = known | more
                pending.append(edge.target)
    return {name for name in passing if graph.nodes[name].kind == "recipient"}


_USES = ("data-use", "all-data")


def _masks(graph: Graph) -> dict[str, int]:
    """The markets whose data can pass each node: a bit for each, and one for all the others."""
    names = dict.fromkeys(market for node in graph.nodes.values() for market in node.markets)
    bits = {market: 2 << number for number, market in enumerate(names)}
    every = (2 << len(bits)) - 1
    return {
        node.id: sum(bits[market] for market in set(node.markets)) or every
        for node in graph.nodes.values()
    }


def disclosures(policy: Policy) -> list[Disclosure]:
    """Every disclosure as it is stated, once: of activities, groups and sharing rules."""
    return [
        *(one for activity in policy.activities.values() for one in activity.disclosures),
        *(one for group in policy.groups.values() for one in group.disclosures),
        *(one for rule in policy.sharing.values() for one in rule.disclosures),
    ]


def in_doubt(context: Context) -> bool:
    """Whether an id on the way from data to recipients is misspelt: then it is not known."""
    policy = context.policy
    return context.misspelt(
        *(one.route for one in disclosures(policy)),
        *(f"{one.route}/applies_to" for one in policy.sharing.values()),
        *(f"{one.route}/sub_recipients" for one in policy.recipients.values()),
        *(
            f"{one.route}/{field}"
            for one in policy.activities.values()
            for field in ("data", "data_same_as", "part_of")
        ),
    )
