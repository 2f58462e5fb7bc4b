"""What the words of a legitimate interest say that nothing else has said."""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

from checker import languages
from checker.model import Policy, Text

MOSTLY = 0.75
"""So much of an interest must be words of the purpose, in every language, to restate it."""
SHORTEST_STEM = 4
MOST_WORDS = 60
"""An interest of more words is not compared: it has something of its own to say, or is hostile."""


class _Vocabulary(NamedTuple):
    grammar: frozenset[str]
    pointing: frozenset[str]
    label: frozenset[str]
    endings: frozenset[str]
    longest_ending: int


def only_label(text: Text, policy: Policy) -> tuple[str, ...]:
    """The languages in which a text says no more than that there is a legitimate interest."""
    own = _own_name(policy)
    bare = []
    for language, words in text.languages.items():
        vocabulary = _vocabulary(language)
        if vocabulary:
            content = _content(words, vocabulary, own)
            if content and content <= vocabulary.label:
                bare.append(language)
    return tuple(bare)


def restates(interest: Text, purpose: Text, policy: Policy) -> bool:
    """Whether an interest only has the words of a purpose, or only points back to it.

    It must be so mostly in every language that both are in, and wholly in one of them.
    """
    own = _own_name(policy)
    wholly = False
    for language, words in interest.languages.items():
        vocabulary = _vocabulary(language)
        if vocabulary and language in purpose.languages:
            said = _content(words, vocabulary, own)
            known = _content(purpose.languages[language], vocabulary, own)
            share = _share(said, known, vocabulary)
            if share < MOSTLY:
                return False
            wholly = wholly or share == 1.0
    return wholly


def _share(said: set[str], known: set[str], vocabulary: _Vocabulary) -> float:
    """How much of what an interest says the purpose has said, from 0 to 1."""
    if not said or len(said) > MOST_WORDS:
        return 0.0
    if said <= vocabulary.pointing:
        return 1.0
    # Forms of one word share its stem, so only words that begin alike need be compared.
    alike: dict[str, list[str]] = {}
    for one in known:
        alike.setdefault(one[:SHORTEST_STEM], []).append(one)
    found = sum(
        word in known
        or any(_same(word, other, vocabulary) for other in alike.get(word[:SHORTEST_STEM], ()))
        for word in said
    )
    return found / len(said)


def _same(word: str, other: str, vocabulary: _Vocabulary) -> bool:
    """Whether two words are forms of one: the same beginning, and an ending each."""
    shared = 0
    for ours, theirs in zip(word, other, strict=False):
        if ours != theirs:
            break
        shared += 1
    # Where two endings begin alike, the stem that counts is shorter than what is shared.
    shortest = max(SHORTEST_STEM, max(len(word), len(other)) - vocabulary.longest_ending)
    return any(
        word[stem:] in vocabulary.endings and other[stem:] in vocabulary.endings
        for stem in range(shared, shortest - 1, -1)
    )


def _content(words: str, vocabulary: _Vocabulary, own: str) -> set[str]:
    """The words that mean something: grammar and one's own name do not."""
    content: set[str] = set()
    for one in words.casefold().split():
        word = one.strip(".,:;!?()[]*_\"'’«»“”„–")
        if word and word not in vocabulary.grammar:
            named = own and word.startswith(own) and word[len(own) :].split("-")[0] in ("", "s")
            if not named:
                content.add(word)
    return content


def _own_name(policy: Policy) -> str:
    """The first word of the publisher's name: in an interest it says whose, not which."""
    name = policy.organisation.name.casefold().split() if policy.organisation else []
    return name[0] if name else ""


@cache
def _vocabulary(language: str) -> _Vocabulary | None:
    lists = languages.phrases(language, "interest")
    if not lists:
        return None
    endings = frozenset(("", *lists["endings"]))
    return _Vocabulary(
        frozenset(lists["grammar"]),
        frozenset(lists["pointing"]),
        frozenset(lists["label"]),
        endings,
        max(map(len, endings)),
    )
