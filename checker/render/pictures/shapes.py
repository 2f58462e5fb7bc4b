"""Pieces of SVG that both kinds of picture are made of: escaped words, boxes, marks, heads.

Every shape has a class; what it looks like without a style sheet is in its attributes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from xml.sax.saxutils import escape, quoteattr

from checker.render.pictures import model as p
from checker.render.pictures.boxes import SIZE, SMALL, Filled

_NOT_XML = re.compile(r"[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_CORNERS = {"people": 14, "data": 2, "recipient": 8, "country": 14}
_GLYPHS = {
    "special-category": '<path class="special-category" '
    'd="M{x0},{y}L{x},{y0}L{x1},{y}L{x},{y1}Z"/>',
    "criminal-offence": '<path class="criminal-offence" '
    'd="M{x0},{y}L{e},{y0}H{f}L{x1},{y}L{f},{y1}H{e}Z"/>',
    "national-id": '<path class="national-id" d="M{x0},{d}L{x},{y0}L{x1},{d}Z"/>',
    p.JOINT: '<g class="joint"><circle cx="{a}" cy="{y}" r="3.4"/>'
    '<circle cx="{c}" cy="{y}" r="3.4"/></g>',
    p.OUTSIDE: '<path class="away" d="M{x0},{y1}L{x1},{y0}M{x},{y0}H{x1}V{y}"/>',
    p.CONSENT: '<circle class="limit" cx="{x}" cy="{y}" r="4"/>',
    p.CONDITION: '<path class="limit" d="M{a},{b}H{c}V{d}H{a}Z"/>',
    p.PART: '<circle class="limit" cx="{x}" cy="{y}" r="4"/>'
    '<path class="half" d="M{x},{y2}A4,4 0 0 0 {x},{y3}Z"/>',
}


def words(text: str) -> str:
    """A text as it may stand between tags."""
    return escape(_NOT_XML.sub("\ufffd", text))


def value(text: str) -> str:
    """A text as an attribute's value, in its quotes."""
    return quoteattr(_NOT_XML.sub("\ufffd", text))


def number(amount: float) -> str:
    """A coordinate, as short as can be."""
    return f"{amount:.1f}".removesuffix(".0").replace("-0.0", "0")


def glyph(mark: str, x: float, y: float) -> str:
    """A mark around its middle."""
    places = {
        "x": x, "x0": x - 5, "x1": x + 5, "a": x - 3.5, "c": x + 3.5, "e": x - 2.5, "f": x + 2.5,
        "y": y, "y0": y - 5, "y1": y + 5, "b": y - 3.5, "d": y + 3.5, "y2": y - 4, "y3": y + 4,
    }  # fmt: skip
    return _GLYPHS[mark].format_map({name: number(place) for name, place in places.items()})


def head(x: float, y: float, way: int) -> str:
    """The head of an arrow with its tip at a point, to the right (1) or the left (-1)."""
    back = number(x - 8 * way)
    up, down = number(y - 4), number(y + 4)
    return f'<path class="head" d="M{number(x)},{number(y)}L{back},{up}V{down}Z"/>'


def box(filled: Filled, x: float, y: float, height: float) -> Iterator[str]:
    """A box with its words in the middle of its height."""
    kind = filled.box.kind
    outside = " outside" if filled.box.outside else ""
    corner = _CORNERS.get(kind, 4)
    yield (
        f'<g class="box {kind}{outside}"><rect x="{number(x)}" y="{number(y)}" '
        f'width="{number(filled.width)}" height="{number(height)}" rx="{corner}" '
        'fill="none" stroke="currentColor"/>'
    )
    top = y + (height - filled.height) / 2
    if filled.box.outside:
        yield glyph(p.OUTSIDE, x + filled.width - 13, y + height / 2)
    for one in filled.glyphs:
        yield glyph(one.mark, x + one.x, top + one.y)
    for text in filled.texts:
        style = ' class="strong"' if text.bold else ' class="faint"' if text.faint else ""
        if text.size not in (SIZE, SMALL):
            style += f' font-size="{number(text.size)}"'
        place = f'x="{number(x + text.x)}" y="{number(top + text.y)}"'
        yield f"<text{style} {place}>{words(text.text)}</text>"
    yield "</g>"
