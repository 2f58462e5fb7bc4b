"""Comparing periods, which ISO 8601 writes in units of different length."""

from __future__ import annotations

import re

_PARTS = re.compile(r"P(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)W)?(?:(\d+)D)?")


def normal(period: str) -> tuple[int, int]:
    """A duration as months and days, the same for P12M and P1Y."""
    match = _PARTS.fullmatch(period)
    assert match, period
    years, months, weeks, days = (int(part or 0) for part in match.groups())
    return years * 12 + months, weeks * 7 + days


def shorter(one: str, other: str) -> bool:
    """Whether a duration is shorter than another, however long its years and months turn out."""
    months, days = normal(one)
    other_months, other_days = normal(other)
    if months <= other_months and days <= other_days:
        return (months, days) != (other_months, other_days)
    return _days(months, days)[1] < _days(other_months, other_days)[0]


def _days(months: int, days: int) -> tuple[int, int]:
    """The least and the most days in so many months and days."""
    years, months = divmod(months, 12)
    return 365 * years + 28 * months + days, 366 * years + 31 * months + days
