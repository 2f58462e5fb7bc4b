"""A recipient outside the EEA gets data, and no transfer is stated.

Why
    A transfer to a third country needs a ground of its own (GDPR Art. 44), and people must be told
    of it: adequacy decision or safeguards, and where to get a copy (Art. 13(1)(f), 14(1)(f)).

Mend
    Add the transfer under `transfers` of the recipient, with its country and mechanism.

Limits
    Membership of the EEA is asked as of the statement's date. A transfer that names no country
    counts for every country of the recipient, and one that names markets (`applies_in`) for the
    data from these. Recipients reached only through others are the
    business of third-country-through-sub-recipient.
"""

from __future__ import annotations

from collections.abc import Iterator

from checker.finding import Certainty, Severity
from checker.rules import Context, Hit
from checker.rules.transfers._places import uncovered

SEVERITY = Severity.ERROR
CERTAINTY = Certainty.FACT
DUTY = "transfers"
LEGAL: tuple[str, ...] = ("GDPR 13(1)(f)", "GDPR 14(1)(f)", "GDPR 44")
NEEDS = ("activity", "group", "organisation", "recipients", "sharing")
MESSAGE = "{name!r} processes data {place}, and no transfer is stated{where}"
REMEDY = (
    "Add the transfer under `transfers`: the country, and the decision or safeguards it rests on."
)


def check(context: Context) -> Iterator[Hit]:
    """Yield places outside the EEA of recipients that data go to directly."""
    policy = context.policy
    direct = {disclosure.recipient for disclosure in policy.told_disclosures()}
    for recipient in policy.recipients.values():
        if recipient.id in direct:
            for one in uncovered(context, recipient):
                name = context.name(recipient)
                yield Hit(one.route, {"name": name, "place": one.place, "where": one.where})
