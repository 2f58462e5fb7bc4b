"""Data that are said never to be stored are kept elsewhere in the statement.

Why
    What the statement says of storage must be true (GDPR Art. 5(1)(a)), and the period of what is
    kept must be told (Art. 13(2)(a), 14(2)(a)). Of "never stored" and a period for the same data
    of the same people, one is wrong.

Mend
    Find out whether the data are kept, and correct one of the two; or say which data are meant.

Limits
    A judgement: the same category can stand for different data. Looks at rules of the same
    activity, and at other activities that use the category for the same people and have a rule that
    covers it. Beside "never" for some of its data, a rule for the whole activity is taken to be
    about the rest.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from checker.finding import Certainty, Severity, Words
from checker.model import Activity, Retention
from checker.rules import Context, Hit

SEVERITY = Severity.WARNING
CERTAINTY = Certainty.JUDGEMENT
DUTY = "promises"
LEGAL: tuple[str, ...] = ("GDPR 5(1)(a)", "GDPR 13(2)(a)", "GDPR 14(2)(a)")
NEEDS = ("activity", "data-categories", "group", "organisation")
MESSAGE = "{data} are said never to be stored, but are kept in {name!r}"
REMEDY = "Find out whether they are kept. Correct one of the two, or say which data are meant."


class _Never(NamedTuple):
    """Where data are said never to be stored, and whose. No data: all of the activity's."""

    route: str
    activity: Activity
    data: tuple[str, ...]
    subjects: tuple[str, ...]
    applies_in: tuple[str, ...]


def check(context: Context) -> Iterator[Hit]:
    """Yield each "never" with the first rule that keeps the same data of the same people."""
    told = context.policy.owing_notice()
    nevers = [never for activity in told for never in _nevers(context, activity)]
    users: dict[str, list[Activity]] = {}
    for activity in told if nevers else ():
        for use in context.policy.data_of(activity):
            users.setdefault(use.category, []).append(activity)
    reported: set[str] = set()
    for never in nevers:
        found = None if never.route in reported else _kept(context, never, users)
        if found:
            reported.add(never.route)
            activity, rule, data = found
            categories = context.policy.categories
            titles = (
                repr(str(context.words(categories[name].title))) if name in categories else name
                for name in data
            )
            fields = {
                "data": Words(", ".join(titles) or "these data"),
                "name": context.words(activity.title),
                "rule": rule.route,
            }
            yield Hit(never.route, fields, related=((rule.route, "kept here"),))


def _nevers(context: Context, activity: Activity) -> Iterator[_Never]:
    subjects = context.policy.subjects_of(activity)
    group = context.policy.group_of(activity)
    for claim in (*(group.claims if group else ()), *activity.claims):
        if claim.kind == "never-stored" and not claim.qualifier:
            yield _Never(claim.route, activity, claim.data, subjects, activity.applies_in)
    for rule in activity.retention:
        if rule.kind == "never" and not rule.qualifier:
            people = rule.subjects or subjects
            markets = rule.applies_in or activity.applies_in
            yield _Never(rule.route, activity, rule.data, people, markets)


def _kept(
    context: Context, never: _Never, users: dict[str, list[Activity]]
) -> tuple[Activity, Retention, list[str]] | None:
    """The first rule that keeps what is never stored, with its activity and the data."""
    policy = context.policy
    own = [use.category for use in policy.data_of(never.activity)]
    meant = never.data or tuple(own)
    elsewhere = {one.id: one for name in meant for one in users.get(name, ())}
    for activity in (never.activity, *elsewhere.values()):
        here = activity is never.activity
        people = policy.subjects_of(activity)
        if not here and (not people or set(people).isdisjoint(never.subjects)):
            continue
        data = own if here else [use.category for use in policy.data_of(activity)]
        # Beside "never" for some data, a rule for them all is about the rest, if there is any.
        of_the_rest = here and not set(own) <= set(meant)
        for rule in activity.retention:
            limited = rule.data or (() if of_the_rest else data)
            both = [name for name in meant if name in limited]
            if rule.kind == "never" or not (both or (here and not never.data)):
                continue
            others = rule.subjects or people
            if others and never.subjects and set(others).isdisjoint(never.subjects):
                continue
            markets = rule.applies_in or activity.applies_in
            if markets and never.applies_in and set(markets).isdisjoint(never.applies_in):
                continue
            if not here and _never_too(activity, both):
                continue
            return activity, rule, both
    return None


def _never_too(activity: Activity, data: list[str]) -> bool:
    """Whether another activity says of all of these data itself that it does not store them."""
    said = {name for one in activity.claims if one.kind == "never-stored" for name in one.data}
    said.update(name for rule in activity.retention if rule.kind == "never" for name in rule.data)
    return said.issuperset(data)
