"""An activity states no purpose.

Why
    People must be told the purposes for which their data are processed (GDPR Art. 13(1)(c),
    14(1)(c)). Whether data and basis fit can only be judged by a purpose (Art. 5(1)(b)).

Mend
    Add the purpose under `purposes`.

Limits
    Activities in which we are processor only, and internal ones, owe no notice here.
"""

from __future__ import annotations

from collections.abc import Iterator

from checker.finding import Certainty, Severity
from checker.rules import Context, Hit

SEVERITY = Severity.ERROR
CERTAINTY = Certainty.FACT
DUTY = "purposes-and-bases"
LEGAL: tuple[str, ...] = ("GDPR 13(1)(c)", "GDPR 14(1)(c)", "GDPR 5(1)(b)")
NEEDS = ("activity", "group", "organisation")
MESSAGE = "nothing says what the data of {name!r} are processed for"
REMEDY = "State the purpose under `purposes`."


def check(context: Context) -> Iterator[Hit]:
    """Yield activities without purposes."""
    for activity in context.policy.owing_notice():
        if not activity.purposes:
            yield Hit(f"{activity.id}/purposes", {"name": context.words(activity.title)})
