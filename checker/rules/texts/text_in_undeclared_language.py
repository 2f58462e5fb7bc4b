"""A text is written in a language the statement does not have.

Why
    It will be on no page, though its author believes it is.

Mend
    Add the language to `languages` in statement.yaml with all its texts, or remove the text.

Limits
    None.
"""

from __future__ import annotations

from collections.abc import Iterator

from checker.finding import Certainty, Severity
from checker.nearest import did_you_mean
from checker.rules import Context, Hit

SEVERITY = Severity.WARNING
CERTAINTY = Certainty.FACT
DUTY = "clear-language"
LEGAL: tuple[str, ...] = ()
NEEDS = ("statement",)
MESSAGE = "the statement has no language {language!r}{suggestion}"
REMEDY = "Add it to `languages` in statement.yaml, or remove the text."


def check(context: Context) -> Iterator[Hit]:
    """Yield every text in a language that statement.yaml does not list."""
    statement = context.policy.statement
    languages = statement.languages if statement else ()
    for text in context.policy.texts:
        for language in text.languages:
            if language not in languages:
                suggestion = did_you_mean(language, languages, cutoff=0.75)
                yield Hit(
                    f"{text.route}/{language}", {"language": language, "suggestion": suggestion}
                )
