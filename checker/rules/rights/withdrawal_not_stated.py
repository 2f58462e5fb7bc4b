"""Consent is the basis, and nothing says that it can be withdrawn.

Why
    Where processing rests on consent, people must be told that they can withdraw it at any time
    (GDPR Art. 13(2)(c), 14(2)(d), 7(3)).

Mend
    Add the right `withdraw-consent` in rights.yaml, or `withdrawal` to the consent situation.

Limits
    Looks at bases under Art. 6(1)(a) and grounds under Art. 9(2)(a). One place in the statement is
    enough for all.
"""

from __future__ import annotations

from collections.abc import Iterator

from checker.finding import Certainty, Severity
from checker.rules import Context, Hit

SEVERITY = Severity.ERROR
CERTAINTY = Certainty.FACT
LEGAL: tuple[str, ...] = ("GDPR 13(2)(c)", "GDPR 14(2)(d)", "GDPR 7(3)")
NEEDS = ("activity", "group", "organisation", "rights")
MESSAGE = "{name!r} rests on consent, and nothing says that it can be withdrawn"
REMEDY = "State the right to withdraw consent in rights.yaml, or how this consent is withdrawn."


def check(context: Context) -> Iterator[Hit]:
    """Yield consent bases and explicit-consent grounds without a word on withdrawal."""
    policy = context.policy
    if any(right.right == "withdraw-consent" for right in policy.rights):
        return
    for activity in policy.owing_notice():
        group = policy.groups.get(activity.part_of or "")
        offered = (*activity.rights, *(group.rights if group else ()))
        if any(right.right == "withdraw-consent" for right in offered):
            continue
        if any(consent.withdrawal for consent in policy.consents_of(activity)):
            continue
        grounds = [basis.route for basis in activity.bases if basis.article == "6(1)(a)"]
        grounds += [data.route for data in activity.special_data if data.ground == "9(2)(a)"]
        for route in grounds[:1]:
            yield Hit(route, {"name": context.words(activity.title)})
