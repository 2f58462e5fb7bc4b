"""Lengths of time in the words of a message."""

from __future__ import annotations

import re

_PART = re.compile(r"(\d+)([YMWD])")
_UNITS = {"Y": "year", "M": "month", "W": "week", "D": "day"}


def in_words(duration: str) -> str:
    """An ISO 8601 duration as an editor says it: `5 years`, `1 year and 6 months`."""
    parts = [
        f"{number} {_UNITS[unit]}" + ("s" if int(number) != 1 else "")
        for number, unit in _PART.findall(duration)
    ]
    return " and ".join([", ".join(parts[:-1]), parts[-1]] if len(parts) > 1 else parts)


def after(day: str, duration: str) -> str:
    """The day (ISO 8601) that is a duration after another; never later than the last of years.

    Months and years end on the day of the same number, or on the month's last if it has none.
    """
    from calendar import monthrange
    from datetime import date, timedelta

    units = {unit: int(number) for number, unit in _PART.findall(duration)}
    start = date.fromisoformat(day)
    months = start.month - 1 + units.get("M", 0) + 12 * units.get("Y", 0)
    year, month = start.year + months // 12, months % 12 + 1
    try:
        end = date(year, month, min(start.day, monthrange(year, month)[1]))
        end += timedelta(days=units.get("D", 0) + 7 * units.get("W", 0))
    except (OverflowError, ValueError):
        return date.max.isoformat()
    return end.isoformat()
