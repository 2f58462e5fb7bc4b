"""Findings for a terminal: what, where, the line itself with a caret, the law, and the remedy."""

from __future__ import annotations

import textwrap
from collections.abc import Callable, Iterator

from checker.engine import Result
from checker.finding import Finding, Severity
from checker.report.summary import Summary, counted, position, printable, summarise
from checker.source import Span

Style = Callable[[str, str], str]
"""Gives a text a style: `error`, `warning`, `note`, `dim`, `bold` or `good`."""


def plain(text: str, style: str) -> str:
    """No style at all."""
    del style
    return text


def text_report(result: Result, root: str, style: Style = plain, width: int = 80) -> Iterator[str]:
    """The lines of the report. Waived findings are counted, not listed."""
    for finding in result.findings:
        if not finding.waived:
            yield from _finding(result, root, finding, style, max(60, width))
            yield ""
    yield summary_line(summarise(result.findings), style)


def concise_report(result: Result, root: str) -> Iterator[str]:
    """One line for each finding: path, line, column, severity, rule and message."""
    for finding in result.findings:
        if not finding.waived:
            span = finding.span
            place = position(root, span)
            yield printable(f"{place}: {finding.severity}: {finding.message} [{finding.rule.id}]")


def summary_line(summary: Summary, style: Style) -> str:
    """`2 errors, 1 warning, 0 notes; 14 waived`."""
    parts = [
        _count(summary.error, Severity.ERROR, style),
        _count(summary.warning, Severity.WARNING, style),
        _count(summary.note, Severity.NOTE, style),
    ]
    line = ", ".join(parts)
    if not (summary.error or summary.warning or summary.note):
        line = style("no findings", "good")
    if summary.waived:
        line += style(f"; {summary.waived} waived (--no-waivers shows them)", "dim")
    return line


def _count(number: int, severity: Severity, style: Style) -> str:
    words = counted(number, severity.value)
    return style(words, severity.value) if number else words


def _finding(
    result: Result, root: str, finding: Finding, style: Style, width: int
) -> Iterator[str]:
    head = f"{finding.severity}[{finding.rule.id}]: "
    # Wrap with a word as long as the head, then put it in: style codes must not count as columns.
    first, *more = textwrap.wrap(
        f"{'x' * (len(head) - 1)} {printable(finding.message)}",
        max(width, len(head)),
        subsequent_indent="  ",
    )
    said = style(first[len(head) :], "bold")
    yield f"{style(head[:-2], finding.severity.value)}: {said}".rstrip()
    for line in more:
        yield style(line, "bold")
    gutter = len(str(finding.span.line))
    yield from _excerpt(result, root, finding.span, style, gutter, width, finding.severity.value)
    for related in finding.related:
        span = related.span
        place = position(root, span)
        yield _labelled("see", f"{related.message}: {place}", style, gutter, width)
    if finding.legal:
        yield _labelled("law", ", ".join(finding.legal), style, gutter, width)
    if finding.rule.certainty == "judgement":
        yield _labelled("weigh", "a judgement: counsel decides", style, gutter, width)
    yield _labelled("mend", finding.remedy, style, gutter, width)
    if finding.route:
        # Never broken: it is copied from here into a waiver.
        yield style(f"{' ' * gutter} = route: ", "dim") + printable(finding.route)


def _labelled(label: str, text: str, style: Style, gutter: int, width: int) -> str:
    first = f"{' ' * gutter} = {label}: "
    lines = textwrap.wrap(printable(text), max(20, width - len(first)), break_on_hyphens=False) or [
        ""
    ]
    indent = " " * len(first)
    return style(first, "dim") + ("\n" + indent).join(lines)


def _excerpt(
    result: Result, root: str, span: Span, style: Style, gutter: int, width: int, severity: str
) -> Iterator[str]:
    pad = " " * gutter
    place = position(root, span)
    yield f"{pad}{style('-->', 'dim')} {printable(place)}"
    document = result.documents.get(span.path)
    if document is None or span.line > len(document.lines) or not document.text:
        return
    line = printable(document.lines[span.line - 1].replace("\t", " "))
    start = span.column - 1
    end = span.end_column - 1 if span.end_line == span.line else len(line)
    room = width - gutter - 4
    if len(line) > room:
        # Keep the caret in sight of what comes before it.
        cut = max(0, min(start - room // 3, len(line) - room))
        line, start, end = line[cut : cut + room], start - cut, min(end - cut, room)
    caret = " " * start + "^" * max(1, end - start)
    bar = style("|", "dim")
    yield f"{pad} {bar}"
    yield f"{style(str(span.line), 'dim')} {bar} {line}".rstrip()
    yield f"{pad} {bar} {style(caret, severity)}"
