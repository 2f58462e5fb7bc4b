"""The statement as a whole is hard to read.

Why
    A statement must be in clear and plain language (GDPR Art. 12(1)), so that whoever it is for
    understands it (WP260). LIX measures the length of sentences and the share of long words;
    above the first limit of the language a text is harder than what most people read with ease.

Mend
    Shorten the sentences, and write everyday words where the law does not need its own. `klar
    readability` shows the sections and lists the texts that are hardest to read.

Limits
    A judgement: LIX counts words and letters, not meaning, and no authority sets a limit. The
    limits and the least number of words that a LIX can be judged by stand in `plain.yaml` of the
    language. Looks at the prose on the page; titles, tables and parts of lists are left out.
    Above the second limit it is statement-very-hard-to-read.
"""

from __future__ import annotations

from collections.abc import Iterator

from checker.finding import Certainty, Severity
from checker.rules import Context, Hit
from checker.rules.clarity._lix import EVERY_TEXT, hard

SEVERITY = Severity.NOTE
CERTAINTY = Certainty.JUDGEMENT
DUTY = "clear-language"
LEGAL: tuple[str, ...] = ("GDPR 12(1)", "WP260 rev.01")
NEEDS = EVERY_TEXT
MESSAGE = "the statement is hard to read ({language}): LIX {lix} ({band})"
REMEDY = (
    "Shorten sentences and long words, beginning with what `klar readability` lists as hardest. "
    "Counsel must decide which terms have to stay."
)


def check(context: Context) -> Iterator[Hit]:
    """Yield each language in which the LIX of the whole statement is between the two limits."""
    yield from hard(context, "statement", "statement-warning")
