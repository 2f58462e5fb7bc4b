"""Every kind of data is tied to purposes, and one purpose has none.

Why
    Data are collected for specified purposes, and limited to what those need (GDPR Art. 5(1)(b),
    (c)). A purpose for which no data are named leaves open which are used for it, or is not pursued
    at all.

Mend
    Name the purpose under `purposes` of the data it needs, or remove it.

Limits
    Only where each of the activity's data names its purposes, and the purpose names no data of its
    own. Where some data are for all purposes, no purpose is without.
"""

from __future__ import annotations

from collections.abc import Iterator

from checker.finding import Certainty, Severity
from checker.rules import Context, Hit

SEVERITY = Severity.WARNING
CERTAINTY = Certainty.JUDGEMENT
DUTY = "purposes-and-bases"
LEGAL: tuple[str, ...] = ("GDPR 5(1)(b)", "GDPR 5(1)(c)", "GDPR 13(1)(c)", "GDPR 14(1)(c)")
NEEDS = ("activity", "group", "organisation")
MESSAGE = "the purpose {purpose!r} is given no data, while every kind of data has its purposes"
REMEDY = "Say which data it needs; counsel must decide whether the purpose is still pursued."


def check(context: Context) -> Iterator[Hit]:
    """Yield purposes that no data are for, where all data say what they are for."""
    for activity in context.policy.owing_notice():
        uses = context.policy.data_of(activity)
        if uses and all(use.purposes for use in uses):
            served = {purpose for use in uses for purpose in use.purposes}
            for purpose in activity.purposes:
                if purpose.id not in served and not purpose.data:
                    yield Hit(purpose.route, {"purpose": context.words(purpose.text)})
