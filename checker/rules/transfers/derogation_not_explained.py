"""A transfer rests on a derogation of which people must be told more, and no text does.

Why
    Consent to a transfer holds only after people were told of its risks without an adequacy
    decision and safeguards (GDPR Art. 49(1)(a)). Where a transfer rests on compelling legitimate
    interests, they must be told of it and of those interests (Art. 49(1), second subparagraph).

Mend
    Say it under `text` of the transfer: the risks in that country, or the interests.

Limits
    Only whether there is a text, not what it says. The risks may also be told where consent is
    given: counsel decides whether that is enough. Other derogations ask for no more.
"""

from __future__ import annotations

from collections.abc import Iterator

from checker.finding import Certainty, Severity
from checker.rules import Context, Hit
from checker.rules.transfers._decisions import COMPELLING_INTERESTS
from checker.rules.transfers._places import told_transfers

SEVERITY = Severity.WARNING
CERTAINTY = Certainty.JUDGEMENT
DUTY = "derogations"
LEGAL: tuple[str, ...] = ("GDPR 49(1)(a)", "GDPR 49(1), second subparagraph")
NEEDS = ("activity", "group", "organisation", "recipients", "sharing")
MESSAGE = "the transfer to {name!r} rests on Art. {derogation}, and no text tells of {what}"
REMEDY = (
    "Tell of {what} under `text` of the transfer, or have counsel confirm that people are told "
    "elsewhere."
)

OWED = {
    "49(1)(a)": "the risks of a transfer without adequacy decision and safeguards",
    COMPELLING_INTERESTS: "the compelling legitimate interests",
}


def check(context: Context) -> Iterator[Hit]:
    """Yield transfers on consent or compelling interests without a text."""
    for recipient, transfer in told_transfers(context):
        what = OWED.get(transfer.derogation or "")
        if transfer.mechanism == "derogation" and what and not transfer.text:
            fields = {
                "name": context.name(recipient),
                "derogation": transfer.derogation or "",
                "what": what,
            }
            yield Hit(f"{transfer.route}/text", fields)
