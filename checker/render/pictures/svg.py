"""The layered picture as one SVG file that needs nothing else.

No script, no reference to anything outside, no font of its own. Its identifiers come from what it
shows, so that several can stand in one page; its style is limited to its class.
"""

from __future__ import annotations

from collections.abc import Iterator
from hashlib import sha256
from math import ceil

from checker.render.pictures import model as p
from checker.render.pictures.layout import Branch, Bundle, Layout, lay_out
from checker.render.pictures.measure import width, wrapped
from checker.render.pictures.model import begun, flat
from checker.render.pictures.shapes import box, glyph, head, number, value, words

_MARGIN = 24.0
_TITLE = 22.0
_TEXT = 13.0
_NARROWEST = 560.0
_CELL = 260.0

# Colours are those of Okabe and Ito, darker or lighter until words and lines have the contrast that
# WCAG asks for. Without custom properties, which many viewers of SVG files do not know.
_STYLE = """
.klar-flows{font:13px "Helvetica Neue",Helvetica,Arial,"Liberation Sans",sans-serif}
.klar-flows text{fill:#1b1f24}
.klar-flows .paper{fill:#fff}
.klar-flows .title{font-size:22px;font-weight:700}
.klar-flows .heading{font-weight:700;fill:#4b545d}
.klar-flows .strong{font-weight:700}
.klar-flows .faint{font-size:11.5px;fill:#4b545d}
.klar-flows .quiet{fill:#4b545d}
.klar-flows .rule-off{stroke:#c9ced4}
.klar-flows rect{stroke-width:1.2}
.klar-flows .people rect{fill:#fff;stroke:#7a8490}
.klar-flows .data rect{fill:#f4f5f7;stroke:#b4bbc3}
.klar-flows .activity rect{fill:#e4f0f9;stroke:#0072b2;stroke-width:1.8}
.klar-flows .rule rect{fill:#fbf6e4;stroke:#8a6a00;stroke-width:1.8}
.klar-flows .recipient rect{fill:#e5f5ef;stroke:#00805c}
.klar-flows .country rect{fill:#fff;stroke:#7a8490}
.klar-flows .outside rect{fill:#fdf0e7;stroke:#b84a00;stroke-width:2;stroke-dasharray:6 4}
.klar-flows .line{fill:none;stroke:#77818c;stroke-width:1.4}
.klar-flows .outside .line{stroke:#b84a00;stroke-width:1.8;stroke-dasharray:6 4}
.klar-flows .joined{fill:none;stroke:#0072b2;stroke-width:4.6}
.klar-flows .between{fill:none;stroke:#fff;stroke-width:1.8}
.klar-flows .head{fill:#5f6973}
.klar-flows .outside .head{fill:#b84a00}
.klar-flows .special-category{fill:#b0125f}
.klar-flows .criminal-offence{fill:#5e2b97}
.klar-flows .national-id{fill:#00626d}
.klar-flows .joint{fill:none;stroke:#0072b2;stroke-width:1.6}
.klar-flows .away{fill:none;stroke:#b84a00;stroke-width:1.8}
.klar-flows .limit{fill:#fff;stroke:#1b1f24;stroke-width:1.4}
.klar-flows .half{fill:#1b1f24}
.klar-flows .flow:hover .line{stroke:#1b1f24;stroke-width:2.6}
.klar-flows .flow:hover .head{fill:#1b1f24}
@media screen and (prefers-color-scheme:dark){
.klar-flows text{fill:#e8eaec}
.klar-flows .paper{fill:#14171a}
.klar-flows .heading,.klar-flows .faint,.klar-flows .quiet{fill:#b3bbc3}
.klar-flows .rule-off{stroke:#3b4249}
.klar-flows .people rect,.klar-flows .country rect{fill:#14171a;stroke:#87919b}
.klar-flows .data rect{fill:#1e2328;stroke:#59626b}
.klar-flows .activity rect{fill:#122b3f;stroke:#56b4e9}
.klar-flows .rule rect{fill:#2b2610;stroke:#d9b432}
.klar-flows .recipient rect{fill:#0f2b22;stroke:#35b88f}
.klar-flows .outside rect{fill:#331e10;stroke:#ff9a57}
.klar-flows .line{stroke:#87919b}
.klar-flows .outside .line,.klar-flows .away{stroke:#ff9a57}
.klar-flows .head{fill:#a5afb9}
.klar-flows .outside .head{fill:#ff9a57}
.klar-flows .special-category{fill:#ff8cc6}
.klar-flows .criminal-offence{fill:#c7a0ff}
.klar-flows .national-id{fill:#5cd2de}
.klar-flows .joint,.klar-flows .joined{stroke:#56b4e9}
.klar-flows .between{stroke:#14171a}
.klar-flows .limit{fill:#14171a;stroke:#e8eaec}
.klar-flows .half{fill:#e8eaec}
.klar-flows .flow:hover .line{stroke:#fff}
.klar-flows .flow:hover .head{fill:#fff}
}
""".strip()


def svg(picture: p.Picture) -> str:
    """The picture as a file of its own."""
    layout = lay_out(picture, _MARGIN, 0.0)
    whole = max(layout.width, _NARROWEST)
    top: list[str] = []
    y = _heading(picture, whole, top)
    for text, x, room in layout.headings:
        top.append(_text("heading", x, y + _TEXT, text))
        line = number(y + 21)
        top.append(f'<path class="rule-off" d="M{number(x)},{line}H{number(x + room)}"/>')
    y += 34
    high = y + layout.height + _MARGIN
    said = "\n".join(flat(picture.said))
    name = f"flows-{sha256(f'{picture.language} {picture.title} {said}'.encode()).hexdigest()[:8]}"
    lines = [
        f'<svg xmlns="http://www.w3.org/2000/svg" class="klar-flows" lang="{picture.language}" '
        f'role="img" aria-labelledby="{name}-title" aria-describedby="{name}-text" '
        f'width="{number(whole)}" height="{number(high)}" '
        f'viewBox="0 0 {number(whole)} {number(high)}">',
        f'<title id="{name}-title">{words(picture.title)}</title>',
        f'<desc id="{name}-text">{words(said)}</desc>',
        f"<style>\n{_STYLE}\n</style>",
        '<rect class="paper" width="100%" height="100%" fill="none"/>',
        *top,
        f'<g transform="translate(0,{number(y)})">',
        *_content(picture, layout),
        "</g>",
        "</svg>",
    ]
    return "\n".join(lines) + "\n"


def _heading(picture: p.Picture, whole: float, lines: list[str]) -> float:
    """Title, date and legend; gives where they end."""
    room = whole - 2 * _MARGIN
    y = _MARGIN
    for text in wrapped(picture.title, room, _TITLE, bold=True):
        lines.append(_text("title", _MARGIN, y + _TITLE, text))
        y += _TITLE * 1.25
    if picture.subtitle:
        lines.append(_text("quiet", _MARGIN, y + 18, picture.subtitle))
        y += 22
    y += 16
    cells = max(1, int(room // _CELL))
    cell = 0
    for mark, meant in picture.legend:
        meaning = begun(meant)
        # Meanings stand below each other; one that is long takes the room of several.
        needed = min(cells, ceil((40 + width(meaning, _TEXT)) / _CELL))
        if cell + needed > cells:
            cell, y = 0, y + 23
        x = _MARGIN + _CELL * cell
        lines.extend(_key(mark, x, y + 8))
        rows = wrapped(meaning, room - 28, _TEXT)
        lines.extend(
            _text("", x + 28, y + 12.5 + 17 * index, row) for index, row in enumerate(rows)
        )
        y += 17 * (len(rows) - 1)
        cell += needed
    y += 26 if picture.legend else 0
    for text in wrapped(picture.footnote, room, _TEXT):
        lines.append(_text("quiet", _MARGIN, y + 12.5, text))
        y += 18
    return y + 18


def _key(mark: str, x: float, y: float) -> Iterator[str]:
    """A mark as the legend shows it: on a line, if that is where it stands."""
    end = number(x + 20)
    line = f'd="M{number(x)},{number(y)}H{end}"'
    if mark == p.JOINT:
        yield f'<path class="joined" {line}/><path class="between" {line}/>'
        yield glyph(mark, x + 10, y)
    elif mark == p.OUTSIDE:
        yield f'<g class="outside"><path class="line" {line}/></g>'
        yield glyph(mark, x + 10, y)
    else:
        if mark not in p.NATURES:
            yield f'<path class="line" {line}/>'
        yield glyph(mark, x + 10, y)


def _content(picture: p.Picture, layout: Layout) -> Iterator[str]:
    boxes = {one.id: one for one in picture.boxes()}
    # Lines first: boxes stand before them.
    for bundle in layout.bundles:
        yield from _bundle(bundle, boxes)
    for spot in layout.spots:
        if spot.filled:
            yield from box(spot.filled, spot.x, spot.y, spot.height)


def _bundle(bundle: Bundle, boxes: dict[str, p.Box]) -> Iterator[str]:
    yield f'<g class="flow{" outside" if bundle.outside else ""}">'
    if bundle.stem:
        yield f'<path class="line" fill="none" d="{bundle.stem}"/>'
    for branch in bundle.branches:
        yield from _branch(branch, boxes)
    if bundle.head:
        yield head(*bundle.head)
    yield "</g>"


def _branch(branch: Branch, boxes: dict[str, p.Box]) -> Iterator[str]:
    arrow = branch.arrow
    yield "<g>"
    if arrow and boxes[arrow.source].kind not in ("people", "data"):
        ends = " → ".join(boxes[one].lines[0].text for one in arrow[:2])
        yield f"<title>{words(chr(10).join((ends, *arrow.notes)))}</title>"
    if arrow and p.JOINT in arrow.marks:
        yield f'<path class="joined" fill="none" d="{branch.path}"/>'
        yield f'<path class="between" fill="none" d="{branch.path}"/>'
    else:
        yield f'<path class="line" fill="none" d="{branch.path}"/>'
    for mark, x, y in branch.marks:
        yield glyph(mark, x, y)
    if branch.head:
        yield head(*branch.head)
    yield "</g>"


def _text(style: str, x: float, y: float, text: str) -> str:
    name = f" class={value(style)}" if style else ""
    return f'<text{name} x="{number(x)}" y="{number(y)}">{words(text)}</text>'
