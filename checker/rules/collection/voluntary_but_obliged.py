"""Giving data is called voluntary, and people are said to be obliged to give them.

Why
    People must be told whether they are obliged to give their data (GDPR Art. 13(2)(e)). Here the
    page tells them both that they are and that they are not.

Mend
    If they are obliged, write `kind: statutory` or `kind: contractual`; if not, `obliged: false`.

Limits
    None.
"""

from __future__ import annotations

from collections.abc import Iterator

from checker.finding import Certainty, Severity
from checker.rules import Context, Hit

SEVERITY = Severity.ERROR
CERTAINTY = Certainty.FACT
DUTY = "provision"
LEGAL: tuple[str, ...] = ("GDPR 13(2)(e)",)
NEEDS = ("activity", "group", "organisation")
MESSAGE = "giving data for {name!r} is called voluntary, and people are said to be obliged to it"
REMEDY = "Correct `kind` or `obliged`: people cannot be free and obliged."


def check(context: Context) -> Iterator[Hit]:
    """Yield provisions of data that are voluntary and obliged at once."""
    for activity in context.policy.owing_notice():
        for provision in activity.provision:
            if provision.kind == "voluntary" and provision.obliged:
                yield Hit(f"{provision.route}/obliged", {"name": context.words(activity.title)})
