"""A review for other programs: all of it, whatever its size."""

from __future__ import annotations

import json
from typing import Any

from checker.changes.notice import starts
from checker.report.json_report import json_finding
from checker.report.review.facts import Review
from checker.report.versions.json_diff import json_change, json_version
from checker.translations import State

FORMAT_VERSION = 1


def json_review(review: Review) -> str:
    """The review as JSON; its shape is tests/review-output.schema.json."""
    compared, findings, flows = review.compared, review.findings, review.flows.changes
    before, after = compared.before.root, compared.after.root
    report = {
        "format_version": FORMAT_VERSION,
        "before": json_version(compared.before),
        "after": json_version(compared.after),
        "as_of": review.after.as_of,
        "level": review.diff.level.value,
        "starts": [start._asdict() for start in starts(review.diff)],
        "findings": {
            "new": [json_finding(one, after) for one in findings.new],
            "fixed": [json_finding(one, before) for one in findings.fixed],
            "waived": [json_finding(one, after) for one in findings.waived],
        },
        "changes": [json_change(compared, change) for change in review.diff.changes],
        "stale": [_stale(state) for state in review.stale],
        "flows": {
            "added": len(flows.added),
            "removed": len(flows.removed),
            "changed": len(flows.changed),
        },
    }
    return json.dumps(report, ensure_ascii=False, indent=2) + "\n"


def _stale(state: State) -> dict[str, Any]:
    return {"route": state.text.route, "changed": state.changed, "behind": state.behind}
