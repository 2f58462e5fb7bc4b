"""A date, a number or a reference to law is written as a neighbouring language writes it.

Why
    The statement must be easy to understand (GDPR Art. 12(1)). What is written as in another
    language is a sign that it was not gone through after the translation, and can mislead: 10.000
    is ten thousand in Danish, and reads as ten in Norwegian.

Mend
    Write it as the language does; the message says how.

Limits
    Guidance. Looks for what the rules of the language exclude: the period after the day of a date,
    which Danish and Norwegian have and Swedish has not; month names with a capital; short dates
    with hyphens or slashes in Norwegian; a period between thousands in Norwegian and Swedish; a
    percentage without a space there; the place of the section sign; references to articles; and
    quotation marks turned as the neighbour turns them. What a language tolerates passes. All of it
    is read from the language's file in checker/languages/.
"""

from __future__ import annotations

from collections.abc import Iterator

from checker.finding import Certainty, Severity
from checker.rules import Context, Hit

SEVERITY = Severity.NOTE
CERTAINTY = Certainty.FACT
DUTY = "clear-language"
LEGAL: tuple[str, ...] = ("GDPR 12(1)",)
NEEDS = ("statement",)
MESSAGE = "{written!r} is not how {what} is written in this language ({language})"
REMEDY = "Write {right!r}."


def check(context: Context) -> Iterator[Hit]:
    """Yield everything in a text that is not written as its language writes it."""
    for text, readings in context.facts:
        for language, reading in readings.items():
            for slip in reading.slips:
                yield Hit(
                    f"{text.route}/{language}",
                    {
                        "written": slip.written,
                        "what": slip.what,
                        "language": language,
                        "right": slip.right,
                    },
                )
