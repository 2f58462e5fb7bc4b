"""Where everything stands in the layered picture.

Columns from left to right; an activity and its data in one row, in the order they have; in every
other column each box as near as can be to the middle of what leads to it, which also keeps
crossings few. Arrows to one box share a line before it (those from people, a line after them), and
all of a gap's lines run on tracks of their own, so that what many activities share stays legible.
"""

from __future__ import annotations

import re
from bisect import bisect_left, insort
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from checker.render.pictures import model as p
from checker.render.pictures.boxes import Filled, fill
from checker.render.pictures.shapes import number

_WIDE = {
    "people": 216.0,
    "data": 300.0,
    "activities": 230.0,
    "recipients": 226.0,
    "countries": 150.0,
}
_TIGHT = {
    "people": 166.0,
    "data": 236.0,
    "activities": 190.0,
    "recipients": 186.0,
    "onward": 150.0,
    "countries": 132.0,
}
_BETWEEN = 10.0
_BETWEEN_ROWS = 12.0
_APART = 44.0
_PASSAGE = 8.0
"""How high the opening is through which an arrow passes a column."""

PORT = 11.0
RADIUS = 7.0
MARK = 12.0
_TRACK = 8.0
_TRACKS = 24
_PAD = 14.0
_HEAD = 16.0
_STRAIGHT = 9.0
_CLEAR = 4.0


class Spot(NamedTuple):
    """A box and its corner, or an opening through a column."""

    id: str
    filled: Filled | None
    x: float
    y: float
    width: float
    height: float

    @property
    def middle(self) -> float:
        """The height of its middle."""
        return self.y + self.height / 2


class Branch(NamedTuple):
    """One line of a bundle, and where its marks stand; no arrow if it goes on from an opening."""

    arrow: p.Arrow | None
    path: str
    marks: tuple[tuple[str, float, float], ...]
    head: tuple[float, float, int] | None


class Bundle(NamedTuple):
    """Arrows with one end in common, and the line they share. Heads are tip and direction."""

    stem: str
    branches: tuple[Branch, ...]
    head: tuple[float, float, int] | None
    outside: bool


class Layout(NamedTuple):
    """Everything in its place. Headings are words, left end and width."""

    width: float
    height: float
    headings: tuple[tuple[str, float, float], ...]
    spots: tuple[Spot, ...]
    bundles: tuple[Bundle, ...]


class _Item:
    """A box or an opening whose place is being found."""

    def __init__(
        self, name: str, column: int, filled: Filled | None, height: float, *, outside: bool
    ) -> None:
        self.name = name
        self.column = column
        self.filled = filled
        self.height = height
        self.outside = outside
        self.y = 0.0

    @property
    def middle(self) -> float:
        return self.y + self.height / 2


class _Link(NamedTuple):
    source: _Item
    target: _Item
    arrow: p.Arrow | None


def lay_out(picture: p.Picture, left: float, top: float) -> Layout:
    """Find a place for everything, from a corner on."""
    widths = _WIDE if len(picture.recipients) < 2 else _TIGHT
    kinds, items = _items(picture, widths)
    columns: list[list[_Item]] = [[] for _ in kinds]
    for item in items.values():
        columns[item.column].append(item)
    gaps, back = _links(picture, items, columns)
    _rows(picture, items, top)
    _beside(columns[0], [(link.source, link.target) for link in gaps[0]], top)
    for index in range(3, len(columns)):
        _beside(columns[index], [(link.target, link.source) for link in gaps[index - 1]], top)

    bundles: list[Bundle] = []
    headings: list[tuple[str, float, float]] = []
    spots: dict[str, Spot] = {}
    bottom, right, x = top, left, left
    for index, (kind, column) in enumerate(zip(kinds, columns, strict=True)):
        if not column:
            continue
        width = widths[kind]
        if index and gaps[index - 1]:
            gap = _Gap(gaps[index - 1], hub_is_source=index == 1)
            bundles.extend(gap.bundles(right, through=width))
            x = right + gap.width
        elif right > left:
            x = right + _APART
        headings.append((picture.headings[kind], x, width))
        for item in column:
            spots[item.name] = Spot(item.name, item.filled, x, item.y, width, item.height)
            bottom = max(bottom, item.y + item.height)
        right = x + width
    bundles.extend(_return(link, spots) for link in back)
    return Layout(right + left, bottom, tuple(headings), tuple(spots.values()), tuple(bundles))


def _items(picture: p.Picture, widths: dict[str, float]) -> tuple[list[str], dict[str, _Item]]:
    """The columns by what they hold, and every box with its size."""
    levels = len(picture.recipients) or 1
    kinds = ["people", "data", "activities", "recipients", *["onward"] * (levels - 1), "countries"]
    leaving: dict[str, int] = {}
    for arrow in picture.arrows:
        leaving[arrow.source] = leaving.get(arrow.source, 0) + 1
    columns: list[Iterable[p.Box]] = [
        picture.people,
        (box for row in picture.rows for box in row.data),
        (row.box for row in picture.rows),
        *(picture.recipients or ((),)),
        picture.countries,
    ]
    items: dict[str, _Item] = {}
    for column, (kind, boxes) in enumerate(zip(kinds, columns, strict=True)):
        for box in boxes:
            filled = fill(box, widths[kind])
            # Every arrow that leaves needs a place of its own.
            room = PORT * leaving.get(box.id, 0) + 8 if column > 1 else 0
            height = max(filled.height, room)
            items[box.id] = _Item(box.id, column, filled, height, outside=box.outside)
    return kinds, items


def _links(
    picture: p.Picture, items: dict[str, _Item], columns: list[list[_Item]]
) -> tuple[list[list[_Link]], list[_Link]]:
    """The arrows by the gap they cross, and those that lead back or stay in their column.

    One that passes a column does so through an opening, which all arrows to its target share.
    """
    gaps: list[list[_Link]] = [[] for _ in columns]
    back: list[_Link] = []
    linked: set[tuple[str, str]] = set()
    for arrow in picture.arrows:
        source, target = items[arrow.source], items[arrow.target]
        if source.column >= target.column:
            back.append(_Link(source, target, arrow))
            continue
        for column in range(source.column + 1, target.column + 1):
            following = target
            if column < target.column:
                name = f"{target.name} {column}"
                if name not in items:
                    outside = target.outside
                    items[name] = _Item(name, column, None, _PASSAGE, outside=outside)
                    columns[column].append(items[name])
                following = items[name]
            if (source.name, following.name) not in linked:
                linked.add((source.name, following.name))
                first = arrow if source.name == arrow.source else None
                gaps[column - 1].append(_Link(source, following, first))
            source = following
    return gaps, back


def _rows(picture: p.Picture, items: dict[str, _Item], top: float) -> None:
    y = top
    for row in picture.rows:
        data = [items[box.id] for box in row.data]
        activity = items[row.box.id]
        together = sum(item.height for item in data) + _BETWEEN * (len(data) - 1)
        height = max(together, activity.height)
        activity.y = y + (height - activity.height) / 2
        below = y + (height - together) / 2
        for item in data:
            item.y = below
            below += item.height + _BETWEEN
        y += height + _BETWEEN_ROWS


def _beside(column: list[_Item], links: list[tuple[_Item, _Item]], top: float) -> None:
    """Order the boxes of a column by the middle of what they are linked with, and place them so.

    Where they would overlap they are pushed apart, as little as can be for all of them together:
    neighbours that touch move as one.
    """
    middles: dict[str, list[float]] = {}
    for item, other in links:
        middles.setdefault(item.name, []).append(other.middle)
    wish = {item.name: _mean(middles.get(item.name, [top])) for item in column}
    column.sort(key=lambda item: wish[item.name])
    groups: list[tuple[list[_Item], float, float, float]] = []
    for item in column:
        # Members, the sum of where each would have the group begin, its height, its beginning.
        wanted = wish[item.name] - item.height / 2
        group = ([item], wanted, item.height, max(top, wanted))
        while groups and groups[-1][3] + groups[-1][2] + _BETWEEN > group[3]:
            members, total, height, _ = groups.pop()
            total += group[1] - len(group[0]) * (height + _BETWEEN)
            members.extend(group[0])
            height += _BETWEEN + group[2]
            group = (members, total, height, max(top, total / len(members)))
        groups.append(group)
    for members, _, _, start in groups:
        below = start
        for item in members:
            item.y = below
            below += item.height + _BETWEEN


def _mean(values: Sequence[float]) -> float:
    return sum(values) / len(values)


class _Gap:
    """The lines between two columns: those with one end in common, the hub, share a track."""

    def __init__(self, links: list[_Link], *, hub_is_source: bool) -> None:
        self._hub_is_source = hub_is_source
        self._hubs: dict[str, list[tuple[_Item, _Item, p.Arrow | None]]] = {}
        for source, target, arrow in links:
            hub, leaf = (source, target) if hub_is_source else (target, source)
            self._hubs.setdefault(hub.name, []).append((hub, leaf, arrow))
        self._tracks = self._assign()
        marks = max(len(_starting(link.arrow)) for link in links)
        self._pad = _PAD + MARK * marks
        lanes = 1 + max(self._tracks.values())
        self.width = self._pad + _TRACK * (lanes - 1) + 2 * RADIUS + _HEAD

    def _assign(self) -> dict[str, int]:
        """A track for each hub, the longest nearest to the leaves: so that lines cross least."""
        spans: dict[str, tuple[float, float]] = {}
        for name, ends in self._hubs.items():
            heights = [ends[0][0].middle, *(leaf.middle for _, leaf, _ in ends)]
            spans[name] = (min(heights), max(heights))
        taken: list[list[tuple[float, float]]] = []
        tracks: dict[str, int] = {}
        for name in sorted(spans, key=lambda one: spans[one][0] - spans[one][1]):
            low, high = spans[name]
            if high - low < 1:
                tracks[name] = 0
                continue
            span = (low - PORT, high + PORT)
            number = next((n for n, lane in enumerate(taken) if _is_free(lane, span)), len(taken))
            if number == len(taken) < _TRACKS:
                taken.append([])
            # With no track left, lines share one: the picture is past reading there anyway.
            number %= _TRACKS
            insort(taken[number], span)
            tracks[name] = number
        return tracks

    def _ports(self) -> dict[tuple[str, str], float]:
        """Where on its leaf each line ends, by leaf and hub: in the order that crosses least."""
        leaves: dict[str, list[tuple[_Item, _Item]]] = {}
        for ends in self._hubs.values():
            for hub, leaf, _ in ends:
                leaves.setdefault(leaf.name, []).append((leaf, hub))
        ports: dict[tuple[str, str], float] = {}
        for pairs in leaves.values():
            leaf = pairs[0][0]
            ordered = sorted(pairs, key=self._turn)
            step = min(PORT, (leaf.height - 14) / max(1, len(ordered) - 1))
            for place, (_, hub) in enumerate(ordered):
                offset = step * (place - (len(ordered) - 1) / 2)
                ports[leaf.name, hub.name] = leaf.middle + offset
        return ports

    def _turn(self, pair: tuple[_Item, _Item]) -> tuple[int, int]:
        leaf, hub = pair
        track = self._tracks[hub.name]
        rise = hub.middle - leaf.middle
        return (-1, track) if rise < -1 else (1, -track) if rise > 1 else (0, 0)

    def bundles(self, left: float, through: float) -> Iterable[Bundle]:
        """The lines, from the left edge of the gap on. Openings in the next column are crossed."""
        ports = self._ports()
        every = sorted(ports.values())
        way = -1 if self._hub_is_source else 1
        leaf_x, hub_x = (left, left + self.width)[::way]
        for name, ends in self._hubs.items():
            hub = ends[0][0]
            own = [ports[leaf.name, name] for _, leaf, _ in ends]
            y = _hub_port(hub, own, every)
            is_opening = hub.filled is None
            if is_opening:
                hub.y = y - hub.height / 2
            track = leaf_x + way * (self._pad + RADIUS + _TRACK * self._tracks[name])
            inner = track + way * RADIUS
            stem = [_path("M", inner, y, "H", hub_x + (through if is_opening else 0))]
            for side in (-1, 1):
                far = max((side * (one - y) for one in own), default=0.0)
                if far >= 2 * RADIUS:
                    start, end = y + side * (far - RADIUS), y + side * RADIUS
                    stem.append(_path("M", track, start, "V", end, "Q", track, y, inner, y))
            branches = []
            for (_, _, arrow), port in zip(ends, own, strict=True):
                path = _branch(leaf_x, port, track, y, way)
                marks = tuple(
                    (mark, leaf_x + way * (9 + MARK * place), port)
                    for place, mark in enumerate(_starting(arrow))
                )
                head = (leaf_x, port, 1) if self._hub_is_source else None
                branches.append(Branch(arrow, path, marks, head))
            head = None if self._hub_is_source or is_opening else (hub_x, y, 1)
            yield Bundle("".join(stem), tuple(branches), head, hub.outside)


def _starting(arrow: p.Arrow | None) -> list[str]:
    return [mark for mark in arrow.marks if mark != p.OUTSIDE] if arrow else []


def _is_free(lane: list[tuple[float, float]], span: tuple[float, float]) -> bool:
    place = bisect_left(lane, span)
    before = place and lane[place - 1][1] > span[0]
    after = place < len(lane) and lane[place][0] < span[1]
    return not before and not after


def _hub_port(hub: _Item, own: Sequence[float], every: Sequence[float]) -> float:
    """Where on its hub a bundle ends: level with one of its lines, or clear of all others."""
    nearest = min(own, key=lambda one: abs(one - hub.middle))
    if abs(nearest - hub.middle) <= min(_STRAIGHT, hub.height / 2 - 4):
        return nearest
    for offset in (0.0, _CLEAR, -_CLEAR, 2 * _CLEAR, -2 * _CLEAR):
        y = hub.middle + offset
        place = bisect_left(every, y - _CLEAR + 1)
        if place == len(every) or every[place] > y + _CLEAR - 1:
            return y
    return hub.middle


def _branch(x: float, y: float, track: float, hub_y: float, way: int) -> str:
    """From a leaf to the track of its bundle, with round corners."""
    rise = hub_y - y
    inner = track + way * RADIUS
    if abs(rise) < 0.5:
        return _path("M", x, y, "H", inner)
    radius = min(RADIUS, abs(rise) / 2)
    turned = y + radius * (1 if rise > 0 else -1)
    path = _path("M", x, y, "H", track - way * radius, "Q", track, y, track, turned)
    if abs(rise) >= 2 * RADIUS:
        return path
    return path + _path("Q", track, hub_y, track + way * radius, hub_y, "H", inner)


def _return(link: _Link, spots: dict[str, Spot]) -> Bundle:
    """An arrow to a column further left, or within one."""
    source, target = spots[link.source.name], spots[link.target.name]
    end = target.x + target.width
    if source.x == target.x:
        start, bend = source.x + source.width, 30.0
        first = start + bend
    else:
        start, bend = source.x, 40.0
        first = start - bend
    above = 6 if source.middle <= target.middle else -6
    leaves, arrives = source.middle + above, target.middle - above
    path = _path("M", start, leaves, "C", first, leaves, end + bend, arrives, end, arrives)
    branch = Branch(link.arrow, path, (), (end, arrives, -1))
    return Bundle("", (branch,), None, link.target.outside)


def _path(*steps: str | float) -> str:
    """Commands and coordinates as SVG writes them."""
    words = [one if isinstance(one, str) else number(one) for one in steps]
    return re.sub(r" ?([A-Z]) ?", r"\1", " ".join(words))
