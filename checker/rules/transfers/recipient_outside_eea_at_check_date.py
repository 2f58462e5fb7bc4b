"""A recipient's country lies outside the EEA on the day of the check, and no transfer is stated.

Why
    When a country leaves the EEA, what was no transfer becomes one, and needs its ground (GDPR Art.
    44); people must be told of it (Art. 13(1)(f), 14(1)(f)).

Mend
    Add the transfer under `transfers` of the recipient, with its country and mechanism, and update
    the statement.

Limits
    Only for a country that was inside at the statement's date: time alone never turns a check red,
    so this is a warning unless dates are strict. A day of check before the statement's date may
    find a country that had not joined.
"""

from __future__ import annotations

from collections.abc import Iterator

from checker.finding import Certainty, Severity
from checker.rules import Context, Hit
from checker.rules.transfers._places import departed

SEVERITY = Severity.WARNING
STRICT = Severity.ERROR
CERTAINTY = Certainty.FACT
DUTY = "transfers"
LEGAL: tuple[str, ...] = ("GDPR 13(1)(f)", "GDPR 14(1)(f)", "GDPR 44")
NEEDS = ("activity", "group", "organisation", "recipients", "sharing")
MESSAGE = (
    "{name!r} processes data in {country}, outside the EEA on the day of the check, and no "
    "transfer is stated{where}"
)
REMEDY = (
    "Add the transfer under `transfers`: the country, and the decision or safeguards it rests on."
)


def check(context: Context) -> Iterator[Hit]:
    """Yield countries without a transfer that are third countries on the day of the check only."""
    for recipient, country, where in departed(context):
        fields = {"name": context.name(recipient), "country": country, "where": where}
        yield Hit(f"{recipient.route}/countries/{country}", fields)
