"""A text lacks one of the statement's languages.

Why
    A page never falls back to another language: its readers would not be informed in clear and
    plain language (GDPR Art. 12(1)).

Mend
    Write the text in the language that is missing, as a native editor would.

Limits
    Which languages the statement has is set in statement.yaml.
"""

from __future__ import annotations

from collections.abc import Iterator

from checker.finding import Certainty, Severity
from checker.rules import Context, Hit

SEVERITY = Severity.ERROR
CERTAINTY = Certainty.FACT
WAIVABLE = False
DUTY = "clear-language"
LEGAL: tuple[str, ...] = ("GDPR 12(1)",)
NEEDS = ("statement",)
MESSAGE = "the text is missing in {languages}"
REMEDY = (
    "Write it in {languages} as well, as a native editor would: a page never falls back to another "
    "language. If the statement is not published in it, change `languages` in statement.yaml."
)


def check(context: Context) -> Iterator[Hit]:
    """Yield every text that lacks a language of the statement."""
    statement = context.policy.statement
    languages = statement.languages if statement else ()
    for text in context.policy.texts:
        missing = [language for language in languages if language not in text.languages]
        if missing:
            yield Hit(text.route, {"languages": ", ".join(missing)})
