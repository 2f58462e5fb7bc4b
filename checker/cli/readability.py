"""`klar readability`."""

from __future__ import annotations

import click

from checker.cli import KlarError
from checker.cli.options import color_option, in_colour, policy_option, styled
from checker.engine import compile_policy
from checker.nearest import nearest


@click.command()
@policy_option
@click.option("--lang", metavar="CODE", help="Only this language. Default: each of the statement.")
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json", "markdown"]),
    default="text",
    show_default=True,
    help="How to write the report.",
)
@click.option(
    "--texts",
    type=click.IntRange(min=0),
    default=5,
    show_default=True,
    metavar="N",
    help="List so many of the texts that are hardest to read.",
)
@color_option
def command(policy: str, lang: str | None, form: str, texts: int, color: str) -> None:
    """Show how hard the statement is to read, section by section.

    LIX is the words of a sentence on average plus the share of words of more than six letters, in
    per cent. It measures the prose on the page: what ends as a sentence does; titles, table cells
    and parts of lists are left out. With fewer than a hundred words it says little. This is a
    report: the exit code is 0 whatever it says.

    \b
    Examples:
      klar readability
      klar readability --lang da --texts 20
      klar readability --format markdown
    """
    result = compile_policy(policy, only=("sentence-too-long",), with_waivers=False)
    statement = result.policy.statement
    if statement is None or not result.complete:
        raise KlarError("some files cannot be read, so texts would be missing: run `klar check`")
    readings = result.context.readings
    if lang is not None:
        if lang not in statement.languages:
            near = nearest(lang, statement.languages)
            hint = f" Did you mean {near!r}?" if near else ""
            languages = ", ".join(statement.languages)
            raise click.BadParameter(f"the statement is in {languages}.{hint}", param_hint="--lang")
        readings = tuple(reading for reading in readings if reading.language == lang)
    for language in (lang,) if lang else statement.languages:
        if not any(reading.language == language for reading in readings):
            click.echo(
                f"klar cannot measure {language}: there is no languages/{language}/plain.yaml",
                err=True,
            )
    from checker.report import readability as report

    if form == "json":
        click.echo(report.json_readability(result, policy, readings, texts), nl=False)
    elif form == "markdown":
        click.echo(report.markdown_readability(result, policy, readings, texts), nl=False)
    else:
        from checker.report.text import plain

        colour = in_colour(color)
        style = styled if colour else plain
        for line in report.text_readability(result, policy, readings, texts, style):
            click.echo(line, color=colour)
