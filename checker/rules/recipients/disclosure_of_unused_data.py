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
    leaves the list open (`open: [data]`, its own, its group's or that of the activity it takes data
    over from), and while an id on the way from data to recipients is misspelt. Markets are not told
    apart. Where the recipient gets no data at all, recipient-not-reached says so alone.
"""

from __future__ import annotations

from collections.abc import Iterator

from checker.finding import Certainty, Severity, Words
from checker.model import Activity, Disclosure, Policy
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
    uses = {name: _uses(policy, one) for name, one in policy.activities.items()}
    of_all = _together(list(uses.values()))
    found: list[tuple[str, Disclosure, str]] = []
    for whose, activities, disclosures in _owners(context):
        named = [(one, name) for one in disclosures for name in one.data]
        if named:
            used = of_all if activities is None else _together([uses[one] for one in activities])
            missed = ((one, name) for one, name in named if used and name not in used)
            found.extend((whose, one, name) for one, name in missed)
    if found:
        gets = reached(context.graph)
        for whose, disclosure, name in found:
            if disclosure.recipient in gets:
                fields = {
                    "data": context.words(policy.categories[name].title),
                    "category": name,
                    "name": context.name(policy.recipients[disclosure.recipient]),
                    "whose": Words(whose),
                }
                yield Hit(f"{disclosure.route}/data/{name}", fields)


def _uses(policy: Policy, activity: Activity) -> set[str]:
    """The data of an activity; none where they are not stated, or not all of them."""
    one: Activity | None = activity
    seen: set[str] = set()
    while one and one.id not in seen:
        seen.add(one.id)
        group = policy.group_of(one)
        if "data" in one.open or (group and "data" in group.open):
            return set()
        one = policy.activities.get(one.data_same_as.activity) if one.data_same_as else None
    return {use.category for use in policy.data_of(activity)}


def _together(uses: list[set[str]]) -> set[str]:
    """The data of several activities; none where those of one are not known."""
    return set().union(*uses) if all(uses) else set()


def _owners(
    context: Context,
) -> Iterator[tuple[str, list[str] | None, tuple[Disclosure, ...]]]:
    """Whatever states disclosures: the activities it is for, or None for all of them.

    Before them, in words, who does not use the data.
    """
    policy = context.policy
    members: dict[str, list[str]] = {}
    for activity in policy.activities.values():
        yield f"{str(context.words(activity.title))!r} does", [activity.id], activity.disclosures
        if activity.part_of:
            members.setdefault(activity.part_of, []).append(activity.id)
    for group in policy.groups.values():
        title = repr(str(context.words(group.title)))
        yield f"the activities of {title} do", members.get(group.id, []), group.disclosures
    for rule in policy.sharing.values():
        title = repr(str(context.words(rule.title)))
        named = list(rule.applies_to) or None
        yield f"the activities under {title} do", named, rule.disclosures
