"""Texts that were changed in one language, and not looked at in the others."""

from __future__ import annotations

from collections.abc import Iterator

from checker.rules import Context, Hit
from checker.translations import STALE


def stale_texts(context: Context) -> Iterator[Hit]:
    """A hit for each stale text, at the first of its languages that is behind."""
    for one in context.translations:
        if one.state == STALE:
            place = context.routes.find(f"{one.text.route}/{one.behind[0]}")
            fields = {
                "changed": ", ".join(one.changed),
                "behind": ", ".join(one.behind),
                "route": one.text.route,
            }
            others = tuple(
                (f"{one.text.route}/{language}", f"{language} has not been looked at either")
                for language in one.behind[1:]
            )
            yield Hit(one.text.route, fields, others, place[0] if place else None)
