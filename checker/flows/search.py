"""The search for paths through the data-flow graph.

A path is a chain of edges without repeated nodes, whose nodes have a market in common: data of an
activity in Denmark do not pass a transfer for Sweden alone.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from functools import cached_property
from heapq import heappop, heappush
from typing import NamedTuple

from checker.graph import Edge, Graph

STEPS = 1_000_000
"""How many steps a search takes through circles of recipients before it gives up."""

ENDS = 20
"""How many edges are kept at either end of a very long path to a last step."""

Path = list[Edge]


class Query(NamedTuple):
    """Which paths: from where and to where, by the ids of nodes.

    A path passes one of each of `through`, and none of `avoid`. With `furthest` it ends only where
    it cannot go on, so that none is the beginning of another. Where data go round, or pass from one
    circle to another, there is no last one: each of the ends there is one then.
    """

    starts: Collection[str]
    ends: Collection[str]
    through: tuple[Collection[str], ...] = ()
    avoid: Collection[str] = ()
    furthest: bool = False


class _State(NamedTuple):
    """A node, which of `through` have been passed (a bit for each), and the markets in common.

    Of these, those to which something further on is limited; None where nothing is.
    """

    node: str
    passed: int
    markets: frozenset[str] | None


class _Prefix(NamedTuple):
    """The beginning of a path; `dead` are the states from which its next steps lead nowhere."""

    before: _Prefix | None
    edge: Edge | None
    state: _State
    length: int
    dead: set[_State]

    def nodes(self) -> set[str]:
        """The nodes of this path."""
        found: set[str] = set()
        one: _Prefix | None = self
        while one:
            found.add(one.state.node)
            one = one.before
        return found

    def path(self) -> Path:
        """The edges of this path, from its start."""
        edges: Path = []
        one: _Prefix | None = self
        while one and one.edge:
            edges.append(one.edge)
            one = one.before
        return edges[::-1]


class Search:
    """The paths that a query asks for.

    What is looked at is the graph unfolded by what a path has passed so far, and of that only what
    leads from a start to an end. Where recipients pass data on in circles, the next step of a path
    is taken only if an end can still be reached from there, so that the work grows with the paths
    that are found and not with those that might have been.
    """

    def __init__(self, graph: Graph, query: Query) -> None:
        self._graph = graph
        self._query = query
        self._ends = frozenset(query.ends)
        self._all = (1 << len(query.through)) - 1
        self._bits: dict[str, int] = {}
        for position, names in enumerate(query.through):
            for name in names:
                self._bits[name] = self._bits.get(name, 0) | 1 << position
        avoid = frozenset(query.avoid)
        entered = (
            self._enter(name, 0, None)
            for name in dict.fromkeys(query.starts)
            if name in graph.nodes and name not in avoid
        )
        self._starts = [state for state in entered if state]
        self._out: dict[_State, list[tuple[Edge, _State]]] = {}
        pending = list(dict.fromkeys(self._starts))
        seen = set(pending)
        for state in pending:
            steps = self._out[state] = []
            for edge in graph.out[state.node]:
                if edge.target in avoid:
                    continue
                target = self._enter(edge.target, state.passed, state.markets)
                if target is None:
                    continue
                steps.append((edge, target))
                if target not in seen:
                    seen.add(target)
                    pending.append(target)
        self._order = pending
        self._rounds = self._circling() if query.furthest else frozenset()
        self._rest = self._distances()
        self._steps = 0
        self.complete = True
        """Whether every path has been looked at, or is sure to be."""

    def _enter(self, name: str, passed: int, markets: frozenset[str] | None) -> _State | None:
        """The state in which a node is met; None if the path to it has no market in common with it.

        Only the markets that matter further on are kept, so that paths that go on alike are one.
        """
        own = self._graph.nodes[name].markets
        if own:
            markets = frozenset(own) if markets is None else markets.intersection(own)
            if not markets:
                return None
        if markets is not None:
            ahead = self._graph.markets_ahead.get(name)
            markets = markets & ahead if ahead else None
        return _State(name, passed | self._bits.get(name, 0), markets)

    def _is_end(self, state: _State) -> bool:
        return (
            state.passed == self._all
            and state.node in self._ends
            and not (self._query.furthest and self._out[state] and state not in self._rounds)
        )

    def _circling(self) -> frozenset[_State]:
        """The states on circles or between them: what is left when every loose end is cut off."""
        into: dict[_State, list[_State]] = {state: [] for state in self._order}
        for state, steps in self._out.items():
            for _, target in steps:
                into[target].append(state)
        onward = {state: [target for _, target in steps] for state, steps in self._out.items()}
        left = set(self._order)
        for before, after in ((into, onward), (onward, into)):
            waiting = {state: sum(one in left for one in before[state]) for state in left}
            loose = [state for state in left if not waiting[state]]
            for state in loose:
                left.discard(state)
                for other in after[state]:
                    if other in left:
                        waiting[other] -= 1
                        if not waiting[other]:
                            loose.append(other)
        return frozenset(left)

    def leading(self) -> frozenset[str]:
        """The starts from which a step leads to an end."""
        return frozenset(
            state.node
            for state in self._starts
            if any(target.node != state.node for _, target in self._alive(state))
        )

    def _distances(self) -> dict[_State, int]:
        """How many steps at least it is to an end, for the states that lead to one."""
        into: dict[_State, list[_State]] = {}
        for state, steps in self._out.items():
            for _, target in steps:
                into.setdefault(target, []).append(state)
        pending = [state for state in self._order if self._is_end(state)]
        distances = dict.fromkeys(pending, 0)
        for state in pending:
            for before in into.get(state, ()):
                if before not in distances:
                    distances[before] = distances[state] + 1
                    pending.append(before)
        return distances

    def _alive(self, state: _State) -> Iterator[tuple[Edge, _State]]:
        return ((edge, target) for edge, target in self._out[state] if target in self._rest)

    @cached_property
    def count(self) -> int | None:
        """How many paths there are; None where circles make that a search of its own."""
        waiting = dict.fromkeys(self._rest, 0)
        for state in self._rest:
            for _, target in self._alive(state):
                waiting[target] += 1
        order = [state for state, number in waiting.items() if number == 0]
        for state in order:
            for _, target in self._alive(state):
                waiting[target] -= 1
                if waiting[target] == 0:
                    order.append(target)
        if len(order) < len(self._rest):
            return None
        onward: dict[_State, int] = {}
        for state in reversed(order):
            onward[state] = sum(
                onward[target] + self._is_end(target) for _, target in self._alive(state)
            )
        return sum(onward.get(state, 0) for state in dict.fromkeys(self._starts))

    def paths(self, start: str | None = None) -> Iterator[Path]:
        """The paths, the shortest first and then in the order of the source.

        All of them, or those of one of the starts.
        """
        circular = self.count is None
        heap: list[tuple[int, int, int, bool, _Prefix]] = []
        number = 0
        for state in dict.fromkeys(self._starts):
            if state in self._rest and start in (None, state.node):
                prefix = _Prefix(None, None, state, 0, set())
                heappush(heap, (self._rest[state], 0, number, True, prefix))
                number += 1
        while heap:
            length, depth, order, certain, prefix = heappop(heap)
            self._steps += circular
            if circular and not certain:
                rest, cost = self._shortest(prefix)
                self._steps += cost
                if rest is None:
                    continue
                if prefix.length + rest > length:
                    heappush(heap, (prefix.length + rest, depth, order, True, prefix))
                    continue
            if self._steps > STEPS:
                self.complete = False
                return
            if prefix.edge and self._is_end(prefix.state):
                yield prefix.path()
            taken = prefix.nodes() if circular else frozenset[str]()
            for edge, target in self._alive(prefix.state):
                if target.node not in taken:
                    longer = _Prefix(prefix, edge, target, prefix.length + 1, set())
                    bound = longer.length + self._rest[target]
                    heappush(heap, (bound, -longer.length, number, False, longer))
                    number += 1

    def _shortest(self, prefix: _Prefix) -> tuple[int | None, int]:
        """How far it is from the end of a path to an end of the query without meeting the path.

        None if there is no way; and how many steps it took to find out.
        """
        assert prefix.before
        taken = prefix.before.nodes()
        dead = prefix.before.dead
        if prefix.state in dead:
            return None, 1
        heap = [(self._rest[prefix.state], 0, 0, prefix.state)]
        seen = {prefix.state}
        number = 0
        while heap:
            _, length, _, state = heappop(heap)
            if self._is_end(state):
                return -length, number
            for _, target in self._alive(state):
                if target not in seen and target not in dead and target.node not in taken:
                    seen.add(target)
                    number += 1
                    further = -length + 1
                    heappush(heap, (further + self._rest[target], -further, number, target))
        dead |= seen
        return None, number

    def last_steps(self) -> dict[Edge, Path]:
        """The edges by which an end is first met, each with a shortest path that it completes.

        Of a path of more than twice ENDS edges its first and its last ENDS, so that a chain of
        recipients costs no more than its length for each of them.
        """
        came = dict.fromkeys(
            (state for state in self._starts if state in self._rest), _Way(None, None, 0, ())
        )
        found: dict[Edge, Path] = {}
        pending = list(came)
        for state in pending:
            for edge, target in self._alive(state):
                if self._is_end(target):
                    if edge not in found:
                        found[edge] = _walked(came, _onward(came, state, edge))
                elif target not in came:
                    came[target] = _onward(came, state, edge)
                    pending.append(target)
        return found


class _Way(NamedTuple):
    """How a state was met: the last step there, how many there are, and the first ENDS of them."""

    before: _State | None
    edge: Edge | None
    length: int
    opening: tuple[Edge, ...]


def _onward(came: dict[_State, _Way], state: _State, edge: Edge) -> _Way:
    way = came[state]
    opening = (*way.opening, edge) if way.length < ENDS else way.opening
    return _Way(state, edge, way.length + 1, opening)


def _walked(came: dict[_State, _Way], way: _Way) -> Path:
    left = way.length if way.length <= 2 * ENDS else ENDS
    path: Path = [] if left == way.length else [*way.opening]
    closing: Path = []
    while left and way.edge and way.before:
        closing.append(way.edge)
        way = came[way.before]
        left -= 1
    return path + closing[::-1]
