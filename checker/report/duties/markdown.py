"""The matrix as Markdown: a summary, then a table for the statement and one for each activity."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from checker.engine import Result
from checker.finding import Finding
from checker.report.duties.matrix import Cell, Matrix, State, count
from checker.report.summary import inert, position


def markdown_matrix(matrix: Matrix, result: Result, root: str) -> str:
    """The report as Markdown text ending in a line feed."""
    statement = result.policy.statement
    version = f", version {statement.version}" if statement else ""
    lines = [
        "# Duties to inform",
        "",
        f"As of {result.as_of}{version}. What the statement states, never that it complies.",
        "",
        *_summary(matrix),
    ]
    for column, cells in matrix.by_column():
        title = "The statement as a whole"
        if column:
            words = column.title.languages.get(matrix.language, "")
            title = f"{inert(words)} (`{column.id}`)" if words else f"`{column.id}`"
        lines += ["", f"## {title}", ""]
        if column and column.exempt and not any(cell.findings for cell in cells):
            lines.append(f"Not applicable: {inert(column.exempt)}.")
            continue
        rows = (
            (inert(one.duty.title), one.duty.law, one.state, _where(one, root)) for one in cells
        )
        lines += _table(("Duty", "Law", "State", "Where, or why not"), rows)
    return "\n".join(lines) + "\n"


def _summary(matrix: Matrix) -> Iterator[str]:
    rows = []
    for row in matrix.rows:
        counts = count(row.cells)
        rows.append([inert(row.duty.title), row.duty.law, *map(str, counts.values())])
    return _table(("Duty", "Law", *(state.capitalize() for state in State)), rows)


def _table(head: Iterable[str], rows: Iterable[Iterable[str]]) -> Iterator[str]:
    head = [*head]
    yield f"| {' | '.join(head)} |"
    yield f"|{' --- |' * len(head)}"
    for row in rows:
        yield f"| {' | '.join(row)} |"


def _where(cell: Cell, root: str) -> str:
    """What a cell says besides its state, in lines."""
    lines = [inert(cell.why)] if cell.why else []
    for place in cell.stated:
        at = position(root, place.span)
        lines.append(f"{inert(place.what)}: `{at}`, page `#{place.anchor}`")
    for place in cell.lacking:
        lack = "in the policy, but on no page" if place.on_no_page else "not stated"
        lines.append(f"**{inert(place.what)} {lack}**: `{position(root, place.span)}`")
    lines += [_finding(one, root) for one in cell.findings]
    return "<br>".join(lines)


def _finding(finding: Finding, root: str) -> str:
    waived = f", waived until {finding.waived.until}" if finding.waived else ""
    at = position(root, finding.span)
    return f"{finding.severity}{waived}: {inert(finding.message)} (`{finding.rule.id}`, `{at}`)"
