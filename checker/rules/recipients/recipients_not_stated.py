"""An activity says nothing about recipients.

Why
    People must be told the recipients or categories of recipients, if any (GDPR Art. 13(1)(e),
    14(1)(e)). Processors count (Art. 4(9)), and hardly any processing has none.

Mend
    Add the disclosures; or, where nobody gets the data and the statement says so, write
    `no_recipients: true`.

Limits
    Silent where a sharing rule covers the activity. The duty exists only if there are recipients,
    which the source cannot show: counsel must find out.
"""

from __future__ import annotations

from collections.abc import Iterator

from checker.finding import Certainty, Severity
from checker.rules import Context, Hit

SEVERITY = Severity.WARNING
CERTAINTY = Certainty.JUDGEMENT
DUTY = "recipients"
LEGAL: tuple[str, ...] = ("GDPR 13(1)(e)", "GDPR 14(1)(e)")
NEEDS = ("activity", "group", "organisation", "sharing")
MESSAGE = "{name!r} names no recipients, nor does it say that there are none"
REMEDY = "Find out who gets these data. Add the disclosures, or `no_recipients: true`."


def check(context: Context) -> Iterator[Hit]:
    """Yield activities with neither disclosures nor a word that there are none."""
    policy = context.policy
    for activity in policy.owing_notice():
        if policy.disclosures_of(activity) or activity.no_recipients:
            continue
        group = policy.group_of(activity)
        if group and group.no_recipients:
            continue
        if not any(rule.disclosures for rule in policy.sharing_rules_for(activity)):
            yield Hit(f"{activity.id}/disclosures", {"name": context.words(activity.title)})
