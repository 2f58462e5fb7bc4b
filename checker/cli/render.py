"""`klar render`."""

from __future__ import annotations

import click

from checker.cli import EXIT_FINDINGS, KlarError
from checker.cli.options import color_option, in_colour, policy_option, styled
from checker.engine import compile_policy
from checker.finding import Severity

MISSING_TEXT = "text-missing-language"


@click.command()
@policy_option
@click.option(
    "--out", default="dist", show_default=True, metavar="DIR", help="Where to write the files."
)
@click.option("--draft", is_flag=True, help="Render in spite of errors and mark every gap.")
@color_option
def command(policy: str, out: str, draft: bool, color: str) -> None:
    """Write the statement in all its languages, for a website to take.

    Refuses while there are errors that are not waived; --draft marks every gap on the page instead.
    The result depends on the policy alone: it is checked as of the statement's own date.

    \b
    Examples:
      klar render
      klar render --out website/privacy
      klar render --draft --out /tmp/draft
    """
    result = compile_policy(policy)
    statement = result.policy.statement
    # A waiver cannot put words on a page: a text that is missing in a language stops it.
    errors = [
        finding
        for finding in result.findings
        if finding.severity is Severity.ERROR
        and (not finding.waived or finding.rule.id == MISSING_TEXT)
    ]
    if (errors and not draft) or not result.complete or statement is None:
        from checker.report.text import plain, text_report

        shown = result._replace(findings=tuple(error._replace(waived=None) for error in errors))
        colour = in_colour(color)
        for line in text_report(shown, policy, styled if colour else plain):
            click.echo(line, color=colour)
        click.echo("Nothing was written.", err=True)
        raise SystemExit(EXIT_FINDINGS)
    from checker.render.phrases import PhraseError
    from checker.render.site import PublishError, publish, render_files

    gaps = result.findings if draft else ()
    try:
        publish(render_files(result.policy, gaps, draft), out)
    except (PhraseError, PublishError) as error:
        raise KlarError(str(error)) from None
    for language in statement.languages:
        click.echo(f"{out}/{language}/statement.html")
