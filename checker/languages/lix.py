"""How hard a text is to read: its sentences, and its LIX (Björnsson 1968).

LIX is the words of a sentence on average plus the share of words of more than six letters, in per
cent. Only prose counts: what ends as a sentence does. Titles, table cells and clauses without a
full stop are left out, and so are the parts of a list that are no sentences of their own; what
introduces a list ends with its colon. Addresses (URL, e-mail) are no words. What klar must know of
a language for this lies in its `plain.yaml`; nothing here is of one language.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from typing import NamedTuple

from checker.languages import data


class Plain(NamedTuple):
    """What klar knows of a language to measure it.

    `bands` are names of a LIX, each with the highest that has it; `limits` and `least` are by name.
    """

    abbreviations: frozenset[str]
    closing: frozenset[str]
    bands: tuple[tuple[int | None, str], ...]
    limits: dict[str, int]
    least: dict[str, int]

    def band(self, lix: int) -> str:
        """What a LIX is called in the language."""
        return next(label for most, label in self.bands if most is None or lix <= most)


class Counts(NamedTuple):
    """How much prose there is, and of which kind."""

    words: int = 0
    sentences: int = 0
    long_words: int = 0

    @property
    def lix(self) -> int | None:
        """The LIX, rounded as it is always given; None without prose."""
        if not self.words:
            return None
        return int(self.words / self.sentences + 100 * self.long_words / self.words + 0.5)


@cache
def plain(language: str) -> Plain | None:
    """How a language is measured; None if klar does not know that."""
    known = data(language, "plain")
    if not known:
        return None
    return Plain(
        frozenset(known["abbreviations"]),
        frozenset(known["closing"]),
        tuple((band.get("to"), band["label"]) for band in known["bands"]),
        known["limits"],
        known["least"],
    )


def total(every: Iterable[Counts]) -> Counts:
    """Several counts together."""
    return Counts(*(sum(part) for part in zip(Counts(), *every, strict=True)))


def count(sentences: Sequence[str]) -> Counts:
    """The words of some sentences."""
    words = _words(" ".join(sentences))
    return Counts(
        len(words),
        len(sentences),
        len([word for word in words if len(word) >= _LONG and (word.isalpha() or _is_long(word))]),
    )


def length(sentence: str) -> int:
    """How many words a sentence has."""
    return len(_words(sentence))


def sentences(source: str, language: Plain) -> tuple[str, ...]:
    """The sentences of a text of the policy, without its marks; nothing if it is no prose."""
    if "." not in source and not _STOP.search(source):
        return ()
    return tuple(
        sentence
        for block in _blocks(source)
        for sentence in _sentences(block, language)
        if _LETTER.search(sentence)
    )


_LONG = 7
_STOP = re.compile(r"[!?…:]")
_LETTER = re.compile(r"[^\W_]")
_MARKED = re.compile(r"[*_\[\\\n]")
_ITEM = r"[ \t]*+(?:(?:[-+*]|\d{1,9}[.)])[ \t]++)++"
_LISTED = re.compile(r"\s*+(?:[-+*]|\d{1,9}[.)])\s")
_ITEMS = re.compile(rf"(?:^|\n){_ITEM}")
# In the middle of a paragraph a list begins with a bullet or with 1.
_INTERRUPTED = re.compile(r"\n[ \t]*+(?:[-+*]|1[.)])[ \t]")
_PARAGRAPHS = re.compile(r"\n[ \t]*+\n\s*")
_LINK = re.compile(
    r"\[((?:[^\[\]\\]|\\.)*+)\]\((?:<[^<>\n]*+>|[^()\s]*+(?:\([^()\s]*+\)[^()\s]*+)*+)\)"
)
_ADDRESS = re.compile(
    r"(?:https?://|www\.)[^\s<>]*[\w/]|(?<![\w.+-])[\w.+-]++@[\w-]++(?:\.[\w-]++)++"
)
_ESCAPE = re.compile(r"\\([!-/:-@\[-`{-~])")
_MARK = re.compile(r"[*_]+")
_SIGNS = "()[]{}«»”“„‘’\"',;"
_BETWEEN = re.compile(r"[.!?…](?<![.!?…]{2})[^\w\s]{0,9}+\s++(?=[\W_]{0,9}+(\w))")
"""From the first of the stops that may end a sentence to where the next word begins."""
# Ten characters from the end at most.
_LAST = re.compile(r"[.!?…:](?<![.!?…:]{2})[^\w\s]{0,9}+$")


def _words(sentence: str) -> list[str]:
    if "@" in sentence or "//" in sentence or "www." in sentence:
        sentence = _ADDRESS.sub(" ", sentence)
    # A dash or a stroke parts words as a space does; a hyphen does not, nor a stop in `6.1`.
    parts = sentence.replace("/", " ").replace("–", " ").replace("—", " ").split()
    return [part for part in parts if part.isalnum() or _LETTER.search(part)]


def _is_long(word: str) -> bool:
    return sum(map(str.isalpha, word)) >= _LONG


def _blocks(source: str) -> Iterator[str]:
    """The paragraphs and list items of a text, as words."""
    if not (_MARKED.search(source) or _LISTED.match(source)):
        yield " ".join(source.split())
        return
    for paragraph in _PARAGRAPHS.split(source.strip("\n")):
        listed = _LISTED.match(paragraph) or _INTERRUPTED.search(paragraph)
        for item in _ITEMS.split(paragraph) if listed else (paragraph,):
            words = _MARK.sub("", _ESCAPE.sub(r"\1", _LINK.sub(r"\1", item)))
            yield " ".join(words.split())


def _sentences(block: str, language: Plain) -> Iterator[str]:
    start = 0
    for found in _BETWEEN.finditer(block):
        following = found[1]
        # A small letter or a figure goes on with the sentence: "bl.a. navn", "nr. 1", "22. mai".
        if following.islower() or following.isdigit():
            continue
        before = _before(block, found.start())
        initial = len(before) == 1 and before.isupper()
        if not (initial or before.casefold() in language.abbreviations):
            yield block[start : found.end()].rstrip()
            start = found.end()
    last = _LAST.search(block, max(start, len(block) - 10))
    if last:
        word = _before(block, last.start()).casefold()
        cut_short = word in language.abbreviations or word in language.closing
        if not (cut_short and block[last.start()] == "."):
            yield block[start:]


def _before(block: str, at: int) -> str:
    """The word that ends where a stop stands, with its inner stops."""
    return block[block.rfind(" ", 0, at) + 1 : at].strip(_SIGNS)
