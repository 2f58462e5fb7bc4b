"""`klar flows`."""

from __future__ import annotations

from itertools import islice

import click

from checker.cli import KlarError
from checker.cli.options import policy_option
from checker.engine import compile_policy
from checker.flows.places import Places
from checker.flows.search import Query, Search
from checker.graph import Graph
from checker.nearest import nearest


@click.command()
@policy_option
@click.option("--from", "start", metavar="ID", help="Where to start. Default: all data.")
@click.option("--to", "end", metavar="ID", help="Where to end. Default: all recipients.")
@click.option("--via", metavar="ID", help="Only paths through this.")
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json"]),
    default="text",
    show_default=True,
    help="How to print the paths.",
)
@click.option(
    "--limit",
    type=click.IntRange(min=1),
    default=100,
    show_default=True,
    help="Print at most this many paths.",
)
def command(
    policy: str, start: str | None, end: str | None, via: str | None, form: str, limit: int
) -> None:
    """Show the paths data take, step by step, each with its place in the source.

    An ID is the id of a data category, a group of data subjects, an activity, a recipient or a
    legal entity, the route of a disclosure, or a country's code.

    \b
    Examples:
      klar flows --from name
      klar flows --from applicants --to recruitment-firms
      klar flows --from criminal-record --to US
    """
    result = compile_policy(policy)
    statement = result.policy.statement
    if statement is None or not result.complete:
        raise KlarError("some files cannot be read, so paths would be missing: run `klar check`")
    graph = result.graph
    places = Places(result.policy, graph, result.context.law, result.as_of)
    starts = _known(places, graph, start, "--from") if start else _of_kind(graph, "data-category")
    ends = _known(places, graph, end, "--to") if end else _of_kind(graph, "recipient")
    through = (_known(places, graph, via, "--via"),) if via else ()
    search = Search(graph, Query(starts, ends, through))
    paths = list(islice(search.paths(), limit))
    more = (search.count or limit) > limit
    from checker.report.paths import json_paths, text_paths

    language = statement.languages[0]
    if form == "json":
        click.echo(json_paths(result, policy, paths, language, more=more), nl=False)
        return
    for line in text_paths(result, policy, paths, language):
        click.echo(line)
    if not paths:
        click.echo("No data take such a path.")
    elif more:
        click.echo(f"There are more than {limit} paths: --limit shows more of them.", err=True)


def _of_kind(graph: Graph, kind: str) -> list[str]:
    return [node.id for node in graph.nodes.values() if node.kind == kind]


def _known(places: Places, graph: Graph, name: str, option: str) -> list[str]:
    found = places.of(name)
    if found is None:
        near = nearest(name, graph.nodes)
        hint = f" Did you mean {near!r}?" if near else ""
        raise click.BadParameter(f"the graph has no {name!r}.{hint}", param_hint=option)
    return [one for one in graph.nodes if one in found]
