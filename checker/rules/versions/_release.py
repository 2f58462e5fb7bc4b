"""A new version against the one that was released last."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

from checker.model import ChangeEntry, Emergency, Notified, Policy, Statement, Text, version_number
from checker.rules import Context

if TYPE_CHECKING:
    # Loaded where there is a release to compare with.
    from checker.changes import Change, Diff

NOTHING, MATERIAL = "none", "material"
"""The levels of changes.Level that rules ask for."""


class Versions(NamedTuple):
    """The statement as it was released last and as it is now, and what has changed in between."""

    before: Statement
    after: Statement
    diff: Diff

    @property
    def is_new(self) -> bool:
        """Whether the version has been raised."""
        return version_number(self.after.version) > version_number(self.before.version)

    @property
    def changed(self) -> bool:
        """Whether anything has changed in meaning."""
        return self.diff.level != NOTHING

    @property
    def material(self) -> tuple[Change, ...]:
        """The material changes of a new version; of any other they are told by none."""
        if not self.is_new:
            return ()
        return tuple(one for one in self.diff.changes if one.level == MATERIAL)


class Told(NamedTuple):
    """What the changelog says of a version, in one entry or several, the first of which is `entry`.

    `tells` are routes, each with the entry it stands in.
    """

    entry: ChangeEntry
    tells: tuple[tuple[ChangeEntry, str], ...]
    notified: tuple[Notified, ...]
    emergency: Emergency | None


def versions(context: Context) -> Versions | None:
    """The two versions; None where it is not known what has changed since a release."""
    diff = context.diff
    before = diff.before.statement if diff else None
    after = context.policy.statement
    return Versions(before, after, diff) if diff and before and after else None


def told(policy: Policy) -> Told | None:
    """What the changelog says of the policy's own version; None if it has no entry for it."""
    version = policy.statement.version if policy.statement else ""
    entries = [entry for entry in policy.changes if entry.version == version]
    if not entries:
        return None
    return Told(
        entries[0],
        tuple((entry, route) for entry in entries for route in entry.tells),
        tuple(one for entry in entries for one in entry.notified),
        next((entry.emergency for entry in entries if entry.emergency), None),
    )


def place(change: Change) -> str:
    """The route of what changed, down to its field."""
    return f"{change.route}/{change.field}" if change.field else change.route


def in_words(change: Change) -> str:
    """A change as a message names it: `purpose added (visitors/purposes/statistics)`."""
    return f"{change.kind.replace('-', ' ')} ({place(change)})"


def is_within(route: str, other: str) -> bool:
    """Whether a route is another one, or below it."""
    return route == other or route.startswith(f"{other}/")


def covers(route: str, change: Change) -> bool:
    """Whether who tells of a route tells of all of a change."""
    if is_within(place(change), route) or change.activities == (route,):
        # What concerns one activity alone may come from its group.
        return True
    names = tuple(_names(change))
    return bool(names) and all(is_within(f"{place(change)}/{name}", route) for name in names)


def touches(change: Change, route: str) -> bool:
    """Whether something of what a route names came, went or changed with a change."""
    if change.level == NOTHING:
        return False
    where = place(change)
    # All of what came or went as a whole did; of a field, the names that did.
    return is_within(where, route) or (
        is_within(route, where)
        if not change.field
        else any(
            is_within(route, f"{where}/{name}") for name in (*_names(change), *change.languages)
        )
    )


def names_nothing(context: Context, found: Versions, route: str) -> bool:
    """Whether a route leads nowhere, in either version."""
    touched = any(touches(change, route) for change in found.diff.changes)
    return not touched and not context.routes.exists(route)


def notice_places(found: Versions) -> set[str]:
    """The ids of the places at which either version says that people are told."""
    policies = (found.diff.before.change_policy, found.diff.after.change_policy)
    return {place.id for policy in policies if policy for place in policy.notice_places}


def _names(change: Change) -> Iterator[str]:
    """The names that came to a list or went from it with a change."""
    for value in (change.before, change.after):
        if isinstance(value, tuple) and not isinstance(value, Text):
            yield from value
