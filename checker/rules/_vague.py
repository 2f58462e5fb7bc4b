"""Words that leave open what people must be told: which of them, and in which texts."""

from __future__ import annotations

import re
from bisect import bisect
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from checker.languages import phrases
from checker.model import Text
from checker.rules import Context, Hit


class Field(NamedTuple):
    """What a kind of text tells people, and which groups of words leave it open.

    Where the text holds nothing but `only` words, those leave it open as well.
    """

    what: str
    groups: tuple[str, ...]
    only: str = ""


def left_open(context: Context, texts: Iterable[tuple[Field, Text | None]]) -> Iterator[Hit]:
    """Each text with such words, in the first language of the statement that has them.

    The fields are `phrase`, and `what` it leaves open.
    """
    statement = context.policy.statement
    by_field: dict[Field, list[Text]] = {}
    for field, text in texts:
        if text:
            by_field.setdefault(field, []).append(text)
    for field, those in by_field.items():
        reported: set[str] = set()
        for language in statement.languages if statement else ():
            vague = phrases(language, "vague")
            written = [text for text in those if language in text.languages]
            for text, phrase in _found(written, language, field, vague):
                if text.route not in reported:
                    reported.add(text.route)
                    place = context.routes.find(f"{text.route}/{language}")
                    yield Hit(
                        text.route,
                        {"phrase": phrase, "what": field.what},
                        place=place[0] if place else None,
                    )


def _found(
    texts: list[Text], language: str, field: Field, vague: Mapping[str, tuple[str, ...]]
) -> Iterator[tuple[Text, str]]:
    """The texts with vague words in one language, and the words."""
    lowered = [" ".join(text.languages[language].casefold().split()) for text in texts]
    # All texts in one string: a look for each phrase, not one for each phrase in each text.
    joined = "\n".join(lowered)
    for official in vague.get("official", ()):
        joined = joined.replace(official, _MASK * len(official))
    starts: list[int] = []
    at = 0
    for words in lowered:
        starts.append(at)
        at += len(words) + 1
    for group in field.groups:
        for phrase in vague.get(group, ()):
            at = joined.find(phrase)
            while at >= 0:
                end = at + len(phrase)
                whole = not (joined[at - 1 : at].isalnum() or joined[end : end + 1].isalnum())
                number = bisect(starts, at) - 1
                before = joined[starts[number] : at]
                if whole and not _meant_plainly(before, phrase, group, vague):
                    yield texts[number], phrase
                at = joined.find(phrase, end)
    if field.only and field.only in vague:
        only = set(vague[field.only])
        for text, words in zip(texts, lowered, strict=True):
            if only.issuperset(_WORD.findall(words)):
                yield text, words


def _meant_plainly(
    before: str, phrase: str, group: str, vague: Mapping[str, tuple[str, ...]]
) -> bool:
    """Whether a phrase is part of an act's name, or hedges what shall not happen.

    `before` is what stands before it in its text.
    """
    sentence = before[max(before.rfind(". "), before.rfind("; ")) + 1 :]
    if group == "open-list" and phrase in vague.get("act-tails", ()):
        named = sentence.rstrip().endswith(vague.get("act-endings", ()))
        return named or any(act in sentence for act in vague.get("acts", ()))
    if group == "hedge":
        for prevented in vague.get("prevented", ()):
            _, found, since = sentence.rpartition(prevented)
            if found and since.count(" ") <= _SOON:
                return True
    return False


_MASK = "\0"
_SOON = 4
"""So many words at most lie between what introduces what shall not happen and its hedge."""
_WORD = re.compile(r"\w+")
