"""What the rules on standard contractual clauses share."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from checker.law.book import EVER, Instrument
from checker.model import Recipient
from checker.rules import Context
from checker.rules.transfers._places import told_transfers

STANDARD_CLAUSES = "standard-contractual-clauses"
TRANSFER_CLAUSES = "transfer-clauses"


class NamedClauses(NamedTuple):
    """Standard clauses that a safeguard names by number, and what klar knows of them."""

    recipient: Recipient
    route: str
    number: str
    instrument: Instrument | None

    def serve(self, on: str) -> bool:
        """Whether transfers can rest on them on a day, under an old contract at least."""
        found = self.instrument
        return (
            found is not None
            and found.kind == TRANSFER_CLAUSES
            and found.start <= on <= (found.until or EVER)
        )


def named_clauses(context: Context) -> Iterator[NamedClauses]:
    """The clauses that the safeguards of told transfers name by number."""
    for recipient, transfer in told_transfers(context):
        for safeguard in transfer.safeguards:
            if safeguard.instrument:
                yield NamedClauses(
                    recipient,
                    f"{safeguard.route}/instrument",
                    safeguard.instrument,
                    context.law.instrument(safeguard.instrument),
                )


def lapsed_clauses(context: Context) -> Iterator[NamedClauses]:
    """The clauses that serve at the statement's date but not on the day of the check."""
    then, now = context.statement_date, context.as_of
    for clauses in named_clauses(context) if then != now else ():
        if clauses.serve(then) and not clauses.serve(now):
            yield clauses
