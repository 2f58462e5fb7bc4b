"""Texts of the policy: CommonMark emphasis, lists and links, and nothing else.

Everything that is not one of these is left as the words it is made of: HTML, images, headings,
entities, links with other schemes.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from checker.render.nodes import Node, Run, Runs

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.token import Token

SCHEMES = ("https:", "http:", "mailto:", "tel:", "ref:")

_NESTING = 40
_MARKED = re.compile(r"[*_\[\\]|^[ ]*(?:[-+]|\d+[.)])(?:\s|$)|\n[ \t]*\n", re.MULTILINE)
_SPACE = re.compile(r"[ \t\r\n]+")


def passage(source: str) -> tuple[Node, ...]:
    """A text as blocks: paragraphs and lists."""
    if not _MARKED.search(source):
        words = _words(source)
        return (Node("paragraph", runs=(Run(words),)),) if words else ()
    return _blocks(_parser().parse(source))[0]


def phrase(source: str) -> Runs:
    """A text as one stretch of words, for places in a line; blocks are joined by spaces."""
    return _flat(passage(source))


def _flat(nodes: tuple[Node, ...]) -> Runs:
    runs: list[Run] = []
    for node in nodes:
        part = (*node.runs, *_flat(node.nodes))
        if runs and part:
            runs.append(Run(" "))
        runs.extend(part)
    return _joined(runs)


def _blocks(tokens: list[Token], start: int = 0) -> tuple[tuple[Node, ...], int]:
    """The blocks from `start` to the end of what encloses them, and the place of that end."""
    nodes: list[Node] = []
    position = start
    while position < len(tokens) and tokens[position].nesting >= 0:
        token = tokens[position]
        if token.type == "inline":
            runs = _runs(token.children or [])
            if runs:
                nodes.append(Node("paragraph", runs=runs))
            position += 1
            continue
        inner, position = _blocks(tokens, position + 1)
        position += 1
        if token.type == "paragraph_open":
            nodes.extend(inner)
        elif token.type == "list_item_open":
            first = inner[0] if inner and inner[0].kind == "paragraph" else None
            runs, rest = (first.runs, inner[1:]) if first else ((), inner)
            nodes.append(Node("item", runs=runs, nodes=rest))
        else:
            kind = "ordered" if token.type == "ordered_list_open" else "list"
            # A list that does not begin at 1 keeps its number, or the words would change.
            number = str(token.attrGet("start") or "")
            nodes.append(Node(kind, number=number, nodes=inner))
    return tuple(nodes), position


def _runs(tokens: list[Token]) -> Runs:
    runs: list[Run] = []
    strong = emphasis = 0
    href: str | None = None
    for token in tokens:
        if token.type == "text":
            runs.append(Run(token.content, href, strong > 0, emphasis > 0))
        elif token.type in ("strong_open", "strong_close"):
            strong += token.nesting
        elif token.type in ("em_open", "em_close"):
            emphasis += token.nesting
        elif token.type == "link_open":
            href = str(token.attrGet("href"))
        elif token.type == "link_close":
            href = None
    return _joined(runs)


def _joined(runs: list[Run]) -> Runs:
    """Neighbours with the same marks as one run, white space as single spaces, none at the ends."""
    joined: list[Run] = []
    for run in runs:
        text = _SPACE.sub(" ", run.text)
        if not joined or joined[-1].text.endswith(" "):
            text = text.lstrip(" ")
        if joined and joined[-1]._replace(text="") == run._replace(text=""):
            joined[-1] = run._replace(text=joined[-1].text + text)
        elif text:
            joined.append(run._replace(text=text))
    while joined and not joined[-1].text.rstrip(" "):
        joined.pop()
    if joined:
        joined[-1] = joined[-1]._replace(text=joined[-1].text.rstrip(" "))
    return tuple(joined)


def _words(source: str) -> str:
    return _SPACE.sub(" ", source).strip(" ")


def _allowed(url: str) -> bool:
    return url.lower().startswith(SCHEMES)


@cache
def _parser() -> MarkdownIt:
    # Imported here: most texts hold no marks, and the import is a tenth of a whole `klar check`.
    from markdown_it import MarkdownIt

    parser = MarkdownIt("zero", {"maxNesting": _NESTING})
    parser.enable(["emphasis", "link", "list", "escape"])
    parser.validateLink = _allowed  # type: ignore[method-assign]
    return parser
