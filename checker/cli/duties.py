"""`klar duties`."""

from __future__ import annotations

import re
from collections.abc import Iterable

import click

from checker.cli import KlarError
from checker.cli.options import (
    color_option,
    day,
    in_colour,
    policy_option,
    styled,
    terminal_width,
)
from checker.engine import compile_policy
from checker.nearest import nearest

_SCHEME = re.compile(r"[a-z][a-z0-9+.-]*:", re.IGNORECASE)


def _address(ctx: click.Context, param: click.Parameter, value: str | None) -> str | None:
    """Check that an address leads to a page: http, https, or a path."""
    del ctx
    if value and _SCHEME.match(value) and not re.match(r"https?://", value, re.IGNORECASE):
        raise click.BadParameter("give an address with http or https, or a path.", param=param)
    return value


@click.command()
@policy_option
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "markdown", "json", "html"]),
    default="text",
    show_default=True,
    help="How to write the matrix.",
)
@click.option("--as-of", callback=day, metavar="DATE", help="Check as of this day. Default: today.")
@click.option("--no-waivers", is_flag=True, help="Count waived findings as if they were not.")
@click.option(
    "--activity",
    "activities",
    multiple=True,
    metavar="ID",
    help="Only this activity or sharing rule, in full. Repeatable.",
)
@click.option(
    "--duty", "duties", multiple=True, metavar="ID", help="Only this duty, in full. Repeatable."
)
@click.option(
    "--page",
    callback=_address,
    metavar="URL",
    help="Where the published page is, for the links in HTML.",
)
@color_option
def command(
    policy: str,
    form: str,
    as_of: str | None,
    no_waivers: bool,
    activities: tuple[str, ...],
    duties: tuple[str, ...],
    page: str | None,
    color: str,
) -> None:
    """Show what people must be told, for each activity, and where it stands.

    Each duty to inform is stated (where in the policy, and where on the page), not applicable (and
    why), missing, or waived. What stands in the policy but on no page is missing. This is a report:
    the exit code is 0 whatever it says; `klar check` is what fails.

    \b
    Examples:
      klar duties
      klar duties --activity visitors
      klar duties --duty retention --no-waivers
      klar duties --format html --page https://www.example.com/privacy > duties.html
    """
    if as_of is None:
        from datetime import date

        as_of = date.today().isoformat()
    result = compile_policy(policy, as_of, with_waivers=not no_waivers)
    if not result.complete:
        raise KlarError("some files cannot be read, so duties would be misjudged: run `klar check`")
    from checker.render.phrases import PhraseError
    from checker.report.duties.matrix import build_matrix

    try:
        matrix = build_matrix(result)
    except PhraseError as error:
        raise KlarError(str(error)) from None
    _known(activities, [column.id for column in matrix.columns], "--activity")
    _known(duties, [row.duty.id for row in matrix.rows], "--duty")
    matrix = matrix.only(activities, duties)
    if form == "json":
        from checker.report.duties.json_matrix import json_matrix

        click.echo(json_matrix(matrix, result, policy), nl=False)
    elif form == "markdown":
        from checker.report.duties.markdown import markdown_matrix

        click.echo(markdown_matrix(matrix, result, policy), nl=False)
    elif form == "html":
        from checker.report.duties.html import html_matrix

        click.echo(html_matrix(matrix, result, policy, page), nl=False)
    else:
        from checker.report.duties.text import text_matrix
        from checker.report.text import plain

        colour = in_colour(color)
        style = styled if colour else plain
        width = min(terminal_width(), 100)
        in_full = bool(activities or duties)
        for line in text_matrix(matrix, policy, style, width, in_full=in_full):
            click.echo(line, color=colour)


def _known(names: Iterable[str], known: list[str], option: str) -> None:
    for name in names:
        if name not in known:
            near = nearest(name, known)
            hint = f" Did you mean {near!r}?" if near else ""
            what = "activity or sharing rule" if option == "--activity" else "duty"
            raise click.BadParameter(f"there is no {what} {name!r}.{hint}", param_hint=option)
