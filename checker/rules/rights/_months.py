"""How the time limit for answers compares with the month that the law allows."""

from __future__ import annotations

import re

_PART = re.compile(r"(\d+)([YMWD])")


def exceeds_a_month(duration: str, of_days: int) -> bool:
    """Whether an ISO 8601 duration is longer than a calendar month that has so many days."""
    units = {unit: int(number) for number, unit in _PART.findall(duration)}
    days = units.get("D", 0) + 7 * units.get("W", 0)
    months = units.get("M", 0) + 12 * units.get("Y", 0)
    return months > 1 or (months == 1 and days > 0) or days > of_days
