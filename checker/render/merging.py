"""Two versions of a page as one tree: the new one, with what was removed where it stood.

What has an anchor is found again by it wherever it stands, by its new name if it was renamed; that
it moved is no change of its words. Everything else is found among its neighbours, by its kind, its
label, its words and its order.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Mapping, Sequence

from checker import model as m
from checker.render.nodes import HEADED, Node, Tree, walk
from checker.render.rewording import aligned, alike, removed, reworded
from checker.render.words import plain

Nodes = tuple[Node, ...]

_ABSENT = Node("block")
_TITLED = (*HEADED, "note", "entry", "fact")
_WORDED = ("paragraph", "value", "note", "item", "entry", "fact")
_AHEAD = 6
"""How many neighbours are looked at for the changed form of something."""


class Merger:
    """Merges what stands on one page with what stood on another.

    `renamed` says what things are called now, by the routes they had.
    """

    def __init__(self, before: Tree, after: Tree, renamed: Mapping[str, str]) -> None:
        self._renamed = renamed
        self._before: dict[str, Node] = {}
        for node in walk(before.nodes):
            if node.anchor:
                self._before.setdefault(self._anchor(node.route, node.anchor), node)
        self._after = {node.anchor: node for node in walk(after.nodes) if node.anchor}
        self._told: dict[int, int] = {}
        self._find_told(before, after)
        self._told_after = frozenset(self._told.values())

    def merged(self, old: Nodes, new: Nodes) -> Nodes:
        """The new siblings with their changes, and the old ones that are gone where they stood."""
        old_at = {anchor: at for at, node in enumerate(old) if (anchor := self._now(node))}
        found = {at: old_at[one.anchor] for at, one in enumerate(new) if one.anchor in old_at}
        loose = [at for at, node in enumerate(old) if self._is_loose(node)]
        fresh = [at for at, node in enumerate(new) if self._is_fresh(node)]
        for one, other in _likened([old[at] for at in loose], [new[at] for at in fresh]):
            found[fresh[other]] = loose[one]
        # What is gone stands behind the last of its old neighbours that is still among them.
        stands_at = {at: new_at for new_at, at in found.items()}
        told_at = {id(node): at for at, node in enumerate(new)}
        gone: dict[int, list[Node]] = {}
        behind = -1
        for at, node in enumerate(old):
            if at in stands_at:
                behind = stands_at[at]
            elif self._is_loose(node):
                gone.setdefault(behind, []).extend(self._gone(node))
            else:
                behind = told_at.get(self._told.get(id(node), -1), behind)
        nodes = gone.get(-1, [])
        for at, node in enumerate(new):
            if id(node) in self._told_after:
                nodes.append(node)
            else:
                was = old[found[at]] if at in found else self._before.get(node.anchor or "")
                nodes.append(self._changed(was or _ABSENT, node))
            nodes.extend(gone.get(at, ()))
        return tuple(nodes)

    def called(self, route: str) -> str:
        """What a route of the old page is called in the new one."""
        head, rest = route, ""
        while head:
            if head in self._renamed:
                return self._renamed[head] + rest
            head, _, last = head.rpartition("/")
            rest = f"/{last}{rest}"
        return route

    def _anchor(self, route: str | None, anchor: str) -> str:
        return m.anchor(self.called(route)) if route else anchor

    def _now(self, old: Node) -> str | None:
        """The anchor by which something old is found on the new page, if it is there."""
        if old.anchor is None:
            return None
        anchor = self._anchor(old.route, old.anchor)
        return anchor if anchor in self._after and self._before[anchor] is old else None

    def _is_loose(self, old: Node) -> bool:
        return self._now(old) is None and id(old) not in self._told

    def _is_fresh(self, new: Node) -> bool:
        return new.anchor not in self._before and id(new) not in self._told_after

    def _find_told(self, before: Tree, after: Tree) -> None:
        """Find what is told of things where the pages first come to them, which may have moved.

        It has no place of its own; it is known by what it is told of, and by its words. In `_told`
        are the ids of its nodes now by those of before.
        """
        tellers = {
            self._anchor(run.route, run.anchor): node
            for node in walk(before.nodes)
            for run in node.runs
            if run.anchor
        }
        for node in walk(after.nodes):
            for run in node.runs:
                if run.anchor in tellers:
                    self._find_moved(tellers[run.anchor], node)

    def _find_moved(self, old: Node, new: Node) -> None:
        still = self._after.get(self._now(old) or "", _ABSENT).nodes
        already = self._before.get(new.anchor or "", _ABSENT).nodes
        left = [one for one in old.nodes if one.anchor is None and one not in still]
        for one in new.nodes:
            if one in left and one not in already:
                self._told[id(left.pop(left.index(one)))] = id(one)

    def _changed(self, old: Node, new: Node) -> Node:
        """Something new with the changes to what it was, and what it no longer has a place for."""
        if new.kind == "picture":
            return new
        title = reworded(old.title if new.kind in _TITLED else (), new.title, self.called)
        runs = reworded(old.runs if new.kind in _WORDED else (), new.runs, self.called)
        lost = [
            Node("paragraph", runs=removed(words))
            for words, kinds in ((old.title, _TITLED), (old.runs, _WORDED))
            if words and new.kind not in kinds
        ]
        nodes = (*lost, *self.merged(old.nodes, new.nodes))
        return new._replace(title=title, runs=runs, nodes=nodes)

    def _gone(self, old: Node) -> Iterator[Node]:
        """Something old, as removed, without what of it stands elsewhere now."""
        below = [one for node in old.nodes if self._is_loose(node) for one in self._gone(node)]
        if old.kind == "picture" or not (old.title or old.runs or below):
            return
        if old.kind == "fact" and not below:
            below = [Node("value")]
        # What the list of changes leads to has a place; no id begins like this.
        anchor = f"_{old.anchor}" if old.anchor and old.kind in HEADED else None
        number = old.number if old.kind == "ordered" else ""
        yield Node(
            old.kind, None, anchor, number, removed(old.title), removed(old.runs), tuple(below)
        )


def _likened(old: Sequence[Node], new: Sequence[Node]) -> Iterator[tuple[int, int]]:
    """Which of some old neighbours are which of the new ones, by their places in both."""
    for stretch in aligned([_key(one) for one in old], [_key(one) for one in new]):
        old_places = range(stretch.old_start, stretch.old_end)
        if stretch.same:
            yield from zip(old_places, range(stretch.new_start, stretch.new_end), strict=True)
            continue
        start = stretch.new_start
        for one in old_places:
            ahead = range(start, min(start + _AHEAD, stretch.new_end))
            other = next((at for at in ahead if _may_be(old[one], new[at])), None)
            if other is not None:
                yield one, other
                start = other + 1


def _key(node: Node) -> Hashable:
    """What something is known by that has no anchor: its label or its words."""
    return _kind(node), plain(node.title), "" if node.kind == "fact" else _beginning(node)


def _beginning(node: Node) -> str:
    """The words of something, or of the first thing in it that has any."""
    return plain(node.runs) or next(filter(None, map(_beginning, node.nodes)), "")


def _kind(node: Node) -> str:
    return "list" if node.kind == "ordered" else node.kind


def _may_be(old: Node, new: Node) -> bool:
    """Whether one may be the other, with other words."""
    if _kind(old) != _kind(new) or plain(old.title) != plain(new.title):
        return False
    # A label says what something is, whatever the words behind it.
    return bool(old.title) or alike(old.runs, new.runs)
