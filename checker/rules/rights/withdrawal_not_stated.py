"""Consent is the basis, and nothing says that it can be withdrawn.

Why
    Where processing rests on consent, people must be told that they can withdraw it at any time
    (GDPR Art. 13(2)(c), 14(2)(d), 7(3)).

Mend
    Add the right `withdraw-consent` in rights.yaml, or `withdrawal` to the consent situation.

Limits
    Looks at bases under Art. 6(1)(a) and grounds under Art. 9(2)(a). The general right in
    rights.yaml is enough for all; else each activity, or its group, must say it once.
"""

from __future__ import annotations

from collections.abc import Iterator

from checker.finding import Certainty, Severity
from checker.model import Activity, Policy
from checker.rules import Context, Hit

SEVERITY = Severity.ERROR
CERTAINTY = Certainty.FACT
DUTY = "withdrawal"
LEGAL: tuple[str, ...] = ("GDPR 13(2)(c)", "GDPR 14(2)(d)", "GDPR 7(3)")
NEEDS = ("activity", "group", "organisation", "rights", "sharing")
MESSAGE = "{name!r} rests on consent, and nothing says that it can be withdrawn"
REMEDY = "State the right to withdraw consent in rights.yaml, or how this consent is withdrawn."


def check(context: Context) -> Iterator[Hit]:
    """Yield consent bases and explicit-consent grounds without a word on withdrawal."""
    policy = context.policy
    if any(right.right == "withdraw-consent" for right in policy.rights):
        return
    for owner in policy.owing_a_basis():
        grounds = [basis.route for basis in owner.bases if basis.article == "6(1)(a)"]
        if isinstance(owner, Activity):
            grounds += [data.route for data in owner.special_data if data.ground == "9(2)(a)"]
            if _offered(policy, owner):
                continue
        for route in grounds[:1]:
            yield Hit(route, {"name": context.words(owner.title)})


def _offered(policy: Policy, activity: Activity) -> bool:
    offered = policy.rights_of(activity)
    if any(right.right == "withdraw-consent" for right in offered):
        return True
    withdrawals = [consent.withdrawal for consent in policy.consents_of(activity)]
    return any(w and (w.any_time or w.channels or w.text) for w in withdrawals)
