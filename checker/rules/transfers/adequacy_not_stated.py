"""The statement does not say that there is no adequacy decision for a transfer on a derogation.

Why
    Of each transfer to a third country people must be told whether there is an adequacy decision or
    not (GDPR Art. 13(1)(f), 14(1)(f)). Where it rests on a derogation, nothing else takes the place
    of that.

Mend
    Set `adequacy` of the transfer to absent, or to exists where there is a decision.

Limits
    For ordinary derogations only. Whether naming the safeguards is enough is the business of
    absence-of-adequacy-not-stated.
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
    "the statement does not say whether there is an adequacy decision for the transfer to {name!r}"
)
REMEDY = (
    "Tell people whether the Commission has found the country's protection adequate: set "
    "`adequacy` of the transfer to exists or absent."
)


def check(context: Context) -> Iterator[Hit]:
    """Yield transfers on ordinary derogations that leave adequacy open."""
    for recipient, transfer in told_transfers(context):
        ordinary = transfer.derogation not in (None, COMPELLING_INTERESTS)
        if transfer.mechanism == "derogation" and ordinary and transfer.adequacy is None:
            yield Hit(f"{transfer.route}/adequacy", {"name": context.name(recipient)})
