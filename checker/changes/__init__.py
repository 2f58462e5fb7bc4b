"""What changed in meaning from one policy to another, how much it matters, and whom it concerns.

A change is known by ids: in which order and files things stand, how their texts are wrapped and
under which name an id goes since it was renamed makes no difference.
"""

from __future__ import annotations

from typing import NamedTuple

from checker.changes.affected import Concerned, Reach, all_of
from checker.changes.compare import compare
from checker.changes.elements import Value, elements_of, names_in, renamings
from checker.changes.kinds import Kind, Level, Meaning, Reader, kinds
from checker.changes.replaced import told
from checker.law.book import Book
from checker.model import Policy

__all__ = ["Change", "Diff", "Kind", "Level", "diff", "kinds"]


class Change(NamedTuple):
    """One change in meaning.

    `route` is that of what changed as it is called after, or before if it is gone (`gone`); `field`
    is empty where the whole of it came or went. Of a list, `before` and `after` hold only the names
    that came or went. `languages` are those in which a text changed. `activities`, `subjects` and
    `markets` are those concerned; none means all.
    """

    kind: str
    level: Level
    route: str
    field: str
    before: Value
    after: Value
    languages: tuple[str, ...]
    activities: tuple[str, ...]
    subjects: tuple[str, ...]
    markets: tuple[str, ...]
    gone: bool


class Diff(NamedTuple):
    """What changed from one policy to another, in the order of the policy after."""

    before: Policy
    after: Policy
    changes: tuple[Change, ...]

    @property
    def level(self) -> Level:
        """The level of the change that matters most; none if nothing has changed in meaning."""
        levels = (change.level for change in self.changes)
        return max(levels, key=lambda level: level.rank, default=Level.NONE)

    def at(self, level: Level) -> tuple[Change, ...]:
        """The changes of one level."""
        return tuple(change for change in self.changes if change.level is level)


def diff(before: Policy, after: Policy, law: Book) -> Diff:
    """What changed from one policy to another; countries as the law has them on the later date."""
    on = after.statement.last_updated if after.statement else "0001-01-01"

    def outside(country: str) -> bool:
        return not law.in_eea(country, on)

    renamed = renamings(before, after)
    redacted = (before.redacted, after.redacted)
    compared = compare(elements_of(before, renamed), elements_of(after, renamed), redacted)
    old, new = compared.before, compared.after
    reach_before, reach_after = Reach(before, old), Reach(after, new)
    found: dict[object, list[Change]] = {}
    for meaning in Reader(before, after, outside).read(told(compared)):
        one = meaning.difference
        reach = reach_before if one.removed else reach_after
        concerned = reach.of(one.element)
        kind = meaning.kind
        if concerned is None:
            # What is used for nothing is listed, and no more.
            if one.within:
                continue
            concerned = Concerned((), (), ())
            kind = min(kind, kinds()["definition-changed"], key=lambda each: each.level.rank)
        change = Change(
            kind.id,
            kind.level,
            one.element.own,
            one.field,
            meaning.before,
            meaning.after,
            meaning.languages,
            concerned.activities,
            _told(meaning) or concerned.subjects,
            concerned.markets,
            one.removed,
        )
        # What several activities have from their group has changed once.
        key = (change.kind, change.route, change.field, repr(change.before), repr(change.after))
        found.setdefault(key, []).append(change)
    return Diff(before, after, tuple(_once(alike, before, after) for alike in found.values()))


def _once(alike: list[Change], before: Policy, after: Policy) -> Change:
    """Several changes that are the same for several activities, as one."""
    first, *others = alike
    if not others:
        return first
    return first._replace(
        **all_of(
            [Concerned(one.activities, one.subjects, one.markets) for one in alike],
            before if first.gone else after,
        )._asdict()
    )


def _told(meaning: Meaning) -> tuple[str, ...]:
    """The people who come to an activity or leave it, whom alone that concerns."""
    if meaning.kind.id not in ("people-added", "people-removed"):
        return ()
    return names_in(meaning.after) or names_in(meaning.before)
