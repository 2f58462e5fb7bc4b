"""Reports of wrongdoing in Sweden go to another company of the group.

Why
    Swedish law lets private employers share a channel only if each has 50 to 249 workers, and then
    only for receiving and investigating, not for the contact with the reporter. Danish law allows a
    scheme for a whole group. One description for both countries misleads Swedish readers.

Mend
    Say under `applies_in` of the disclosure where the group handles the reports, and describe the
    Swedish channel on its own.

Limits
    A judgement: counsel must weigh how many workers the Swedish company has and what the group
    does. Whistleblowing is known by `regime: whistleblowing` of a retention rule, the group by
    `within_group` of the recipient. Processors on the company's own behalf are not meant.
"""

from __future__ import annotations

from collections.abc import Iterator

from checker.finding import Certainty, Severity
from checker.rules import Context, Hit
from checker.rules._markets import markets_of

SEVERITY = Severity.WARNING
CERTAINTY = Certainty.JUDGEMENT
DUTY = "recipients"
LEGAL: tuple[str, ...] = ("SE visselblåsarlagen 5 kap. 3 §", "DK whistleblowerloven § 9")
NEEDS = ("activity", "group", "organisation", "recipients", "statement")
MESSAGE = "reports of wrongdoing in {name!r} go to {recipient!r} in the group, also in Sweden"
REMEDY = (
    "Decide whether the Swedish company may share its channel; if not, take Sweden out of this "
    "disclosure by `applies_in` and describe the Swedish channel."
)


def check(context: Context) -> Iterator[Hit]:
    """Yield disclosures within the group where a whistleblowing regime holds in Sweden."""
    policy = context.policy
    for activity in policy.owing_notice():
        in_sweden = any(
            rule.regime == "whistleblowing"
            and "SE" in markets_of(policy, rule.applies_in, activity.applies_in)
            for rule in activity.retention
        )
        for disclosure in policy.disclosures_of(activity) if in_sweden else ():
            recipient = policy.recipients.get(disclosure.recipient)
            markets = markets_of(policy, disclosure.applies_in, activity.applies_in)
            if (
                recipient
                and recipient.within_group
                and disclosure.role != "processor"
                and "SE" in markets
            ):
                name, who = context.words(activity.title), context.name(recipient)
                yield Hit(disclosure.route, {"name": name, "recipient": who})
