"""What people are to be told of changes: whom, of which, from when, and what they can do.

Only what the policy states; the words are in report/versions/notice.py.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from checker.changes import Change, Diff, Level
from checker.changes.elements import renamings
from checker.model import Activity, OfferedRight, Policy, Right, Text

_OBJECT = "object"
_OPT_OUT = "opt-out"
_WITHDRAW = "withdraw-consent"
_COMPLAINT = "complaint"
_INTEREST = "6(1)(f)"
_RIGHTS = {"object": (_OBJECT,), "object_marketing": (_OBJECT, _OPT_OUT), "withdraw": (_WITHDRAW,)}
"""Of each choice the rights that it is to use."""


class Start(NamedTuple):
    """From when changes apply, ISO 8601, and in which markets; none means all of them.

    No day: the statement does not say.
    """

    markets: tuple[str, ...]
    day: str | None


class Choice(NamedTuple):
    """Something people can do: `object`, `object_marketing` or `withdraw`.

    `routes` are those of the activities or of the consents that it is about. How to do it is said
    by the ids of channels, or in the statement's own words.
    """

    kind: str
    routes: tuple[str, ...]
    any_time: bool
    channels: tuple[str, ...]
    texts: tuple[Text, ...]


class Draft(NamedTuple):
    """What some people are to be told. No subjects: everyone.

    `others` are the groups of people who get a message of their own in place of one to everyone.
    `rights` are those stated beside the choices; `channels` lead to us.
    """

    subjects: tuple[str, ...]
    others: tuple[str, ...]
    changes: tuple[Change, ...]
    starts: tuple[Start, ...]
    choices: tuple[Choice, ...]
    rights: tuple[Right, ...]
    channels: tuple[str, ...]
    authorities: tuple[str, ...]


def drafts(diff: Diff, *, substantive: bool = False) -> list[Draft]:
    """A draft for each group of people whom the same changes concern.

    Of the changes that are material, or with `substantive` of those as well, the former first.
    """
    least = Level.SUBSTANTIVE if substantive else Level.MATERIAL
    told = [change for change in diff.changes if change.level.rank >= least.rank]
    # What is done with people's data comes before what is said of those who get them.
    told.sort(key=lambda change: (-change.level.rank, not _of_use(diff, change)))
    if not told:
        return []
    renamed = renamings(diff.before, diff.after)
    groups: dict[tuple[int, ...], list[str]] = {}
    concerned = [tuple(renamed.get(one, one) for one in change.subjects) for change in told]
    general = tuple(at for at, subjects in enumerate(concerned) if not subjects)
    own: dict[str, list[int]] = {}
    for at, subjects in enumerate(concerned):
        for subject in subjects:
            own.setdefault(subject, []).append(at)
    names = [*diff.after.subjects, *(one for one in own if one not in diff.after.subjects)]
    for name in names:
        if name in own:
            groups.setdefault(tuple(sorted((*own[name], *general))), []).append(name)
    found = [
        _draft(diff, [told[at] for at in of], tuple(names), ()) for of, names in groups.items()
    ]
    if general and len(own) < max(len(names), 1):
        others = tuple(name for name in names if name in own)
        found.append(_draft(diff, [told[at] for at in general], (), others))
    return found


def _of_use(diff: Diff, change: Change) -> bool:
    policy = diff.before if change.gone else diff.after
    kind = policy.kind_of.get(change.route.partition("/")[0])
    return kind in ("activity", "group", "sharing")


def _draft(
    diff: Diff, changes: Sequence[Change], subjects: tuple[str, ...], others: tuple[str, ...]
) -> Draft:
    policy = diff.after
    markets = _union(change.markets for change in changes)
    activities = _activities(policy, changes, subjects)
    choices = tuple(_choices(policy, activities, subjects))
    spoken = {right for one in choices for right in _RIGHTS[one.kind]}
    authorities = policy.complaints.authorities if policy.complaints else ()
    near = tuple(one for one in authorities if not markets or one in markets)
    return Draft(
        subjects,
        others,
        tuple(changes),
        tuple(starts(diff, markets)),
        choices,
        tuple(one for one in policy.rights if one.right not in (*spoken, _COMPLAINT)),
        tuple(_channels(policy, markets)),
        near or authorities,
    )


def _union(lists: Iterable[tuple[str, ...]]) -> tuple[str, ...]:
    """Every name of some lists of which an empty one means all; then it is empty itself."""
    listed = list(lists)
    return tuple(dict.fromkeys(one for many in listed for one in many)) if all(listed) else ()


# From when


def starts(diff: Diff, markets: tuple[str, ...] = ()) -> Iterator[Start]:
    """From when changes apply in some markets; none means all of them."""
    statement, was = diff.after.statement, diff.before.statement
    assert statement
    assert was
    # The day of the version before is no day of these changes.
    fresh = statement.last_updated > was.last_updated
    old = {one.start for one in was.effective}
    days: dict[str | None, list[str]] = {}
    everywhere = markets or statement.markets
    for market in everywhere or ("",):
        own = [one for one in statement.effective if market in one.applies_in]
        own = own or [one for one in statement.effective if not one.applies_in]
        day = min((one.start for one in own), default=None)
        if day is None:
            day = statement.last_updated if fresh else None
        elif day < statement.last_updated or not (fresh or day not in old):
            day = None
        days.setdefault(day, []).append(market)
    for day, those in days.items():
        yield Start(() if len(days) == 1 else tuple(those), day)


# What people can do


def _activities(
    policy: Policy, changes: Sequence[Change], subjects: tuple[str, ...]
) -> list[Activity]:
    """The activities in which something changed for some people, in the order of the policy."""
    names = {name for change in changes for name in change.activities}
    found = []
    for activity in policy.activities.values():
        people = policy.subjects_of(activity)
        if activity.id in names and _meet(people, subjects):
            found.append(activity)
    return found


def _meet(some: tuple[str, ...], others: tuple[str, ...]) -> bool:
    """Whether two groups of people have somebody in common; none means everyone."""
    return not some or not others or not set(some).isdisjoint(others)


def _choices(
    policy: Policy, activities: Sequence[Activity], subjects: tuple[str, ...]
) -> Iterator[Choice]:
    """What people can do; activities where they do it in the same way stand together."""
    for kind, ways_in in (
        ("object", _objecting),
        ("object_marketing", _opting_out),
        ("withdraw", _withdrawing),
    ):
        same: dict[tuple[bool, tuple[str, ...], tuple[str, ...]], tuple[_Way, list[str]]] = {}
        for activity in activities:
            for route, way in ways_in(policy, activity, subjects):
                key = (way.any_time, way.channels, tuple(text.route for text in way.texts))
                routes = same.setdefault(key, (way, []))[1]
                routes.append(route)
        for way, routes in same.values():
            # A group's consents come with each of its activities.
            yield Choice(kind, tuple(dict.fromkeys(routes)), *way)


class _Way(NamedTuple):
    """How people use a right, as far as that is stated."""

    any_time: bool
    channels: tuple[str, ...]
    texts: tuple[Text, ...]


_Used = tuple[str, _Way]
"""The route of an activity or a consent, and how people use a right about it."""


def _objecting(policy: Policy, activity: Activity, subjects: tuple[str, ...]) -> Iterator[_Used]:
    bases = (one for one in policy.our_bases(activity) if one.article == _INTEREST)
    if any(_meet(basis.subjects, subjects) for basis in bases):
        way = _way(_stated(policy, activity, subjects, *_RIGHTS["object"]))
        if way:
            yield activity.route, way


def _opting_out(policy: Policy, activity: Activity, subjects: tuple[str, ...]) -> Iterator[_Used]:
    if any(purpose.direct_marketing for purpose in activity.purposes):
        way = _way(_stated(policy, activity, subjects, *_RIGHTS["object_marketing"]))
        if way:
            yield activity.route, way


def _withdrawing(policy: Policy, activity: Activity, subjects: tuple[str, ...]) -> Iterator[_Used]:
    general = _way(_stated(policy, activity, subjects, _WITHDRAW))
    for consent in policy.consents_of(activity):
        own = consent.withdrawal
        if not _meet(consent.subjects, subjects) or not (own or general):
            continue
        any_time, channels, texts = general or _Way(False, (), ())
        if own and (own.channels or own.text):
            channels, texts = own.channels, (own.text,) if own.text else ()
        any_time = any_time or bool(own and own.any_time)
        yield consent.route, _Way(any_time, channels, texts)


def _stated(
    policy: Policy, activity: Activity, subjects: tuple[str, ...], *kinds: str
) -> list[Right | OfferedRight]:
    """A right as an activity offers it to some people, or else as it is stated for all."""
    offered = (one for one in policy.rights_of(activity) if _meet(one.subjects, subjects))
    own: list[Right | OfferedRight] = [one for one in offered if one.right in kinds]
    return own or [one for one in policy.rights if one.right in kinds]


def _way(rights: Sequence[Right | OfferedRight]) -> _Way | None:
    """How a right is used that is stated in one place or several; nothing if it is not."""
    if not rights:
        return None
    return _Way(
        any(one.any_time is True for one in rights),
        tuple(dict.fromkeys(name for one in rights for name in one.channels)),
        tuple(one.text for one in rights if one.text),
    )


def _channels(policy: Policy, markets: tuple[str, ...]) -> Iterator[str]:
    """How people reach us to use their rights, or else the data protection officer, or us."""
    officers = [one for one in policy.officers.values() if one.role == "data-protection-officer"]
    holders = (
        [policy.procedure.channels] if policy.procedure else [],
        [one.channels for one in officers],
        [one.channels for one in policy.entities.values()],
    )
    for some in holders:
        named = dict.fromkeys(name for names in some for name in names)
        others = (one.id for one in policy.channels.values() if one.alternative_to in named)
        ways = [policy.channels[one] for one in (*named, *others) if one in policy.channels]
        found = dict.fromkeys(one.id for one in ways if _meet(one.applies_in, markets))
        if found:
            yield from found
            return
