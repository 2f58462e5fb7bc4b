"""`klar diff`."""

from __future__ import annotations

import click

from checker.cli.options import (
    change_language_option,
    color_option,
    in_colour,
    policy_option,
    styled,
    terminal_width,
)
from checker.cli.sides import chosen_language, side


@click.command()
@policy_option
@click.argument("base", metavar="BASE")
@click.argument("head", metavar="[HEAD]", required=False)
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "markdown", "json", "html"]),
    default="text",
    show_default=True,
    help="How to print it; html is the page itself, with what came and went marked in it.",
)
@change_language_option
@color_option
def command(
    policy: str, base: str, head: str | None, form: str, lang: str | None, color: str
) -> None:
    """Show what changed in meaning, how much it matters, and whom it concerns.

    Changes are of meaning, not of lines: what was moved, put in another order, wrapped anew or
    renamed with a redirect has not changed. Each is material (people must be told of it), or
    substantive, editorial, of the translation alone, or of no meaning.

    \b
    BASE and HEAD are each a policy directory, the version of a release such
    as 1.0.0, or a git ref such as main. Without HEAD: the policy as it
    stands. A directory's name goes before a release's, a release's before a
    ref's.

    \b
    Examples:
      klar diff main
      klar diff 1.0.0 --lang da
      klar diff v1.0.0 v2.0.0 --format markdown
      klar diff ../before/privacy_policy --format html --lang nb > changes.html
    """
    before = side(policy, base, param="BASE")
    after = side(policy, head, param="HEAD")
    language = chosen_language(after, lang, english=form != "html")
    if form == "html":
        from checker.render.redline import render_redline

        click.echo(render_redline(before.result.policy, after.result.policy, language), nl=False)
        return
    from checker.report.versions.comparison import Comparison

    compared = Comparison(before, after, language)
    if form == "json":
        from checker.report.versions.json_diff import json_diff

        click.echo(json_diff(compared), nl=False)
    elif form == "markdown":
        from checker.report.versions.markdown import markdown_diff

        for line in markdown_diff(compared):
            click.echo(line)
    else:
        from checker.report.text import plain
        from checker.report.versions.text import text_diff

        colour = in_colour(color)
        width = min(terminal_width(), 100)
        for line in text_diff(compared, styled if colour else plain, width):
            click.echo(line, color=colour)
