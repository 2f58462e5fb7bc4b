"""`klar history`."""

from __future__ import annotations

import click

from checker.cli import EXIT_FINDINGS
from checker.cli.options import policy_option


@click.command()
@policy_option
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json"]),
    default="text",
    show_default=True,
    help="How to print the history.",
)
@click.pass_context
def command(ctx: click.Context, policy: str, form: str) -> None:
    """List the releases, and verify that they are as they were released.

    Every file is held against its hash, each record against SHA256SUMS, and each release against
    the one it names as the one before it. Where a release was rendered with this version of klar,
    its pages are rendered again from its source and must be the same, byte for byte. Exit code 1 if
    anything is wrong. Who rewrites the last release and SHA256SUMS together is not found out here:
    `klar review` against a git ref tells of that.

    \b
    Examples:
      klar history
      klar history --format json
    """
    from checker.report.history import json_report, text_report
    from checker.versions.history import read_history
    from checker.versions.renderer import rendered_again

    history, renderings = rendered_again(read_history(policy))
    if form == "json":
        click.echo(json_report(history, renderings, policy), nl=False)
    else:
        for line in text_report(history, renderings, policy):
            click.echo(line)
    if history.problems:
        ctx.exit(EXIT_FINDINGS)
