"""An automated decision rests on none of the exceptions that allow it.

Why
    People have the right not to be subject to a decision by automated means alone that has legal or
    similarly significant effect. It is allowed only if it is necessary for a contract with them, if
    a law authorises it, or with their explicit consent (GDPR Art. 22(1), (2)). A legitimate
    interest does not carry it.

Mend
    State under `allowed_by` which point of Art. 22(2) applies, and the basis that goes with it; or
    let a person decide.

Limits
    A contract needs a basis under Art. 6(1)(b) in the activity; explicit consent needs a consent
    that is not tied, by all that rests on it, to other data than the decision's. Whether the
    decision is necessary for the contract, and whether a law does authorise it, is not judged.
    Where a basis is described elsewhere, or none is stated, nothing is compared.
"""

from __future__ import annotations

from collections.abc import Iterator

from checker.finding import Certainty, Severity
from checker.model import Activity, AutomatedDecision, Basis, Policy
from checker.rules import Context, Hit
from checker.rules.automated._decisions import decisions

SEVERITY = Severity.ERROR
CERTAINTY = Certainty.FACT
DUTY = "automated-decisions"
LEGAL: tuple[str, ...] = ("GDPR 22(1)", "GDPR 22(2)")
NEEDS = ("activity", "group", "organisation", "recipients")
MESSAGE = "{name!r} decides about people by automated means, and {why}"
REMEDY = (
    "State the point of Art. 22(2) that allows the decision and the basis that goes with it, or let"
    " a person decide."
)


_NO_CONTRACT = "the contract that is to allow it is nowhere among the bases"
_NO_CONSENT = "no consent to it is stated that covers its data"


def check(context: Context) -> Iterator[Hit]:
    """Yield decisions without an exception, or with one that the bases contradict."""
    for activity, decision in decisions(context.policy):
        why = None
        if decision.allowed_by is None:
            why = "no exception of Art. 22(2) is stated that allows it"
        elif _contradicted(context.policy, activity, decision):
            why = _NO_CONTRACT if decision.allowed_by == "22(2)(a)" else _NO_CONSENT
        if why:
            fields = {"name": context.words(activity.title), "why": why}
            yield Hit(f"{decision.route}/allowed_by", fields)


def _contradicted(policy: Policy, activity: Activity, decision: AutomatedDecision) -> bool:
    bases = policy.our_bases(activity)
    articles = {basis.article for basis in bases}
    if not articles or None in articles:
        return False
    if decision.allowed_by == "22(2)(a)":
        return "6(1)(b)" not in articles
    return decision.allowed_by == "22(2)(c)" and not _consented(policy, activity, bases, decision)


def _consented(
    policy: Policy, activity: Activity, bases: list[Basis], decision: AutomatedDecision
) -> bool:
    decided_on = set(decision.data)
    tied = {basis.consent for basis in bases} | {entry.consent for entry in activity.special_data}
    return (
        any(consent.route not in tied for consent in policy.consents_of(activity))
        or any(
            basis.article == "6(1)(a)" and _meet(decided_on, _data_of(basis, activity))
            for basis in bases
        )
        or any(
            entry.ground == "9(2)(a)" and _meet(decided_on, set(entry.data))
            for entry in activity.special_data
        )
    )


def _data_of(basis: Basis, activity: Activity) -> set[str]:
    """The data that a basis covers; none: all."""
    purposes = [purpose for purpose in activity.purposes if purpose.id in basis.purposes]
    if basis.data or not all(purpose.data for purpose in purposes):
        return set(basis.data)
    return {name for purpose in purposes for name in purpose.data}


def _meet(some: set[str], others: set[str]) -> bool:
    return not some or not others or bool(some & others)
