"""A right of data subjects is not stated.

Why
    People must be told of their rights of access, rectification, erasure and restriction, to object
    and to data portability (GDPR Art. 13(2)(b), 14(2)(c)).

Mend
    Add the right in rights.yaml.

Limits
    The right to object is asked for only where something rests on Art. 6(1)(e) or (f) or is direct
    marketing, and portability only where something rests on Art. 6(1)(a) or (b). A general list of
    all six promises nothing too much. A right against automated decisions is not asked for here.
"""

from __future__ import annotations

from collections.abc import Iterator

from checker.finding import Certainty, Severity
from checker.model import Policy, SharingRule
from checker.rules import Context, Hit
from checker.rules.rights._scope import applies

SEVERITY = Severity.ERROR
CERTAINTY = Certainty.FACT
DUTY = "rights"
LEGAL: tuple[str, ...] = ("GDPR 13(2)(b)", "GDPR 14(2)(c)")
NEEDS = ("activity", "group", "organisation", "rights", "sharing")
MESSAGE = "the statement does not mention the right {right}"
REMEDY = "Add the right in rights.yaml."


_RIGHTS = {
    "access": "of access (Art. 15)",
    "rectification": "to rectification (Art. 16)",
    "erasure": "to erasure (Art. 17)",
    "restriction": "to restriction of processing (Art. 18)",
    "object": "to object (Art. 21)",
    "portability": "to data portability (Art. 20)",
}


def check(context: Context) -> Iterator[Hit]:
    """Yield the rights that apply to some activity and are stated nowhere in general."""
    policy = context.policy
    activities = list(policy.owing_notice())
    if not activities:
        return
    stated = {right.right for right in policy.rights}
    for right, words in _RIGHTS.items():
        if right in stated:
            continue
        # A right may also be offered activity by activity, as long as each that needs it does.
        needing = [activity for activity in activities if applies(right, activity)]
        lacking = [
            activity
            for activity in needing
            if right not in {offered.right for offered in policy.rights_of(activity)}
        ]
        if lacking or _applies_to_sharing(right, policy):
            yield Hit(f"statement/rights/rights/{right}", {"right": words})


def _applies_to_sharing(right: str, policy: Policy) -> bool:
    return any(
        owner.bases and applies(right, owner)
        for owner in policy.owing_a_basis()
        if isinstance(owner, SharingRule)
    )
