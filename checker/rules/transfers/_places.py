"""What the transfer rules share about who gets data and where."""

from __future__ import annotations

from collections.abc import Iterator

from checker.law.book import Book
from checker.model import Recipient, Transfer
from checker.rules import Context


def told_transfers(context: Context) -> Iterator[tuple[Recipient, Transfer]]:
    """The transfers that people must be told of, each with its recipient."""
    for recipient in context.told_recipients:
        for transfer in recipient.transfers:
            yield recipient, transfer


def is_third_country(law: Book, country: str, on: str) -> bool:
    """Whether data sent to a country on a day go to a third country.

    A bridge that stood in for an adequacy decision kept a country from being one.
    """
    return not law.in_eea(country, on) and not any(
        one.kind == "bridge" for one in law.adequacy(country, on)
    )


def not_covered(recipient: Recipient) -> Iterator[str]:
    """The countries of a recipient for which no transfer is stated.

    A transfer that names no country covers every country.
    """
    covered = {transfer.country for transfer in recipient.transfers}
    if None not in covered:
        yield from (country for country in recipient.countries if country not in covered)


def departed(context: Context) -> Iterator[tuple[Recipient, str]]:
    """The countries without a stated transfer that only since the statement's date are third ones.

    Or were before it, where the day of the check is earlier.
    """
    law, then, now = context.law, context.statement_date, context.as_of
    for recipient in context.told_recipients if then != now else ():
        for country in not_covered(recipient):
            if is_third_country(law, country, now) and not is_third_country(law, country, then):
                yield recipient, country


def uncovered(context: Context, recipient: Recipient) -> Iterator[tuple[str, str]]:
    """The places outside the EEA where a recipient processes data without a stated transfer.

    Yields the route of each, and words for it. Membership is asked as of the statement's date.
    """
    for country in not_covered(recipient):
        if is_third_country(context.law, country, context.statement_date):
            yield f"{recipient.route}/countries/{country}", f"in {country}, outside the EEA"
    if recipient.outside_eea and not recipient.transfers:
        yield f"{recipient.route}/outside_eea", "outside the EEA"
