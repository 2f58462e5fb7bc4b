"""What changed in the flows, in English words; data of which the same is said stand together."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, NamedTuple, Protocol

from checker.durations import in_words
from checker.engine import Result
from checker.flows.changes import TEXTS, USE, Changes, Flow, Key, changes, flows_of
from checker.flows.facts import Use, uses_of
from checker.graph import NOT_STATED
from checker.report.flows.words import Line, Wording
from checker.report.summary import counted

_LABELS = {
    "natures": "nature",
    "people": "whose",
    "purposes": "why",
    "bases": "basis",
    "grounds": "ground",
    "retention": "kept",
    "never_stored": "claim never to be stored",
    "public": "on the page",
    "rule_purposes": "why",
    "rule_bases": "basis",
    "reservation": "qualifier",
    "through": "through",
    "transfers": "transfer",
}
Named = tuple[str, str | None]
"""An activity and a data category of it: what a use of data is known by."""


class Entry(NamedTuple):
    """Uses of data, and what is said of all of them, each line with how deep it is set in."""

    about: tuple[Named, ...]
    lines: tuple[tuple[Line, int], ...]


class Difference(NamedTuple):
    """A field of a flow, as it was and as it is."""

    field: str
    before: Any
    after: Any


class Comparison:
    """Two compiled policies, their flows and uses of data, and what changed."""

    def __init__(self, before: Result, after: Result, language: str) -> None:
        self.before, self.after = Wording(before, language), Wording(after, language)
        flows = flows_of(before.policy, before.graph), flows_of(after.policy, after.graph)
        self.changes: Changes = changes(*flows)
        self.uses_before, self.uses_after = _uses(before), _uses(after)

    @property
    def fresh(self) -> list[Use]:
        """The uses of data that there were not before."""
        return [use for name, use in self.uses_after.items() if name not in self.uses_before]

    @property
    def gone(self) -> list[Use]:
        """The uses of data that there are no longer."""
        return [use for name, use in self.uses_before.items() if name not in self.uses_after]

    def counts(self) -> str:
        """`1 flow added, 0 removed, 2 changed`."""
        added, removed, changed = self.changes
        if not (added or removed or changed):
            return "No flow has changed."
        return (
            f"{counted(len(added), 'flow')} added, {len(removed)} removed, {len(changed)} changed."
        )

    def added(self) -> list[Entry]:
        """The flows that are new."""
        return _entries(self.changes.added, self.after, self.uses_before)

    def removed(self) -> list[Entry]:
        """The flows that are no longer there."""
        return _entries(self.changes.removed, self.before, self.uses_after)

    def changed(self) -> list[Entry]:
        """The flows that are not as they were: what differs in the use, the way or the transfer."""
        groups = _Groups()
        for key, (before, after) in self.changes.changed.items():
            of_use: list[Difference] = []
            of_way: list[Difference] = []
            of_transfer: list[Difference] = []
            for one in differences(before, after):
                if one.field == "transfers":
                    of_transfer.append(one)
                else:
                    (of_use if Flow._fields.index(one.field) < USE else of_way).append(one)
            if of_use:
                use = self.uses_after[key.activity, key.data]
                groups.add(key, *self._lines(of_use, 0, use))
            if of_way:
                groups.add(key, (_way(key, after, self.after), 0), *self._lines(of_way, 1))
            if of_transfer:
                where = Line("to", _whereto(key, self.after), "", f"{key.recipient}/transfers")
                groups.add(key, (where, 0), *self._lines(of_transfer, 1))
        return groups.entries()

    def _lines(
        self, found: list[Difference], depth: int, use: Use | None = None
    ) -> tuple[tuple[Line, int], ...]:
        return tuple(
            (
                Line(
                    _LABELS.get(one.field, one.field.replace("_", " ")),
                    words,
                    "",
                    _route(use, one.field, name) if use else "",
                ),
                depth,
            )
            for one in found
            for name, words in self._words(one)
        )

    def _words(self, one: Difference) -> Iterator[tuple[str, str]]:
        """How a field differs, of things with ids each by itself: its id and words."""
        before, after = one.before, one.after
        if one.field in ("through", "markets") or not _of_ids(before, after):
            yield "", self._differs(one.field, before, after)
            return
        old = {_id(item): item for item in before}
        new = {_id(item): item for item in after}
        for name in dict.fromkeys((*old, *new)):
            if name not in new:
                yield name, f"no longer {name}"
            elif name not in old:
                yield name, f"now also {self._all(new[name])}"
            elif old[name] != new[name]:
                yield name, f"{name}: {self._fields(old[name], new[name])}"

    def _all(self, item: Any) -> str:
        """A thing with an id, and what is stated of it."""
        if isinstance(item, str):
            return item
        stated = (
            f"{field.replace('_', ' ')} {self._value(field, value)}"
            for field, value in item._asdict().items()
            if field != "id" and value not in (None, (), False)
        )
        return f"{item.id}: {', '.join(stated)}"

    def _fields(self, old: Any, new: Any) -> str:
        """How a thing with an id differs from itself."""
        return "; ".join(
            f"{field.replace('_', ' ')} {self._differs(field, before, after)}"
            for field, before, after in zip(old._fields, old, new, strict=True)
            if before != after
        )

    def _differs(self, field: str, before: Any, after: Any) -> str:
        if field in TEXTS:
            old, new = dict(before), dict(after)
            first = self.after.language
            # A change in other languages alone is told in the first of them.
            for language in (first, *sorted({*old, *new})):
                if old.get(language) != new.get(language):
                    said = f" in {language}" if language != first else ""
                    was, is_ = (_quoted(texts.get(language)) for texts in (old, new))
                    return f"was {was}, is {is_}{said}"
        return f"was {self._value(field, before)}, is {self._value(field, after)}"

    def _value(self, field: str, value: Any) -> str:
        if value is None or value == ():
            return {"markets": "everywhere", "through": "directly"}.get(field, "not stated")
        if isinstance(value, bool):
            return "yes" if value else "no"
        if field in ("period", "every"):
            return in_words(value)
        if field in TEXTS:
            return _quoted(dict(value).get(self.after.language))
        if field == "safeguards":
            return _row(f"{tool} ({number})" if number else tool for tool, number in value)
        return value if isinstance(value, str) else _row(value)


class _Stated(Protocol):
    @property
    def id(self) -> str: ...
    @property
    def route(self) -> str: ...


def _quoted(text: str | None) -> str:
    return "not stated" if text is None else f'"{text}"'


def _route(use: Use, field: str, name: str) -> str:
    """Where a use states something, or would."""
    if field == "people":
        return dict(use.people).get(name, f"{use.activity.route}/subjects")
    stated: dict[str, Sequence[_Stated]] = {
        "purposes": use.purposes,
        "bases": use.bases,
        "grounds": use.grounds,
        "retention": use.retention,
        "never_stored": use.never_stored,
    }
    for one in stated.get(field, ()):
        if one.id == name:
            return one.route
    return {
        "natures": use.node.route,
        "qualifier": use.node.route,
        "public": f"{use.activity.route}/visibility",
        "grounds": f"{use.activity.route}/special_data",
        "never_stored": f"{use.activity.route}/claims",
    }.get(field, f"{use.activity.route}/{field}")


def differences(before: Flow, after: Flow) -> list[Difference]:
    """The fields in which a flow differs."""
    return [
        Difference(field, old, new)
        for field, old, new in zip(Flow._fields, before, after, strict=True)
        if old != new
    ]


def _uses(result: Result) -> dict[Named, Use]:
    found = uses_of(result.policy, result.graph).values()
    return {(use.activity.id, use.data.category if use.data else None): use for use in found}


class _Groups:
    """Uses of data by what is said of them."""

    def __init__(self) -> None:
        self._groups: dict[tuple[tuple[Line, int], ...], dict[Named, None]] = {}

    def add(self, key: Key, *lines: tuple[Line, int]) -> None:
        """Say something of a flow's use of data; what is said twice counts once."""
        self._groups.setdefault(lines, {})[key.activity, key.data] = None

    def entries(self) -> list[Entry]:
        """What is said, of the same uses together."""
        merged: dict[tuple[Named, ...], list[tuple[Line, int]]] = {}
        for lines, about in self._groups.items():
            merged.setdefault(tuple(about), []).extend(lines)
        return [Entry(about, tuple(lines)) for about, lines in merged.items()]


def _entries(flows: dict[Key, Flow], wording: Wording, elsewhere: dict[Named, Use]) -> list[Entry]:
    """Flows that only one of the policies has; `elsewhere` are the uses of the other."""
    groups = _Groups()
    for key, flow in flows.items():
        # Of a use that only one of them has, it is said there that nobody gets the data.
        if key.recipient or (key.activity, key.data) in elsewhere:
            groups.add(key, (_way(key, flow, wording), 0))
    return groups.entries()


def _way(key: Key, flow: Flow, wording: Wording) -> Line:
    """Who gets data, in which country, and through whom or by which disclosure."""
    if key.recipient is None or key.disclosure is None:
        return Line("to", "nobody is stated to get these data")
    words = _whereto(key, wording)
    outside = key.country is not None and wording.outside_eea(key.country)
    if flow.through:
        # Whoever passes data on does so with all it gets, whichever disclosure that is by.
        words += f", passed on by {' and '.join(map(wording.party, flow.through))}"
        route = f"{flow.through[-1]}/sub_recipients/{key.recipient}"
        return Line("to", words, "", route, warns=outside)
    words += f": {wording.disclosed(key.disclosure)}"
    return Line("to", words, key.disclosure, key.disclosure, warns=outside)


def _whereto(key: Key, wording: Wording) -> str:
    words = f"{wording.party(key.recipient or '')} ({key.recipient})"
    if key.country == NOT_STATED:
        words += " in a country that is not stated"
    else:
        words += f" in {key.country}" if key.country else ", country not stated"
    return words + ", outside the EEA" * bool(key.country and wording.outside_eea(key.country))


def _of_ids(before: Any, after: Any) -> bool:
    """Whether a field holds things with ids: strings, or states that have one."""
    items = (*before, *after) if isinstance(before, tuple) and isinstance(after, tuple) else ()
    return bool(items) and all(isinstance(one, str) or hasattr(one, "id") for one in items)


def _id(item: Any) -> str:
    return item if isinstance(item, str) else item.id


def _row(names: Iterable[str]) -> str:
    return ", ".join(names)


def headed(entry: Entry, uses: dict[Named, Use], wording: Wording) -> str:
    """What an entry is about: the activities, and the data of each."""
    activities: dict[str, list[Use]] = {}
    for name in entry.about:
        activities.setdefault(name[0], []).append(uses[name])

    def data(use: Use) -> str:
        if use.data is None:
            return wording.category(use)
        # By their ids alone where many activities are told of in a row.
        title = f"{wording.category(use)} " if len(activities) == 1 else ""
        return f"{title}[{use.data.category}]"

    return "; ".join(
        f"{wording.text(several[0].activity.title)} [{name}]: {_row(map(data, several))}"
        for name, several in activities.items()
    )
