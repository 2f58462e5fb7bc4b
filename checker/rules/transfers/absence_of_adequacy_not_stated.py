"""The statement names the safeguards for a transfer, but not that there is no adequacy decision.

Why
    People must be told of the existence or absence of an adequacy decision or, where the transfer
    rests on safeguards, be referred to them (GDPR Art. 13(1)(f), 14(1)(f)). Whether the reference
    alone is enough is read differently; saying both is safe.

Mend
    Set `adequacy` of the transfer to absent, or to exists where there is a decision.

Limits
    Only where the safeguards are named, or the transfer rests on compelling legitimate interests:
    without them there is no reference that could be enough.
"""

from __future__ import annotations

from collections.abc import Iterator

from checker.finding import Certainty, Severity
from checker.rules import Context, Hit
from checker.rules.transfers._decisions import COMPELLING_INTERESTS
from checker.rules.transfers._places import told_transfers

SEVERITY = Severity.WARNING
CERTAINTY = Certainty.JUDGEMENT
DUTY = "transfers"
LEGAL: tuple[str, ...] = ("GDPR 13(1)(f)", "GDPR 14(1)(f)")
NEEDS = ("activity", "group", "organisation", "recipients", "sharing")
MESSAGE = (
    "safeguards are stated for the transfer to {name!r}, but not that there is no adequacy decision"
)
REMEDY = (
    "Set `adequacy` of the transfer, or have counsel decide that the reference to the safeguards "
    "is enough."
)


def check(context: Context) -> Iterator[Hit]:
    """Yield transfers on safeguards that leave adequacy open."""
    for recipient, transfer in told_transfers(context):
        on_safeguards = (transfer.mechanism == "safeguards" and transfer.safeguards) or (
            transfer.mechanism == "derogation" and transfer.derogation == COMPELLING_INTERESTS
        )
        if on_safeguards and transfer.adequacy is None:
            yield Hit(f"{transfer.route}/adequacy", {"name": context.name(recipient)})
