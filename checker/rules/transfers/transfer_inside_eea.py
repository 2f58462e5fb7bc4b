"""A transfer is stated to a country inside the EEA.

Why
    Inside the EEA data move freely (GDPR Art. 1(3)); a transfer is to a third country (Art. 44). A
    reader takes it to mean that the data leave the EEA.

Mend
    If the country is right, remove the transfer and name it under `countries`. If the data do go
    farther, name the country they go to.

Limits
    Silent where the country is outside on the statement's date or on the day of the check. An
    international organisation with its seat inside the EEA is a transfer all the same (Art. 44):
    klar knows one by its adequacy decision only.
"""

from __future__ import annotations

from collections.abc import Iterator

from checker.finding import Certainty, Severity
from checker.rules import Context, Hit
from checker.rules.transfers._decisions import is_for_organisation
from checker.rules.transfers._places import told_transfers

SEVERITY = Severity.NOTE
CERTAINTY = Certainty.JUDGEMENT
DUTY = "transfers"
LEGAL: tuple[str, ...] = ("GDPR 44",)
NEEDS = ("activity", "group", "organisation", "recipients", "sharing")
MESSAGE = "the transfer to {name!r} goes to {country}, which is inside the EEA"
REMEDY = (
    "Remove the transfer or correct its country, unless the recipient is an international "
    "organisation."
)


def check(context: Context) -> Iterator[Hit]:
    """Yield transfers to a member of the EEA."""
    law = context.law
    for recipient, transfer in told_transfers(context):
        country = transfer.country
        if (
            country
            and law.in_eea(country, context.statement_date)
            and law.in_eea(country, context.as_of)
            and not is_for_organisation(law, transfer)
        ):
            fields = {"name": context.name(recipient), "country": country}
            yield Hit(f"{transfer.route}/country", fields)
