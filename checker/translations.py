"""The state of translations: which texts have been reviewed in all their languages together.

The stamp of a text (translations.lock.yaml) holds a checksum of each language as it stood when they
were last reviewed together. White space, no-break spaces and the shape of quotation marks are no
part of it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple
from zlib import crc32

from checker.model import Policy, Text

REVIEWED = "reviewed"
MISSING = "missing"
STALE = "stale"
CHANGED = "changed"
NEW = "new"
STATES = (MISSING, STALE, CHANGED, NEW, REVIEWED)
"""Every state of a text, that which matters most first."""

_QUOTES = re.compile("['«»‹›“”„‟‘’‚‛″′]")


class Stamp(NamedTuple):
    """The checksums of a text's languages, and who has reviewed them together."""

    checksums: dict[str, str]
    by: str

    def __str__(self) -> str:
        sums = (f"{language}={self.checksums[language]}" for language in sorted(self.checksums))
        return f"{' '.join(sums)} by {self.by}"


def parse_stamp(line: str) -> Stamp:
    """The stamp that a line of the lock holds, already known to fit its schema."""
    sums, _, by = line.partition(" by ")
    return Stamp(dict(one.split("=", 1) for one in sums.split(" ")), by)


class State(NamedTuple):
    """How a text stands.

    `missing` languages lack it. It is `stale` where some languages changed and the others did not:
    `changed` are the former and `behind` the latter. It is `changed` where all of them did, and
    `new` where it, or one of its languages, was never reviewed with the others.
    """

    text: Text
    state: str
    missing: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    behind: tuple[str, ...] = ()


def level(words: str) -> str:
    """A text without what makes no translation stale."""
    return " ".join(_QUOTES.sub('"', words).split())


def checksum(words: str) -> str:
    """The checksum of a text in one language: eight hexadecimal digits."""
    return f"{crc32(level(words).encode()):08x}"


def states(policy: Policy) -> Iterator[State]:
    """How each text stands in the languages of the statement, in the order of the source."""
    languages = policy.statement.languages if policy.statement else ()
    order = sorted(languages)
    every = set(order)
    for text in policy.texts:
        stamp = policy.stamps.get(text.route)
        if stamp and text.languages.keys() >= every:
            # Nearly every text stands as it was stamped: then its line says just this.
            sums = [f"{one}={checksum(text.languages[one])}" for one in order]
            if stamp.startswith(f"{' '.join(sums)} by "):
                yield State(text, REVIEWED)
                continue
        yield state_of(text, languages, parse_stamp(stamp).checksums if stamp else {})


def state_of(text: Text, languages: Iterable[str], before: dict[str, str]) -> State:
    """How a text stands against the checksums of an earlier day."""
    languages = tuple(languages)
    missing = tuple(one for one in languages if one not in text.languages)
    if missing:
        return State(text, MISSING, missing)
    if any(one not in before for one in languages):
        return State(text, NEW)
    changed = tuple(one for one in languages if checksum(text.languages[one]) != before[one])
    if not changed:
        return State(text, REVIEWED)
    behind = tuple(one for one in languages if one not in changed)
    return State(text, STALE if behind else CHANGED, (), changed, behind)


def stamp_of(text: Text, languages: Iterable[str], by: str) -> Stamp:
    """The stamp of a text as it stands, reviewed by someone."""
    return Stamp({one: checksum(text.languages[one]) for one in languages}, by)
