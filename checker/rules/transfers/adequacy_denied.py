"""The statement says that there is no adequacy decision, and there is one for the whole country.

Why
    People must be told truly whether there is an adequacy decision (GDPR Art. 13(1)(f), 14(1)(f)).

Mend
    Set `adequacy` to exists; the transfer may then rest on the decision.

Limits
    Only decisions that cover a whole country, in force at the statement's date. Counsel decides
    whether this recipient is outside the decision after all.
"""

from __future__ import annotations

from collections.abc import Iterator

from checker.finding import Certainty, Severity
from checker.rules import Context, Hit
from checker.rules.transfers._places import told_transfers

SEVERITY = Severity.WARNING
CERTAINTY = Certainty.JUDGEMENT
DUTY = "transfers"
LEGAL: tuple[str, ...] = ("GDPR 13(1)(f)", "GDPR 14(1)(f)", "GDPR 45(3)")
NEEDS = ("activity", "group", "organisation", "recipients", "sharing")
MESSAGE = (
    "the transfer to {name!r} is said to lack an adequacy decision, but there is one for "
    "{country}: {number}"
)
REMEDY = (
    "Set `adequacy` to exists, or have counsel confirm that the decision does not reach this "
    "recipient."
)


def check(context: Context) -> Iterator[Hit]:
    """Yield transfers with adequacy absent to a country that is covered as a whole."""
    for recipient, transfer in told_transfers(context):
        # With mechanism adequacy the denial leaves the transfer without any ground.
        if transfer.adequacy != "absent" or transfer.mechanism == "adequacy":
            continue
        country = transfer.country
        for one in context.law.adequacy(country, context.statement_date) if country else ():
            if one.kind == "adequacy" and one.scope is None:
                fields = {
                    "name": context.name(recipient),
                    "country": one.territory,
                    "number": one.number,
                }
                yield Hit(f"{transfer.route}/adequacy", fields)
