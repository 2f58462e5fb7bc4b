"""Whether law lets data go to a country on a day, as far as adequacy decisions do."""

from __future__ import annotations

from collections.abc import Iterable

from checker.law.book import EVER, Book, Decision
from checker.model import Transfer


def is_third_country(law: Book, country: str, on: str) -> bool:
    """Whether data sent to a country on a day go to a third country.

    A bridge that stood in for an adequacy decision kept a country from being one.
    """
    return not law.in_eea(country, on) and not any(
        one.kind == "bridge" for one in law.adequacy(country, on)
    )


def rests_on_adequacy(transfer: Transfer) -> bool:
    """Whether the statement says that an adequacy decision covers a transfer."""
    return transfer.adequacy == "exists" or (
        transfer.mechanism == "adequacy" and transfer.adequacy is None
    )


def possible_decisions(law: Book, transfer: Transfer) -> tuple[Decision, ...]:
    """The decisions of any time that a transfer can mean: the one it names, or its country's."""
    if transfer.decision:
        named = law.decision(transfer.decision)
        fits = named and transfer.country in (None, named.territory)
        return (named,) if named and fits else ()
    return law.decisions(transfer.country) if transfer.country else ()


def in_force(decisions: Iterable[Decision], on: str) -> tuple[Decision, ...]:
    """Those of some decisions that are in force on a day."""
    return tuple(one for one in decisions if one.start <= on <= (one.until or EVER))


def is_covered(law: Book, transfer: Transfer, on: str) -> bool:
    """Whether on a day a transfer is covered as its adequacy claims, or needs no decision.

    Where neither a country nor a decision is named there is nothing to hold against the claim.
    """
    if transfer.country is None and not transfer.decision:
        return True
    if transfer.country and law.in_eea(transfer.country, on):
        return True
    return bool(in_force(possible_decisions(law, transfer), on))
