"""Words set in a box of a given width, and how high that makes it."""

from __future__ import annotations

from typing import NamedTuple

from checker.render.pictures.measure import longest, wrapped
from checker.render.pictures.model import Box

SIZE = 13.0
SMALL = 11.5
GLYPH = 15.0
"""The room of a mark before the words it marks."""

_PAD = (12.0, 9.0)
_LEADING = 1.32
_BETWEEN = 4.0
_SMALLEST = 0.8


class Set(NamedTuple):
    """A line of text: the left end of its base line, from the corner of its box."""

    text: str
    x: float
    y: float
    size: float
    bold: bool
    faint: bool


class Glyph(NamedTuple):
    """A mark: its middle, from the corner of its box."""

    mark: str
    x: float
    y: float


class Filled(NamedTuple):
    """A box with its words in place."""

    box: Box
    width: float
    height: float
    texts: tuple[Set, ...]
    glyphs: tuple[Glyph, ...]


def fill(box: Box, width: float) -> Filled:
    """Set a box's words in its width."""
    left, y = _PAD
    texts: list[Set] = []
    glyphs: list[Glyph] = []
    for number, line in enumerate(box.lines):
        if number and not line.faint:
            y += _BETWEEN
        size = SMALL if line.faint else SIZE
        bold = not line.faint and (
            bool(line.marks) or (box.kind in ("activity", "rule") and not number)
        )
        indent = left + GLYPH * len(line.marks)
        room = width - indent - left - (GLYPH if box.outside else 0)
        # A compound that is only a little too long is better small than broken.
        size *= max(_SMALLEST, min(1.0, room / longest(line.text, size, bold=bold)))
        for row, words in enumerate(wrapped(line.text, room, size, bold=bold)):
            base = y + size
            if not row:
                glyphs.extend(
                    Glyph(mark, left + 5 + GLYPH * n, base - size * 0.36)
                    for n, mark in enumerate(line.marks)
                )
            texts.append(Set(words, indent, base, size, bold, line.faint))
            y += size * _LEADING
    return Filled(box, width, y + _PAD[1] - 2, tuple(texts), tuple(glyphs))
