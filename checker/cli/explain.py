"""`klar explain`."""

from __future__ import annotations

import click

from checker.cli.options import (
    color_option,
    complete_rule,
    in_colour,
    rule_id,
    styled,
    terminal_width,
)


@click.command()
@click.argument("rule", callback=rule_id, shell_complete=complete_rule)
@color_option
def command(rule: str, color: str) -> None:
    """Explain one rule: what, why, how to mend, limits, the duty and the law, an example.

    \b
    Examples:
      klar explain purpose-without-lawful-basis
      klar explain forbidden-character
    """
    from checker.catalogue import every_rule
    from checker.law.book import Book
    from checker.report.rule_page import rule_page
    from checker.report.text import plain

    colour = in_colour(color)
    style = styled if colour else plain
    for line in rule_page(every_rule()[rule], Book(), style, min(terminal_width(), 100)):
        click.echo(line, color=colour)
