"""What the commands share that publish a statement: `klar render` and `klar release`."""

from __future__ import annotations

import signal

import click

from checker.cli import EXIT_FINDINGS
from checker.cli.options import in_colour, styled
from checker.engine import Result
from checker.finding import Severity
from checker.model import Statement


def statement_or_exit(
    ctx: click.Context,
    result: Result,
    root: str,
    color: str,
    otherwise: str,
    *,
    despite_errors: bool = False,
) -> Statement:
    """The statement, if nothing keeps it from being published.

    Else the errors that are not waived are shown, with the words `otherwise`, and the command ends.
    What cannot be read keeps it from being published in any case.
    """
    statement = result.policy.statement
    errors = [f for f in result.findings if f.severity is Severity.ERROR and not f.waived]
    if statement is None or not result.complete or (errors and not despite_errors):
        from checker.report.text import plain, text_report

        shown = result._replace(findings=tuple(errors))
        colour = in_colour(color)
        for line in text_report(shown, root, styled if colour else plain):
            click.echo(line, color=colour)
        click.echo(otherwise, err=True)
        ctx.exit(EXIT_FINDINGS)
    return statement


def end_as_interrupted() -> None:
    """Let what was written be put back when a cancelled job ends klar with SIGTERM."""
    signal.signal(signal.SIGTERM, _interrupt)


def _interrupt(number: int, frame: object) -> None:
    del number, frame
    raise KeyboardInterrupt
