"""The right to complain to a supervisory authority is not stated.

Why
    People must be told of it (GDPR Art. 13(2)(d), 14(2)(e)). They may complain where they live,
    where they work or where the infringement was (Art. 77).

Mend
    Add `complaints` in rights.yaml with its text, or the right `complaint`.

Limits
    Every activity may also offer the right itself. Naming the authority and its address is guidance
    and not asked for here.
"""

from __future__ import annotations

from collections.abc import Iterator

from checker.finding import Certainty, Severity
from checker.rules import Context, Hit

SEVERITY = Severity.ERROR
CERTAINTY = Certainty.FACT
DUTY = "complaint"
LEGAL: tuple[str, ...] = ("GDPR 13(2)(d)", "GDPR 14(2)(e)", "GDPR 77")
NEEDS = ("activity", "group", "organisation", "rights")
MESSAGE = "the statement does not mention the right to complain to a supervisory authority"
REMEDY = "Add `complaints` with its text in rights.yaml."


def check(context: Context) -> Iterator[Hit]:
    """Yield once if there is neither a complaints text nor a right of that kind."""
    policy = context.policy
    stated = (policy.complaints and policy.complaints.text) or any(
        right.right == "complaint" for right in policy.rights
    )
    lacking = any(
        "complaint" not in {offered.right for offered in policy.rights_of(activity)}
        for activity in policy.owing_notice()
    )
    if lacking and not stated:
        yield Hit("statement/rights/complaints", {})
