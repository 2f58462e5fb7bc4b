"""`klar notice`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

import click

from checker.cli.options import policy_option
from checker.cli.sides import chosen_language, side
from checker.nearest import nearest

if TYPE_CHECKING:
    from checker.report.versions.comparison import Comparison
    from checker.report.versions.notice import Message


@click.command()
@policy_option
@click.argument("base", metavar="BASE")
@click.option("--to", "head", metavar="HEAD", help="The version they lead to. Default: the policy.")
@click.option(
    "--lang",
    metavar="CODE",
    help="Only in this language of the statement. Default: in each of them.",
)
@click.option(
    "--for", "subject", metavar="SUBJECT", help="Only to this group of people, by its id."
)
@click.option(
    "--all",
    "substantive",
    is_flag=True,
    help="Tell of substantive changes as well, not only of material ones.",
)
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "markdown", "json"]),
    default="text",
    show_default=True,
    help="How to print the messages.",
)
def command(
    policy: str,
    base: str,
    head: str | None,
    lang: str | None,
    subject: str | None,
    substantive: bool,
    form: str,
) -> None:
    """Draft the messages that tell people what changes for them.

    One for each group of people whom the same changes concern, in each language: what changes and
    from when, and what they can do about it. Only what the policy states is in it; what it does not
    hold, such as where the statement is, stands in brackets for you to fill in.

    \b
    BASE and HEAD are each a policy directory, the version of a release such
    as 1.0.0, or a git ref such as main.

    \b
    Examples:
      klar notice 1.0.0
      klar notice main --lang nb --for customers
      klar notice 1.0.0 --to 2.0.0 --all --format markdown
    """
    before = side(policy, base, param="BASE")
    after = side(policy, head, param="--to")
    statement = after.result.policy.statement
    assert statement
    chosen = (chosen_language(after, lang, english=False),) if lang else statement.languages
    known = {**before.result.policy.subjects, **after.result.policy.subjects}
    if subject is not None and subject not in known:
        near = nearest(subject, known)
        hint = f" Did you mean {near!r}?" if near else ""
        raise click.BadParameter(f"there are no people {subject!r}.{hint}", param_hint="--for")
    from checker.report.versions.comparison import Comparison
    from checker.report.versions.notice import (
        json_notice,
        markdown_notice,
        messages,
        text_notice,
    )

    compared = [Comparison(before, after, one) for one in chosen]
    found = [
        (one, message)
        for one in compared
        for message in messages(one, subject, substantive=substantive)
    ]
    if form == "json":
        click.echo(json_notice(compared[0], found), nl=False)
    else:
        write = markdown_notice if form == "markdown" else text_notice
        for number, (_, message) in enumerate(found):
            if number:
                click.echo("\n---\n" if form == "markdown" else f"\n{'=' * 72}\n")
            for line in write(message):
                click.echo(line)
    for line in _remarks(compared[0], [message for _, message in found], substantive):
        click.echo(line, err=True)


def _remarks(compared: Comparison, found: Sequence[Message], substantive: bool) -> Iterator[str]:
    """What whoever sends the messages has to know."""
    from checker.report.summary import counted
    from checker.report.versions.comparison import reason
    from checker.report.versions.notice import GAPS

    if not found:
        level = "material or substantive" if substantive else "material"
        yield f"No change is {level}: nothing has to be told."
        return
    people = len({message.draft.subjects for message in found})
    yield f"{counted(len(found), 'message')} to {counted(people, 'group')} of people."
    for gap in dict.fromkeys(gap for message in found for gap in message.gaps):
        yield f"Fill in {GAPS[gap]}: the policy does not say."
    told = {(one.route, one.kind): one for each in found for one in each.draft.changes}
    for change in told.values():
        if compared.wording.warning(change):
            yield f"Before you send this: {change.route}: {reason(change)}"
