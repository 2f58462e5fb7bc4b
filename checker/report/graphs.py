"""The data-flow graph as Mermaid, DOT, GraphML and JSON."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from checker.graph import NOT_STATED, Graph, Node

if TYPE_CHECKING:
    import networkx

_MERMAID_SHAPES = {
    "data-subject": ("([", "])"),
    "data-category": ("[/", "/]"),
    "people": ("([", "])"),
    "data-use": ("[", "]"),
    "all-data": ("[", "]"),
    "activity": ("[[", "]]"),
    "purpose": (">", "]"),
    "disclosure": ("{{", "}}"),
    "recipient": ("(", ")"),
    "transfer": ("{{", "}}"),
    "country": ("((", "))"),
    "legal-entity": ("[", "]"),
    "sharing-rule": ("[[", "]]"),
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


def label(graph: Graph, node: Node, language: str) -> str:
    """What a node is called in a language: its own words, or else its id."""
    if node.kind == "data-use" and node.name in graph.nodes:
        return label(graph, graph.nodes[node.name], language)
    if node.text and language in node.text.languages:
        return " ".join(node.text.languages[language].split())
    return "not stated" if node.name == NOT_STATED else node.name


def mermaid(graph: Graph, language: str) -> str:
    """A Mermaid flowchart."""
    numbers = {name: f"n{index}" for index, name in enumerate(graph.nodes)}
    lines = ["flowchart LR"]
    for node in graph.nodes.values():
        opening, closing = _MERMAID_SHAPES[node.kind]
        text = _mermaid_text(label(graph, node, language))
        lines.append(f'  {numbers[node.id]}{opening}"{text}"{closing}')
    for edge in graph.edges:
        lines.append(f"  {numbers[edge.source]} -->|{edge.kind}| {numbers[edge.target]}")
    return "\n".join(lines) + "\n"


def _mermaid_text(text: str) -> str:
    # Mermaid reads entities written as #number; and nothing else is safe inside its quotes.
    return "".join(
        character if character.isalnum() or character in " .,:-" else f"#{ord(character)};"
        for character in text
    )


def dot(graph: Graph, language: str) -> str:
    """A Graphviz digraph."""
    lines = ["digraph flows {", "  rankdir=LR;", '  node [fontname="sans-serif"];']
    for node in graph.nodes.values():
        text = _dot_text(label(graph, node, language))
        shape = _DOT_SHAPES[node.kind]
        lines.append(
            f"  {_dot_text(node.id)} [label={text}, shape={shape}, class={_dot_text(node.kind)}];"
        )
    for edge in graph.edges:
        ends = f"{_dot_text(edge.source)} -> {_dot_text(edge.target)}"
        lines.append(f"  {ends} [label={_dot_text(edge.kind)}];")
    lines.append("}")
    return "\n".join(lines) + "\n"


def _dot_text(text: str) -> str:
    # A backslash starts an escape such as \\N even when quoted.
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


def graphml(graph: Graph, language: str) -> str:
    """GraphML, as networkx writes it."""
    from networkx.readwrite.graphml import generate_graphml

    return "\n".join(generate_graphml(_labelled(graph, language))) + "\n"


def graph_json(graph: Graph, language: str) -> str:
    """The node-link form that networkx reads back."""
    from networkx.readwrite.json_graph import node_link_data

    data = node_link_data(_labelled(graph, language), edges="edges")
    return json.dumps(data, ensure_ascii=False, indent=2) + "\n"


def _labelled(graph: Graph, language: str) -> networkx.MultiDiGraph[str]:
    converted = graph.to_networkx()
    for node in graph.nodes.values():
        converted.nodes[node.id]["label"] = label(graph, node, language)
    return converted


FORMATS = {"mermaid": mermaid, "dot": dot, "graphml": graphml, "json": graph_json}
