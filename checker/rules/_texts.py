"""Where in a text a defect is, and the words of a message."""

from __future__ import annotations

from collections.abc import Sequence

from checker.model import Place, Text
from checker.rules import Context


def place_in(context: Context, text: Text | None, languages: tuple[str, ...]) -> Place | None:
    """The line of the first of some languages of a text, unless the text has no other."""
    if text is None or not languages or len(languages) == len(text.languages):
        return None
    found = context.routes.find(f"{text.route}/{languages[0]}")
    return found[0] if found else None


def some(words: Sequence[str]) -> str:
    """The first of some words, in quotes, and how many more there are."""
    more = len(words) - _MOST
    told = ", ".join(repr(str(word)) for word in words[:_MOST])
    return f"{told} and {more} more" if more > 0 else told


_MOST = 3
"""How many things a message names before it counts them."""
