"""How much room words take, without a font at hand: more rather than less.

The widths are those of DejaVu Sans, the widest of the fonts that browsers commonly fall back to, so
that no words leave their box whatever font shows them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from unicodedata import east_asian_width

_WIDTHS = {
    0.36: "'IJijl ,./:;\\|\u00a0\u00b7ìíîïÌÍÎÏ",
    0.46: "-()[]ftr!",
    0.6: '"*?LFckstvxyz',
    0.66: "0123456789EPSTYabdeghnopquß",
    0.76: "ABCKNRUVXZÅÄ",
    0.84: "#&+<=>DGHOQw~ØÖ",
    1.0: "%@MmW",
}
_WIDTH = {character: width for width, every in _WIDTHS.items() for character in every}
_BOLD = 1.14
_BREAKS = re.compile(r"(?<=\w\w\w[-/])(?=\w)")


def width(text: str, size: float, *, bold: bool = False) -> float:
    """How wide a line of text is at most, in the unit of `size`."""
    total = sum(_WIDTH.get(character) or _unknown(character) for character in text)
    return total * size * (_BOLD if bold else 1)


def _unknown(character: str) -> float:
    if east_asian_width(character) in "WF" or ord(character) > 0xFFFF:
        return 1.3
    return (
        0.7 if "à" <= character <= "ž" and character.islower() and character not in "æœ" else 1.05
    )


def wrapped(text: str, room: float, size: float, *, bold: bool = False) -> list[str]:
    """A text in lines no wider than `room`, broken between words, and within one that is wider."""
    lines: list[str] = []
    line, used = "", 0.0
    for between, part in _parts(text):
        needed = width(between + part, size, bold=bold)
        if line and used + needed <= room:
            line, used = line + between + part, used + needed
            continue
        if line:
            lines.append(line)
        *whole, line = _cut(part, room, size, bold=bold)
        lines.extend(whole)
        used = width(line, size, bold=bold)
    return [*lines, line]


def longest(text: str, size: float, *, bold: bool = False) -> float:
    """How wide the widest part of a text is that should not be broken; never nothing."""
    return max(1.0, *(width(part, size, bold=bold) for _, part in _parts(text)))


def _parts(text: str) -> Iterator[tuple[str, str]]:
    """What a line may end after: words, and those before a hyphen or a slash in one."""
    for word in text.split(" "):
        between = " "
        for part in _BREAKS.split(word):
            yield between, part
            between = ""


def _cut(word: str, room: float, size: float, *, bold: bool) -> list[str]:
    pieces = [""]
    used = 0.0
    for character in word:
        needed = width(character, size, bold=bold)
        if pieces[-1] and used + needed > room:
            pieces.append("")
            used = 0.0
        pieces[-1] += character
        used += needed
    return pieces
