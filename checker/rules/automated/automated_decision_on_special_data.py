"""An automated decision uses special categories of data on a ground that does not allow it.

Why
    Decisions by automated means alone, with legal or similarly significant effect, may not be based
    on special categories of data, unless the ground is explicit consent or a substantial public
    interest laid down in law (GDPR Art. 22(4), 9(2)(a), (g)).

Mend
    Keep these data out of the decision, under its `data`; let a person decide; or state the ground
    that does allow it.

Limits
    Goes by the ground stated for these data in each market. Where no ground is stated at all, that
    is a finding of its own. Criminal-offence data are not special categories.
"""

from __future__ import annotations

from collections.abc import Iterator

from checker.finding import Certainty, Severity, Words
from checker.model import Activity, AutomatedDecision, Policy, SpecialData
from checker.rules import Context, Hit
from checker.rules.automated._decisions import decisions

SEVERITY = Severity.ERROR
CERTAINTY = Certainty.FACT
DUTY = "automated-decisions"
LEGAL: tuple[str, ...] = ("GDPR 22(4)", "GDPR 9(2)(a)", "GDPR 9(2)(g)")
NEEDS = ("activity", "data-categories", "group", "organisation")
MESSAGE = "{name!r} decides by automated means with {data}, on the ground of Art. {ground}"
REMEDY = (
    "Keep these data out of the decision, let a person decide, or state explicit consent or the law"
    " of substantial public interest that allows it."
)


def check(context: Context) -> Iterator[Hit]:
    """Yield decisions on special categories of data whose ground is another than 9(2)(a) or (g)."""
    policy = context.policy
    for activity, decision in decisions(policy):
        for entry in activity.special_data:
            data = _decided_with(policy, activity, decision, entry)
            if data and entry.ground and not _allowed(entry, activity.special_data, data):
                titles = (policy.categories[category].title for category in data)
                fields = {
                    "name": context.words(activity.title),
                    "data": Words(", ".join(context.words(title) for title in titles)),
                    "ground": entry.ground,
                }
                yield Hit(decision.route, fields, ((entry.route, "the ground of these data"),))
                break


def _decided_with(
    policy: Policy, activity: Activity, decision: AutomatedDecision, entry: SpecialData
) -> list[str]:
    """The special categories of an entry that go into a decision."""
    if entry.nature != "special-category":
        return []
    data = decision.data or tuple(use.category for use in policy.data_of(activity))
    covered = [name for name in data if name in policy.categories]
    if entry.data:
        return [name for name in covered if name in entry.data]
    return [name for name in covered if policy.categories[name].nature == "special-category"]


def _allowed(entry: SpecialData, entries: tuple[SpecialData, ...], data: list[str]) -> bool:
    """Whether the data have a ground that allows the decision, in all the entry's markets."""
    for one in entries:
        if one.ground in ("9(2)(a)", "9(2)(g)") and (not one.data or set(data) <= set(one.data)):
            everywhere = not one.applies_in
            if everywhere or (entry.applies_in and set(entry.applies_in) <= set(one.applies_in)):
                return True
    return False
