"""What the formats share: paths as users see them, counts, and text that is safe to show."""

from __future__ import annotations

import os
import re
from typing import NamedTuple

from checker.finding import Finding, Severity

_UNPRINTABLE = re.compile("[\x00-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]")


class Summary(NamedTuple):
    """How many findings count, by severity, and how many are waived."""

    error: int
    warning: int
    note: int
    waived: int


def summarise(findings: tuple[Finding, ...]) -> Summary:
    """Count findings; a waived one counts as waived only."""
    counts = dict.fromkeys(Severity, 0)
    waived = 0
    for finding in findings:
        if finding.waived:
            waived += 1
        else:
            counts[finding.severity] += 1
    return Summary(counts[Severity.ERROR], counts[Severity.WARNING], counts[Severity.NOTE], waived)


def shown_path(root: str, path: str) -> str:
    """A policy file's path relative to the working directory, with `/`."""
    joined = os.path.join(root, path)
    try:
        joined = os.path.relpath(joined)
    except ValueError:
        # Another drive, on Windows.
        joined = os.path.abspath(joined)
    return joined.replace(os.sep, "/")


def printable(text: str) -> str:
    """Text in which nothing can steer a terminal or hide: such characters become a middle dot."""
    return _UNPRINTABLE.sub("\N{MIDDLE DOT}", text)


def counted(number: int, noun: str) -> str:
    """`1 error`, `2 errors`."""
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"
