"""A disclosure names data that the activities it holds for do not use.

Why
    People must be told which of their data go to whom (GDPR Art. 13(1)(e), 14(1)(e), 5(1)(a)). Data
    that no activity has cannot go out: either the activity uses more than it says, or the
    disclosure names too much.

Mend
    If the activity uses them, add them to its `data`; otherwise take them out of the `data` of the
    disclosure.

Limits
    Looks at disclosures of activities, of groups (for all their activities) and of sharing rules
    (for those under `applies_to`, or all). Silent where one of these activities states no data or
    leaves the list open (`open: [data]`), and where an id among its data is misspelt. Markets are
    not told apart. Where the recipient gets no data at all, recipient-not-reached says so alone.
"""

from __future__ import annotations

from collections.abc import Iterator

from checker.finding import Certainty, Severity
from checker.model import Activity, Disclosure
from checker.rules import Context, Hit
from checker.rules.recipients._reach import in_doubt, reached

SEVERITY = Severity.WARNING
CERTAINTY = Certainty.FACT
DUTY = "recipients"
LEGAL: tuple[str, ...] = ("GDPR 5(1)(a)", "GDPR 13(1)(e)", "GDPR 14(1)(e)")
NEEDS = (
    "activity",
    "data-categories",
    "group",
    "organisation",
    "recipients",
    "sharing",
)
MESSAGE = "{data!r} go to {name!r}, but {whose} not use them"
REMEDY = (
    "Find out whether they are used: add them to the `data` of the activity, or take {category} "
    "out of the `data` of the disclosure."
)


def check(context: Context) -> Iterator[Hit]:
    """Yield each data category of a disclosure that no activity has to give."""
    policy = context.policy
    if in_doubt(context):
        return
    uses = {
        name: {use.category for use in policy.data_of(activity)}
        for name, activity in policy.activities.items()
    }
    found: list[tuple[str, Disclosure, str]] = []
    for whose, activities, disclosures in _owners(context):
        # What is not known to be all cannot leave anything out.
        if not activities or any(not uses[one.id] or "data" in one.open for one in activities):
            continue
        named = [(one, name) for one in disclosures for name in one.data]
        used = set().union(*(uses[one.id] for one in activities)) if named else set()
        found.extend((whose, one, name) for one, name in named if name not in used)
    if found:
        gets = reached(context.graph)
        for whose, disclosure, name in found:
            if disclosure.recipient in gets:
                fields = {
                    "data": context.words(policy.categories[name].title),
                    "category": name,
                    "name": context.name(policy.recipients[disclosure.recipient]),
                    "whose": whose,
                }
                yield Hit(f"{disclosure.route}/data/{name}", fields)


def _owners(
    context: Context,
) -> Iterator[tuple[str, list[Activity], tuple[Disclosure, ...]]]:
    """Whatever states disclosures: its activities, and in words who does not use data."""
    policy = context.policy
    members: dict[str, list[Activity]] = {}
    for activity in policy.activities.values():
        if activity.disclosures:
            yield f"{str(context.words(activity.title))!r} does", [activity], activity.disclosures
        if activity.part_of:
            members.setdefault(activity.part_of, []).append(activity)
    for group in policy.groups.values():
        title = repr(str(context.words(group.title)))
        yield f"the activities of {title} do", members.get(group.id, []), group.disclosures
    for rule in policy.sharing.values():
        activities = [policy.activities[name] for name in rule.applies_to]
        title = repr(str(context.words(rule.title)))
        every = activities or list(policy.activities.values())
        yield f"the activities under {title} do", every, rule.disclosures
