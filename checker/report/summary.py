"""What the formats share: paths as users see them, counts, and text that is safe to show."""

from __future__ import annotations

import os
import re
from typing import NamedTuple

from checker.finding import Finding, Severity
from checker.source import FORBIDDEN, Span

# GitHub also reads formulas between dollars, and an address after www.
_MARKDOWN = re.compile(r"([\\`*_\[\]<>&{}~|#!:@$]|(?<=www)\.)")
_AT_START = re.compile(r"^(\d*)([-+=.)])")
# What a forge reads in the words of a comment once all escapes are gone: names, numbers of issues,
# addresses, and the hashes of commits.
_REFERENCE = re.compile(r"(@|\\#|\\:(?=//)|www(?=\\\.)|GH(?=-\d))", re.IGNORECASE)
_HASH = re.compile(r"(?<![0-9a-z])[0-9a-f]{7,}(?![0-9a-z])", re.IGNORECASE)
_BREAK = "<!-- -->"


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
    except (ValueError, OSError):
        # Another drive, on Windows; or a working directory that is gone.
        joined = os.path.normpath(joined)
    return joined.replace(os.sep, "/")


def printable(text: str) -> str:
    """Text in which nothing can steer a terminal or hide: such characters become a middle dot."""
    # A line feed is allowed in a file but not in a line of a report.
    return FORBIDDEN.sub("\N{MIDDLE DOT}", text).replace("\n", "\N{MIDDLE DOT}")


def position(root: str, span: Span | None) -> str:
    """`privacy_policy/rights.yaml:3:5`, or nothing."""
    return f"{shown_path(root, span.path)}:{span.line}:{span.column}" if span else ""


def escaped(text: str) -> str:
    """Printable text in which nothing is Markdown, nor ends a cell of a table."""
    return _MARKDOWN.sub(r"\\\1", printable(text))


def escaped_line(text: str) -> str:
    """The same where the text may stand at the beginning of a line: it begins no list or rule."""
    return _AT_START.sub(r"\1\\\2", escaped(text).lstrip(" "))


def inert(text: str) -> str:
    """The same for a comment on a forge, in which it also mentions nobody and links to nothing."""
    broken = _REFERENCE.sub(rf"\1{_BREAK}", escaped_line(text))
    # Shorter than the shortest hash that is taken for one.
    return _HASH.sub(lambda found: _BREAK.join(re.findall(".{1,6}", found[0])), broken)


def code(text: str) -> str:
    """Printable text as code in a line of Markdown: a place, an id or a rule."""
    return f"`{printable(text).replace('`', chr(39))}`"


def counted(number: int, noun: str) -> str:
    """`1 error`, `2 errors`."""
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"
