"""Paths through the data-flow graph, each step with its place in the source."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from checker.engine import Result
from checker.graph import Edge
from checker.report.graphs import label
from checker.report.summary import printable, shown_path


def text_paths(result: Result, root: str, paths: list[list[Edge]], language: str) -> Iterator[str]:
    """Each path as an indented list of its steps, with the place of what states each step."""
    for path in paths:
        first = result.graph.nodes[path[0].source]
        yield printable(f"{label(result.graph, first, language)} ({first.kind} {first.id})")
        for edge in path:
            node = result.graph.nodes[edge.target]
            words = printable(label(result.graph, node, language))
            yield f"  {edge.kind} -> {words} ({node.kind} {node.id})  {_place(result, root, edge)}"
        yield ""


def json_paths(
    result: Result, root: str, paths: list[list[Edge]], language: str, *, more: bool
) -> str:
    """The paths as JSON text. `more` says that the limit cut some off."""
    data = {
        "format_version": 1,
        "more": more,
        "paths": [[_step(result, root, edge, language) for edge in path] for path in paths],
    }
    return json.dumps(data, ensure_ascii=False, indent=2) + "\n"


def _step(result: Result, root: str, edge: Edge, language: str) -> dict[str, Any]:
    span = result.routes.span(edge.route)
    source, target = result.graph.nodes[edge.source], result.graph.nodes[edge.target]
    return {
        "from": source.id,
        "from_label": label(result.graph, source, language),
        "to": target.id,
        "to_label": label(result.graph, target, language),
        "kind": edge.kind,
        "route": edge.route,
        "path": shown_path(root, span.path) if span else None,
        "line": span.line if span else None,
        "column": span.column if span else None,
    }


def _place(result: Result, root: str, edge: Edge) -> str:
    span = result.routes.span(edge.route)
    return f"{shown_path(root, span.path)}:{span.line}:{span.column}" if span else ""
