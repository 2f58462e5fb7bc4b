"""A text holds markup other than emphasis, lists and links.

Why
    Texts are sentences. HTML, images, headings, code and templates would be printed as they stand,
    and the page would show signs instead of words.

Mend
    Use plain words, `*emphasis*`, lists that start with `-`, and `[words](ref:rights)` or
    `[words](https://…)` links.

Limits
    Links may go to https, http, mailto, tel and ref.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from checker.finding import Certainty, Severity
from checker.rules import Context, Hit

SEVERITY = Severity.ERROR
CERTAINTY = Certainty.FACT
LEGAL: tuple[str, ...] = ()
NEEDS = ()
MESSAGE = "the text holds {what} ({language})"
REMEDY = "Write it in plain words; emphasis, lists and links are all that is allowed."


_MARKUP = (
    (re.compile(r"<[A-Za-z/!?][^>]*>?"), "HTML"),
    (re.compile(r"!\["), "an image"),
    (re.compile(r"(?m)^ {0,3}#{1,6}(?:\s|$)"), "a heading"),
    (re.compile(r"`"), "code"),
    (re.compile(r"(?m)^ {0,3}>"), "a block quotation"),
    (re.compile(r"\{\{|\{%"), "a template"),
    (re.compile(r"\]\(\s*+<?+(?!https?:|mailto:|tel:|ref:)"), "a link of another kind"),
)
_SIGNS = re.compile(r"[<!#`>{(]")


def check(context: Context) -> Iterator[Hit]:
    """Yield every text with markup that the page would not understand."""
    for text in context.policy.texts:
        for language, words in text.languages.items():
            if not _SIGNS.search(words):
                continue
            for pattern, what in _MARKUP:
                if pattern.search(words):
                    yield Hit(f"{text.route}/{language}", {"what": what, "language": language})
