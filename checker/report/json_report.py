"""Findings as JSON: the stable contract that other tools build on."""

from __future__ import annotations

import json
from typing import Any

from checker.engine import Result
from checker.finding import Finding
from checker.report.summary import shown_path, summarise

FORMAT_VERSION = 1


def json_report(result: Result, root: str) -> str:
    """The report as JSON text ending in a line feed. Waived findings are in it, marked."""
    statement = result.policy.statement
    report = {
        "format_version": FORMAT_VERSION,
        "policy": {
            "id": statement.id if statement else None,
            "version": statement.version if statement else None,
        },
        "as_of": result.as_of,
        "findings": [json_finding(finding, root) for finding in result.findings],
        "summary": summarise(result.findings)._asdict(),
    }
    return json.dumps(report, ensure_ascii=False, indent=2) + "\n"


def json_finding(finding: Finding, root: str) -> dict[str, Any]:
    """One finding, with paths as seen from the policy directory `root`."""
    span = finding.span
    return {
        "rule": finding.rule.id,
        "severity": finding.severity.value,
        "certainty": finding.rule.certainty.value,
        "message": finding.message,
        "remedy": finding.remedy,
        "legal": list(finding.legal),
        "path": shown_path(root, span.path),
        "line": span.line,
        "column": span.column,
        "end_line": span.end_line,
        "end_column": span.end_column,
        "route": finding.route,
        "fingerprint": finding.fingerprint,
        "related": [
            {
                "path": shown_path(root, related.span.path),
                "line": related.span.line,
                "column": related.span.column,
                "message": related.message,
            }
            for related in finding.related
        ],
        "waived": finding.waived._asdict() if finding.waived else None,
    }
