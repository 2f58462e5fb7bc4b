"""What changed from one edition to the next, in words for the public and with its place."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import NamedTuple

from checker.changes import Change, Level
from checker.render.archive.editions import Archive, Edition
from checker.render.nodes import Runs
from checker.render.phrases import load
from checker.render.words import Words, plain
from checker.report.versions.wording import Wording


class Told(NamedTuple):
    """A change as the page tells it: in a sentence, where it stands or stood, whom it concerns."""

    sentence: str
    href: str
    whom: str


class Part(NamedTuple):
    """The changes in one part of the statement."""

    title: str
    changes: tuple[Told, ...]


class Group(NamedTuple):
    """The changes that matter as much."""

    title: str
    parts: tuple[Part, ...]


def groups(
    archive: Archive, edition: Edition, language: str, to: Callable[[str], str]
) -> Iterator[Group]:
    """The changes that the page of this language shows, those that matter most first.

    `to` says how to get to a path. What stands on neither page is not for the public.
    """
    changes = archive.diff(edition)
    wording = Wording(changes, language)
    words = Words(load(language))
    for level in sorted(Level, key=lambda one: -one.rank):
        if level is Level.NONE:
            continue
        # What reads the same and leads to the same place is told once.
        parts: dict[str, dict[Told, None]] = {}
        for change in changes.at(level):
            place = _place(archive, edition, language, change)
            if place:
                told = parts.setdefault(wording.part(change), {})
                told[_told(words, wording, change, to(place))] = None
        if parts:
            told_in = tuple(Part(title, tuple(told)) for title, told in parts.items())
            yield Group(wording.level(level), told_in)


def _told(words: Words, wording: Wording, change: Change, href: str) -> Told:
    whom: Runs = ()
    people, countries = wording.people(change), wording.markets(change)
    if change.subjects and change.markets:
        whom = words.say("versions.whom_in", people=people, countries=countries)
    elif change.subjects:
        whom = words.say("versions.whom", people=people)
    elif change.markets:
        whom = words.say("applies_in", countries=countries)
    return Told(wording.sentence(change), href, plain(whom))


def _place(archive: Archive, edition: Edition, language: str, change: Change) -> str | None:
    """Where a change stands on the page, or stood on the one before; None if on neither."""
    if change.languages and language not in change.languages:
        return None
    before = archive.before(edition)
    assert before
    shows = before if change.gone else edition
    found = shows.language(language)
    # What has no place of its own is not printed, but for what holds of the statement as a whole.
    if change.route.startswith("statement/") or archive.has_place(shows, found, change.route):
        return archive.place(shows, found, change.route)
    return None
