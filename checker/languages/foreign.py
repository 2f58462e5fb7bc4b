"""Words of another language in a text, word by word.

A word is foreign in a language if another language's words.yaml has it and its own does not, or if
its letters or its ending say so. What is quoted, and names, addresses and code, is passed over.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache, cached_property
from typing import NamedTuple

from checker.languages import data, known

_LETTERS = r"[^\W\d_]+"
_WORD = re.compile(_LETTERS)
_HIDDEN = re.compile(
    r"""
    (?P<fence>(?m:^[ ]{0,3}(```|~~~)).*?(?:(?m:^[ ]{0,3}\2)|\Z))
    | `[^`\n]*`
    | (?<=\])\([^()\s]*(?:\([^()\s]*\)[^()\s]*)*\)  # where a link goes
    | <[A-Za-z/!?][^<>\n]*>
    | \bhttps?://[^\s<>]+ | \bwww\.[^\s<>]+
    | (?<![\w.+-])[\w.+-]{1,64}@[\w.-]{1,255}
    | (?<![\w.-])[\w-]{1,63}(?:\.[\w-]{1,63}){0,8}\.[a-z]{2,6}\b(?:/[^\s<>]*)?
    | »[^»«\n]{1,300}« | «[^«»\n]{1,300}» | [“”„][^“”„\n]{1,300}[“”] | "[^"\n]{1,300}"
    """,
    re.VERBOSE | re.DOTALL,
)
"""What no reader takes for words of the text: code, addresses, and what stands in quotes."""
_NEW_SENTENCE = re.compile(
    r"""
    (?: (?<!\.\w)(?<!\.\w\w)(?<!\.\w\w\w) [.!?:…] [)\]*_”»"]* \s  # not after an abbreviation
      | \n \s* \n | \n [ ]* (?: [-+*>|#] | \d+[.)] ) | \A
    )
    [^\w\n]* \Z
    """,
    re.VERBOSE,
)
_BEFORE = 40
_STEM = 3
"""How much of a word must stand before its ending: less is no word and an ending."""
_ACRONYM = 4
"""What is all capitals and no longer is an abbreviation, whatever it spells."""


class Stray(NamedTuple):
    """A word of another language: where it starts in the text, and the languages it may be of.

    `languages` are names such as `Danish`; `instead` is what to write, where that is known.
    """

    at: int
    word: str
    languages: tuple[str, ...]
    instead: str | None


class _Source(NamedTuple):
    """What is known of one language: its words, letters and endings."""

    name: str
    words: frozenset[str]
    endings: frozenset[str]
    letters: frozenset[str] = frozenset()


class Foreign:
    """What is foreign in one language."""

    def __init__(self, language: str) -> None:
        own = data(language, "words")
        self.language = language
        self.name: str = own["name"]
        others = [_source(other) for other in checked() if other != language]
        others += [
            _Source(one["name"], _listed(one, "words"), _listed(one, "endings"))
            for one in own.get("neighbours", {}).values()
        ]
        mine = _source(language)
        self._sources = others
        self._own = mine.words
        self._words = frozenset().union(*(other.words for other in others)) - mine.words
        self._letters = frozenset().union(*(other.letters for other in others)) - mine.letters
        foreign = frozenset().union(*(other.endings for other in others)) - mine.endings
        self._endings = dict.fromkeys(foreign, True)
        self._endings |= dict.fromkeys(mine.endings | _listed(own, "spared"), False)
        self._longest = max(map(len, self._endings), default=0)
        self._shortest = min(map(len, foreign), default=0)
        self._tails = frozenset(ending[-self._shortest :] for ending in foreign)
        self._names, self._titles = _names()

    @cached_property
    def _idioms(self) -> re.Pattern[str] | None:
        return _phrases(data(self.language, "words").get("idioms", ()), re.IGNORECASE)

    def suspects(self, words: set[str]) -> list[str]:
        """Those of some words in lower case that may be foreign, wherever they stand."""
        start = -self._shortest
        tails = self._tails
        words = words - self._own
        found = words & self._words
        found.update(word for word in words if word[start:] in tails and self._foreign_ending(word))
        joined = "\n".join(words)
        if any(letter in joined for letter in self._letters):
            found.update(word for word in words if not self._letters.isdisjoint(word))
        return sorted(word for word in found if not self._is_title(word))

    def strays(self, text: str, names: re.Pattern[str] | None = None) -> Iterator[Stray]:
        """The words of other languages in a text, in their order.

        `names` matches what the text may name in any language, beyond what words.yaml knows.
        """
        visible = text
        for pattern in (_HIDDEN, self._idioms, names):
            if pattern:
                visible = pattern.sub(lambda hidden: " " * len(hidden[0]), visible)
        for match in _WORD.finditer(visible):
            word = match[0]
            folded = word.casefold()
            listed = folded in self._words
            if not (listed or self._looks_foreign(folded)):
                continue
            if (word.isupper() and len(word) <= _ACRONYM) or self._is_name(word):
                continue
            if word[0].isupper():
                # A capital in the middle of a sentence makes a name. But these languages are at
                # times given capitals for looks, so one that is listed must stand beside another.
                inside = not _starts_sentence(text, match.start())
                if (inside and not listed) or _beside_a_name(text, match):
                    continue
            yield Stray(match.start(), word, self._languages(folded), self._instead(word))

    def _looks_foreign(self, folded: str) -> bool:
        if folded in self._own:
            return False
        return not self._letters.isdisjoint(folded) or self._foreign_ending(folded)

    def _foreign_ending(self, folded: str) -> bool:
        """Whether the longest ending that any language lists is none of this language's."""
        ending = self._ending(folded)
        return self._endings.get(ending, False) and len(folded) >= len(ending) + _STEM

    def _ending(self, folded: str) -> str:
        for length in range(min(self._longest, len(folded)), self._shortest - 1, -1):
            if folded[-length:] in self._endings:
                return folded[-length:]
        return ""

    def _is_name(self, word: str) -> bool:
        bare = word.removesuffix("s")
        return not self._names.isdisjoint((word, bare)) or self._is_title(word.casefold())

    def _is_title(self, folded: str) -> bool:
        return not self._titles.isdisjoint((folded, folded.removesuffix("s")))

    def _languages(self, folded: str) -> tuple[str, ...]:
        """The languages that list a word, or else those that have its letters or its ending."""
        listed = tuple(one.name for one in self._sources if folded in one.words)
        if listed:
            return listed
        letters = self._letters.intersection(folded)
        ending = self._ending(folded)
        return tuple(
            one.name
            for one in self._sources
            if (letters <= one.letters if letters else ending in one.endings)
        )

    def _instead(self, word: str) -> str | None:
        own: str | None = data(self.language, "instead").get(word.casefold())
        return own[:1].upper() + own[1:] if own and word[0].isupper() else own


@cache
def foreign(language: str) -> Foreign | None:
    """What is foreign in a language; None if too little is known of it to say."""
    return Foreign(language) if language in checked() else None


@cache
def checked() -> tuple[str, ...]:
    """The codes of the languages that are told apart."""
    return tuple(language for language in sorted(known()) if data(language, "words"))


def names_pattern(names: Iterable[str]) -> re.Pattern[str] | None:
    """A pattern for `Foreign.strays` that matches each of some names as it is written."""
    return _phrases(names, re.NOFLAG)


def _phrases(phrases: Iterable[str], flags: re.RegexFlag) -> re.Pattern[str] | None:
    # The longest first: an alternation takes the first that fits.
    listed = sorted({one for one in phrases if one}, key=lambda one: (-len(one), one))
    if not listed:
        return None
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, listed))})(?!\w)", flags)


@cache
def _names() -> tuple[frozenset[str], frozenset[str]]:
    """The names that may stand in any language: those with a capital, and those without."""
    names = {name for language in checked() for name in _listed(data(language, "words"), "names")}
    capital = frozenset(name for name in names if name[0].isupper())
    return capital, frozenset(names) - capital


@cache
def _source(language: str) -> _Source:
    own = data(language, "words")
    return _Source(
        own["name"],
        _listed(own, "words"),
        _listed(own, "endings"),
        frozenset(own.get("letters", "")),
    )


def _listed(file: Mapping[str, str], field: str) -> frozenset[str]:
    return frozenset(file.get(field, "").split())


def _starts_sentence(text: str, at: int) -> bool:
    if at <= _BEFORE:
        return _NEW_SENTENCE.search(text[:at]) is not None
    # Cut off, what stands before must not look like the start of the text.
    return _NEW_SENTENCE.search("x" + text[at - _BEFORE : at]) is not None


def _beside_a_name(text: str, match: re.Match[str]) -> bool:
    """Whether another capitalised word that starts no sentence stands right beside a word."""
    after = re.match(rf"[ -]({_LETTERS})", text[match.end() : match.end() + _BEFORE])
    if after and after[1][0].isupper():
        return True
    start = max(0, match.start() - _BEFORE)
    before = re.search(rf"({_LETTERS})[ -]\Z", text[start : match.start()])
    if before is None or not before[1][0].isupper():
        return False
    return not _starts_sentence(text, start + before.start())
