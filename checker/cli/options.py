"""Options that several commands share."""

from __future__ import annotations

import os
import sys
from typing import Any

import click

from checker.nearest import nearest

policy_option = click.option(
    "-C",
    "--policy",
    default="privacy_policy",
    show_default=True,
    metavar="DIR",
    help="The policy directory.",
)

color_option = click.option(
    "--color",
    type=click.Choice(["auto", "always", "never"]),
    default="auto",
    show_default=True,
    help="Colour the output. NO_COLOR and FORCE_COLOR are honoured.",
)

change_language_option = click.option(
    "--lang",
    metavar="CODE",
    help="The language to tell it in: one of the statement's, or en. Default: en; for html the "
    "statement's first.",
)

_STYLES: dict[str, dict[str, Any]] = {
    "error": {"fg": "red", "bold": True},
    "warning": {"fg": "yellow", "bold": True},
    "note": {"fg": "cyan", "bold": True},
    "good": {"fg": "green"},
    "bold": {"bold": True},
    "dim": {"dim": True},
}


def in_colour(choice: str) -> bool:
    """Whether to colour what goes to stdout."""
    if choice != "auto":
        return choice == "always"
    if os.environ.get("NO_COLOR"):
        return False
    if os.environ.get("FORCE_COLOR"):
        return True
    return bool(sys.stdout) and sys.stdout.isatty() and os.environ.get("TERM") != "dumb"


def terminal_width() -> int:
    """How many columns stdout has, or COLUMNS says it has; 80 if neither is known."""
    columns = os.environ.get("COLUMNS", "")
    if columns.isdecimal() and int(columns) > 0:
        return int(columns)
    try:
        return os.get_terminal_size(sys.stdout.fileno()).columns or 80
    except (AttributeError, OSError, ValueError):
        return 80


def styled(text: str, style: str) -> str:
    """A text in one of the report's styles."""
    return click.style(text, **_STYLES[style])


def day(ctx: click.Context, param: click.Parameter, value: str | None) -> str | None:
    """Check that an option's value is a calendar date; ISO 8601 in, ISO 8601 out."""
    del ctx
    if value is None:
        return None
    from datetime import date

    try:
        if len(value) != len("2020-04-20"):
            raise ValueError
        return date.fromisoformat(value).isoformat()
    except ValueError:
        raise click.BadParameter(f"{value!r} is no date; write 2020-04-20.", param=param) from None


def rule_id(ctx: click.Context, param: click.Parameter, value: Any) -> Any:
    """Check that every rule named exists."""
    del ctx
    names = (value,) if isinstance(value, str) else value
    if names:
        from checker.catalogue import every_rule

        known = every_rule()
        for name in names:
            if name not in known:
                near = nearest(name, known)
                hint = f" Did you mean {near!r}?" if near else " `klar rules` lists them all."
                raise click.BadParameter(f"there is no rule {name!r}.{hint}", param=param)
    return value


def complete_rule(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[str]:
    """Rule ids for shell completion."""
    del ctx, param
    from checker.catalogue import every_rule

    return [name for name in every_rule() if name.startswith(incomplete)]
