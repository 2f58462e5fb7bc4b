"""The data-flow graph in each format of `klar graph`.

Mermaid and SVG are pictures, made to be read: `checker.render.pictures` says what is in them. DOT,
GraphML and JSON are the graph itself, every node and edge of it with all that is known of each.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from functools import cache
from typing import TYPE_CHECKING, Any, NamedTuple

from checker.engine import Result
from checker.flows.part import part_of
from checker.graph import NOT_STATED, Graph, Node
from checker.render.inline import phrase
from checker.render.phrases import PhraseError, load
from checker.render.pictures import model as p
from checker.render.pictures.draw import Painter
from checker.render.pictures.svg import svg as drawn
from checker.render.words import Words, plain
from checker.report.summary import counted, shown_path

if TYPE_CHECKING:
    import networkx

MERMAID_CHARACTERS = 50_000
MERMAID_EDGES = 500
"""What GitHub draws at most, as Mermaid's own defaults."""

_MERMAID_SHAPES = {
    "people": ("([", "])"),
    "data": ("[", "]"),
    "activity": ("[[", "]]"),
    "rule": ("[/", "/]"),
    "recipient": ("(", ")"),
    "country": ("{{", "}}"),
}
_DOT_SHAPES = {
    "data-subject": "ellipse",
    "data-category": "parallelogram",
    "people": "ellipse",
    "data-use": "box",
    "all-data": "box",
    "activity": "component",
    "purpose": "cds",
    "disclosure": "hexagon",
    "recipient": "box3d",
    "transfer": "hexagon",
    "country": "doublecircle",
    "legal-entity": "house",
    "sharing-rule": "component",
}


class View(NamedTuple):
    """What is to be written: the policy's graph in a language, or what some uses of data take.

    `root` is the policy directory, for the places in it. `chosen` are the activities and categories
    by which the uses were chosen.
    """

    result: Result
    root: str
    language: str
    uses: frozenset[str] | None = None
    chosen: tuple[str, ...] = ()

    @property
    def graph(self) -> Graph:
        """The graph, or the part of it that is asked for."""
        return self.result.graph if self.uses is None else part_of(self.result.graph, self.uses)

    @property
    def picture(self) -> p.Picture:
        """The same as a picture, with what the editor reads into the statement."""
        words, context = Words(load(self.language)), self.result.context
        painter = Painter(context.policy, words, context.law, context.as_of, classified=True)
        return painter.whole(self.uses, self.chosen)


class TooLargeError(Exception):
    """The picture is larger than GitHub draws: one clear line."""


def label(graph: Graph, node: Node, language: str) -> str:
    """What a node is called in a language: its own words, or else its id."""
    if node.kind == "data-use" and node.name in graph.nodes:
        return label(graph, graph.nodes[node.name], language)
    if node.text and language in node.text.languages:
        return " ".join(plain(phrase(node.text.languages[language])).split())
    words = _words(language)
    if words and node.name == NOT_STATED:
        return words.phrases["picture.not_stated"]
    return words.country(node.name) if words and node.kind == "country" else node.name


@cache
def _words(language: str) -> Words | None:
    try:
        return Words(load(language))
    except PhraseError:
        return None


def svg(view: View) -> str:
    """The picture as an SVG file."""
    return drawn(view.picture)


def mermaid(view: View) -> str:
    """The picture as a Mermaid flowchart; TooLargeError if GitHub would not draw it."""
    picture = view.picture
    text = "\n".join(_mermaid(picture)) + "\n"
    edges = len(picture.arrows)
    if len(text) > MERMAID_CHARACTERS or edges > MERMAID_EDGES:
        raise TooLargeError(
            f"as Mermaid this has {counted(len(text), 'character')} and {counted(edges, 'edge')}, "
            f"and GitHub draws at most {MERMAID_CHARACTERS} and {MERMAID_EDGES}: choose with "
            "--activity or --category, or draw it with --format svg"
        )
    return text


def _mermaid(picture: p.Picture) -> Iterator[str]:
    meaning = dict(picture.legend)
    outside = {box.id for box in picture.boxes() if box.outside}
    numbers: dict[str, str] = {}
    yield "flowchart LR"
    for box in picture.boxes():
        numbers[box.id] = f"n{len(numbers)}"
        opening, closing = _MERMAID_SHAPES[box.kind]
        text = "<br/>".join(_mermaid_line(line, meaning) for line in box.lines)
        if box.outside and meaning[p.OUTSIDE].casefold() not in box.lines[0].text.casefold():
            text += _mermaid_text(f" ({meaning[p.OUTSIDE]})")
        style = ":::outside" if box.outside else ":::marked" if _protected(box) else ""
        yield f'  {numbers[box.id]}{opening}"{text}"{closing}{style}'
    for arrow in picture.arrows:
        line = "-.->" if arrow.target in outside else "-->"
        marks = [meaning[mark] for mark in arrow.marks if mark != p.OUTSIDE]
        text = f'|"{_mermaid_text(", ".join(marks))}"|' if marks else ""
        yield f"  {numbers[arrow.source]} {line}{text} {numbers[arrow.target]}"
    yield "  classDef marked stroke-width:3px"
    yield "  classDef outside stroke-width:2px,stroke-dasharray:6 4"


def _protected(box: p.Box) -> bool:
    return any(mark in p.NATURES for line in box.lines for mark in line.marks)


def _mermaid_line(line: p.Line, meaning: dict[str, str]) -> str:
    natures = [meaning[mark] for mark in line.marks if mark in p.NATURES]
    natures = [one for one in natures if one.casefold() not in line.text.casefold()]
    return _mermaid_text(f"{line.text} ({', '.join(natures)})" if natures else line.text)


def _mermaid_text(text: str) -> str:
    # Mermaid reads entities written as #number; and nothing else is safe inside its quotes.
    return "".join(
        character if character.isalnum() or character in " .,:-·" else f"#{ord(character)};"
        for character in text.replace("\u00a0", " ")
    )


def dot(view: View) -> str:
    """A Graphviz digraph."""
    graph = view.graph
    lines = ["digraph flows {", "  rankdir=LR;", '  node [fontname="sans-serif"];']
    for node in graph.nodes.values():
        attributes = {"shape": _DOT_SHAPES[node.kind], "class": node.kind, **_known(view, node)}
        lines.append(f"  {_dot_text(node.id)} [{_dot_list(attributes)}];")
    for edge in graph.edges:
        ends = f"{_dot_text(edge.source)} -> {_dot_text(edge.target)}"
        attributes = {
            "label": edge.kind,
            "kind": edge.kind,
            "route": edge.route,
            **_place(view, edge.route),
        }
        lines.append(f"  {ends} [{_dot_list(attributes)}];")
    lines.append("}")
    return "\n".join(lines) + "\n"


def _dot_list(attributes: dict[str, Any]) -> str:
    return ", ".join(f"{name}={_dot_text(str(value))}" for name, value in attributes.items())


def _dot_text(text: str) -> str:
    # A backslash starts an escape such as \\N even when quoted.
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


def graphml(view: View) -> str:
    """GraphML, as networkx writes it."""
    from networkx.readwrite.graphml import generate_graphml

    return "\n".join(generate_graphml(to_networkx(view))) + "\n"


def graph_json(view: View) -> str:
    """The node-link form that networkx reads back."""
    from networkx.readwrite.json_graph import node_link_data

    data = node_link_data(to_networkx(view), edges="edges")
    return json.dumps(data, ensure_ascii=False, indent=2) + "\n"


def to_networkx(view: View) -> networkx.MultiDiGraph[str]:
    """The graph with all that is known of each node and edge, its place in the source too."""
    import networkx

    graph = view.graph
    converted: networkx.MultiDiGraph[str] = networkx.MultiDiGraph()
    for node in graph.nodes.values():
        converted.add_node(node.id, **_known(view, node))
    for edge in graph.edges:
        attributes = {"kind": edge.kind, "route": edge.route, **_place(view, edge.route)}
        converted.add_edge(edge.source, edge.target, **attributes)
    return converted


def _known(view: View, node: Node) -> dict[str, Any]:
    return {
        "label": label(view.result.graph, node, view.language),
        "kind": node.kind,
        # Not `name`: Graphviz writes the node itself under that.
        "called": node.name,
        "route": node.route,
        "activity": node.activity,
        "markets": " ".join(node.markets),
        **_place(view, node.route),
    }


def _place(view: View, route: str) -> dict[str, Any]:
    span = view.result.routes.span(route) if route else None
    if span is None:
        return {}
    return {"path": shown_path(view.root, span.path), "line": span.line, "column": span.column}


FORMATS: dict[str, Callable[[View], str]] = {
    "mermaid": mermaid,
    "svg": svg,
    "dot": dot,
    "graphml": graphml,
    "json": graph_json,
}
