"""`klar release`."""

from __future__ import annotations

from contextlib import nullcontext
from typing import NoReturn

import click

from checker.cli import EXIT_FINDINGS, KlarError
from checker.cli.options import color_option, policy_option
from checker.cli.publishing import end_as_interrupted, statement_or_exit
from checker.cli.released import history_of, last_release
from checker.engine import Result, compile_policy
from checker.model import Statement
from checker.report.summary import printable, shown_path


@click.command()
@policy_option
@click.option("--dry-run", is_flag=True, help="Say what would be released, and write nothing.")
@color_option
@click.pass_context
def command(ctx: click.Context, policy: str, dry_run: bool, color: str) -> None:
    """Freeze the statement as its version says it, in releases/ of the policy directory.

    A release holds the source, the pages in all languages and a record with the hash of each, and
    names the release before it: what was published can be shown later, and cannot be changed
    unnoticed. It is refused while there are errors that are not waived, such as those of what a new
    version needs, and where the history is not as it was; a version is released once. Where the
    last release is of this version and nothing has changed since in meaning or on a page, there is
    nothing to do and the exit code is 0: a job may run this after every merge. Commit releases/
    with the rest.

    \b
    Examples:
      klar release --dry-run
      klar release
    """
    result = compile_policy(policy, base=last_release(history_of(policy)))
    statement = statement_or_exit(ctx, result, policy, color, "Nothing was released.")
    from checker.render.phrases import PhraseError
    from checker.versions.frozen import HistoryError
    from checker.versions.store import StoreError, exclusively

    end_as_interrupted()
    try:
        with nullcontext() if dry_run else exclusively(policy):
            _release(ctx, policy, result, statement, dry_run)
    except (HistoryError, PhraseError, StoreError) as error:
        raise KlarError(str(error)) from None


def _release(
    ctx: click.Context, root: str, result: Result, statement: Statement, dry_run: bool
) -> None:
    from checker.report.history import problem_lines
    from checker.versions.freeze import freeze, is_released, level_after, refusal, source_of
    from checker.versions.history import Kind, read_history
    from checker.versions.record import FOLDER, RECORD, SUMS, Listed, digest
    from checker.versions.store import write_release

    def refuse(*lines: str) -> NoReturn:
        for line in lines:
            click.echo(printable(line))
        click.echo("Nothing was released.", err=True)
        ctx.exit(EXIT_FINDINGS)

    version = statement.version
    history = read_history(root)
    problems = tuple(
        one
        for one in history.problems
        # What an interrupted release of this version left is taken away by this one.
        if one.kind is not Kind.LEFT_OVER
        and (one.version, one.path) != (version, f"{FOLDER}/{SUMS}")
    )
    if problems:
        refuse(*problem_lines(problems, root))
    source = source_of(result.documents.values())
    if is_released(history, result.policy, source):
        click.echo(f"{version} is released already; there is nothing to do.", err=True)
        return
    reason = refusal(root, history, statement, source)
    if reason:
        refuse(reason)
    last = history.releases[-1] if history.releases else None
    level = level_after(last, result.policy) if last else None
    if last and level is None:
        click.echo(
            f"How much has changed is not recorded: {last.version} has a form that this version of "
            "klar does not read.",
            err=True,
        )
    files = freeze(result.policy, source, last, level)
    shown = shown_path(root, f"{FOLDER}/{version}")
    if dry_run:
        click.echo(f"{shown} would be released")
        return
    write_release(root, Listed(version, digest(files[RECORD]), None), files)
    click.echo(shown)
