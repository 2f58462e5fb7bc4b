"""The law requires data, and nothing says whether people are obliged to give them.

Why
    Beside whether giving data is a statutory requirement, people must be told whether they are
    obliged to give them (GDPR Art. 13(2)(e)). A statute that requires data may bind the company
    only.

Mend
    Have counsel find out whom the statute binds, and write `obliged: true` or `obliged: false`.

Limits
    A judgement: that the law requires the data may be meant to say so. Asked only where giving the
    data is statutory: a contract binds those who enter it, and what is voluntary is no duty.
"""

from __future__ import annotations

from collections.abc import Iterator

from checker.finding import Certainty, Severity
from checker.rules import Context, Hit

SEVERITY = Severity.WARNING
CERTAINTY = Certainty.JUDGEMENT
DUTY = "provision"
LEGAL: tuple[str, ...] = ("GDPR 13(2)(e)",)
NEEDS = ("activity", "group", "organisation")
MESSAGE = (
    "the law requires data for {name!r}, and nothing says whether people are obliged to give them"
)
REMEDY = "Have counsel say whether the statute binds the person, and state it under `obliged`."


def check(context: Context) -> Iterator[Hit]:
    """Yield statutory provisions of data from the person without a word on whom they bind."""
    policy = context.policy
    for activity in policy.owing_notice():
        if not any(source.kind == "provided" for source in policy.owed_sources(activity)):
            continue
        for provision in activity.provision:
            if provision.kind == "statutory" and provision.obliged is None:
                yield Hit(f"{provision.route}/obliged", {"name": context.words(activity.title)})
