"""What changed, for other programs."""

from __future__ import annotations

import json
from typing import Any

from checker.changes import Change, kinds
from checker.changes.elements import Value
from checker.model import Text
from checker.report.summary import shown_path
from checker.report.versions.comparison import Comparison, Version

FORMAT_VERSION = 1


def json_diff(compared: Comparison) -> str:
    """The report as JSON; its shape is tests/diff-output.schema.json."""
    report = {
        "format_version": FORMAT_VERSION,
        "language": compared.wording.language,
        "before": json_version(compared.before),
        "after": json_version(compared.after),
        "level": compared.diff.level.value,
        "changes": [json_change(compared, change) for change in compared.diff.changes],
    }
    return json.dumps(report, ensure_ascii=False, indent=2) + "\n"


def json_version(version: Version) -> dict[str, Any]:
    """What a version is called, and its number and date."""
    statement = version.result.policy.statement
    return {
        "name": version.label,
        "id": statement.id if statement else None,
        "version": version.number,
        "last_updated": version.updated,
    }


def json_change(compared: Comparison, change: Change) -> dict[str, Any]:
    """A change with its words, and where it stands."""
    kind = kinds()[change.kind]
    span = compared.span(change)
    root = (compared.before if change.gone else compared.after).root
    return {
        "kind": change.kind,
        "level": change.level.value,
        "law": kind.law,
        "reason": kind.reason,
        "route": change.route,
        "field": change.field or None,
        "gone": change.gone,
        "part": compared.wording.part(change),
        "sentence": compared.wording.sentence(change),
        "before": _value(change.before),
        "after": _value(change.after),
        "languages": change.languages,
        "activities": change.activities,
        "subjects": change.subjects,
        "markets": change.markets,
        "anchor": compared.wording.anchor(change),
        "path": shown_path(root, span.path) if span else None,
        "line": span.line if span else None,
        "column": span.column if span else None,
    }


def _value(value: Value) -> Any:
    return value.languages if isinstance(value, Text) else value
