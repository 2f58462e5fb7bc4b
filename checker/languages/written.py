"""All that is written in a language, in one string, to look for words in every text at once."""

from __future__ import annotations

import re
from bisect import bisect
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from typing import NamedTuple

_TARGET = re.compile(r"\]\([^)\x1f]*+\)?")
_WORD = re.compile(r"\w+")
_QUOTES = '»«”“„"'
_APART = "\x1f"
_SPACES = re.compile("  +")
_JOINS = "-/@_."
"""With these signs before or after it a word is part of another, or of an address."""


class Found(NamedTuple):
    """Where words stand: in which text, and from where in all that is written."""

    text: int
    at: int


class Written:
    """The texts of a language, without their emphasis and the targets of their links."""

    def __init__(self, texts: Sequence[str]) -> None:
        self.texts = texts
        joined = _APART.join(texts).casefold().replace("\n", " ").replace("\u00a0", " ")
        joined = _TARGET.sub("]", joined).replace("*", "")
        self._joined = _SPACES.sub(" ", joined) if "  " in joined else joined
        words = set(self._joined.split())
        plain = set(filter(str.isalpha, words))
        self.words = plain.union(_WORD.findall(" ".join(words - plain)))
        """Every word of the texts, in lower case."""

    @cached_property
    def _starts(self) -> list[int]:
        starts = [0]
        at = self._joined.find(_APART)
        while at >= 0:
            starts.append(at + 1)
            at = self._joined.find(_APART, at + 1)
        return starts

    def find(self, phrase: str) -> Iterator[Found]:
        """Where a phrase in lower case stands by itself, and not in quotation marks."""
        first = phrase.partition(" ")[0]
        if first not in self.words and first.isalpha():
            return
        if not self.words.issuperset(_WORD.findall(phrase)):
            return
        joined = self._joined
        text, seen, quotes = -1, 0, 0
        at = joined.find(phrase)
        while at >= 0:
            end = at + len(phrase)
            if self._is_whole(at, end):
                here = bisect(self._starts, at) - 1
                if here != text:
                    text, seen, quotes = here, self._starts[here], 0
                quotes += sum(joined.count(sign, seen, at) for sign in _QUOTES)
                seen = at
                if quotes % 2 == 0:
                    yield Found(text, at)
            at = joined.find(phrase, end)

    def holding(self, parts: Iterable[str]) -> list[int]:
        """The texts, in their order, that hold any of some strings in lower case."""
        found: set[int] = set()
        for part in parts:
            at = self._joined.find(part)
            while at >= 0:
                text = bisect(self._starts, at) - 1
                found.add(text)
                # One more in the same text says nothing new.
                after = (
                    self._starts[text + 1] if text + 1 < len(self._starts) else len(self._joined)
                )
                at = self._joined.find(part, after)
        return sorted(found)

    def _is_whole(self, at: int, end: int) -> bool:
        before, after = self._joined[at - 1 : at], self._joined[end : end + 2]
        if before.isalnum() or (before and before in _JOINS) or after[:1].isalnum():
            return False
        # A full stop ends a sentence, unless something follows it at once.
        return not after or after[0] not in _JOINS or (after[0] == "." and not after[1:].isalnum())
