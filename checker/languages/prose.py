"""How the page reads: the prose of each section, in each language.

What is measured are the policy's texts as they stand on the page. What the page writes from fields
(labels, periods, names in a row) is no prose.
"""

from __future__ import annotations

from typing import NamedTuple

from checker.languages.lix import Counts, Plain, count, length, plain, sentences, total
from checker.languages.sections import Placed, placed
from checker.model import Policy, Section, Text


class Passage(NamedTuple):
    """The sentences of a text in one language, at least one."""

    text: Text
    sentences: tuple[str, ...]

    @property
    def counts(self) -> Counts:
        """The words of all the sentences."""
        return count(self.sentences)

    @property
    def longest(self) -> str:
        """The sentence with the most words, the first of several."""
        return max(self.sentences, key=length)


class Part(NamedTuple):
    """A section's prose without that of the sections below it; no section: before the first."""

    section: Section | None
    number: str
    passages: tuple[Passage, ...]
    counts: Counts


class Reading(NamedTuple):
    """How the statement reads in one language. `parts` are in the order of the page."""

    language: str
    plain: Plain
    parts: tuple[Part, ...]
    counts: Counts


def readings(policy: Policy) -> tuple[Reading, ...]:
    """How the page reads in each language of the statement that klar can measure."""
    languages = policy.statement.languages if policy.statement else ()
    known = [(language, one) for language in languages if (one := plain(language))]
    sections = placed(policy) if known else ()
    return tuple(_reading(language, one, sections) for language, one in known)


def _reading(language: str, known: Plain, sections: tuple[Placed, ...]) -> Reading:
    parts = tuple(_part(language, known, one) for one in sections)
    return Reading(language, known, parts, total(part.counts for part in parts))


def _part(language: str, known: Plain, section: Placed) -> Part:
    passages = []
    for text in section.texts:
        found = sentences(text.languages.get(language, ""), known)
        if found:
            passages.append(Passage(text, found))
    counts = count([one for passage in passages for one in passage.sentences])
    return Part(section.section, section.number, tuple(passages), counts)
