"""The statement says that nobody gets the data, and names somebody who does.

Why
    People must be told the recipients (GDPR Art. 13(1)(e), 14(1)(e)). If a disclosure is stated,
    the words that there are no recipients are wrong.

Mend
    Remove `no_recipients`, or the disclosure if it does not take place.

Limits
    Looks at the disclosures of the activity and of its group, and at sharing rules that name the
    activity under `applies_to`. A rule for everything, such as one on authorities, is taken as the
    reservation it is.
"""

from __future__ import annotations

from collections.abc import Iterator

from checker.finding import Certainty, Severity
from checker.model import Disclosure
from checker.rules import Context, Hit

SEVERITY = Severity.ERROR
CERTAINTY = Certainty.FACT
DUTY = "recipients"
LEGAL: tuple[str, ...] = ("GDPR 5(1)(a)", "GDPR 13(1)(e)", "GDPR 14(1)(e)")
NEEDS = ("activity", "group", "organisation", "recipients", "sharing")
MESSAGE = "nobody is said to get the data, but they go to {name!r}"
REMEDY = "Find out whether they do. Remove `no_recipients`, or the disclosure."


def check(context: Context) -> Iterator[Hit]:
    """Yield each `no_recipients` that a disclosure contradicts, with the first that does."""
    policy = context.policy
    found: dict[str, Disclosure] = {}
    for activity in policy.owing_notice():
        group = policy.group_of(activity)
        owner = activity if activity.no_recipients else group
        if not owner or not owner.no_recipients or owner.route in found:
            continue
        rules = (r for r in policy.sharing_rules_for(activity) if activity.id in r.applies_to)
        disclosures = (
            *policy.disclosures_of(activity),
            *(disclosure for rule in rules for disclosure in rule.disclosures),
        )
        if disclosures:
            found[owner.route] = disclosures[0]
    for route, disclosure in found.items():
        recipient = policy.recipients.get(disclosure.recipient)
        if recipient:
            related = ((disclosure.route, "gets data here"),)
            yield Hit(f"{route}/no_recipients", {"name": context.name(recipient)}, related=related)
