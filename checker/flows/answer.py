"""The answer to a question about flows: where data go, use by use, and how much is left out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import NamedTuple

from checker.flows.search import Path, Query, Search
from checker.graph import Graph

COUNTED = 10_000
"""How many paths are counted, beyond those shown, where circles make counting a search."""

_SENDERS = ("data-subject", "data-category", "people", "all-data")


class Question(NamedTuple):
    """From where, through one of each of `through`, to where; no `ends`: wherever data end up."""

    starts: frozenset[str]
    through: tuple[frozenset[str], ...] = ()
    ends: frozenset[str] | None = None


class Found(NamedTuple):
    """The paths from one start; `whole` if they are all there are."""

    start: str
    paths: tuple[Path, ...]
    whole: bool


class Answer(NamedTuple):
    """What is found, by start in the order of the source, and how many paths and starts are not.

    Unless `exact`, there are at least so many. `gave_up` says that not every path was looked for.
    `nowhere` are the recipients of these data without a stated country, where one is asked for.
    """

    found: tuple[Found, ...]
    paths_left: int
    starts_left: int
    exact: bool
    gave_up: bool
    nowhere: frozenset[str]


def every_use(graph: Graph) -> frozenset[str]:
    """All uses of data."""
    return frozenset(node.id for node in graph.nodes.values() if node.kind == "data-use")


def uses_for(graph: Graph, names: Iterable[str]) -> frozenset[str]:
    """Some nodes, with the uses of data in place of what leads to them: people and categories."""
    found: set[str] = set()
    pending = list(names)
    seen = set(pending)
    for name in pending:
        kind = graph.nodes[name].kind
        if kind not in _SENDERS:
            found.add(name)
            continue
        if kind == "all-data":
            steps = [edge.source for edge in graph.into[name]]
        else:
            steps = [edge.target for edge in graph.out[name]]
        for other in steps:
            if other not in seen:
                seen.add(other)
                pending.append(other)
    return frozenset(found)


def answer(graph: Graph, question: Question, limit: int) -> Answer:
    """Answer a question with at most `limit` paths.

    Where it asks for no more than certain uses, those that lead nowhere are found as well.
    """
    uses = every_use(graph)
    through = tuple(one for one in question.through if not one <= uses)
    starts = question.starts.intersection(*(one for one in question.through if one <= uses))
    everywhere = question.ends is None
    ends = _receiving(graph) if question.ends is None else question.ends
    ordered = [name for name in graph.nodes if name in starts]
    search = Search(graph, Query(ordered, ends, through, furthest=everywhere))
    leading = search.leading()
    wanted = [
        name for name in ordered if name in leading or (everywhere and not through and name in uses)
    ]
    found: list[Found] = []
    shown = beyond = 0
    paths: Iterator[Path] = iter(())
    rest = iter(wanted)
    for name in rest:
        paths = search.paths(name)
        some = tuple(islice(paths, limit - shown))
        shown += len(some)
        beyond = sum(1 for _ in islice(paths, 1)) if shown == limit else 0
        if some or name not in leading:
            found.append(Found(name, some, beyond == 0))
        if shown == limit:
            break
    left = tuple(rest)
    nowhere = frozenset[str]() if everywhere else _nowhere(graph, starts, ends)
    if search.count is not None:
        return Answer(tuple(found), search.count - shown, len(left), True, False, nowhere)
    for more in (paths, *map(search.paths, left)):
        beyond += sum(1 for _ in islice(more, COUNTED - beyond))
    exact = search.complete and beyond < COUNTED
    return Answer(tuple(found), beyond, len(left), exact, not search.complete, nowhere)


def _nowhere(graph: Graph, starts: frozenset[str], ends: frozenset[str]) -> frozenset[str]:
    """The recipients without a country that data reach, if it is countries that are asked for."""
    if any(graph.nodes[name].kind not in ("country", "transfer") for name in ends):
        return frozenset()
    return frozenset(
        name
        for name in graph.reachable(starts)
        if graph.nodes[name].kind == "recipient"
        and all(edge.kind == "passes-on" for edge in graph.out[name])
    )


def _receiving(graph: Graph) -> frozenset[str]:
    """Where data can end up. A disclosure to someone who does not exist leads no further."""
    kinds = ("disclosure", "recipient", "country")
    return frozenset(node.id for node in graph.nodes.values() if node.kind in kinds)
