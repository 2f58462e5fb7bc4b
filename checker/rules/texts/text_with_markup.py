"""A text holds markup other than emphasis, lists and links.

Why
    Texts are sentences. HTML, images, headings, code and templates would be printed as they stand,
    and the page would show signs instead of words.

Mend
    Use plain words, `*emphasis*`, lists that start with `-`, and `[words](ref:rights)` or
    `[words](https://…)` links.

Limits
    Links may go to https, http, mailto, tel and ref. Lists are allowed in texts that stand as
    paragraphs of their own, not in titles, purposes, conditions and other phrases.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from checker.finding import Certainty, Severity
from checker.rules import Context, Hit

SEVERITY = Severity.ERROR
CERTAINTY = Certainty.FACT
WAIVABLE = False
DUTY = "clear-language"
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
    (
        re.compile(r"(?m)^\s{12,}(?:[-+*]|\d{1,9}[.)])\s|^\s*(?:(?:[-+*]|\d{1,9}[.)])\s+){4}"),
        "a list inside three others",
    ),
    (
        re.compile(
            r"(?<!\\)(?:\\\\)*\[(?:[^\[\]\\]|\\.|\[[^\[\]\\]*\])*+"
            r"\]\(\s*+<?+(?!https?:|mailto:|tel:|ref:)",
            re.DOTALL,
        ),
        "a link of another kind",
    ),
)
_LIST = re.compile(r"(?m)^ {0,3}(?:[-+*]|\d{1,9}[.)])\s")
_SIGNS = re.compile(r"[<!#`>{(]|^ {0,3}(?:[-+*]|\d{1,9}[.)])\s", re.MULTILINE)
_PHRASES = frozenset(
    [
        "title",
        "term",
        "start",
        "until",
        "while",
        "reason",
        "criterion",
        "kept",
        "by",
        "depends_on",
        "condition",
        "purpose",
        "law",
        "scope",
        "attention",
    ]
)
"""Fields that the page puts into a line of its own, in which there is no room for a list."""
_PHRASE_LISTS = frozenset(
    [
        "purposes",
        "interests",
        "laws",
        "triggers",
        "examples",
        "aliases",
        "notice_places",
        "other_titles",
    ]
)


def check(context: Context) -> Iterator[Hit]:
    """Yield every text with markup that the page would not understand."""
    for text in context.policy.texts:
        for language, words in text.languages.items():
            if not _SIGNS.search(words):
                continue
            for pattern, what in _MARKUP:
                if pattern.search(words):
                    yield Hit(f"{text.route}/{language}", {"what": what, "language": language})
            if _LIST.search(words) and _is_phrase(text.route):
                fields = {"what": "a list in a phrase", "language": language}
                yield Hit(f"{text.route}/{language}", fields)


def _is_phrase(route: str) -> bool:
    steps = route.split("/")
    if steps[-1] == "text":
        return len(steps) > 2 and steps[-3] in _PHRASE_LISTS
    return steps[-1] in _PHRASES
