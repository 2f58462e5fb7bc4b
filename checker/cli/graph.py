"""`klar graph`."""

from __future__ import annotations

import click

from checker.cli import KlarError
from checker.cli.options import policy_option
from checker.engine import compile_policy


@click.command()
@policy_option
@click.option(
    "--format",
    "form",
    type=click.Choice(["mermaid", "dot", "graphml", "json"]),
    default="mermaid",
    show_default=True,
    help="How to write the graph.",
)
@click.option("--lang", metavar="CODE", help="Language of the labels. Default: the first.")
def command(policy: str, form: str, lang: str | None) -> None:
    """Draw the data-flow graph.

    \b
    Examples:
      klar graph > flows.mmd
      klar graph --format dot | dot -Tsvg > flows.svg
      klar graph --format json --lang sv
    """
    result = compile_policy(policy)
    statement = result.policy.statement
    if statement is None or not result.complete:
        raise KlarError("some files cannot be read, so the graph would lack them: run `klar check`")
    if lang is not None and lang not in statement.languages:
        languages = ", ".join(statement.languages)
        raise click.BadParameter(f"the statement is in {languages}.", param_hint="--lang")
    from checker.report.graphs import FORMATS

    click.echo(FORMATS[form](result.graph, lang or statement.languages[0]), nl=False)
