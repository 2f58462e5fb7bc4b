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
