"""A document of limited size: what matters most is kept, and what is cut is counted."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from checker.report.summary import counted

_MORE = 80
"""Room for the line that says how much was cut."""


class Unit(NamedTuple):
    """Lines that are kept or cut together; `head` stands above the first of several alike."""

    text: str
    head: str = ""


class Section(NamedTuple):
    """A heading, lines that are always kept, and units, the most important first.

    `noun` is what a unit is, in the singular.
    """

    heading: str
    noun: str
    units: Sequence[Unit]
    lead: str = ""


def fitted(opening: str, sections: Sequence[Section], limit: int) -> str:
    """The opening and the sections in at most `limit` bytes of UTF-8.

    Each section has an equal share of the room for units; what it does not need goes to the
    others, the first of them first.
    """
    left = limit - _size(opening)
    left -= sum(_size(_above(section)) + _MORE for section in sections)
    kept = [0] * len(sections)
    for share in (left // max(len(sections), 1), None):
        for at, section in enumerate(sections):
            room = left if share is None else min(share, left)
            while kept[at] < len(section.units):
                size = _size(_written(section.units, kept[at]))
                if size > room:
                    break
                room -= size
                left -= size
                kept[at] += 1
    return opening + "".join(map(_section, sections, kept))


def _section(section: Section, kept: int) -> str:
    text = _above(section) + "".join(_written(section.units, at) for at in range(kept))
    cut = len(section.units) - kept
    if cut and kept:
        text += f"\n- and {counted(cut, f'more {section.noun}')}\n"
    elif cut:
        text += f"{counted(cut, section.noun)}, too long to be listed here.\n"
    return text


def _above(section: Section) -> str:
    lead = f"{section.lead}\n\n" if section.lead else ""
    return f"\n## {section.heading}\n\n{lead}"


def _written(units: Sequence[Unit], at: int) -> str:
    unit = units[at]
    if not unit.head or (at and units[at - 1].head == unit.head):
        return unit.text
    between = "\n" if at else ""
    return f"{between}{unit.head}\n\n{unit.text}"


def _size(text: str) -> int:
    return len(text.encode())
