"""Data come from a third party that is not named.

Why
    Where data are not obtained from the person, they must be told from which source they come
    (GDPR Art. 14(2)(f)).

Mend
    Name it under `who` of the source, or describe it under `text`: at least what kind of company,
    authority or person it is.

Limits
    A public source needs no name to satisfy this rule: that it is public is stated by its kind. A
    text counts as no name where it holds nothing but words such as "third parties" and "others" of
    checker/languages/; if only one language is so bare, the finding is there. Whether other words
    say enough is not judged.
"""

from __future__ import annotations

from collections.abc import Iterator

from checker import languages
from checker.finding import Certainty, Severity
from checker.model import Text
from checker.rules import Context, Hit
from checker.rules._texts import place_in

SEVERITY = Severity.ERROR
CERTAINTY = Certainty.FACT
DUTY = "source"
LEGAL: tuple[str, ...] = ("GDPR 14(2)(f)",)
NEEDS = ("activity", "group", "organisation")
MESSAGE = "data for {name!r} come from a third party that is not named"
REMEDY = "Name the source under `who`, or describe it under `text`."


def check(context: Context) -> Iterator[Hit]:
    """Yield third-party sources of which neither who nor text tells anything."""
    policy = context.policy
    for activity in policy.owing_notice():
        for source in policy.owed_sources(activity):
            if source.kind != "third-party" or source.who:
                continue
            bare = _bare(source.text) if source.text else ()
            if bare or not source.text:
                yield Hit(
                    source.route,
                    {"name": context.words(activity.title)},
                    place=place_in(context, source.text, bare),
                )


def _bare(text: Text) -> tuple[str, ...]:
    """The languages in which a text has no word that tells who it is."""
    bare = []
    for language, words in text.languages.items():
        empty = languages.phrases(language, "vague").get("source-words", ())
        said = (word.strip(".,;:()") for word in words.casefold().split())
        if empty and all(word in empty for word in said):
            bare.append(language)
    return tuple(bare)
