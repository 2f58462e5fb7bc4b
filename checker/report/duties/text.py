"""The matrix for a terminal: for each duty how it stands, and in full only what is not stated."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Iterator

from checker.finding import Finding
from checker.report.duties.matrix import Cell, Matrix, Place, Row, State, count
from checker.report.summary import position, printable
from checker.report.text import Style, plain

_STYLES = {
    State.STATED: "good",
    State.NOT_APPLICABLE: "dim",
    State.MISSING: "error",
    State.WAIVED: "warning",
}
_GAPS = (State.MISSING, State.WAIVED)


def text_matrix(
    matrix: Matrix, root: str, style: Style = plain, width: int = 80, *, in_full: bool = False
) -> Iterator[str]:
    """The lines of the report. `in_full` lists every cell with its places and remarks."""
    writer = _Writer(root, style, max(60, width))
    quiet = [] if in_full else [row for row in matrix.rows if not _speaks(row)]
    for row in matrix.rows:
        if row not in quiet:
            yield from writer.row(row, in_full=in_full)
    if quiet:
        names = ", ".join(row.duty.id for row in quiet)
        yield from writer.wrapped("Not applicable (--duty ID says why): ", names)
        yield ""
    yield writer.counts(matrix.cells)


def _speaks(row: Row) -> bool:
    return any(cell.state is not State.NOT_APPLICABLE or cell.findings for cell in row.cells)


class _Writer:
    def __init__(self, root: str, style: Style, width: int) -> None:
        self.root = root
        self.style = style
        self.width = width

    def row(self, row: Row, *, in_full: bool) -> Iterator[str]:
        """A duty: its law, how many cells there are of each state, and what is lacking."""
        duty = row.duty
        yield f"{self.style(duty.title, 'bold')} {self.style(f'[{duty.id}]', 'dim')}"
        yield from self.wrapped("  law: ", f"{duty.law}; owed {duty.when}")
        alone = len(row.cells) == 1
        if not alone:
            yield f"  {self.counts(row.cells)}"
        if in_full or alone:
            for cell in row.cells:
                yield from self._cell(cell, in_full=in_full)
        else:
            yield from self._gaps([cell for cell in row.cells if cell.state in _GAPS])
        yield ""

    def counts(self, cells: Iterable[Cell]) -> str:
        """`24 stated, 3 not applicable, 4 missing`; what there is none of is left out."""
        cells = [*cells]
        parts = [
            self.style(f"{number} {state}", _STYLES[state])
            for state, number in count(cells).items()
            if number
        ]
        remarked = sum(bool(cell.remarks) for cell in cells)
        tail = self.style(f"; remarks on {remarked}", "note") if remarked else ""
        return ", ".join(parts) + tail

    def _gaps(self, cells: list[Cell]) -> Iterator[str]:
        """The cells that are not stated; those that lack the same for the same reason together."""
        alike: dict[tuple[State, tuple[Place, ...], tuple[Finding, ...]], list[Cell]] = {}
        for cell in cells:
            alike.setdefault((cell.state, cell.lacking, _causes(cell)), []).append(cell)
        for (state, _, _), same in alike.items():
            names = ", ".join(cell.column.id for cell in same if cell.column)
            yield from self.wrapped(f"  {state}: ", names, _STYLES[state])
            yield from self._why(same[0])

    def _cell(self, cell: Cell, *, in_full: bool) -> Iterator[str]:
        name = cell.column.id if cell.column else "the statement"
        head = f"{cell.state}: {cell.why}" if cell.why else str(cell.state)
        if cell.remarks and not in_full:
            head += f"; remarks: {len(cell.remarks)}"
        yield from self.wrapped(f"  {name}: ", head, "", _STYLES[cell.state])
        if in_full:
            for place in cell.stated:
                where = f"{position(self.root, place.span)}, on the page: #{place.anchor}"
                yield from self.wrapped(f"    {place.what}: ", where)
        yield from self._why(cell)
        if in_full:
            for finding in cell.remarks:
                yield from self._finding(finding)

    def _why(self, cell: Cell) -> Iterator[str]:
        """What a cell lacks, and the findings that say so."""
        causes = _causes(cell)
        said = {finding.span for finding in causes}
        for place in cell.lacking:
            if place.span not in said:
                lack = "in the policy, but on no page" if place.on_no_page else "not stated"
                at = position(self.root, place.span)
                yield from self.wrapped(f"    {place.what}: ", f"{lack}: {at}")
        for finding in causes:
            yield from self._finding(finding)

    def _finding(self, finding: Finding) -> Iterator[str]:
        waived = f" (waived until {finding.waived.until})" if finding.waived else ""
        at = position(self.root, finding.span)
        words = f"{finding.message} [{finding.rule.id}]{waived}: {at}"
        yield from self.wrapped(f"    {finding.severity}: ", words, finding.severity.value)

    def wrapped(
        self, head: str, words: str, style: str = "dim", words_style: str = ""
    ) -> Iterator[str]:
        """A label and words, wrapped; style codes count no columns."""
        head, words = printable(head), printable(words)
        indent = " " * (len(head) - len(head.lstrip()) + 4)
        first, *more = textwrap.wrap(
            f"{'x' * len(head)}{words}",
            self.width,
            subsequent_indent=indent,
            break_on_hyphens=False,
            break_long_words=False,
        )
        rest = first[len(head) :]
        yield (self.style(head, style) if style else head) + (
            self.style(rest, words_style) if words_style else rest
        )
        yield from more


def _causes(cell: Cell) -> tuple[Finding, ...]:
    return cell.findings if cell.state in _GAPS else ()
