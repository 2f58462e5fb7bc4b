"""The statement does not say where to get a copy of the safeguards.

Why
    Where a transfer rests on safeguards (GDPR Art. 46, 47), people must be told how to obtain a
    copy of them or where they have been made available (Art. 13(1)(f), 14(1)(f)).

Mend
    Say it under `copy` of the transfer: a link, or whom to ask.

Limits
    Not asked for transfers under an adequacy decision or an ordinary derogation.
"""

from __future__ import annotations

from collections.abc import Iterator

from checker.finding import Certainty, Severity
from checker.rules import Context, Hit
from checker.rules.transfers._decisions import COMPELLING_INTERESTS
from checker.rules.transfers._places import told_transfers

SEVERITY = Severity.ERROR
CERTAINTY = Certainty.FACT
DUTY = "transfers"
LEGAL: tuple[str, ...] = ("GDPR 13(1)(f)", "GDPR 14(1)(f)")
NEEDS = ("activity", "group", "organisation", "recipients", "sharing")
MESSAGE = (
    "the statement does not say where to get a copy of the safeguards for the transfer to {name!r}"
)
REMEDY = "Say under `copy` of the transfer where the safeguards can be read or whom to ask."


def check(context: Context) -> Iterator[Hit]:
    """Yield transfers on safeguards, or on Art. 49(1) second subparagraph, without a copy."""
    for recipient, transfer in told_transfers(context):
        owed = (transfer.mechanism == "safeguards" and transfer.safeguards) or (
            transfer.derogation == COMPELLING_INTERESTS
        )
        if owed and not transfer.copy:
            name = context.name(recipient)
            yield Hit(f"{transfer.route}/copy", {"name": name})
