"""Nothing says how long the data of an activity are kept.

Why
    People must be told the period, or if that is not possible the criteria that settle it (GDPR
    Art. 13(2)(a), 14(2)(a)).

Mend
    Add a rule under `retention`: a period with its start, an event, or another of the forms the
    schema lists.

Limits
    Silent where a general rule in retention.yaml holds; whether that is enough is the business of
    retention-only-in-general. A rule that only prolongs others (`prolongs`) does not count. Rules
    that only say `same-as` of each other in a circle say nothing, whatever the general rule.
"""

from __future__ import annotations

from collections.abc import Iterator

from checker.finding import Certainty, Severity
from checker.rules import Context, Hit
from checker.rules.retention._kinds import settles, settling

SEVERITY = Severity.ERROR
CERTAINTY = Certainty.FACT
DUTY = "retention"
LEGAL: tuple[str, ...] = ("GDPR 13(2)(a)", "GDPR 14(2)(a)")
NEEDS = ("activity", "group", "organisation", "retention")
MESSAGE = "nothing says how long the data of {name!r} are kept{why}"
REMEDY = "Add the period and its start, or the criteria, under `retention`."


def check(context: Context) -> Iterator[Hit]:
    """Yield activities whose rules lead nowhere, or without any where there is no general one."""
    policy = context.policy
    for activity in policy.owing_notice():
        name = context.words(activity.title)
        own = settling(activity.retention)
        if own and not settles(policy, activity):
            why = ": its rules only point round in a circle"
            yield Hit(f"{own[0].route}/same_as", {"name": name, "why": why})
        elif not own and not policy.general_retention:
            yield Hit(f"{activity.id}/retention", {"name": name, "why": ""})
