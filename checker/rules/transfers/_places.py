"""What the transfer rules share."""

from __future__ import annotations

from collections.abc import Iterator

from checker.model import Recipient
from checker.rules import Context


def told_recipients(context: Context) -> Iterator[Recipient]:
    """The recipients that people must be told of, directly or through other recipients."""
    reached = context.graph.reachable(d.recipient for d in context.policy.told_disclosures())
    for recipient in context.policy.recipients.values():
        if recipient.id in reached:
            yield recipient


def uncovered(context: Context, recipient: Recipient) -> Iterator[tuple[str, str]]:
    """The places outside the EEA where a recipient processes data without a stated transfer.

    Yields the route of each, and words for it. Membership is asked as of the statement's date; a
    transfer that names no country covers every country.
    """
    if any(transfer.country is None for transfer in recipient.transfers):
        return
    covered = {transfer.country for transfer in recipient.transfers}
    for country in recipient.countries:
        if country not in covered and not context.law.in_eea(country, context.statement_date):
            yield f"{recipient.route}/countries/{country}", f"in {country}, outside the EEA"
    if recipient.outside_eea and not recipient.transfers:
        yield f"{recipient.route}/outside_eea", "outside the EEA"
