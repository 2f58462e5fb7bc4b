"""A sentence is long.

Why
    What people are told must be concise and in clear and plain language (GDPR Art. 12(1)). WP260
    asks for short sentences: who has to read one twice has not been told plainly.

Mend
    Make two sentences of it, or put what it lists into a list. Say who does what, and leave out
    what the reader does not need.

Limits
    Guidance: no law counts words. How many words are too many stands in `plain.yaml` of the
    language. One note for each text, on the longest of its sentences in whichever language.
    Looks at what is on the page and ends as a sentence does, not at titles, conditions and parts of
    lists. A full stop after an abbreviation of the language, an initial, or before a small letter
    or a figure ends no sentence; addresses are no words.
"""

from __future__ import annotations

from collections.abc import Iterator

from checker.finding import Certainty, Severity, Words
from checker.languages.lix import length
from checker.rules import Context, Hit

SEVERITY = Severity.NOTE
CERTAINTY = Certainty.JUDGEMENT
DUTY = "clear-language"
LEGAL: tuple[str, ...] = ("GDPR 12(1)", "WP260 rev.01")
NEEDS = ("section", "statement")
MESSAGE = "a sentence of {count} words ({language}): {words!r}"
REMEDY = (
    "Make two sentences of it, or a list of what it lists. Counsel must decide whether it can be "
    "shorter without saying less."
)
_SHOWN = 60


def check(context: Context) -> Iterator[Hit]:
    """Yield each text with a sentence of too many words, at the longest one."""
    longest: dict[str, tuple[int, str, str]] = {}
    for reading in context.readings:
        most = reading.plain.limits["sentence"]
        for part in reading.parts:
            for passage in part.passages:
                for sentence in passage.sentences:
                    # Words have a letter and a space each, so a short sentence need not be counted.
                    found = length(sentence) if len(sentence) > 2 * most else 0
                    route = passage.text.route
                    if found > most and found > longest.get(route, (0, "", ""))[0]:
                        longest[route] = (found, reading.language, sentence)
    for route, (found, language, sentence) in longest.items():
        yield Hit(
            f"{route}/{language}",
            {"count": Words(found), "language": language, "words": Words(_beginning(sentence))},
        )


def _beginning(sentence: str) -> str:
    return sentence if len(sentence) <= _SHOWN else f"{sentence[: _SHOWN - 1].rstrip()}…"
