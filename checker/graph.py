"""The data-flow graph: who gives what, what it is used for, who gets it and where it goes.

A node is named by its route, so that every step of a path has a place in the source. Data are
nodes twice: as a category (`name`) and as an activity's use of it (`visitors/data/name`). Only a
use leads on to disclosures, and only to those that concern it; otherwise a graph says that everyone
gets everything. What holds for all the people or all the data of an activity hangs on one node
that stands for them (`visitors/subjects`, `visitors/data`), so that the graph is no larger than
the source.

    subject ─▶ people ─┐
    category ──────────┼─▶ use ─▶ all data ─▶ (sharing rule ─▶) disclosure ─▶ recipient
    activity ──────────┘     ╰───────────────────────────────────────╯           │
    recipient ─▶ recipient ─▶ transfer ─▶ country  ◀──────────────────────────────╯
    activity ─▶ purpose, legal entity, joint controller

Plain adjacency, built once; networkx only where `to_networkx` is asked for.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from checker.model import Activity, Disclosure, Policy, Text

if TYPE_CHECKING:
    import networkx

NOT_STATED = "not-stated"
"""Stands for a country the statement does not name."""


class Node(NamedTuple):
    """A thing data come from, pass or reach. `route` is empty for countries.

    `name` is its id, what it is called, or for a use the category. `activity` is the one it belongs
    to, or the group or sharing rule. `markets` are those whose data alone pass here; none: all.
    """

    id: str
    kind: str
    route: str
    text: Text | None
    name: str
    activity: str = ""
    markets: tuple[str, ...] = ()


class Edge(NamedTuple):
    """A typed step from one node to another, and the route of what states it."""

    source: str
    target: str
    kind: str
    route: str


class Graph:
    """Nodes by id, and the edges out of and into each, in the order of the source."""

    def __init__(self) -> None:
        self.nodes: dict[str, Node] = {}
        self.out: dict[str, list[Edge]] = {}
        self.into: dict[str, list[Edge]] = {}

    def add_node(self, node: Node) -> None:
        """Add a node; one that is there already stays as it is."""
        if node.id not in self.nodes:
            self.nodes[node.id] = node
            self.out[node.id] = []
            self.into[node.id] = []

    def add_edge(self, source: str, target: str, kind: str, route: str) -> None:
        """Add an edge if both its ends exist: a dangling reference is a finding of its own."""
        if source in self.nodes and target in self.nodes:
            edge = Edge(source, target, kind, route)
            self.out[source].append(edge)
            self.into[target].append(edge)

    @property
    def edges(self) -> Iterator[Edge]:
        """Every edge, by source in the order of the nodes."""
        for edges in self.out.values():
            yield from edges

    def reachable(self, starts: Iterable[str], *, backwards: bool = False) -> set[str]:
        """Every node that can be reached from any of `starts`, themselves among them."""
        step: Callable[[str], list[str]] = (
            (lambda name: [edge.source for edge in self.into[name]])
            if backwards
            else (lambda name: [edge.target for edge in self.out[name]])
        )
        seen = {start for start in starts if start in self.nodes}
        pending = list(seen)
        while pending:
            for name in step(pending.pop()):
                if name not in seen:
                    seen.add(name)
                    pending.append(name)
        return seen

    @cached_property
    def markets_ahead(self) -> dict[str, frozenset[str]]:
        """The markets to which the nodes that come after a node are limited, if any are.

        To be asked for once the graph is whole.
        """
        limited = [node for node in self.nodes.values() if node.markets]
        bits = {
            one: 1 << n for n, one in enumerate(sorted({m for o in limited for m in o.markets}))
        }
        own = {node.id: sum(bits[one] for one in set(node.markets)) for node in limited}
        ahead: dict[str, int] = {}
        pending = list(own)
        while pending:
            name = pending.pop()
            passing = own.get(name, 0) | ahead.get(name, 0)
            for edge in self.into[name]:
                known = ahead.get(edge.source, 0)
                if passing & ~known:
                    ahead[edge.source] = known | passing
                    pending.append(edge.source)
        sets = {
            mask: frozenset(one for one, bit in bits.items() if mask & bit)
            for mask in set(ahead.values())
        }
        return {name: sets[mask] for name, mask in ahead.items()}

    def to_networkx(self) -> networkx.MultiDiGraph[str]:
        """The same graph for queries, layouts and exports."""
        import networkx

        graph: networkx.MultiDiGraph[str] = networkx.MultiDiGraph()
        for node in self.nodes.values():
            graph.add_node(
                node.id,
                kind=node.kind,
                route=node.route,
                activity=node.activity,
                markets=" ".join(node.markets),
            )
        for edge in self.edges:
            graph.add_edge(edge.source, edge.target, kind=edge.kind, route=edge.route)
        return graph


def country_id(country: str) -> str:
    """The id of a country's node: `country:NO`."""
    return f"country:{country}"


def build_graph(policy: Policy) -> Graph:
    """The graph of everything the policy states, internal activities included."""
    graph = Graph()
    for subject in policy.subjects.values():
        graph.add_node(Node(subject.id, "data-subject", subject.route, subject.title, subject.id))
    for category in policy.categories.values():
        node = Node(category.id, "data-category", category.route, category.title, category.id)
        graph.add_node(node)
    for entity in policy.entities.values():
        node = Node(entity.id, "legal-entity", entity.route, entity.title, entity.name or entity.id)
        graph.add_node(node)
    _add_recipients(graph, policy)
    for rule in policy.sharing.values():
        graph.add_node(Node(rule.id, "sharing-rule", rule.route, rule.title, rule.id))
        for disclosure in rule.disclosures:
            _add_disclosure(graph, disclosure)
            if not disclosure.data:
                graph.add_edge(rule.id, disclosure.route, "discloses", disclosure.route)
    _add_activities(graph, policy)
    return graph


def _add_recipients(graph: Graph, policy: Policy) -> None:
    recipients = policy.recipients.values()
    for recipient in recipients:
        label = recipient.name or recipient.id
        graph.add_node(Node(recipient.id, "recipient", recipient.route, recipient.title, label))
    for recipient in recipients:
        for other in recipient.sub_recipients:
            route = f"{recipient.route}/sub_recipients/{other}"
            graph.add_edge(recipient.id, other, "passes-on", route)
        covered = set()
        for transfer in recipient.transfers:
            country = transfer.country or NOT_STATED
            covered.add(country)
            markets = transfer.applies_in
            graph.add_node(
                Node(transfer.route, "transfer", transfer.route, None, transfer.id, "", markets)
            )
            graph.add_edge(recipient.id, transfer.route, "transfers", transfer.route)
            _add_country(graph, transfer.route, country, transfer.route)
        for country in recipient.countries:
            if country not in covered:
                _add_country(graph, recipient.id, country, f"{recipient.route}/countries/{country}")
        if recipient.outside_eea and not recipient.transfers:
            _add_country(graph, recipient.id, NOT_STATED, f"{recipient.route}/outside_eea")


def _add_country(graph: Graph, source: str, country: str, route: str) -> None:
    graph.add_node(Node(country_id(country), "country", "", None, country))
    graph.add_edge(source, country_id(country), "located-in", route)


def _add_disclosure(graph: Graph, disclosure: Disclosure) -> None:
    # One that a group states is met once for each of its activities, and added once.
    name = disclosure.route
    if name in graph.nodes:
        return
    owner = name.split("/", 1)[0]
    markets = disclosure.applies_in
    graph.add_node(Node(name, "disclosure", name, None, disclosure.id, owner, markets))
    graph.add_edge(name, disclosure.recipient, "goes-to", f"{name}/recipient")


def _add_activities(graph: Graph, policy: Policy) -> None:
    for activity in policy.activities.values():
        graph.add_node(
            Node(activity.id, "activity", activity.route, activity.title, activity.id, activity.id)
        )
        for role in policy.roles_of(activity):
            for who in role.who:
                # From the activity: data that reach a joint controller do not turn into all the
                # data of the activities it has a part in.
                graph.add_edge(activity.id, who, role.role, role.route)
        for purpose in activity.purposes:
            graph.add_node(
                Node(purpose.route, "purpose", purpose.route, purpose.text, purpose.id, activity.id)
            )
            graph.add_edge(activity.id, purpose.route, "serves", purpose.route)
        uses = _add_uses(graph, policy, activity)
        everything = f"{activity.id}/data"
        for disclosure in policy.disclosures_of(activity):
            _add_disclosure(graph, disclosure)
            if not disclosure.data:
                graph.add_edge(everything, disclosure.route, "disclosed", disclosure.route)
            _add_limited(graph, uses, disclosure)
        for rule in policy.sharing_rules_for(activity):
            if any(not disclosure.data for disclosure in rule.disclosures):
                graph.add_edge(everything, rule.id, "falls-under", rule.route)
            for disclosure in rule.disclosures:
                _add_limited(graph, uses, disclosure)


def _add_limited(graph: Graph, uses: dict[str, str], disclosure: Disclosure) -> None:
    """Lead the data that a disclosure names to it."""
    for category in disclosure.data:
        if category in uses:
            graph.add_edge(uses[category], disclosure.route, "disclosed", disclosure.route)


def _add_uses(graph: Graph, policy: Policy, activity: Activity) -> dict[str, str]:
    """Add the uses of data in an activity, and what stands for all its people and all its data.

    Gives the use of each category. Where no data are stated, what stands for all of them is itself
    the use.
    """
    name, markets = activity.id, activity.applies_in
    people, everything = f"{name}/subjects", f"{name}/data"
    stated = policy.data_of(activity)
    same = activity.data_same_as
    # What is taken over from another activity is stated where that is said.
    place = same.route if same and not activity.data else everything if stated else name
    owner = activity if activity.subjects else policy.group_of(activity) or activity
    subjects = policy.subjects_of(activity)
    if subjects:
        graph.add_node(Node(people, "people", people, activity.title, name, name, markets))
    for subject in subjects:
        graph.add_edge(subject, people, "among", f"{owner.route}/subjects/{subject}")
    if stated:
        node = Node(everything, "all-data", place, activity.title, name, name, markets)
    else:
        node = Node(everything, "data-use", place, None, NOT_STATED, name, markets)
    graph.add_node(node)
    if not stated:
        graph.add_edge(people, everything, "described-by", place)
        graph.add_edge(name, everything, "processes", place)
    for use in stated:
        route = same.route if same and use.inherited else use.route
        graph.add_node(Node(use.route, "data-use", route, None, use.category, name, markets))
        graph.add_edge(use.category, use.route, "used-as", route)
        graph.add_edge(name, use.route, "processes", route)
        for subject in use.subjects or (people,):
            graph.add_edge(subject, use.route, "described-by", route)
        graph.add_edge(use.route, everything, "part-of", route)
    return {use.category: use.route for use in stated}
