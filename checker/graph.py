"""The data-flow graph: who gives what, what it is used for, who gets it and where it goes.

A node is named by its route, so that every step of a path has a place in the source. Data are
nodes twice: as a category (`name`) and as an activity's use of it (`visitors/data/name`). Only a
use leads on to disclosures, and only to those that concern it; otherwise a graph says that everyone
gets everything.

    subject ─┐
    category ─┼─▶ use ─▶ (sharing rule ─▶) disclosure ─▶ recipient ─▶ transfer ─▶ country
    activity ─┘                                          recipient ─▶ recipient
    activity ─▶ purpose, legal entity, joint controller

Plain adjacency, built once; networkx only where `to_networkx` is asked for.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING, NamedTuple

from checker.model import Disclosure, Policy, Text

if TYPE_CHECKING:
    import networkx

NOT_STATED = "not-stated"
"""Stands for a country the statement does not name."""


STEPS = 2_000_000
"""How many edges a search for paths looks at before it gives up."""


class SearchTooLongError(Exception):
    """There are too many ways through the graph to search them all."""


class Node(NamedTuple):
    """A thing data come from, pass or reach. `route` is empty for countries."""

    id: str
    kind: str
    route: str
    text: Text | None
    name: str
    activity: str = ""


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

    def paths(
        self, starts: Iterable[str], ends: Iterable[str], via: str | None = None
    ) -> Iterator[list[Edge]]:
        """Every path without repeated nodes from a start to an end.

        `via` keeps the paths that pass that node, or for an activity one of its uses. Only nodes
        from which an end can be reached are entered; where circles of recipients make the search
        long all the same, it ends after STEPS steps and raises SearchTooLongError.
        """
        goals = set(ends) & self.nodes.keys()
        alive = self.reachable(goals, backwards=True)
        starts = [start for start in starts if start in self.nodes]
        if via is not None:
            passed = {name for name, node in self.nodes.items() if via in (name, node.activity)}
            if not passed & alive & self.reachable(starts):
                return
        steps = 0
        for start in starts:
            if start not in alive or start in goals:
                continue
            path: list[Edge] = []
            on_path = {start}
            branches = [iter(self.out[start])]
            while branches:
                steps += 1
                if steps > STEPS:
                    raise SearchTooLongError
                edge = next(branches[-1], None)
                if edge is None:
                    branches.pop()
                    if path:
                        on_path.discard(path.pop().target)
                    continue
                if edge.target in on_path or edge.target not in alive:
                    continue
                if edge.target in goals:
                    found = [*path, edge]
                    if via is None or self._passes(found, via):
                        yield found
                if self.out[edge.target]:
                    path.append(edge)
                    on_path.add(edge.target)
                    branches.append(iter(self.out[edge.target]))

    def _passes(self, path: list[Edge], via: str) -> bool:
        names = [path[0].source, *(edge.target for edge in path)]
        return any(via in (name, self.nodes[name].activity) for name in names)

    def to_networkx(self) -> networkx.MultiDiGraph[str]:
        """The same graph for queries, layouts and exports."""
        import networkx

        graph: networkx.MultiDiGraph[str] = networkx.MultiDiGraph()
        for node in self.nodes.values():
            graph.add_node(node.id, kind=node.kind, route=node.route, activity=node.activity)
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
            graph.add_node(Node(transfer.route, "transfer", transfer.route, None, transfer.id))
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
    graph.add_node(Node(name, "disclosure", name, None, disclosure.id, owner))
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
        uses = _add_uses(graph, policy, activity.id)
        for disclosure in policy.disclosures_of(activity):
            _add_disclosure(graph, disclosure)
            for name, category in uses:
                if not disclosure.data or category in disclosure.data:
                    graph.add_edge(name, disclosure.route, "disclosed", disclosure.route)
        for rule in policy.sharing_rules_for(activity):
            for name, category in uses:
                if any(not disclosure.data for disclosure in rule.disclosures):
                    graph.add_edge(name, rule.id, "falls-under", rule.route)
                for disclosure in rule.disclosures:
                    if category in disclosure.data:
                        graph.add_edge(name, disclosure.route, "disclosed", disclosure.route)


def _add_uses(graph: Graph, policy: Policy, activity_id: str) -> list[tuple[str, str]]:
    """The uses of data in an activity: node and category, the category empty if none is stated."""
    activity = policy.activities[activity_id]
    subjects = policy.subjects_of(activity)
    stated = policy.data_of(activity)
    uses: list[tuple[str, str]] = []
    same = activity.data_same_as
    for use in stated:
        # What is taken over from another activity is stated where that is said.
        route = same.route if same and use.inherited else use.route
        graph.add_node(Node(use.route, "data-use", route, None, use.category, activity_id))
        graph.add_edge(use.category, use.route, "used-as", route)
        uses.append((use.route, use.category))
    if not stated:
        name = f"{activity_id}/data"
        graph.add_node(Node(name, "data-use", activity_id, None, NOT_STATED, activity_id))
        uses.append((name, ""))
    restricted = {use.route: use.subjects for use in stated if use.subjects}
    for name, _ in uses:
        graph.add_edge(activity_id, name, "processes", graph.nodes[name].route)
        for subject in restricted.get(name, subjects):
            graph.add_edge(subject, name, "concerns", graph.nodes[name].route)
    return uses
