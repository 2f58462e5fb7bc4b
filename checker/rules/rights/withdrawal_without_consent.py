"""The statement offers to withdraw consent, and relies on no consent.

Why
    The right to withdraw belongs in the statement where there is a consent to withdraw (GDPR Art.
    13(2)(c), 7(3)). Without one, people look for something that is not there.

Mend
    Remove the right from rights.yaml, or state the consent that is meant.

Limits
    A consent may be a basis, an explicit consent under Art. 9(2)(a), one to sharing, to longer
    storage, to cookies or to electronic marketing, in any activity, also one that is not public.
"""

from __future__ import annotations

from collections.abc import Iterator

from checker.finding import Certainty, Severity
from checker.rules import Context, Hit
from checker.rules._consents import relies_on_consent

SEVERITY = Severity.NOTE
CERTAINTY = Certainty.JUDGEMENT
DUTY = "withdrawal"
LEGAL: tuple[str, ...] = ("GDPR 13(2)(c)", "GDPR 14(2)(d)", "GDPR 7(3)")
NEEDS = ("activity", "group", "rights", "sharing")
MESSAGE = "the right to withdraw consent is stated, and nothing relies on consent"
REMEDY = "Remove the right, or state the consent that is meant; decide whether there is one."


def check(context: Context) -> Iterator[Hit]:
    """Yield the general right to withdraw consent if no consent is stated anywhere."""
    policy = context.policy
    stated = next((right for right in policy.rights if right.right == "withdraw-consent"), None)
    if stated is None or not policy.activities:
        return
    for owners in (policy.activities, policy.sharing):
        if any(relies_on_consent(policy, owner) for owner in owners.values()):
            return
    yield Hit(stated.route, {})
