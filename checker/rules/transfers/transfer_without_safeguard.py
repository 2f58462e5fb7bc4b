"""A transfer outside the EEA rests on nothing that is stated.

Why
    People must be told whether there is an adequacy decision, or which safeguards there are (GDPR
    Art. 13(1)(f), 14(1)(f)). Without one of them, or a derogation of Art. 49, the transfer is not
    allowed (Art. 44).

Mend
    Set `mechanism` of the transfer; with mechanism safeguards, name them under `safeguards`, and
    with derogation, the point of Art. 49(1).

Limits
    Whether the decision exists or the safeguard fits is not judged here.
"""

from __future__ import annotations

from collections.abc import Iterator

from checker.finding import Certainty, Severity
from checker.rules import Context, Hit
from checker.rules.transfers._places import told_transfers

SEVERITY = Severity.ERROR
CERTAINTY = Certainty.FACT
DUTY = "transfers"
LEGAL: tuple[str, ...] = ("GDPR 13(1)(f)", "GDPR 14(1)(f)", "GDPR 44")
NEEDS = ("activity", "group", "organisation", "recipients", "sharing")
MESSAGE = "the transfer of data to {name!r} rests on nothing that is stated"
REMEDY = "State the adequacy decision, the safeguards or the derogation it rests on."


def check(context: Context) -> Iterator[Hit]:
    """Yield transfers without a mechanism, or whose mechanism is left without content."""
    for recipient, transfer in told_transfers(context):
        stated = (
            (transfer.mechanism == "adequacy" and transfer.adequacy != "absent")
            or (transfer.mechanism == "safeguards" and transfer.safeguards)
            or (transfer.mechanism == "derogation" and transfer.derogation)
        )
        if not stated:
            name = context.name(recipient)
            yield Hit(transfer.route, {"name": name})
