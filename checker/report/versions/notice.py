"""Messages to the people whom changes concern: in their language, as text, Markdown and JSON."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from checker.changes import Change, Level
from checker.changes.notice import Choice, Draft, Start, drafts
from checker.languages import data
from checker.model import Activity, Channel
from checker.render.nodes import Node, Runs, walk
from checker.render.phrases import load
from checker.render.scribe import Scribe
from checker.render.tree import build_tree
from checker.render.words import Words, plain, sentence
from checker.report.summary import escaped_line, printable
from checker.report.versions.comparison import Comparison
from checker.report.versions.json_diff import json_change, json_version

FORMAT_VERSION = 1

GAPS = {
    "address": "the address of the statement",
    "date": "from when the changes apply",
}
"""What a message may lack because no field of the policy holds it, or none does yet."""

_FACTS = ("purposes", "bases", "data", "sources", "disclosures", "retention")
"""What people must be told of an activity that is new to them: rows of its facts."""
_NEW_FOR_PEOPLE = frozenset(
    ("activity-added", "activity-in-more-markets", "activity-published", "people-added")
)
"""The kinds of change by which an activity concerns people whom it did not concern before."""


class Line(NamedTuple):
    """Something told, and what belongs to it, each a line of its own."""

    words: str
    notes: tuple[str, ...] = ()


class Told(NamedTuple):
    """A change, and how it is told."""

    change: Change
    part: str
    line: Line


class Message(NamedTuple):
    """A draft in one language. `gaps` names what somebody has to fill in, by its key in GAPS."""

    language: str
    draft: Draft
    subject: str
    to: str
    opening: tuple[str, ...]
    changes: tuple[Told, ...]
    choices: tuple[Line, ...]
    closing: tuple[str, ...]
    gaps: tuple[str, ...]
    phrases: Mapping[str, str]


def messages(compared: Comparison, subject: str | None, *, substantive: bool) -> list[Message]:
    """The messages in the language of a comparison; only those to a group of people, if named."""
    found = drafts(compared.diff, substantive=substantive)
    if subject is not None:
        # Who has no message of their own gets the one to everyone.
        found = [one for one in found if subject in one.subjects] or [
            one for one in found if not one.subjects and subject not in one.others
        ]
    writer = _Writer(compared)
    return [writer.message(one) for one in found]


class _Writer:
    """Writes messages in one language."""

    def __init__(self, compared: Comparison) -> None:
        self._compared = compared
        self._wording = compared.wording
        self._language = compared.wording.language
        policy = compared.diff.after
        assert policy.statement
        assert policy.organisation
        self._policy, self._statement = policy, policy.statement
        self._company = policy.organisation.name
        self._phrases: Mapping[str, str] = data(self._language, "changes")["notice"]
        self._words = Words(load(self._language))
        self._scribe = Scribe(policy, self._words, cite_law=False, listed=frozenset())
        tree = build_tree(policy, self._language, load(self._language))
        self._nodes = {node.route: node for node in walk(tree.sections) if node.route}

    def message(self, draft: Draft) -> Message:
        """A draft in words."""
        title = self._words.plain(self._statement.title)
        days = [start.day for start in draft.starts]
        if len(days) == 1 and days[0]:
            subject = self._say("subject_from", statement=title, date=self._date(days[0]))
        else:
            subject = self._say("subject", statement=title)
        people = self._wording.groups(map(self._person, draft.subjects))
        return Message(
            self._language,
            draft,
            subject,
            self._say("to", people=people) if draft.subjects else self._say("to_everyone"),
            (self._say("opening", company=self._company), *map(self._start, draft.starts)),
            tuple(map(self._told, draft.changes)),
            tuple(self._choices(draft)),
            (
                self._say("read", address=self._phrases["address"]),
                self._say("closing"),
                self._company,
            ),
            (*(("date",) if None in days else ()), "address"),
            self._phrases,
        )

    def _say(self, key: str, **fields: str) -> str:
        return self._phrases[key].format_map(fields)

    def _date(self, day: str) -> str:
        return plain(self._words.date(day))

    def _person(self, name: str) -> str:
        for policy in (self._compared.diff.after, self._compared.diff.before):
            if name in policy.subjects:
                return self._words.plain(policy.subjects[name].title)
        return name

    def _countries(self, codes: Iterable[str]) -> str:
        return self._wording.row(map(self._wording.country, codes))

    def _start(self, start: Start) -> str:
        day = self._date(start.day) if start.day else self._phrases["date"]
        if not start.markets:
            return self._say("from", date=day)
        return self._say("from_in", date=day, markets=self._countries(start.markets))

    # What changes

    def _told(self, change: Change) -> Told:
        notes: list[str] = []
        before, after = self._wording.words(change)
        if before != after:
            for key, words in (("before", before), ("after", after)):
                if words is not None:
                    notes.append(self._say(key, words=self._quoted(words)))
        notes.extend(self._details(change))
        if change.markets:
            notes.append(self._say("only_in", markets=self._countries(change.markets)))
        line = Line(self._wording.sentence(change), tuple(notes))
        return Told(change, self._wording.part(change), line)

    def _quoted(self, words: str) -> str:
        return plain(self._words.say("quoted", words=words))

    def _details(self, change: Change) -> Iterator[str]:
        """What the page says of something new, by the rows of its facts."""
        node = self._nodes.get(change.route)
        if change.kind == "transfer-added" and node:
            # Its title is the country, which is told already; then what it rests on.
            yield from filter(None, (plain(node.runs), *map(self._flat, node.nodes)))
        if change.kind.startswith("retention-") and change.field and node:
            yield self._flat(node)
        head = change.route.partition("/")[0]
        activity = self._policy.activities.get(head)
        if activity is None or head not in self._nodes:
            return
        if change.kind in _NEW_FOR_PEOPLE:
            purpose, routes = None, None
        elif change.kind == "purpose-added":
            purpose = change.route.rpartition("/")[2]
            routes = _of_purpose(activity, purpose)
        else:
            return
        labels = {plain(self._scribe.label(f"fact.{one}")) for one in _FACTS}
        for row in walk(self._nodes[head].nodes):
            if row.kind == "fact" and plain(row.title) in labels:
                shown = [one for one in row.nodes if routes is None or one.route in routes]
                values = "; ".join(filter(None, (self._flat(one, purpose) for one in shown)))
                # What leads in several values would say too much of one.
                lead = plain(row.runs) if len(shown) > 1 else ""
                if values:
                    yield self._labelled(plain(row.title), f"{lead} {values}".lstrip())

    def _flat(self, node: Node, purpose: str | None = None) -> str:
        """What a value says, with what belongs to it in brackets, but for which purposes it is."""
        left_out = {plain(self._scribe.label("note.purposes"))} if purpose else frozenset()
        notes = (one for one in node.nodes if plain(one.title) not in left_out)
        below = _together(map(self._flat, notes))
        own, title = plain(node.runs), plain(node.title)
        if title:
            own = self._labelled(title, own or below)
            below = below if plain(node.runs) else ""
        return f"{own} ({below})" if own and below else own or below

    def _labelled(self, label: str, words: str) -> str:
        return plain(self._words.say("labelled", label=label, words=words))

    # What people can do

    def _choices(self, draft: Draft) -> Iterator[Line]:
        for choice in draft.choices:
            yield self._choice(choice)
        if draft.rights:
            titles = (self._words.plain(right.title) for right in draft.rights)
            yield Line(self._say("rights", rights=self._wording.row(titles)))
        if draft.channels:
            yield self._reached("ask", draft.channels)
        if draft.authorities:
            names = self._wording.row(map(self._authority, draft.authorities))
            yield Line(self._say("complain", authorities=names))

    def _choice(self, choice: Choice) -> Line:
        words = self._say(choice.kind)
        if choice.any_time:
            words = f"{words} {self._say('any_time')}"
        parts = self._wording.row(self._quoted(self._about(one)) for one in choice.routes)
        notes = [self._say("applies_to", parts=parts)]
        notes.extend(self._words.plain(text) for text in choice.texts)
        if choice.channels:
            how = self._reached("how", choice.channels)
            notes.extend((how.words, *how.notes))
        return Line(words, tuple(notes))

    def _about(self, route: str) -> str:
        """What a consent is to, or the title of the activity or group that a route is in."""
        consent = self._scribe.consents.get(route)
        if consent and consent.text:
            return self._words.plain(consent.text)
        head = route.partition("/")[0]
        owner = self._policy.activities.get(head) or self._policy.groups[head]
        return self._words.plain(owner.title)

    def _reached(self, key: str, names: Sequence[str]) -> Line:
        """A line with the ways to reach us below it."""
        known = [self._policy.channels[one] for one in names if one in self._policy.channels]
        ways = (self._channel(one, sentence(self._scribe.channel_title(one))) for one in known)
        return Line(self._say(key, channels="").rstrip(), tuple(ways))

    def _channel(self, channel: Channel, title: Runs) -> str:
        where = [channel.address] if channel.address else []
        if channel.attention:
            name = self._words.text(channel.attention)
            where.append(plain(self._words.say("channel.attention", name=name)))
        where.extend(channel.lines)
        if channel.lines and channel.country:
            where.append(self._words.country(channel.country))
        words = self._labelled(plain(title), ", ".join(where)) if where else plain(title)
        if channel.applies_in:
            words = f"{words} ({self._countries(channel.applies_in)})"
        return words

    def _authority(self, country: str) -> str:
        law = self._compared.after.result.context.law
        found = law.authority(country, self._statement.last_updated)
        named = found.names.get(self._language) if found else None
        return named or self._words.country(country)


def _together(notes: Iterable[str]) -> str:
    """Notes in a row: after a sentence none is set off by a semicolon."""
    row = ""
    for note in filter(None, notes):
        apart = " " if row.endswith(".") else "; "
        row = f"{row}{apart}{note}" if row else note
    return row


def _of_purpose(activity: Activity, purpose: str) -> set[str]:
    """The routes of the bases for a purpose and of the retention rules that hold with them."""
    bases = [one for one in activity.bases if not one.purposes or purpose in one.purposes]
    names = {basis.id for basis in bases}
    kept = [one for one in activity.retention if not one.bases or names.intersection(one.bases)]
    return {one.route for one in bases} | {one.route for one in kept}


# As text and Markdown


def text_notice(message: Message) -> Iterator[str]:
    """A message as plain text, to be pasted into a mail."""
    yield from _lines(message, _TEXT)


def markdown_notice(message: Message) -> Iterator[str]:
    """A message as Markdown."""
    yield from _lines(message, _MARKDOWN)


class _Form(NamedTuple):
    """How a message is written: its words, and what stands before each kind of line."""

    words: Callable[[str], str]
    subject: str
    heading: str
    part: str
    note: str


_TEXT = _Form(printable, "", "", "", "  ")
_MARKDOWN = _Form(escaped_line, "# ", "## ", "### ", "  - ")


def _lines(message: Message, form: _Form) -> Iterator[str]:
    yield form.subject + form.words(message.subject)
    yield ""
    yield form.words(message.to)
    for paragraph in message.opening:
        yield ""
        yield form.words(paragraph)
    for key, levels in (("changes", (Level.MATERIAL,)), ("other", (Level.SUBSTANTIVE,))):
        told = [one for one in message.changes if one.change.level in levels]
        if told:
            yield from _heading(message.phrases[key], form)
        part = None
        for one in told:
            if one.part != part:
                part = one.part
                yield ""
                yield form.part + form.words(part)
                if form.part:
                    yield ""
            yield from _item(one.line, form)
    if message.choices:
        yield from _heading(message.phrases["can_do"], form)
        yield ""
        for line in message.choices:
            yield from _item(line, form)
    for paragraph in message.closing:
        yield ""
        yield form.words(paragraph)


def _heading(words: str, form: _Form) -> Iterator[str]:
    yield ""
    yield form.heading + form.words(words)
    if not form.heading:
        yield "-" * len(words)


def _item(line: Line, form: _Form) -> Iterator[str]:
    yield f"- {form.words(line.words)}"
    yield from (form.note + form.words(note) for note in line.notes)


# As JSON


def json_notice(compared: Comparison, found: Sequence[tuple[Comparison, Message]]) -> str:
    """Messages, each with the comparison in its language, as JSON.

    Its shape is tests/notice-output.schema.json.
    """
    report = {
        "format_version": FORMAT_VERSION,
        "before": json_version(compared.before),
        "after": json_version(compared.after),
        "level": compared.diff.level.value,
        "messages": [_json(one, message) for one, message in found],
    }
    return json.dumps(report, ensure_ascii=False, indent=2) + "\n"


def _json(compared: Comparison, message: Message) -> dict[str, Any]:
    draft = message.draft
    return {
        "language": message.language,
        "subjects": draft.subjects,
        "others": draft.others,
        "starts": [start._asdict() for start in draft.starts],
        "subject": message.subject,
        "to": message.to,
        "opening": message.opening,
        "changes": [
            {**json_change(compared, told.change), **told.line._asdict()}
            for told in message.changes
        ],
        "choices": [line._asdict() for line in message.choices],
        "closing": message.closing,
        "gaps": message.gaps,
        "text": "\n".join(text_notice(message)) + "\n",
    }
