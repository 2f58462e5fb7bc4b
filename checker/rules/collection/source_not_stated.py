"""An activity does not say where its data come from.

Why
    The source settles whether GDPR Art. 13 or Art. 14 applies, and Art. 14(2)(f) asks for it where
    the data do not come from the person.

Mend
    Add `sources` to the activity; say under `data` which data each of them gives.

Limits
    A judgement: where all data come from the person no source need be stated, and counsel must say
    so by adding it. A general word on sources does not settle it for an activity. Raised once, and
    no other finding follows from it. Sources that do not cover every data category are the matter
    of source-not-stated-for-data.
"""

from __future__ import annotations

from collections.abc import Iterator

from checker.finding import Certainty, Severity
from checker.rules import Context, Hit

SEVERITY = Severity.WARNING
CERTAINTY = Certainty.JUDGEMENT
DUTY = "source"
LEGAL: tuple[str, ...] = ("GDPR 14(2)(f)",)
NEEDS = ("activity", "group", "organisation")
MESSAGE = "{name!r} does not say where its data come from"
REMEDY = "Find out where these data come from, and state it under `sources`."


def check(context: Context) -> Iterator[Hit]:
    """Yield activities without any source of their own or their group's."""
    policy = context.policy
    for activity in policy.owing_notice():
        if not policy.sources_of(activity):
            yield Hit(f"{activity.id}/sources", {"name": context.words(activity.title)})
