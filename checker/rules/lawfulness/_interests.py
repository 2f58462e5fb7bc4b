"""What the words of a legitimate interest say that nothing else has said."""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

from checker.languages.wording import wording
from checker.model import Policy, Text

MOSTLY = 0.75
"""So much of an interest must be words of the purpose, in every language, to restate it."""
SHORTEST_STEM = 4


class _Vocabulary(NamedTuple):
    grammar: frozenset[str]
    pointing: frozenset[str]
    label: frozenset[str]
    endings: frozenset[str]


def only_label(text: Text, policy: Policy) -> bool:
    """Whether a text says no more than that there is a legitimate interest, in every language."""
    own = _own_name(policy)
    told = [
        content and content <= vocabulary.label
        for language, vocabulary in _vocabularies().items()
        if language in text.languages
        for content in [_content(text.languages[language], vocabulary, own)]
    ]
    return bool(told) and all(told)


def restates(interest: Text, purpose: Text, policy: Policy) -> bool:
    """Whether an interest only has the words of a purpose, or only points back to it.

    It must be so mostly in every language that both are in, and wholly in one of them.
    """
    own = _own_name(policy)
    shares: list[float] = []
    for language, vocabulary in _vocabularies().items():
        if language in interest.languages and language in purpose.languages:
            said = _content(interest.languages[language], vocabulary, own) - vocabulary.pointing
            known = _content(purpose.languages[language], vocabulary, own)
            found = sum(
                word in known or any(_same(word, other, vocabulary) for other in known)
                for word in said
            )
            shares.append(found / len(said) if said else 1.0)
    return bool(shares) and min(shares) >= MOSTLY and max(shares) == 1.0


def _same(word: str, other: str, vocabulary: _Vocabulary) -> bool:
    """Whether two words are forms of one: the same beginning, and an ending each."""
    length = 0
    for ours, theirs in zip(word, other, strict=False):
        if ours != theirs:
            break
        length += 1
    # Where two endings begin alike, the stem that counts is shorter than what is shared.
    return any(
        word[stem:] in vocabulary.endings and other[stem:] in vocabulary.endings
        for stem in range(length, SHORTEST_STEM - 1, -1)
    )


def _content(words: str, vocabulary: _Vocabulary, own: str) -> set[str]:
    """The words that mean something: one's own name and grammar do not."""
    plain = (word.strip(".,:;!?()[]*_\"'«»“”„–") for word in words.casefold().split())
    return {
        word
        for word in plain
        if word and word not in vocabulary.grammar and not (own and word.startswith(own))
    }


def _own_name(policy: Policy) -> str:
    """The first word of the publisher's name: in an interest it says whose, not which."""
    name = policy.organisation.name.casefold().split() if policy.organisation else []
    return name[0] if name and len(name[0]) >= SHORTEST_STEM else ""


@cache
def _vocabularies() -> dict[str, _Vocabulary]:
    return {
        language: _Vocabulary(
            frozenset(lists["grammar"].split()),
            frozenset(lists["pointing"].split()),
            frozenset(lists["label"].split()),
            frozenset(("", *lists["endings"].split())),
        )
        for language, lists in wording("interests").items()
    }
