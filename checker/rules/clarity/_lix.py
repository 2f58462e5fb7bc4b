"""The LIX of the whole statement."""

from __future__ import annotations

from collections.abc import Iterator

from checker.finding import Words
from checker.rules import Context, Hit

EVERY_TEXT = (
    "activity",
    "changelog",
    "cookies",
    "data-categories",
    "data-subjects",
    "group",
    "measures",
    "organisation",
    "recipients",
    "retention",
    "rights",
    "section",
    "sharing",
    "sources",
    "statement",
    "terms",
)
"""The kinds of file with texts that stand on the page."""


def hard(context: Context, above: str, to: str | None = None) -> Iterator[Hit]:
    """Each language in which the statement's LIX is above one limit and not above the other."""
    for reading in context.readings:
        known, counts = reading.plain, reading.counts
        lix = counts.lix
        if lix is None or counts.words < known.least["section"] or lix <= known.limits[above]:
            continue
        if to is None or lix <= known.limits[to]:
            yield Hit(
                f"statement/languages/{reading.language}",
                {
                    "language": reading.language,
                    "lix": Words(lix),
                    "band": Words(known.band(lix)),
                },
            )
