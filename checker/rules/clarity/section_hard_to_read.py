"""A section is hard to read.

Why
    What people are told must be in clear and plain language (GDPR Art. 12(1)), so that whoever the
    statement is for understands it (WP260). LIX measures the length of sentences and the share of
    long words; above the limit a text reads as a treatise does.

Mend
    Shorten the sentences, and write everyday words where the law does not need its own. `klar
    readability` lists the texts that are hardest to read.

Limits
    Guidance: LIX counts words and letters, not meaning, and no authority sets a limit. The limit
    and the least number of words that a LIX can be judged by stand in `plain.yaml` of the language.
    Looks at the prose of a section without that of the sections below it; titles, tables and parts
    of lists are left out.
"""

from __future__ import annotations

from collections.abc import Iterator

from checker.finding import Certainty, Severity, Words
from checker.rules import Context, Hit

SEVERITY = Severity.NOTE
CERTAINTY = Certainty.JUDGEMENT
DUTY = "clear-language"
LEGAL: tuple[str, ...] = ("GDPR 12(1)", "WP260 rev.01")
NEEDS = ("section", "statement")
MESSAGE = "the section is hard to read ({language}): LIX {lix} ({band})"
REMEDY = (
    "Shorten its sentences and long words; `klar readability --texts 20` lists the hardest texts. "
    "Counsel must decide which terms have to stay."
)


def check(context: Context) -> Iterator[Hit]:
    """Yield each section with enough prose and a LIX above the limit of the language."""
    for reading in context.readings:
        known = reading.plain
        for part in reading.parts:
            lix = part.counts.lix
            if (
                part.section
                and lix is not None
                and part.counts.words >= known.least["section"]
                and lix > known.limits["section"]
            ):
                yield Hit(
                    f"{part.section.title.route}/{reading.language}",
                    {
                        "language": reading.language,
                        "lix": Words(lix),
                        "band": Words(known.band(lix)),
                    },
                )
