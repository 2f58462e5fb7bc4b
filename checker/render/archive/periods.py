"""When and where an edition is in force."""

from __future__ import annotations

from typing import NamedTuple

from checker.model import Statement
from checker.render.nodes import Runs
from checker.render.words import Words


class Period(NamedTuple):
    """From when, until when (None: no end is known), and in which markets (none: in all)."""

    start: str
    end: str | None
    markets: tuple[str, ...] = ()


def periods(statement: Statement, later: Statement | None) -> tuple[Period, ...]:
    """When a statement is in force, market by market where that differs.

    `later` is the one that replaces it.
    """
    markets: dict[tuple[str, str | None], list[str]] = {}
    for market in statement.markets:
        end = later.start_in(market) if later else None
        markets.setdefault((statement.start_in(market), end), []).append(market)
    everywhere = len(markets) == 1
    return tuple(
        Period(start, end, () if everywhere else tuple(named))
        for (start, end), named in markets.items()
    )


def in_words(words: Words, period: Period) -> Runs:
    """A period as a line of its own."""
    where = words.countries(period.markets)
    fields: dict[str, Runs | str] = {"countries": where} if where else {}
    suffix = "_in" if where else ""
    start = words.date(period.start)
    if period.end is None:
        return words.say(f"page.effective{suffix}", date=start, **fields)
    if period.end < period.start:
        return words.say(f"versions.never{suffix}", **fields)
    end = words.date(period.end)
    return words.say(f"versions.in_force{suffix}", start=start, end=end, **fields)
