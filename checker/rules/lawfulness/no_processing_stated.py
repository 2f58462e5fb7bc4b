"""The statement describes no processing at all.

Why
    A privacy statement tells people which of their data are processed and why (GDPR Art. 13(1)(c),
    14(1)(c)). With no activity to look at, no other rule could find anything missing either.

Mend
    Write a file in activities/ for each processing activity.

Limits
    Silent where every activity is internal or done as a processor only, and there is one.
"""

from __future__ import annotations

from collections.abc import Iterator

from checker.finding import Certainty, Severity
from checker.rules import Context, Hit

SEVERITY = Severity.ERROR
CERTAINTY = Certainty.FACT
DUTY = "purposes-and-bases"
LEGAL: tuple[str, ...] = ("GDPR 13(1)(c)", "GDPR 14(1)(c)")
NEEDS = ("activity",)
MESSAGE = "the statement describes no processing of personal data"
REMEDY = "Write a file in activities/ for each processing activity."


def check(context: Context) -> Iterator[Hit]:
    """Yield once if there is no activity."""
    if not context.policy.activities:
        yield Hit("statement/contents", {})
