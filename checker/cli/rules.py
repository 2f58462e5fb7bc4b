"""`klar rules`."""

from __future__ import annotations

import click


@click.command()
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json"]),
    default="text",
    show_default=True,
    help="How to print the list.",
)
def command(form: str) -> None:
    """List the rules, those of the reader and the schemas among them.

    \b
    Examples:
      klar rules
      klar rules --format json
    """
    from checker.catalogue import every_rule

    infos = every_rule()
    if form == "json":
        import json

        data = [
            {
                "id": info.id,
                "severity": info.severity.value,
                "certainty": info.certainty.value,
                "legal": list(info.legal),
                "summary": info.summary,
            }
            for info in infos.values()
        ]
        click.echo(json.dumps(data, ensure_ascii=False, indent=2))
        return
    width = max(len(name) for name in infos)
    for info in infos.values():
        click.echo(f"{info.id:<{width}}  {info.severity:<7}  {info.summary}")
