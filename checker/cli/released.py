"""Releases beside a policy that are no longer as they were released."""

from __future__ import annotations

import os

from checker.catalogue import RELEASE_RULES
from checker.finding import Finding, fill, fingerprint
from checker.source import RELEASES, Span


def broken_releases(root: str) -> list[Finding]:
    """A finding for each file of a release in a policy directory that is altered or missing.

    Every file is hashed; where nothing was released nothing is looked at.
    """
    if not os.path.lexists(os.path.join(root, RELEASES)):
        return []
    from checker.versions.history import Kind, read_history

    rules = {
        Kind.ALTERED: RELEASE_RULES["release-altered"],
        Kind.MISSING: RELEASE_RULES["release-missing"],
        Kind.CHAIN: RELEASE_RULES["release-out-of-line"],
    }
    found: list[Finding] = []
    for problem in read_history(root).problems:
        rule = rules.get(problem.kind)
        if rule is None:
            continue
        fields = {"path": problem.path, "problem": problem.message, "remedy": problem.remedy}
        found.append(
            Finding(
                rule,
                rule.severity,
                fill(rule.message, fields),
                fill(rule.remedy, fields),
                Span(problem.path, 1, 1, 1, 1),
                "",
                fingerprint(rule.id, problem.path, {"problem": problem.message}),
                rule.legal,
            )
        )
    return found
