"""Paths as a tree: what several have in common is told once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from checker.flows.search import Path
from checker.graph import Edge, Graph

DEPTH = 9
"""How deep steps are set in, at most: what comes after stands below each other."""


class Step(NamedTuple):
    """A step, how deep it lies in the tree, and whether a path ends with it.

    `told` says that what follows it has been told before, and is left out.
    """

    edge: Edge
    depth: int
    last: bool
    told: bool = False


class _Branch:
    def __init__(self) -> None:
        self.branches: dict[Edge, _Branch] = {}
        self.last = False


def steps_of(paths: Iterable[Path]) -> Iterator[Step]:
    """The steps of paths from one start, each before those that follow it.

    That a category is part of an activity's data is no step that data take.
    """
    root = _Branch()
    for path in paths:
        branch = root
        for edge in path:
            if edge.kind != "part-of":
                branch = branch.branches.setdefault(edge, _Branch())
        branch.last = True
    pending = [(edge, branch, 0) for edge, branch in reversed(root.branches.items())]
    while pending:
        edge, branch, depth = pending.pop()
        yield Step(edge, depth, branch.last)
        further = reversed(branch.branches.items())
        pending.extend((other, below, depth + 1) for other, below in further)


class Teller:
    """Steps of several starts, in which what follows a sharing rule is told once."""

    def __init__(self, graph: Graph) -> None:
        self._graph = graph
        self._told: set[tuple[Edge, ...]] = set()

    def steps_of(self, paths: Iterable[Path]) -> Iterator[Step]:
        """The steps of paths from one start; those after a rule told before are left out."""
        rule: list[Step] = []
        for step in steps_of(paths):
            if step.depth == 0:
                yield from self._after(rule)
                rule = []
            if rule or self._graph.nodes[step.edge.target].kind == "sharing-rule":
                rule.append(step)
            else:
                yield step
        yield from self._after(rule)

    def _after(self, rule: list[Step]) -> list[Step]:
        below = tuple(step.edge for step in rule[1:])
        if below and below in self._told:
            return [rule[0]._replace(told=True)]
        self._told.add(below)
        return rule
