"""Where in a text a defect is."""

from __future__ import annotations

from checker.model import Place, Text
from checker.rules import Context


def place_in(context: Context, text: Text | None, languages: tuple[str, ...]) -> Place | None:
    """The line of the first of some languages of a text, unless the text has no other."""
    if text is None or not languages or len(languages) == len(text.languages):
        return None
    found = context.routes.find(f"{text.route}/{languages[0]}")
    return found[0] if found else None
