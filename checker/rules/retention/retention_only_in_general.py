"""Only a general rule says how long the data of an activity are kept, and it gives no period.

Why
    GDPR Art. 13(2)(a) and 14(2)(a) ask for a period or for criteria from which people can work one
    out. "As long as necessary for the purpose" repeats Art. 5(1)(e); WP260 calls it not enough.

Mend
    Give the activity a rule of its own under `retention`, or the general rule a period or event.

Limits
    A judgement: counsel must say whether the general criterion lets people work out the period for
    this activity. A general rule that only prolongs others (`prolongs`) gives no period.
"""

from __future__ import annotations

from collections.abc import Iterator

from checker.finding import Certainty, Severity
from checker.rules import Context, Hit
from checker.rules.retention._kinds import give_a_period, settling

SEVERITY = Severity.WARNING
CERTAINTY = Certainty.JUDGEMENT
DUTY = "retention"
LEGAL: tuple[str, ...] = ("GDPR 13(2)(a)", "GDPR 14(2)(a)")
NEEDS = ("activity", "group", "organisation", "retention")
MESSAGE = (
    "only the general rule says how long the data of {name!r} are kept, and it gives no period"
)
REMEDY = "Decide how long these data are kept and why, and state it under `retention`."


def check(context: Context) -> Iterator[Hit]:
    """Yield activities that leave their retention to general rules without period or event."""
    policy = context.policy
    general = policy.general_retention
    if not general or give_a_period(general):
        return
    for activity in policy.owing_notice():
        if not settling(activity.retention):
            yield Hit(
                f"{activity.id}/retention",
                {"name": context.words(activity.title)},
                related=((general[0].route, "the general rule"),),
            )
