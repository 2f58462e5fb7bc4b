"""`klar render`."""

from __future__ import annotations

import os

import click

from checker.cli import KlarError
from checker.cli.options import color_option, policy_option
from checker.cli.publishing import end_as_interrupted, statement_or_exit
from checker.engine import compile_policy


@click.command()
@policy_option
@click.option(
    "--out", default="dist", show_default=True, metavar="DIR", help="Where to write the files."
)
@click.option("--draft", is_flag=True, help="Render in spite of errors and mark every gap.")
@color_option
@click.pass_context
def command(ctx: click.Context, policy: str, out: str, draft: bool, color: str) -> None:
    """Write the statement in all its languages, for a website to take.

    Refuses while there are errors that are not waived; --draft marks every gap on the page instead.
    The result depends on the policy alone: it is checked as of the statement's own date.

    \b
    Examples:
      klar render
      klar render --out website/privacy
      klar render --draft --out /tmp/draft
    """
    _keep_apart(policy, out)
    result = compile_policy(policy)
    statement = statement_or_exit(
        ctx, result, policy, color, "Nothing was written.", despite_errors=draft
    )
    from checker.render.phrases import PhraseError
    from checker.render.site import PublishError, publish, render_files

    gaps = result.findings if draft else ()
    end_as_interrupted()
    try:
        publish(render_files(result.policy, gaps, draft), out)
    except (PhraseError, PublishError) as error:
        raise KlarError(str(error)) from None
    for language in statement.languages:
        click.echo(f"{out}/{language}/statement.html")


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
