"""The lists a section shows, built from the data: who is responsible, the rights, the measures."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from checker import model as m
from checker.render import facts
from checker.render.nodes import Node, Run, Runs
from checker.render.retention import rule as retention_rule
from checker.render.scribe import Scribe
from checker.render.words import sentence


def build(s: Scribe, show: str, only: Sequence[str]) -> list[Node]:
    """The blocks of a built list; `only` keeps some of its entries, by their ids."""
    return _LISTS[show](s, frozenset(only))


def listed(policy: m.Policy, show: str, only: Sequence[str]) -> frozenset[str]:
    """The ids of what a built list tells in full."""
    every: dict[str, frozenset[str]] = {
        "controllers": frozenset(policy.entities),
        "officers": frozenset(policy.officers),
        "channels": frozenset(policy.channels),
        "measures": frozenset(policy.measures),
    }
    ids = every.get(show, frozenset())
    return ids & frozenset(only) if only else ids


def _entries(nodes: Sequence[Node]) -> list[Node]:
    return [Node("entries", nodes=tuple(nodes))] if nodes else []


def _entry(s: Scribe, route: str, title: Runs, *lines: Sequence[Node]) -> Node:
    nodes = [line for part in lines for line in part]
    return s.node("entry", route, title=sentence(title), nodes=nodes)


def _controllers(s: Scribe, only: frozenset[str]) -> list[Node]:
    organisation = s.policy.organisation
    roles = [facts.role(s, role) for role in organisation.roles] if organisation else []
    rows = s.fact("fact.roles", roles)
    entries = [
        _entry(s, entity.route, s.name(entity.id), s.entity(entity))
        for entity in s.policy.entities.values()
        if not only or entity.id in only
    ]
    return [*_table(rows), *_entries(entries)]


def _officers(s: Scribe, only: frozenset[str]) -> list[Node]:
    return _entries(
        [
            _entry(
                s,
                officer.route,
                _officer(s, officer),
                s.told(officer.text),
                s.note("fact.covers", s.names(officer.covers)),
                s.channels(officer.channels, "fact.channels"),
            )
            for officer in s.policy.officers.values()
            if not only or officer.id in only
        ]
    )


def _officer(s: Scribe, officer: m.Officer) -> Runs:
    return s.words.text(officer.title) if officer.title else s.label(f"officer.{officer.role}")


def _channels(s: Scribe, only: frozenset[str]) -> list[Node]:
    return _entries(
        [
            _entry(s, channel.route, s.channel_title(channel), s.channel(channel))
            for channel in s.policy.channels.values()
            if not only or channel.id in only
        ]
    )


def _terms(s: Scribe, only: frozenset[str]) -> list[Node]:
    return _entries(
        [
            _entry(
                s,
                term.route,
                s.words.text(term.term),
                s.told(term.meaning),
                s.note("note.aliases", _row(s, term.aliases)),
                s.note("note.examples", _row(s, term.examples)),
            )
            for term in s.policy.terms.values()
            if not only or term.id in only
        ]
    )


def _row(s: Scribe, notes: Sequence[m.Note]) -> Runs:
    """Several short things in a row, each of them the place of its note."""
    return s.words.listed(
        [
            s.words.qualified(note.qualifier, s.placed(s.words.text(note.text), note.route))
            for note in notes
        ]
    )


def _retention(s: Scribe, only: frozenset[str]) -> list[Node]:
    rules = [one for one in s.policy.general_retention if not only or one.id in only]
    rows = s.fact("fact.retention", [retention_rule(s, one) for one in rules])
    return [*_table(rows), *_promised(s, "statement/retention/")]


def _sources(s: Scribe, only: frozenset[str]) -> list[Node]:
    sources = [one for one in s.policy.general_sources if not only or one.id in only]
    rows = s.fact("fact.sources", [facts.source(s, one) for one in sources])
    return [*_table(rows), *_promised(s, "statement/sources/")]


def _table(rows: Sequence[Node]) -> list[Node]:
    return [Node("facts", nodes=tuple(rows))] if rows else []


def _promised(s: Scribe, file: str) -> list[Node]:
    return [
        paragraph
        for promise in s.policy.promises
        if promise.text and promise.route.startswith(file)
        for paragraph in s.passage(promise.text, promise.route)
    ]


def _sharing(s: Scribe, only: frozenset[str]) -> list[Node]:
    return [
        s.node(
            "rule",
            rule.route,
            title=s.words.text(rule.title),
            nodes=[
                *(s.passage(rule.text, f"{rule.route}/text") if rule.text else ()),
                *facts.of_sharing(s, rule),
            ],
        )
        for rule in s.policy.sharing.values()
        if not only or rule.id in only
    ]


def _measures(s: Scribe, only: frozenset[str]) -> list[Node]:
    chosen = [one for one in s.policy.measures.values() if not only or one.id in only]
    blocks = []
    for kind in dict.fromkeys(measure.kind for measure in chosen):
        entries = [
            _entry(s, one.route, s.words.text(one.title), s.measure(one))
            for one in chosen
            if one.kind == kind
        ]
        blocks.append(
            Node("part", title=s.label(f"measure.{kind}"), nodes=tuple(_entries(entries)))
        )
    return blocks


def _rights(s: Scribe, only: frozenset[str]) -> list[Node]:
    return _entries(
        [
            _entry(
                s,
                right.route,
                s.words.text(right.title),
                s.told(right.text),
                s.line("right.any_time") if right.any_time else (),
                s.channels(right.channels),
                s.documents(right.documents),
            )
            for right in s.policy.rights
            if not only or right.id in only
        ]
    )


def _procedure(s: Scribe, _: frozenset[str]) -> list[Node]:
    procedure = s.policy.procedure
    if procedure is None:
        return []
    p, route = procedure, procedure.route
    rows: list[Node] = []
    if p.channels:
        mention = s.mentions(p.channels)
        rows += s.fact("fact.channels", [s.value(f"{route}/channels", mention.runs, mention.notes)])
    if p.within:
        period = s.words.period(p.within)
        if p.start:
            start = s.words.text(p.start)
            runs = s.words.say("procedure.within_start", period=period, start=start)
        else:
            runs = s.words.say("procedure.within", period=period)
        rows += s.fact("fact.within", [s.value(f"{route}/within", runs)])
    if p.free:
        rows += s.fact("fact.fee", [s.value(f"{route}/free", s.label("procedure.free"))])
    for text, label in ((p.fee, "fee"), (p.exception, "exception"), (p.identity, "identity")):
        if text:
            rows += s.fact(f"fact.{label}", [s.value(f"{route}/{label}", (), s.told(text))])
    blocks: list[Node] = [*(s.passage(p.text, f"{route}/text") if p.text else ())]
    blocks.extend(_table(rows))
    for detail in p.details:
        blocks.extend(s.paragraphs(detail))
    return [s.node("block", route, nodes=blocks)]


def _complaints(s: Scribe, _: frozenset[str]) -> list[Node]:
    complaints = s.policy.complaints
    if complaints is None:
        return []
    c, route = complaints, complaints.route
    blocks: list[Node] = [*(s.passage(c.text, f"{route}/text") if c.text else ())]
    values = []
    for country in c.authorities:
        # Which authority that is, and what it was called at the time, the publisher does not say.
        name = (Run(s.words.country(country)),)
        values.append(s.value(f"{route}/authorities/{country}", name))
    rows = s.fact("fact.authorities", values)
    rows += s.fact(
        "fact.documents",
        [s.value(f"{route}/documents/{one}", s.document(one)) for one in c.documents],
    )
    blocks.extend(_table(rows))
    return [s.node("block", route, nodes=blocks)]


def _changes(s: Scribe, _: frozenset[str]) -> list[Node]:
    policy = s.policy.change_policy
    blocks: list[Node] = []
    if policy:
        route = policy.route
        told: list[Node] = [*(s.passage(policy.text, f"{route}/text") if policy.text else ())]
        told += s.passage(policy.notice, f"{route}/notice") if policy.notice else []
        places = [
            s.value(one.route, s.words.qualified(one.qualifier, s.words.text(one.text)))
            for one in policy.notice_places
        ]
        rows = s.fact("fact.notice_places", places)
        if policy.notice_before:
            period = s.words.period(policy.notice_before)
            runs = s.words.say("change.notice_before", period=period)
            rows += s.fact("fact.notice_before", [s.value(f"{route}/notice_before", runs)])
        told.extend(_table(rows))
        blocks.append(s.node("block", route, nodes=told))
    entries = [
        _entry(
            s,
            change.route,
            s.words.say("change.entry", version=change.version, date=s.words.date(change.date)),
            s.told(change.text),
        )
        for change in s.policy.changes
    ]
    if entries:
        blocks.append(Node("part", title=s.label("fact.changes"), nodes=tuple(_entries(entries))))
    return blocks


_LISTS: dict[str, Callable[[Scribe, frozenset[str]], list[Node]]] = {
    "controllers": _controllers,
    "officers": _officers,
    "channels": _channels,
    "terms": _terms,
    "retention": _retention,
    "sources": _sources,
    "sharing": _sharing,
    "measures": _measures,
    "rights": _rights,
    "procedure": _procedure,
    "complaints": _complaints,
    "changes": _changes,
}
