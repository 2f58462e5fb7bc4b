"""The small picture of one activity, as a part of a page: from top to bottom, as wide as a phone.

    people ─▶ data ─▶ activity ─┬─▶ recipient, and the countries it is in
                                │      └─▶ a recipient of its own
                                └─▶ the sharing rules for all activities

It has no style of its own: what it looks like is the page's to say, in its style sheet.
"""

from __future__ import annotations

from checker.render.pictures import model as p
from checker.render.pictures.boxes import Filled, fill
from checker.render.pictures.model import Box, Line, Picture, begun, flat
from checker.render.pictures.shapes import box, head, number, words

WIDTH = 320.0
_STEP = 20.0
_INDENT = 28.0
_GAP = 16.0
_BELOW = 10.0
_DEEPEST = 3


def svg(picture: Picture, name: str) -> str:
    """The picture, which must be of one activity. `name` begins its identifiers in the page."""
    drawing = _Drawing(picture)
    said = "\n".join(flat(picture.said))
    lines = [
        f'<svg class="flows" viewBox="0 0 {number(WIDTH)} {number(drawing.bottom)}" role="img" '
        f'aria-labelledby="{name}-title" aria-describedby="{name}-text" fill="currentColor" '
        'font-size="13">',
        f'<title id="{name}-title">{words(picture.title)}</title>',
        f'<desc id="{name}-text">{words(said)}</desc>',
        *drawing.lines,
        *drawing.boxes,
        "</svg>",
    ]
    return "\n".join(lines) + "\n"


class _Drawing:
    """Boxes below each other, and the lines between them."""

    def __init__(self, picture: Picture) -> None:
        self._picture = picture
        self._meaning = dict(picture.legend)
        self._from: dict[str, list[p.Arrow]] = {}
        for arrow in picture.arrows:
            self._from.setdefault(arrow.source, []).append(arrow)
        self._recipients = {one.id: one for level in picture.recipients for one in level}
        self._countries = {one.id: one for one in picture.countries}
        self._drawn: set[str] = set()
        self.lines: list[str] = []
        self.boxes: list[str] = []
        self.bottom = 2.0
        row, *rules = picture.rows
        self._data(row)
        self._onward(row.box, rules)
        self._legend()
        self.bottom += 2

    def _add(self, filled: Filled, x: float) -> float:
        """Draw a box below all others; gives where it begins."""
        top = self.bottom
        self.boxes.extend(box(filled, x, top, filled.height))
        self.bottom += filled.height
        return top

    def _line(self, path: str) -> None:
        self.lines.append(f'<path class="line" fill="none" stroke="currentColor" d="{path}"/>')

    def _down(self, x: float) -> None:
        """An arrow to what is drawn next."""
        end = self.bottom + _GAP
        self._line(f"M{number(x)},{number(self.bottom)}V{number(end - 5)}")
        self.lines.append(
            f'<g transform="rotate(90 {number(x)} {number(end)})">{head(x, end, 1)}</g>'
        )
        self.bottom = end

    def _data(self, row: p.Row) -> None:
        """Who gives what; several sets of people are joined by a line on their left."""
        into: dict[str, list[Box]] = {}
        for people in self._picture.people:
            for arrow in self._from.get(people.id, ()):
                into.setdefault(arrow.target, []).append(people)
        joined = len(row.data) > 1
        left = _STEP if joined else 1.0
        middles: list[float] = []
        for place, data in enumerate(row.data):
            if place:
                self.bottom += _BELOW
            lines = tuple(line for people in into.get(data.id, ()) for line in people.lines)
            if lines:
                self._add(fill(Box("", "people", lines), WIDTH - left - 1), left)
                self._down(left + _STEP)
            top = self._add(fill(data, WIDTH - left - 1), left)
            middles.append((top + self.bottom) / 2)
        if not joined:
            self._down(_STEP)
            return
        end = self.bottom + _GAP
        for middle, below in zip(middles, [*middles[1:], end - 5], strict=True):
            self._line(f"M{number(left)},{number(middle)}H10V{number(below)}")
        self.lines.append(f'<g transform="rotate(90 10 {number(end)})">{head(10, end, 1)}</g>')
        self.bottom = end

    def _onward(self, activity: Box, rules: list[p.Row]) -> None:
        self._add(fill(activity, WIDTH - 2), 1)
        bottom = self.bottom
        own = [*self._from.get(activity.id, ())]
        self._drawn.update(arrow.target for arrow in own)
        ends = self._recipients_of(own, 1, 1)
        if rules:
            titles = tuple(rule.box.lines[0] for rule in rules)
            self.bottom += _BELOW
            common = Box("", "common", (*titles, *rules[0].box.lines[1:]))
            top = self._add(fill(common, WIDTH - 1 - _INDENT - 1), 1 + _INDENT)
            ends.append((top + self.bottom) / 2)
        self._join(bottom, 1, ends)

    def _recipients_of(self, arrows: list[p.Arrow], x: float, depth: int) -> list[float]:
        """Recipients below and to the right of what data come from; gives their middles."""
        left = x + _INDENT
        ends: list[float] = []
        for arrow in arrows:
            further = [
                one for one in self._from.get(arrow.target, ()) if one.target in self._recipients
            ]
            drawn = [one for one in further if one.target not in self._drawn]
            if depth == _DEEPEST:
                drawn = []
            self._drawn.update(one.target for one in drawn)
            named = [self._name(one) for one in further if one not in drawn]
            self.bottom += _BELOW
            filled = fill(self._box(arrow, named), WIDTH - left - 1)
            top = self._add(filled, left)
            bottom = self.bottom
            ends.append((top + bottom) / 2)
            self._join(bottom, left, self._recipients_of(drawn, left, depth + 1))
        return ends

    def _join(self, top: float, x: float, ends: list[float]) -> None:
        """A line down from a box, and from it an arrow to each of the boxes that hang on it."""
        for end in ends:
            tip = x + _INDENT
            self._line(
                f"M{number(x + 10)},{number(top)}V{number(end - 6)}"
                f"Q{number(x + 10)},{number(end)} {number(x + 16)},{number(end)}H{number(tip - 5)}"
            )
            self.lines.append(head(tip, end, 1))
            # Each goes on from the one before: what is drawn twice looks bolder.
            top = end - 6

    def _box(self, arrow: p.Arrow, further: list[str]) -> Box:
        """A recipient with what goes for these data, and the countries it is in."""
        recipient = self._recipients[arrow.target]
        lines = [*recipient.lines]
        lines.extend(
            Line(begun(self._meaning[mark]), faint=True)
            for mark in arrow.marks
            if mark != p.OUTSIDE
        )
        for one in self._from.get(recipient.id, ()):
            country = self._countries.get(one.target)
            if country:
                name = country.lines[0].text
                outside = self._meaning.get(p.OUTSIDE, "")
                if country.outside and outside.casefold() not in name.casefold():
                    name = f"{name}, {outside}"
                lines.append(Line(name, (p.OUTSIDE,) if country.outside else ()))
        lines.extend(Line(f"→ {one}", faint=True) for one in further)
        return Box(recipient.id, "recipient", tuple(lines))

    def _name(self, arrow: p.Arrow) -> str:
        return self._recipients[arrow.target].lines[0].text

    def _legend(self) -> None:
        """What the marks of data mean; all other marks have their words beside them."""
        lines = tuple(
            Line(begun(meaning), (mark,), faint=True)
            for mark, meaning in self._picture.legend
            if mark in p.NATURES
        )
        if lines:
            self.bottom += _BELOW
            self._add(fill(Box("", "key", lines), WIDTH), 0)
