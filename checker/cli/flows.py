"""`klar flows`."""

from __future__ import annotations

from collections.abc import Iterable

import click

from checker.cli import KlarError
from checker.cli.options import color_option, day, in_colour, policy_option, styled, terminal_width
from checker.engine import Result, compile_policy
from checker.flows.answer import Question, answer, every_use, uses_for
from checker.flows.facts import uses_of
from checker.flows.places import OFFENCES, OUTSIDE_EEA, PHRASES, SPECIAL, Places
from checker.graph import Graph
from checker.model import ARTICLE_OF, Policy
from checker.nearest import nearest
from checker.routes import Routes

_QUESTIONS = ("start", "end", "via", "basis", "special", "outside_eea", "limit")
_GIVEN = click.core.ParameterSource.COMMANDLINE
_BASES = (*ARTICLE_OF, "elsewhere", *ARTICLE_OF.values())


@click.command()
@policy_option
@click.option(
    "--from",
    "start",
    metavar="WHAT",
    help="Only from this: data, people, an activity. Default: all.",
)
@click.option("--to", "end", metavar="WHAT", help="Only paths that end here.")
@click.option("--via", multiple=True, metavar="WHAT", help="Only paths through this. Repeatable.")
@click.option(
    "--basis",
    type=click.Choice(_BASES),
    metavar="BASIS",
    help="Only data used on this lawful basis: a name such as legitimate-interest, or a point of "
    "Art. 6(1) such as 6(1)(f).",
)
@click.option(
    "--special",
    is_flag=True,
    help="Only special categories of data (Art. 9) and data on criminal offences (Art. 10).",
)
@click.option("--outside-eea", is_flag=True, help="Only paths that end outside the EEA.")
@click.option(
    "--against",
    metavar="BASE",
    help="What has changed in all flows since another policy directory, a release or a git ref: no "
    "other questions.",
)
@click.option(
    "--as-of",
    callback=day,
    metavar="DATE",
    help="Who is in the EEA as of this day. Default: the statement's own date.",
)
@click.option(
    "--lang", metavar="CODE", help="Language of the statement's words. Default: the first."
)
@click.option(
    "--limit",
    type=click.IntRange(min=1),
    default=100,
    show_default=True,
    help="Print at most this many paths.",
)
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "markdown", "json"]),
    default="text",
    show_default=True,
    help="How to print the flows.",
)
@color_option
@click.pass_context
def command(
    ctx: click.Context,
    policy: str,
    start: str | None,
    end: str | None,
    via: tuple[str, ...],
    basis: str | None,
    special: bool,
    outside_eea: bool,
    against: str | None,
    as_of: str | None,
    lang: str | None,
    limit: int,
    form: str,
    color: str,
) -> None:
    """Show who gets which data, why, on what basis and for how long.

    For each use of data by an activity: whose data they are, for which purposes and on which lawful
    bases they are used, how long they are kept, and the paths they take to recipients and
    countries, everything with its place in the source. Paths are followed until they end.

    \b
    WHAT is an id (of a data category, a group of people, an activity, a
    recipient, a sharing rule, a legal entity), a route, the code of a
    country, or one of
      "special categories of data"          "data on criminal offences"
      "national identification numbers"     "data on children"
      "outside the EEA"                     "without adequacy"
      "within the group"                    "any recipient"
      "any consent"

    \b
    Examples:
      klar flows --from name
      klar flows --special --outside-eea
      klar flows --from applicants --to "within the group"
      klar flows --basis legitimate-interest --format markdown
      klar flows --against main
    """
    given = [name for name in _QUESTIONS if ctx.get_parameter_source(name) is _GIVEN]
    if against and given:
        raise click.UsageError("--against compares all flows: leave out what asks for some.")
    if end and outside_eea:
        raise click.UsageError("--outside-eea says where paths end: leave out --to.")
    result = _compiled(policy, as_of)
    statement = result.policy.statement
    assert statement
    if lang is not None and lang not in statement.languages:
        languages = ", ".join(statement.languages)
        raise click.BadParameter(f"the statement is in {languages}.", param_hint="--lang")
    language = lang or statement.languages[0]
    colour = in_colour(color)
    width = min(terminal_width(), 100)
    if against is not None:
        from checker.cli.sides import side

        other = side(policy, against, as_of=as_of, param="--against")
        # What is no longer in the files has no place in them.
        before = other.result if other.here else other.result._replace(routes=Routes({}))
        for line in _compared(before, other.root, result, policy, language, form, colour, width):
            click.echo(line, color=colour)
        return
    asking = _Asking(result)
    through = [asking.uses_for(one, "--via") for one in via]
    if basis:
        through.append(asking.places.on_basis(basis))
    if special:
        through.append(asking.phrase(SPECIAL) | asking.phrase(OFFENCES))
    question = Question(
        asking.uses_for(start, "--from") if start else every_use(result.graph),
        tuple(through),
        asking.phrase(OUTSIDE_EEA) if outside_eea else asking.ends(end) if end else None,
    )
    found = answer(result.graph, question, limit)
    uses = uses_of(result.policy, result.graph)
    from checker.report.flows.words import Wording

    wording = Wording(result, language)
    if form == "json":
        from checker.report.flows.json_flows import json_flows

        click.echo(json_flows(found, uses, wording, result, policy), nl=False)
    elif form == "markdown":
        from checker.report.flows.markdown import markdown_flows

        click.echo(markdown_flows(found, uses, wording, result, policy), nl=False)
    else:
        from checker.report.flows.text import Page, text_flows
        from checker.report.text import plain

        page = Page(result, policy, styled if colour else plain, width)
        for line in text_flows(found, uses, wording, page):
            click.echo(line, color=colour)


def _compared(
    before: Result,
    before_root: str,
    after: Result,
    root: str,
    language: str,
    form: str,
    colour: bool,
    width: int,
) -> Iterable[str]:
    """What changed from one policy to another, in lines."""
    from checker.report.flows.compared import Comparison

    compared = Comparison(before, after, language)
    if form == "json":
        from checker.report.flows.json_flows import Writer as Values
        from checker.report.flows.json_flows import json_changes

        old = Values(compared.before, before, before_root)
        new = Values(compared.after, after, root)
        return json_changes(compared, old, new, after.as_of).splitlines()
    if form == "markdown":
        from checker.report.flows.markdown import Writer, markdown_changes

        text = markdown_changes(compared, Writer(before, before_root), Writer(after, root))
        return text.splitlines()
    from checker.report.flows.text import Page, text_changes
    from checker.report.text import plain

    style = styled if colour else plain
    pages = Page(before, before_root, style, width), Page(after, root, style, width)
    return text_changes(compared, *pages)


def _compiled(policy: str, as_of: str | None) -> Result:
    result = compile_policy(policy, as_of)
    if result.policy.statement is None or not result.complete:
        raise KlarError("some files cannot be read, so paths would be missing: run `klar check`")
    return result


class _Asking:
    """What the options name, as nodes of the graph."""

    def __init__(self, result: Result) -> None:
        self._policy = result.policy
        self._graph = result.graph
        self.places = Places(result.policy, result.graph, result.context.law, result.as_of)

    def phrase(self, phrase: str) -> frozenset[str]:
        """What a phrase stands for."""
        return self.places.of(phrase) or frozenset()

    def uses_for(self, name: str, option: str) -> frozenset[str]:
        """What a name stands for; the uses of data in place of people and categories."""
        return uses_for(self._graph, self._known(name, option))

    def ends(self, name: str) -> frozenset[str]:
        """What a name stands for, if data can end up there."""
        found = self._known(name, "--to")
        ends = uses_for(self._graph, found) - every_use(self._graph)
        if found and not ends:
            raise click.BadParameter(
                f"{name!r} is where data come from: use --from or --via.", param_hint="--to"
            )
        return ends

    def _known(self, name: str, option: str) -> frozenset[str]:
        found = self.places.of(name)
        if found is None:
            near = nearest(name, _names(self._policy, self._graph))
            hint = f" Did you mean {near!r}?" if near else ""
            raise click.BadParameter(f"there is no {name!r}.{hint}", param_hint=option)
        return found


def _names(policy: Policy, graph: Graph) -> Iterable[str]:
    return (*PHRASES, *graph.nodes, *policy.groups)
