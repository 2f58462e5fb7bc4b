"""What people must be told beforehand of a new version, and what the changelog says they were."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from checker.durations import after
from checker.model import Effective, Note, Notified, Policy
from checker.rules import Context
from checker.rules.versions._release import Told, Versions, told, versions

if TYPE_CHECKING:
    from checker.changes import Change


class Notice(NamedTuple):
    """What people are to be told of a new version before it takes effect.

    `changes` are the material ones, but in an emergency only the new purposes, which none excuses;
    `new_purpose` is the first of these. `places` and `period` are what people were promised by the
    version before: where they are told, without a reservation, and how long before.
    """

    versions: Versions
    told: Told
    changes: tuple[Change, ...]
    new_purpose: Change | None
    places: tuple[Note, ...]
    period: str | None

    @property
    def left_out(self) -> tuple[Note, ...]:
        """The places at which the changelog does not say that people are told."""
        named = {one.place for one in self.told.notified}
        return tuple(place for place in self.places if place.id not in named)

    @property
    def last(self) -> Notified | None:
        """When and where the last of those who were promised it are told.

        Where no place was promised, whoever is told anywhere is told: the first day counts.
        """
        promised = {place.id for place in self.places}
        days = [one for one in self.told.notified if one.place in promised]
        if self.places:
            return max(days, key=lambda one: one.on, default=None)
        return min(self.told.notified, key=lambda one: one.on, default=None)

    @property
    def takes_effect(self) -> str | None:
        """The first day on which one of the changes takes effect; None if that is past."""
        starts = [_start(self.versions, change) for change in self.changes]
        return min(starts) if min(starts) >= self.versions.after.last_updated else None

    @property
    def is_late(self) -> bool:
        """Whether people are told too late: after the change, or sooner before it than promised."""
        last, start = self.last, self.takes_effect
        if not last or not start:
            return False
        return (after(last.on, self.period) if self.period else last.on) > start


def notice(context: Context) -> Notice | None:
    """What must be told of a new version; None if nothing must, or the changelog has no entry."""
    found, entry = versions(context), told(context.policy)
    if not found or not entry or not found.material:
        return None
    purposes = tuple(
        one for one in found.material if _is_new_purpose(one, found.diff.before, context.policy)
    )
    changes = purposes if entry.emergency else found.material
    if not changes:
        return None
    promised = found.diff.before.change_policy
    return Notice(
        found,
        entry,
        changes,
        purposes[0] if purposes else None,
        tuple(
            _as_now(place, context.policy)
            for place in (promised.notice_places if promised else ())
            if not place.qualifier
        ),
        promised.notice_before if promised else None,
    )


def _as_now(place: Note, policy: Policy) -> Note:
    """A place as the policy calls it now, if it has another id."""
    places = policy.change_policy.notice_places if policy.change_policy else ()
    if any(one.id == place.id for one in places):
        return place
    return next((one for one in places if one.text.languages == place.text.languages), place)


def starts(versions: Versions, change: Change) -> tuple[Effective, ...]:
    """From when the statement says that a change takes effect, in its markets."""
    return tuple(
        one
        for one in versions.after.effective
        if not one.applies_in or not change.markets or set(one.applies_in) & set(change.markets)
    )


def is_dated(versions: Versions, change: Change) -> bool:
    """Whether the statement says from when a change holds in each of its markets."""
    stated = {market for one in versions.after.effective for market in one.applies_in or ("",)}
    return "" in stated or stated.issuperset(_markets(versions, change))


def _start(versions: Versions, change: Change) -> str:
    """The first day on which a change takes effect anywhere."""
    return min(map(versions.after.start_in, _markets(versions, change)))


def _markets(versions: Versions, change: Change) -> tuple[str, ...]:
    return change.markets or versions.after.markets


def _is_new_purpose(change: Change, before: Policy, now: Policy) -> bool:
    """Whether data that are held already are to serve another purpose, GDPR Art. 13(3).

    A new activity is no such change where nobody whose data it uses was concerned before.
    """
    if change.kind != "activity-added":
        return change.kind in ("purpose-added", "purpose-wider")
    subjects = set(now.subjects_of(now.activities[change.route]))
    lists = [set(before.subjects_of(activity)) for activity in before.activities.values()]
    return not subjects or any(not one or subjects & one for one in lists)
