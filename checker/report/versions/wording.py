"""Changes in plain words: Danish, Norwegian, Swedish or English.

The sentences stand in `languages/<code>/changes.yaml`. What they name is named as the page names
it, in the same language; English, which is no language of the statement, quotes its first one.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cached_property
from typing import Any

from checker.changes import Change, Diff, Level
from checker.changes.compare import LOCAL
from checker.changes.elements import REFERENCES, Element, Value, elements_of, names_in
from checker.durations import in_words
from checker.languages import ENGLISH, data
from checker.model import Channel, Policy, Role, Safeguard, Source, Text, Transfer, anchor
from checker.render.conventions import conventions, foreign
from checker.render.inline import phrase
from checker.render.nodes import Tree, walk
from checker.render.phrases import PhraseError, load
from checker.render.tree import build_tree, nearest_anchor
from checker.render.words import Words, plain

LONGEST = 300
_PERIODS = frozenset(("every", "notice_before", "period", "within"))
_COUNTRIES = frozenset(("applies_in", "authorities", "countries", "country", "markets"))


class Wording:
    """Says what changed, in one language."""

    def __init__(self, diff: Diff, language: str, quoted: str | None = None) -> None:
        statement = diff.after.statement
        assert statement
        self.language = language
        own = language if language in statement.languages else statement.languages[0]
        self.quoted = quoted or own
        self._phrases: Mapping[str, Any] = data(language, "changes")
        if not self._phrases:
            raise PhraseError(f"klar has no words for changes in {language}: languages/{language}")
        spoken = language == self.quoted
        self._conventions = conventions(load(language)) if spoken else foreign(language)
        self._words = Words(load(self.quoted))
        self._before = _Named(diff.before, self.quoted)
        self._after = _Named(diff.after, self.quoted)

    def level(self, level: Level) -> str:
        """The heading for changes of a level."""
        return str(self._phrases["levels"][level.value])

    def sentence(self, change: Change) -> str:
        """What changed, without where: a clause without a full stop."""
        kinds = self._phrases["kinds"]
        row = change.field or ("removed" if change.gone else "added")
        sentence: str = kinds.get(f"{change.kind}.{row}", kinds[change.kind])
        fields = {
            "what": self._what(change),
            "before": self._value(change, change.before),
            "after": self._value(change, change.after),
        }
        if not fields["what"]:
            sentence = sentence.removesuffix(_UNNAMED)
        return sentence.format_map(fields)

    def say(self, key: str, **fields: str) -> str:
        """One of the phrases that a report of changes needs."""
        phrase: str = self._phrases["report"][key]
        return phrase.format_map(fields)

    def concerns(self, change: Change) -> str:
        """Whom it concerns, and where, as a line of its own."""
        people = self.people(change)
        if not change.markets:
            return self.say("concerns", people=people)
        return self.say("concerns_in", people=people, markets=self.markets(change))

    def languages(self, change: Change) -> str:
        """The languages in which a text changed."""
        return self.row(map(self._conventions.language, change.languages))

    def warning(self, change: Change) -> str | None:
        """What everybody should know of such a change, if there is something."""
        warning: str | None = self._phrases.get("warnings", {}).get(change.kind)
        return warning

    def part(self, change: Change) -> str:
        """The title of the part of the statement in which something changed."""
        side = self._before if change.gone else self._after
        return side.part(change.route) or str(self._phrases["the_statement"])

    def people(self, change: Change) -> str:
        """Whom it concerns."""
        if not change.subjects:
            return str(self._phrases["everyone"])
        side = self._before if change.gone else self._after
        return self.groups(map(side.name, change.subjects))

    def groups(self, names: Iterable[str]) -> str:
        """Several groups of people in a row: a clause that begins with a comma ends with one."""
        items = list(names)
        if len(items) > 1 and ", " in items[-2]:
            items[-2] += ","
        return self.row(items)

    def markets(self, change: Change) -> str:
        """In which countries."""
        if not change.markets:
            return str(self._phrases["everywhere"])
        return self.row(map(self.country, change.markets))

    def words(self, change: Change) -> tuple[str | None, str | None]:
        """The words of a text before and after, where a text changed."""
        return self._text(change.before), self._text(change.after)

    def anchor(self, change: Change) -> str | None:
        """Where on the page it stands, or stood."""
        return (self._before if change.gone else self._after).anchor(change.route)

    def row(self, items: Iterable[str]) -> str:
        """Several things in a row."""
        return self._conventions.row(list(items))

    def country(self, code: str) -> str:
        """The name of a country."""
        return self._conventions.country(code)

    def _what(self, change: Change) -> str:
        """The names that came or went, or else what something is called that did or that changed.

        Nothing where it has neither a name nor words.
        """
        side = self._before if change.gone else self._after
        names: tuple[str, ...] = ()
        # Where both are given, as of a list that held for everything, no name came or went.
        if change.before is None or change.after is None:
            names = names_in(change.after) or names_in(change.before)
        if names:
            row = self.groups if change.field == "subjects" else self.row
            return row(self._value(change, one) for one in names)
        node = side.node(change.route)
        if isinstance(node, Role):
            return self.row(map(side.name, node.who))
        if isinstance(node, Transfer):
            return self.country(node.country) if node.country else ""
        return _short(side.said(change.route))

    def _value(self, change: Change, value: Value) -> str:
        if isinstance(value, Text):
            return _short(self._text(value) or "")
        if value is None:
            return str(self._phrases["absent"])
        if value == () and change.field in _COUNTRIES:
            return str(self._phrases["everywhere"])
        if isinstance(value, tuple):
            return self.row(self._value(change, one) for one in names_in(value))
        if isinstance(value, bool | int):
            return str(value)
        if change.field in _PERIODS:
            return in_words(value) if self.language == ENGLISH else self._words.period(value)
        if change.field in _COUNTRIES:
            return self.country(value)
        if change.field == "languages":
            return self._conventions.language(value)
        was = change.after is None or value == change.before
        side = self._before if was else self._after
        if change.field in LOCAL:
            head = change.route.partition("/")[0]
            return side.said(f"{head}/{change.field}/{value}")
        if change.field in REFERENCES or change.field == "shows":
            said = side.said(value)
            if said:
                return said
        return str(self._phrases["values"].get(value, value))

    def _text(self, value: Value) -> str | None:
        if not isinstance(value, Text):
            return None
        words = value.languages.get(self.quoted)
        return None if words is None else plain(phrase(words))


class _Named:
    """What things in a policy are called on its page."""

    def __init__(self, policy: Policy, language: str) -> None:
        self.policy = policy
        self._language = language
        self._words = Words(load(language))

    @cached_property
    def _tree(self) -> Tree:
        return build_tree(self.policy, self._language, load(self._language))

    @cached_property
    def _elements(self) -> dict[str, Element]:
        return {one.own: one for one in elements_of(self.policy, {}).values()}

    @cached_property
    def _written(self) -> dict[str, str]:
        """The words of everything that has a place on the page."""
        written: dict[str, str] = {}
        tree = self._tree
        for node in walk((*tree.about, *tree.intro, *tree.sections)):
            if node.anchor:
                written[node.anchor] = plain(node.title) or plain(node.runs)
            for run in (*node.title, *node.runs):
                if run.anchor:
                    written[run.anchor] = run.text
        return written

    @cached_property
    def _headings(self) -> dict[str, str]:
        """The title of the section or activity in which each anchor stands."""
        headings: dict[str, str] = {}
        pending = [(node, "") for node in self._tree.sections]
        for node, above in pending:
            own = plain(node.title) if node.kind in _HEADED else above
            if node.anchor:
                headings[node.anchor] = own
            pending.extend((below, own) for below in node.nodes)
        return headings

    def anchor(self, route: str) -> str | None:
        """The nearest place on the page."""
        return nearest_anchor(route, self._written)

    def part(self, route: str) -> str | None:
        """The title of the part in which a route is: its own, or that of its section."""
        head = route.partition("/")[0]
        element = self._elements.get(head)
        if element and element.kind != "Statement":
            called = self._called(element)
            if called:
                # A title stands here as a heading; a name is written as it is.
                return called if self._is_name(element) else f"{called[:1].upper()}{called[1:]}"
        found = nearest_anchor(route, self._headings)
        return self._headings[found] if found else None

    def name(self, name: str) -> str:
        """What an id is called."""
        element = self._elements.get(name)
        return (element and self._called(element)) or name

    def said(self, route: str) -> str:
        """What the thing at a route is called, or else what the page says there, or nothing."""
        element = self._elements.get(route)
        if element is None:
            return self._written.get(anchor(route), "")
        # The page begins these with a capital, or with a label.
        own = element.kind in _TOLD or "." in element.kind
        return (
            self._called(element)
            or (self._worded(element, "text") if own else None)
            or self._phrased(element)
            or self._worded(element, "text")
            or ""
        )

    def _phrased(self, element: Element) -> str:
        """What the page says of something that has no name."""
        node, words = element.node, self._words
        if isinstance(node, Channel):
            kind = words.phrases[f"channel.{node.kind}"]
            return f"{kind} ({node.address})" if node.address else kind
        if isinstance(node, Safeguard):
            return plain(words.qualified(node.qualifier, words.say(f"transfer.tool.{node.tool}")))
        written = self._written.get(anchor(element.own), "").strip()
        if isinstance(node, Source):
            # Who or what it is says more than of what kind it is.
            kind = words.phrases[f"source.{node.kind}"]
            lead = plain(words.say("source.what", kind=kind, what=""))
            written = written.removeprefix(f"{lead[:1].upper()}{lead[1:]}").removeprefix(lead)
        # The page begins with a capital what the phrases do not.
        return written[:1].lower() + written[1:] if element.kind in _PHRASED else written

    def node(self, route: str) -> object:
        """The thing at a route; None if nothing has such a route of its own."""
        element = self._elements.get(route)
        return element.node if element else None

    def _called(self, element: Element) -> str | None:
        node = element.node
        for field in _REFERS:
            other = getattr(node, field, None)
            if isinstance(other, str):
                return self.name(other)
        for field in _NAMES:
            own = self._worded(element, field)
            if own:
                return own
        entity = getattr(node, "entity", None)
        return self.name(entity) if entity else None

    def _is_name(self, element: Element) -> bool:
        named = self._elements.get(getattr(element.node, "entity", None) or "", element)
        return isinstance(getattr(named.node, "name", None), str)

    def _worded(self, element: Element, field: str) -> str | None:
        own = getattr(element.node, field, None)
        if isinstance(own, Text):
            own = own.languages.get(self._language)
            return None if own is None else plain(phrase(own))
        return own if isinstance(own, str) else None


_REFERS = ("category", "recipient")
"""The fields by which something is what it refers to: a use of data, a disclosure."""
_NAMES = ("name", "title", "term")
"""The fields that hold what something is called."""
_TOLD = frozenset(("Consent", "Purpose"))
"""What goes by its own text, as sentences and phrases do."""
_PHRASED = frozenset(
    (
        "Agreement",
        "Arrangement",
        "Basis",
        "Officer",
        "Provision",
        "Retention",
        "Source",
        "SpecialData",
    )
)
"""What the page puts in words that begin with a phrase."""
_UNNAMED = ": {what}"
"""How a sentence ends where there is something to name."""


_HEADED = frozenset(("section", "group", "activity", "rule"))


def _short(words: str) -> str:
    return words if len(words) <= LONGEST else f"{words[: LONGEST - 1].rstrip()}…"
