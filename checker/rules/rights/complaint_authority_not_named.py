"""The right to complain is stated without naming an authority.

Why
    The right itself must be stated (GDPR Art. 13(2)(d), 14(2)(e)). Naming the authority of each
    market and how to reach it is guidance: it spares people the search.

Mend
    Name the countries under `authorities` of `complaints`, and link the authorities' pages under
    `documents`.

Limits
    Silent where documents are linked, and where the right is not stated at all.
"""

from __future__ import annotations

from collections.abc import Iterator

from checker.finding import Certainty, Severity
from checker.rules import Context, Hit

SEVERITY = Severity.NOTE
CERTAINTY = Certainty.JUDGEMENT
DUTY = "complaint"
LEGAL: tuple[str, ...] = ("GDPR 13(2)(d)", "GDPR 14(2)(e)", "GDPR 12(2)")
NEEDS = ("rights",)
MESSAGE = "the right to complain is stated, and no supervisory authority is named"
REMEDY = "Name the countries whose authorities to turn to under `authorities` of `complaints`."


def check(context: Context) -> Iterator[Hit]:
    """Yield once if the right is stated and neither authorities nor documents are named."""
    policy = context.policy
    complaints = policy.complaints
    if complaints and (complaints.authorities or complaints.documents):
        return
    right = next((right for right in policy.rights if right.right == "complaint"), None)
    if complaints and complaints.text:
        yield Hit(f"{complaints.route}/authorities", {})
    elif right and not right.documents:
        yield Hit(right.route, {})
