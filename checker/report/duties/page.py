"""What the rendered page shows: the places of routes, and the words that stand there."""

from __future__ import annotations

from collections.abc import Iterator

from checker.model import Policy, Text
from checker.render.nodes import Node, walk
from checker.render.phrases import load
from checker.render.tree import build_tree
from checker.render.words import Words


class Page:
    """The block tree of the statement's first language, by route.

    Places are the same in every language. The policy must have a statement and an organisation.
    """

    def __init__(self, policy: Policy, language: str) -> None:
        phrases = load(language)
        tree = build_tree(policy, language, phrases)
        self._words = Words(phrases)
        self._nodes: dict[str, Node] = {}
        self._anchors: dict[str, str] = {}
        self._shown: dict[str, str] = {}
        for node in walk((*tree.about, *tree.intro, *tree.sections)):
            if node.route and node.anchor:
                self._nodes[node.route] = node
                self._place(node.route, node.anchor)
            for run in (*node.title, *node.runs):
                if run.route and run.anchor:
                    self._place(run.route, run.anchor)

    def _place(self, route: str, anchor: str) -> None:
        """Where a route stands; and, unless it has a place of its own, each route above it."""
        self._anchors[route] = anchor
        while (route := route.rpartition("/")[0]) and route not in self._anchors:
            self._anchors[route] = anchor

    def anchor(self, route: str) -> str | None:
        """The anchor of a route, or of the first thing below it; None if it is on no page."""
        return self._anchors.get(route)

    def says(self, route: str, text: Text) -> bool:
        """Whether the words of a text stand at the place of a route."""
        node = self._nodes.get(route)
        if node is None or self._words.language not in text.languages:
            return False
        if route not in self._shown:
            self._shown[route] = _letters((node,))
        letters = _letters(self._words.passage(text))
        return bool(letters) and letters in self._shown[route]


def _letters(nodes: tuple[Node, ...]) -> str:
    """The letters and digits of blocks: a page may begin or end a text differently."""
    return "".join(filter(str.isalnum, "".join(_words(nodes)).casefold()))


def _words(nodes: tuple[Node, ...]) -> Iterator[str]:
    for node in walk(nodes):
        for run in (*node.title, *node.runs):
            yield run.text
