"""The matrix as one HTML file: an overview of all cells, then each activity in full."""

from __future__ import annotations

from checker.engine import Result
from checker.render.html import templates
from checker.report.duties.matrix import Matrix, State, count
from checker.report.summary import position, printable

_MARKS = {
    State.STATED: "\N{CHECK MARK}",
    State.NOT_APPLICABLE: "\N{EN DASH}",
    State.MISSING: "\N{MULTIPLICATION SIGN}",
    State.WAIVED: "\N{TILDE OPERATOR}",
}


def html_matrix(matrix: Matrix, result: Result, root: str, page: str | None) -> str:
    """A whole page without script. `page` is the address of the published statement, for links."""
    return (
        templates()
        .get_template("duties.html.j2")
        .render(
            matrix=matrix,
            statement=result.policy.statement,
            as_of=result.as_of,
            page=page,
            marks=_MARKS,
            counts=count(matrix.cells),
            shared=[row for row in matrix.rows if row.cells[0].column is not None],
            at=lambda span: position(root, span),
            printable=printable,
        )
    )
