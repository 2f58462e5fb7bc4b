"""How the time limit for answers compares with the month that the law allows."""

from __future__ import annotations

import re
from enum import Enum

_PART = re.compile(r"(\d+)([YMWD])")


class Limit(Enum):
    """A time limit within a month, longer than some months, or longer than any."""

    WITHIN = "within"
    LONGER_THAN_SOME = "some"
    LONGER_THAN_ANY = "any"


def against_a_month(duration: str) -> Limit:
    """Compare an ISO 8601 duration, as the schema allows it, with one calendar month."""
    units = {unit: int(number) for number, unit in _PART.findall(duration)}
    days = units.get("D", 0) + 7 * units.get("W", 0)
    months = units.get("M", 0) + 12 * units.get("Y", 0)
    if months > 1 or (months == 1 and days) or days > 31:
        return Limit.LONGER_THAN_ANY
    # February has 28 days in most years.
    return Limit.LONGER_THAN_SOME if days > 28 else Limit.WITHIN
