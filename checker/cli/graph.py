"""`klar graph`."""

from __future__ import annotations

from collections.abc import Collection, Iterable

import click

from checker.cli import KlarError
from checker.cli.options import policy_option
from checker.engine import Result, compile_policy
from checker.nearest import nearest


@click.command()
@policy_option
@click.option(
    "--format",
    "form",
    type=click.Choice(["mermaid", "svg", "dot", "graphml", "json"]),
    default="mermaid",
    show_default=True,
    help="How to write the graph.",
)
@click.option("--activity", "activities", multiple=True, metavar="ID", help="Only this activity.")
@click.option("--category", "categories", multiple=True, metavar="ID", help="Only these data.")
@click.option("--lang", metavar="CODE", help="Language of the labels. Default: the first.")
def command(
    policy: str,
    form: str,
    activities: tuple[str, ...],
    categories: tuple[str, ...],
    lang: str | None,
) -> None:
    """Draw the data-flow graph.

    Mermaid, for a pull request, and SVG are pictures. DOT, GraphML and JSON are the whole graph for
    other tools, each node and edge with its place in the source. --activity and --category can be
    given several times; both together leave the data of these categories in these activities.

    \b
    Examples:
      klar graph --format svg > flows.svg
      klar graph --activity visitors > flows.mmd
      klar graph --format svg --category criminal-record --lang sv > criminal-record.svg
      klar graph --format dot | dot -Tpdf > flows.pdf
    """
    result = compile_policy(policy)
    statement = result.policy.statement
    if statement is None or not result.complete:
        raise KlarError("some files cannot be read, so the graph would lack them: run `klar check`")
    if lang is not None and lang not in statement.languages:
        languages = ", ".join(statement.languages)
        raise click.BadParameter(f"the statement is in {languages}.", param_hint="--lang")
    uses = _chosen(result, activities, categories)
    from checker.render.phrases import PhraseError
    from checker.report.graphs import FORMATS, TooLargeError, View

    try:
        language, chosen = lang or statement.languages[0], (*activities, *categories)
        text = FORMATS[form](View(result, policy, language, uses, chosen))
    except TooLargeError as error:
        raise click.UsageError(f"{error}.") from None
    except PhraseError as error:
        raise KlarError(str(error)) from None
    click.echo(text, nl=False)


def _chosen(
    result: Result, activities: tuple[str, ...], categories: tuple[str, ...]
) -> frozenset[str] | None:
    """The uses of data that are asked for; None for all."""
    if not activities and not categories:
        return None
    _known(activities, result.policy.activities, "activity")
    _known(categories, result.policy.categories, "category")
    from checker.flows.part import uses_of

    uses = uses_of(result.graph, activities, categories)
    if not uses:
        who = f"activity {' or '.join(activities)}" if activities else "activity"
        raise click.UsageError(f"no {who} uses {' or '.join(categories)}.")
    return uses


def _known(names: Iterable[str], known: Collection[str], kind: str) -> None:
    for name in names:
        if name not in known:
            near = nearest(name, known)
            hint = f" Did you mean {near!r}?" if near else ""
            raise click.BadParameter(f"there is no {kind} {name!r}.{hint}", param_hint=f"--{kind}")
