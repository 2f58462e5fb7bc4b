"""`klar check`."""

from __future__ import annotations

import click

from checker.cli import EXIT_FINDINGS
from checker.cli.drift import drifted_copies
from checker.cli.options import (
    color_option,
    complete_rule,
    day,
    in_colour,
    policy_option,
    rule_id,
    styled,
    terminal_width,
)
from checker.cli.released import broken_releases, history_of, last_release
from checker.engine import compile_policy
from checker.finding import Severity
from checker.report.summary import counted


@click.command()
@policy_option
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "concise", "json"]),
    default="text",
    show_default=True,
    help="How to print the findings.",
)
@click.option("--as-of", callback=day, metavar="DATE", help="Check as of this day. Default: today.")
@click.option(
    "--strict-dates",
    is_flag=True,
    help="Give full weight to what only the calendar changed, such as expired waivers.",
)
@click.option(
    "--fail-on",
    type=click.Choice([severity.value for severity in Severity]),
    default="error",
    show_default=True,
    help="Exit with 1 if there is a finding of this severity or a heavier one.",
)
@click.option("--no-waivers", is_flag=True, help="Show the waived findings as well, unwaived.")
@click.option(
    "--rule",
    "only",
    multiple=True,
    callback=rule_id,
    shell_complete=complete_rule,
    metavar="ID",
    help="Run only this rule. Repeatable.",
)
@color_option
@click.pass_context
def command(
    ctx: click.Context,
    policy: str,
    form: str,
    as_of: str | None,
    strict_dates: bool,
    fail_on: str,
    no_waivers: bool,
    only: tuple[str, ...],
    color: str,
) -> None:
    """Check the policy and list what is wrong, where, and what to do.

    \b
    Examples:
      klar check
      klar check -C company/policy --format concise
      klar check --as-of 2027-01-01 --strict-dates
      klar check --rule purpose-without-lawful-basis --no-waivers
    """
    if as_of is None:
        from datetime import date

        as_of = date.today().isoformat()
    history = history_of(policy)
    result = compile_policy(
        policy,
        as_of,
        only=only,
        with_waivers=not no_waivers,
        strict_dates=strict_dates,
        base=last_release(history),
    )
    beside = [
        one
        for one in (*drifted_copies(policy), *broken_releases(history))
        if not only or one.rule.id in only
    ]
    if beside:
        findings = sorted((*result.findings, *beside), key=lambda f: f.sort_key)
        result = result._replace(findings=tuple(findings))
    if form == "json":
        from checker.report.json_report import json_report

        click.echo(json_report(result, policy), nl=False)
    elif form == "concise":
        from checker.report.text import concise_report

        for line in concise_report(result, policy):
            click.echo(line)
    else:
        from checker.report.text import plain, text_report

        colour = in_colour(color)
        width = min(terminal_width(), 100)
        for line in text_report(result, policy, styled if colour else plain, width):
            click.echo(line, color=colour)
    if result.silenced:
        click.echo(
            f"{counted(len(result.silenced), 'rule')} cannot run until these errors are mended.",
            err=True,
        )
    limit = Severity(fail_on).rank
    if any(not f.waived and f.severity.rank <= limit for f in result.findings):
        ctx.exit(EXIT_FINDINGS)
