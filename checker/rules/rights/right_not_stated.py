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
from checker.rules import Context, Hit

SEVERITY = Severity.ERROR
CERTAINTY = Certainty.FACT
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
    if not any(True for _ in policy.owing_notice()):
        return
    owners = list(policy.owing_a_basis())
    articles = {basis.article for owner in owners for basis in owner.bases}
    marketing = any(purpose.direct_marketing for owner in owners for purpose in owner.purposes)
    applies = {
        "object": marketing or bool(articles & {"6(1)(e)", "6(1)(f)"}),
        "portability": bool(articles & {"6(1)(a)", "6(1)(b)"}),
    }
    stated = {right.right for right in policy.rights}
    for right, words in _RIGHTS.items():
        if right not in stated and applies.get(right, True):
            yield Hit(f"statement/rights/rights/{right}", {"right": words})
