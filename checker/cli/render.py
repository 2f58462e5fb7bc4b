"""`klar render`."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, NoReturn

import click

from checker.cli import EXIT_FINDINGS, KlarError
from checker.cli.options import color_option, day, policy_option
from checker.cli.publishing import end_as_interrupted, statement_or_exit
from checker.engine import compile_policy

if TYPE_CHECKING:
    from checker.model import Statement
    from checker.render.archive import Edition
    from checker.versions.frozen import Release

_NOTHING = "Nothing was written."


def _day(ctx: click.Context, param: click.Parameter, value: str | None) -> str | None:
    """Check that a value is a calendar date or `today`; ISO 8601 out."""
    if value == "today":
        from datetime import date

        return date.today().isoformat()
    return day(ctx, param, value)


@click.command()
@policy_option
@click.option(
    "--out", default="dist", show_default=True, metavar="DIR", help="Where to write the files."
)
@click.option("--draft", is_flag=True, help="Render in spite of errors and mark every gap.")
@click.option(
    "--on",
    callback=_day,
    metavar="DATE",
    help="Publish the release that is in force on this day, or `today`, and none after it.",
)
@color_option
@click.pass_context
def command(
    ctx: click.Context, policy: str, out: str, draft: bool, on: str | None, color: str
) -> None:
    """Write the statement in all its languages, for a website to take.

    Refuses while there are errors that are not waived; --draft marks every gap on the page instead.
    The result depends on the policy alone: it is checked as of the statement's own date. Beside the
    statement lie the versions that were released before it, what changed in each, and Atom feeds.

    With --on the policy's own files do not count, only its releases: the newest one in force on
    that day is the statement, as it was frozen, and of later ones nothing is published.

    \b
    Examples:
      klar render
      klar render --out website/privacy
      klar render --on today
      klar render --draft --out /tmp/draft
    """
    if on and draft:
        raise click.UsageError("--on and --draft do not go together: what is released is no draft.")
    _keep_apart(policy, out)
    from checker.render.archive import ArchiveError, with_archive
    from checker.render.phrases import PhraseError
    from checker.render.site import PublishError, publish
    from checker.versions.frozen import HistoryError

    end_as_interrupted()
    try:
        editions = (
            _released(ctx, policy, on) if on else _rendered(ctx, policy, draft=draft, color=color)
        )
        publish(with_archive(editions), out)
    except (ArchiveError, HistoryError, PhraseError, PublishError) as error:
        raise KlarError(str(error)) from None
    for language in editions[-1].languages:
        click.echo(f"{out}/{language}/statement.html")


def _rendered(ctx: click.Context, policy: str, *, draft: bool, color: str) -> list[Edition]:
    """The policy as its files are now, after the releases that came before it."""
    result = compile_policy(policy)
    statement = statement_or_exit(ctx, result, policy, color, _NOTHING, despite_errors=draft)
    from checker.render.archive import Edition
    from checker.render.site import render_files
    from checker.report.history import problem_lines
    from checker.versions.history import History, read_history

    history = read_history(policy)
    if history.problems and not draft:
        _refuse(ctx, *problem_lines(history.problems, policy))
    if history.problems:
        click.echo("The draft lacks all earlier versions: see `klar history`.", err=True)
        history = History((), ())
    gaps = result.findings if draft else ()
    own = Edition(result.policy, render_files(result.policy, gaps, draft))
    return [*(_edition(one) for one in history.releases if _precedes(one, statement)), own]


def _released(ctx: click.Context, policy: str, on: str) -> list[Edition]:
    """The releases that are in force on a day, or were before it."""
    from checker.report.history import problem_lines
    from checker.versions.history import read_history

    history = read_history(policy)
    if history.problems:
        _refuse(ctx, *problem_lines(history.problems, policy))
    released = [one for one in history.releases if one.takes_effect <= on]
    if not released:
        _refuse(ctx, f"No release is in force on {on}: see `klar history`.")
    return [_edition(one) for one in released]


def _edition(release: Release) -> Edition:
    from checker.render.archive import Edition
    from checker.versions.frozen import frozen_files, policy_of

    redacted = tuple(one.date for one in release.redactions)
    return Edition(policy_of(release), frozen_files(release), redacted)


def _precedes(release: Release, statement: Statement) -> bool:
    """Whether a release came before a statement: by its version and by when it takes effect."""
    from checker.model import version_number
    from checker.versions.freeze import takes_effect

    lower = version_number(release.version) < version_number(statement.version)
    return lower and release.takes_effect <= takes_effect(statement)


def _refuse(ctx: click.Context, *lines: str) -> NoReturn:
    for line in lines:
        click.echo(line)
    click.echo(_NOTHING, err=True)
    ctx.exit(EXIT_FINDINGS)


def _keep_apart(policy: str, out: str) -> None:
    """Refuse an output folder that is, holds or lies in the policy directory."""
    if not out:
        raise click.BadParameter("name a folder.", param_hint="--out")
    source, target = os.path.realpath(policy), os.path.realpath(out)
    if os.path.commonpath((source, target)) in (source, target):
        raise click.BadParameter(
            f"{out} and the policy directory hold one another; choose a folder of its own.",
            param_hint="--out",
        )
