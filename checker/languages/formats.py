"""How a language writes numbers, dates, lengths of time and law, from its `formats.yaml`."""

from __future__ import annotations

from functools import cache
from typing import Any, NamedTuple

from checker.languages import data, known

_BASES = {
    "year": ("month", 12),
    "half-year": ("month", 6),
    "quarter": ("month", 3),
    "month": ("month", 1),
    "week": ("day", 7),
    "day": ("day", 1),
    "workday": ("workday", 1),
    "hour": ("hour", 1),
    "minute": ("minute", 1),
}
"""Units of time in units that compare: a year is twelve months, a month no number of days."""


HALF = "½"


class Formats(NamedTuple):
    """A language's formats. Words are in lower case; units are a base unit and how many of it."""

    decimal: str
    thousands: tuple[str, ...]
    percent: frozenset[str]
    percent_space: bool
    numbers: dict[str, float]
    ordinals: dict[str, int]
    units: dict[str, tuple[str, int]]
    unit_endings: tuple[tuple[str, tuple[str, int]], ...]
    months: dict[str, int]
    month_names: tuple[str, ...]
    period_after_day: bool
    short_dates: tuple[str, ...]
    article: frozenset[str]
    articles: str
    paragraph: str
    point: str
    conjunctions: frozenset[str]
    sign_first: bool
    sections: frozenset[str]
    neighbours_quotes: tuple[str, str]
    quotes: tuple[str, str]


@cache
def formats(language: str) -> Formats | None:
    """The formats of a language; None if klar does not know them."""
    file = data(language, "formats")
    if not file:
        return None
    numbers, dates, law, quotes = (file[one] for one in ("numbers", "dates", "law", "quotes"))
    units = {word: _BASES[unit] for unit, words in file["units"].items() for word in words.split()}
    months = [names.split() for names in dates["months"].split(",")]
    return Formats(
        decimal=numbers["decimal"],
        thousands=tuple(numbers["thousands"]),
        percent=frozenset(("%", *numbers["percent"])),
        percent_space=numbers["percent-space"],
        numbers={HALF: 0.5, **_by_word(file["words"], float)},
        ordinals=_by_word(file["ordinals"], int),
        units={word: unit for word, unit in units.items() if word[0] != "-"},
        unit_endings=tuple((word[1:], unit) for word, unit in units.items() if word[0] == "-"),
        months={name: at for at, names in enumerate(months, 1) for name in names},
        month_names=tuple(names[0] for names in months),
        period_after_day=dates["period-after-day"],
        short_dates=tuple(dates["short"]),
        article=frozenset(law["article"].split()),
        articles=law.get("articles", ""),
        paragraph=law["paragraph"],
        point=law["point"],
        conjunctions=frozenset(law["and"].split()),
        sign_first=law["sign-first"],
        sections=frozenset(law["sections"].split()),
        neighbours_quotes=(quotes["not"][0], quotes["not"][1]),
        quotes=(quotes["right"][0], quotes["right"][1]),
    )


def _by_word(lists: dict[str, str], number: Any) -> dict[str, Any]:
    return {word: number(value) for value, words in lists.items() for word in words.split()}


@cache
def law_words(separator: str) -> frozenset[str]:
    """The words that some language writes before a `paragraph` or `point`: `stk`, `nr`."""
    written = (data(language, "formats") for language in known())
    words = (file["law"][separator].strip(" .,") for file in written if file)
    return frozenset(word for word in words if word)


@cache
def addresses() -> frozenset[str]:
    """What tells the pages of one language or country from those of others in an address."""
    files = (data(language, "formats") for language in known())
    return frozenset(code for file in files if file for code in file["addresses"])
