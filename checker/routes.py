"""From a route to its place in the source.

A route is made of ids and field names: `visitors/retention/consented/period`. Its head is the id of
something that stands on its own (an activity, a recipient, a section), or `statement`, whose fields
are those of statement.yaml and, by their names, the other files of which there is one:
`statement/last_updated`, `statement/rights/complaints`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from checker.model import Place, item_key
from checker.nearest import nearest
from checker.schema import SINGLE_FILES
from checker.source import Document, Span

HEAD = "statement"


class Routes:
    """The places of everything that can head a route."""

    def __init__(self, documents: dict[str, Document]) -> None:
        self._files = {
            name: documents[f"{name}.yaml"]
            for name in SINGLE_FILES
            if f"{name}.yaml" in documents and documents[f"{name}.yaml"].value is not None
        }
        self._heads: dict[str, Place] = {}
        self._positions: dict[int, dict[str, int]] = {}

    def add(self, name: str, place: Place) -> Place | None:
        """Let `name` head routes; if it does already, leave that and return its place."""
        first = self._heads.setdefault(name, place)
        return None if first is place else first

    def find(self, route: str) -> tuple[Place, bool] | None:
        """The place of a route, or of its nearest part that exists; and whether it is all there."""
        steps = route.split("/")
        head = steps.pop(0)
        if head == HEAD:
            if steps and steps[0] in self._files and steps[0] != HEAD:
                document = self._files[steps.pop(0)]
            elif HEAD in self._files:
                document = self._files[HEAD]
            else:
                return None
            place = Place(document, ())
        elif head in self._heads:
            place = self._heads[head]
        else:
            return None
        value = place.document.value
        for step in place.path:
            value = value[step]
        path = list(place.path)
        for number, step in enumerate(steps):
            if isinstance(value, dict) and step in value:
                path.append(step)
                value = value[step]
            elif isinstance(value, list):
                items = self._index(value)
                if step not in items:
                    # A list of routes: all that is left names one of them.
                    index = items.get("/".join(steps[number:]))
                    if index is not None:
                        return Place(place.document, (*path, index)), True
                    return Place(place.document, tuple(path)), False
                path.append(items[step])
                value = value[items[step]]
            else:
                return Place(place.document, tuple(path)), False
        return Place(place.document, tuple(path)), True

    def _index(self, items: list[Any]) -> dict[str, int]:
        """Where in a list each of its items stands, the first of those with the same name."""
        found = self._positions.get(id(items))
        if found is None:
            found = {}
            for position, item in enumerate(items):
                found.setdefault(item_key(item), position)
            self._positions[id(items)] = found
        return found

    def exists(self, route: str) -> bool:
        """Whether the source has all of a route."""
        found = self.find(route)
        return found is not None and found[1]

    def near(self, route: str) -> str | None:
        """The route that is meant by one that has a slip in one of its steps, if there is one."""
        steps = route.split("/")
        for number, step in enumerate(steps):
            known = steps[:number]
            if self.exists("/".join((*known, step))):
                continue
            like = nearest(step, self._under("/".join(known)) if known else self._heads)
            meant = "/".join((*known, like or "", *steps[number + 1 :]))
            return meant if self.exists(meant) else None
        return route

    def _under(self, route: str) -> Iterable[str]:
        """The steps by which a route that exists can go on."""
        found = self.find(route)
        assert found
        document, path = found[0]
        value = document.value
        for step in path:
            value = value[step]
        if isinstance(value, dict):
            return value
        return self._index(value) if isinstance(value, list) else ()

    def span(self, route: str) -> Span | None:
        """Where to put a finding about a route; None if not even its head is known."""
        found = self.find(route)
        return span_of(found[0]) if found else None


def span_of(place: Place) -> Span:
    """Where to put a finding about a value: on a scalar itself, on the key of anything larger.

    What has no key of its own, a list's item or a whole file, is placed on its id.
    """
    document, path = place
    value = document.value
    for step in path:
        value = value[step]
    if not isinstance(value, dict | list):
        return document.value_span(path)
    if path and isinstance(path[-1], str):
        return document.key_span(path)
    if isinstance(value, dict):
        for field in ("id", "category", "section", "from", "rule", "place"):
            if field in value:
                return document.value_span((*path, field))
        if value and not path:
            return document.key_span((next(iter(value)),))
    return document.value_span(path)


def word_span(place: Place, word: str) -> Span:
    """Where a whole word first stands in the source of a text, or else the text itself.

    A text may be folded over many lines: the finding belongs on the one that must change.
    """
    span = span_of(place)
    pattern = re.compile(rf"(?<!\w){re.escape(word)}(?!\w)")
    for number in range(span.line, span.end_line + 1):
        line = place.document.lines[number - 1]
        start = span.column - 1 if number == span.line else 0
        end = span.end_column - 1 if number == span.end_line else len(line)
        found = pattern.search(line, start, end)
        if found:
            return Span(span.path, number, found.start() + 1, number, found.end() + 1)
    return span
