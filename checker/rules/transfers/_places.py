"""What the transfer rules share about who gets data and where."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from checker.law.adequacy import is_third_country
from checker.model import Recipient, Transfer
from checker.rules import Context
from checker.rules._markets import listed

HINTS = 50
"""How many hits of a rule get a suggestion: a thousand slips need none."""


def told_transfers(context: Context) -> Iterator[tuple[Recipient, Transfer]]:
    """The transfers that people must be told of, each with its recipient."""
    for recipient in context.told_recipients:
        for transfer in recipient.transfers:
            yield recipient, transfer


class Uncovered(NamedTuple):
    """A place for which no transfer is stated: its route, and words for it.

    `markets` are those whose data lack the transfer where others have one, or else none; `where`
    says so in words.
    """

    route: str
    place: str
    markets: tuple[str, ...]

    @property
    def where(self) -> str:
        """The markets as the end of a sentence, if there are any."""
        return _in_words(self.markets)


def _in_words(markets: tuple[str, ...]) -> str:
    return f" for data from {listed(markets)}" if markets else ""


def departed(context: Context) -> Iterator[tuple[Recipient, str, str]]:
    """The countries without a stated transfer that only since the statement's date are third ones.

    Or were before it, where the day of the check is earlier. With the `where` of Uncovered.
    """
    law, then, now = context.law, context.statement_date, context.as_of
    for recipient in context.told_recipients if then != now else ():
        for country in recipient.countries:
            if is_third_country(law, country, now) and not is_third_country(law, country, then):
                markets = _missing(context, recipient, country)
                if markets is not None:
                    yield recipient, country, _in_words(markets)


def uncovered(context: Context, recipient: Recipient) -> Iterator[Uncovered]:
    """The places outside the EEA where a recipient processes data without a stated transfer.

    Membership is asked as of the statement's date.
    """
    for country in recipient.countries:
        if is_third_country(context.law, country, context.statement_date):
            markets = _missing(context, recipient, country)
            if markets is not None:
                route = f"{recipient.route}/countries/{country}"
                yield Uncovered(route, f"in {country}, outside the EEA", markets)
    if recipient.outside_eea:
        markets = _missing(context, recipient, None)
        if markets is not None:
            yield Uncovered(f"{recipient.route}/outside_eea", "outside the EEA", markets)


def _missing(context: Context, recipient: Recipient, country: str | None) -> tuple[str, ...] | None:
    """For which markets' data no transfer to a country is stated; None if for none.

    Where there is no transfer at all the markets make no difference, and none are given.

    A transfer that names no country covers every country, and any covers a place without a name.
    """
    covering = [
        transfer
        for transfer in recipient.transfers
        if country is None or transfer.country in (None, country)
    ]
    if not covering:
        return ()
    if not all(transfer.applies_in for transfer in covering):
        return None
    covered = {market for transfer in covering for market in transfer.applies_in}
    sent = context.markets_of_recipients.get(recipient.id, ())
    return tuple(market for market in sent if market not in covered) or None
