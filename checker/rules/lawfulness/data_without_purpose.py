"""Every purpose names its data, and some data are for none of them.

Why
    Personal data must be necessary for a specified purpose (GDPR Art. 5(1)(b), (c)). Data that no
    purpose needs may not be processed, or their purpose is not told (Art. 13(1)(c), 14(1)(c)).

Mend
    Name the data under `data` of the purpose that needs them, or stop listing them.

Limits
    Only where each purpose of the activity names its data, and the data name no purposes of their
    own. Where one purpose is for all the data, none are without.
"""

from __future__ import annotations

from collections.abc import Iterator

from checker.finding import Certainty, Severity
from checker.rules import Context, Hit

SEVERITY = Severity.WARNING
CERTAINTY = Certainty.JUDGEMENT
DUTY = "purposes-and-bases"
LEGAL: tuple[str, ...] = ("GDPR 5(1)(b)", "GDPR 5(1)(c)", "GDPR 13(1)(c)", "GDPR 14(1)(c)")
NEEDS = ("activity", "data-categories", "group", "organisation")
MESSAGE = "no purpose of {name!r} needs {data!r}, while every purpose names its data"
REMEDY = "Name the purpose that needs them; counsel must decide whether they may be processed."


def check(context: Context) -> Iterator[Hit]:
    """Yield data that no purpose names, where every purpose names data."""
    policy = context.policy
    for activity in policy.owing_notice():
        purposes = activity.purposes
        if not purposes or not all(purpose.data for purpose in purposes):
            continue
        needed = {category for purpose in purposes for category in purpose.data}
        for use in policy.data_of(activity):
            category = policy.categories.get(use.category)
            if category and use.category not in needed and not use.purposes:
                fields: dict[str, str] = {
                    "name": context.words(activity.title),
                    "data": context.words(category.title),
                }
                yield Hit(use.route, fields)
