"""What is drawn, free of any format and place: boxes in columns, and arrows between them.

    people ─▶ data ─▶ activity ─▶ recipient ─▶ recipients of theirs ─▶ country
                      sharing rule ─╯

A row is an activity with a box of data for each set of people, so that no arrow says that everyone
gives everything. A sharing rule for all activities is a row of its own without data.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

NATURES = ("special-category", "criminal-offence", "national-id")
"""The marks of data that law protects more: Art. 9, Art. 10 and Art. 87."""

JOINT = "joint-controller"
OUTSIDE = "outside-eea"
CONSENT = "consent"
CONDITION = "condition"
PART = "part"
MARKS = (*NATURES, JOINT, OUTSIDE, CONSENT, CONDITION, PART)
"""Every mark, in the order of the legend. The last three stand where an arrow begins."""


class Line(NamedTuple):
    """Words in a box, with the marks of what they name. `faint` words are said of it."""

    text: str
    marks: tuple[str, ...] = ()
    faint: bool = False


class Box(NamedTuple):
    """A thing drawn. `kind` is people, data, activity, rule, recipient or country."""

    id: str
    kind: str
    lines: tuple[Line, ...]
    outside: bool = False


class Arrow(NamedTuple):
    """Data go from one box to another; `notes` say as what and when, one line each."""

    source: str
    target: str
    notes: tuple[str, ...] = ()
    marks: tuple[str, ...] = ()


class Row(NamedTuple):
    """An activity or a sharing rule, and its boxes of data."""

    data: tuple[Box, ...]
    box: Box


class Said(NamedTuple):
    """A line of what the picture says in words, and what belongs below it."""

    words: str
    below: tuple[Said, ...] = ()


class Picture(NamedTuple):
    """A drawing in one language.

    `recipients` are by how many steps data take to them, the nearest first. `legend` explains the
    marks that occur. `said` is all of it in words.
    """

    language: str
    title: str
    subtitle: str
    headings: dict[str, str]
    people: tuple[Box, ...]
    rows: tuple[Row, ...]
    recipients: tuple[tuple[Box, ...], ...]
    countries: tuple[Box, ...]
    arrows: tuple[Arrow, ...]
    legend: tuple[tuple[str, str], ...]
    footnote: str
    said: tuple[Said, ...]

    def boxes(self) -> Iterator[Box]:
        """Every box, column by column."""
        yield from self.people
        for row in self.rows:
            yield from row.data
        for row in self.rows:
            yield row.box
        for level in self.recipients:
            yield from level
        yield from self.countries


def begun(words: str) -> str:
    """Words as they begin a line."""
    return words[:1].upper() + words[1:]


def flat(said: tuple[Said, ...]) -> Iterator[str]:
    """What a picture says in sentences, those on one thing on a line of their own."""
    for one in said:
        sentences = [one.words]
        for part in one.below:
            below = "; ".join(_run_in(inner) for inner in part.below)
            sentences.append(f"{part.words}: {below}" if below else part.words)
        yield " ".join(f"{begun(one).rstrip('.')}." for one in sentences)


def _run_in(one: Said) -> str:
    below = "; ".join(_run_in(inner) for inner in one.below)
    return f"{one.words} ({below})" if below else one.words
