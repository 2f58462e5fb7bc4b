"""People are profiled or assessed, and nothing says whether that decides about them.

Why
    Where automated decisions with legal or similarly significant effect are taken, people must be
    told of them (GDPR Art. 13(2)(f), 14(2)(g)). A profile or a credit score is often one step away,
    and a score on which others decide can be the decision itself (Art. 22(1), 4(4)).

Mend
    Describe the decision under `automated_decisions`, also one that a person takes; or claim
    `no-automated-decisions`, if that is so.

Limits
    Asks only where an activity states profiling, or keeps material under the rules of credit
    information. Elsewhere silence says that no such decisions are taken, and is no finding; nor is
    a list of rights without one against them.
"""

from __future__ import annotations

from collections.abc import Iterator

from checker.finding import Certainty, Severity
from checker.model import Activity, Claim, Policy
from checker.rules import Context, Hit

SEVERITY = Severity.WARNING
CERTAINTY = Certainty.JUDGEMENT
DUTY = "automated-decisions"
LEGAL: tuple[str, ...] = ("GDPR 13(2)(f)", "GDPR 14(2)(g)", "GDPR 22(1)", "GDPR 4(4)")
NEEDS = ("activity", "group", "organisation", "retention", "sharing")
MESSAGE = "{name!r} {does}, and nothing says whether automated decisions follow"
REMEDY = (
    "State the automated decisions, or that there are none; counsel must say whether what is done"
    " here decides about people."
)


def check(context: Context) -> Iterator[Hit]:
    """Yield activities with profiling or credit information that leave decisions open."""
    policy = context.policy
    for activity in policy.owing_notice():
        raising = _raising(activity)
        if raising and not activity.automated_decisions and not _denied(policy, activity):
            route, does = raising
            yield Hit(route, {"name": context.words(activity.title), "does": does})


def _raising(activity: Activity) -> tuple[str, str] | None:
    """What raises the question in an activity, and where."""
    for profiling in activity.profiling:
        return profiling.route, "profiles people"
    for rule in activity.retention:
        if rule.regime == "credit-information":
            return f"{rule.route}/regime", "uses credit information"
    return None


def _denied(policy: Policy, activity: Activity) -> bool:
    claims: list[Claim] = list(activity.claims)
    group = policy.groups.get(activity.part_of) if activity.part_of else None
    if group:
        claims += group.claims
    for rule in policy.sharing_rules_for(activity):
        claims += rule.claims
    return any(claim.kind == "no-automated-decisions" for claim in claims)
