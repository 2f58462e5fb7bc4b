"""`klar explain`."""

from __future__ import annotations

import click

from checker.cli.options import complete_rule, rule_id


@click.command()
@click.argument("rule", callback=rule_id, shell_complete=complete_rule)
def command(rule: str) -> None:
    """Explain one rule: what, why, how to mend, limits.

    \b
    Examples:
      klar explain purpose-without-lawful-basis
      klar explain forbidden-character
    """
    from checker.catalogue import every_rule
    from checker.law.book import Book

    info = every_rule()[rule]
    book = Book()
    click.echo(f"{info.id} ({info.severity}, {info.certainty})\n")
    click.echo(info.page.strip())
    if info.legal:
        click.echo("\nLaw")
        for reference in info.legal:
            click.echo(f"    {reference}: {book.title(reference)}")
