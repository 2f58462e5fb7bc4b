"""The statement rules out what it states elsewhere.

Why
    Personal data are processed transparently (GDPR Art. 5(1)(a)), and the recipients and automated
    decisions that people are told of must be the real ones (Art. 13(1)(e), 13(2)(f)). Of a claim
    that data go to nobody and a disclosure of them, one is wrong.

Mend
    Find out which of the two is true, and correct the other.

Limits
    Holds claims about sharing to the disclosures of the same activity, of its group and of sharing
    rules that name it; and claims that nothing is decided by automated means alone to the decisions
    stated. Claims and disclosures for different data are kept apart. What only may contradict a
    claim is the business of claim-doubtful; a claim with a qualifier is not held to anything.
"""

from __future__ import annotations

from collections.abc import Iterator

from checker.finding import Certainty, Severity, Words
from checker.model import Activity, Claim, Group, SharingRule
from checker.rules import Context, Hit
from checker.rules.promises._claims import WITHOUT_CONSENT, conflicts, spoken, told_by_group

SEVERITY = Severity.ERROR
CERTAINTY = Certainty.FACT
DUTY = "promises"
LEGAL: tuple[str, ...] = (
    "GDPR 5(1)(a)",
    "GDPR 13(1)(e)",
    "GDPR 14(1)(e)",
    "GDPR 13(2)(f)",
    "GDPR 14(2)(g)",
)
NEEDS = ("activity", "group", "organisation", "recipients", "sharing")
MESSAGE = "the statement says {claim!r}, but {fact}"
REMEDY = "Find out which of the two is true, and correct the other."


def check(context: Context) -> Iterator[Hit]:
    """Yield claims that something else in the statement contradicts, with the first that does."""
    policy = context.policy
    for conflict in conflicts(context):
        if conflict.plain:
            first = conflict.plain[0]
            name = repr(str(context.name(policy.recipients[first.recipient])))
            how = ", and no consent is stated" if conflict.claim.kind == WITHOUT_CONSENT else ""
            fields = {
                "claim": spoken(context, conflict.claim),
                "fact": Words(f"data go to {name}{how}"),
                "disclosure": first.route,
            }
            yield Hit(conflict.claim.route, fields, related=((first.route, "gets data here"),))
    members = told_by_group(policy)
    for owner in policy.told():
        if isinstance(owner, SharingRule):
            continue
        for claim in owner.claims:
            if claim.kind == "no-automated-decisions" and not claim.qualifier:
                yield from _decided(
                    context, claim, members[owner.id] if isinstance(owner, Group) else [owner]
                )


def _decided(context: Context, claim: Claim, activities: list[Activity]) -> Iterator[Hit]:
    """The first decision of these activities that a claim to take none rules out."""
    for decision in (one for activity in activities for one in activity.automated_decisions):
        if decision.solely_automated and decision.effect != "none":
            fields = {
                "claim": spoken(context, claim),
                "fact": f"{decision.id!r} is decided by automated means alone",
            }
            yield Hit(claim.route, fields, related=((decision.route, "the decision"),))
            return
