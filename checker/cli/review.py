"""`klar review`."""

from __future__ import annotations

import click

from checker.cli.options import day, policy_option
from checker.cli.released import broken_releases, history_of
from checker.cli.sides import chosen_language, lost_releases, side
from checker.languages import ENGLISH


@click.command()
@policy_option
@click.argument("base", metavar="BASE")
@click.option("--as-of", callback=day, metavar="DATE", help="Check as of this day. Default: today.")
@click.option(
    "--lang",
    metavar="CODE",
    help="The language of the statement to quote it in. Default: its first.",
)
@click.option(
    "--format",
    "form",
    type=click.Choice(["markdown", "json"]),
    default="markdown",
    show_default=True,
    help="How to print it; markdown is at most 64 KiB.",
)
def command(policy: str, base: str, as_of: str | None, lang: str | None, form: str) -> None:
    """Write the comment that a lawyer reads before approving a change.

    What the policy, as it stands, changes against BASE: what there is to decide, the findings that
    are new and fixed, what changes in meaning and for whom, what a new version needs, translations
    that are now stale, flows that have changed. It is a report: findings do not make it fail.

    \b
    BASE is a policy directory, the version of a release such as 1.0.0, or a
    git ref such as origin/main.

    \b
    Examples:
      klar review origin/main
      klar review 1.0.0 --lang nb
      klar review origin/main --format json
    """
    if as_of is None:
        from datetime import date

        as_of = date.today().isoformat()
    # What a new version needs is held against what was released last, as `klar check` does.
    history = history_of(policy)
    before = side(policy, base, only=(), as_of=as_of, history=history, param="BASE")
    after = side(policy, None, only=(), as_of=as_of, history=history, param="BASE")
    findings = (
        *after.result.findings,
        *broken_releases(history),
        *lost_releases(policy, base, history),
    )
    after = after._replace(result=after.result._replace(findings=findings))
    quoted = chosen_language(after, lang, english=False)
    from checker.report.review.facts import Review
    from checker.report.versions.comparison import Comparison

    review = Review(Comparison(before, after, ENGLISH, quoted))
    if form == "json":
        from checker.report.review.json_review import json_review

        click.echo(json_review(review), nl=False)
    else:
        from checker.report.review.markdown import markdown_review

        click.echo(markdown_review(review), nl=False)
