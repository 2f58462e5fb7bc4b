"""The matrix as JSON: every cell, in a versioned shape."""

from __future__ import annotations

import json
from typing import Any

from checker.engine import Result
from checker.finding import Finding
from checker.report.duties.matrix import Cell, Column, Matrix, Place, Row, State, count
from checker.report.summary import shown_path
from checker.source import Span

FORMAT_VERSION = 1
_NAMES = {state: state.value.replace(" ", "_") for state in State}


def json_matrix(matrix: Matrix, result: Result, root: str) -> str:
    """The report as JSON text ending in a line feed."""
    statement = result.policy.statement
    report = {
        "format_version": FORMAT_VERSION,
        "policy": {
            "id": statement.id if statement else None,
            "version": statement.version if statement else None,
        },
        "as_of": result.as_of,
        "columns": [_column(one, matrix.language, root) for one in matrix.columns],
        "duties": [_row(row, root) for row in matrix.rows],
        "summary": {_NAMES[state]: number for state, number in count(matrix.cells).items()},
    }
    return json.dumps(report, ensure_ascii=False, indent=2) + "\n"


def _column(column: Column, language: str, root: str) -> dict[str, Any]:
    return {
        "id": column.id,
        "kind": column.kind.replace(" ", "-"),
        "title": column.title.languages.get(language),
        "exempt": column.exempt,
        **_position(column.span, root),
    }


def _row(row: Row, root: str) -> dict[str, Any]:
    duty = row.duty
    return {
        "id": duty.id,
        "title": duty.title,
        "collected": duty.collected,
        "obtained": duty.obtained,
        "others": duty.others,
        "concerns": duty.concerns,
        "when": duty.when,
        "cells": [_cell(cell, root) for cell in row.cells],
    }


def _cell(cell: Cell, root: str) -> dict[str, Any]:
    return {
        "column": cell.column.id if cell.column else None,
        "state": _NAMES[cell.state],
        "why": cell.why or None,
        "stated": [_place(one, root) for one in cell.stated],
        "lacking": [{**_place(one, root), "on_no_page": one.on_no_page} for one in cell.lacking],
        "findings": [_finding(one, root) for one in cell.findings],
    }


def _place(place: Place, root: str) -> dict[str, Any]:
    return {
        "what": place.what,
        "route": place.route,
        **_position(place.span, root),
        "anchor": place.anchor,
    }


def _finding(finding: Finding, root: str) -> dict[str, Any]:
    return {
        "rule": finding.rule.id,
        "severity": finding.severity.value,
        "message": finding.message,
        "route": finding.route,
        "fingerprint": finding.fingerprint,
        **_position(finding.span, root),
        "waived": finding.waived._asdict() if finding.waived else None,
    }


def _position(span: Span | None, root: str) -> dict[str, Any]:
    return {
        "path": shown_path(root, span.path) if span else None,
        "line": span.line if span else None,
        "column": span.column if span else None,
    }
