"""What all parts of the page need while one is being written: places, mentions, notes.

A thing that several parts of the statement speak of (a recipient, a data category, a company) is
told in full once: in the list that a section shows, or else where the page first comes to it. That
place has its anchor; elsewhere only its name stands.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from checker import model as m
from checker.render.nodes import Node, Run, Runs
from checker.render.words import Words, linked, sentence

_EMAIL = re.compile(r"[^\s@<>\"'()]+@[^\s@<>\"'()]+\.[^\s@<>\"'()]+")
_PHONE = re.compile(r"\+?[0-9][0-9 ()-]*")
_WEB = re.compile(r"https?://[^\s<>\"]+")


class Mention(NamedTuple):
    """A thing's name, and what is told of it here because nothing else on the page does."""

    runs: Runs
    notes: tuple[Node, ...] = ()


class Scribe:
    """Writes nodes of one page, in the order of the page."""

    def __init__(self, policy: m.Policy, words: Words, cite_law: bool, listed: frozenset[str]):
        """`listed`: ids of what the built lists of this page tell in full."""
        self.policy = policy
        self.words = words
        self.cite_law = cite_law
        self._listed = listed
        self._anchors: set[str] = set()
        self._told: set[str] = set()
        self.consents: dict[str, m.Consent] = {}
        self._named: dict[str, m.Text] = {}
        self.bases: dict[str, m.Basis] = {}
        for group in policy.groups.values():
            self.consents.update((consent.route, consent) for consent in group.consents)
        for rule in policy.sharing.values():
            self._uses(rule.purposes, rule.bases)
        for activity in policy.activities.values():
            self.consents.update((consent.route, consent) for consent in activity.consents)
            self._uses(activity.purposes, activity.bases)

    def _uses(self, purposes: Iterable[m.Purpose], bases: Iterable[m.Basis]) -> None:
        self._named.update((purpose.route, purpose.text) for purpose in purposes)
        self.bases.update((basis.route, basis) for basis in bases)

    # Nodes

    def node(
        self,
        kind: str,
        route: str,
        *,
        number: str = "",
        title: Runs = (),
        runs: Runs = (),
        nodes: Iterable[Node] = (),
    ) -> Node:
        """A node at the place of a route. Of several with the same route the first is the place."""
        return Node(kind, route, self.place(route), number, title, runs, tuple(nodes))

    def place(self, route: str) -> str | None:
        """The anchor of a route, or None if it is taken."""
        anchor = m.anchor(route)
        if anchor in self._anchors:
            return None
        self._anchors.add(anchor)
        return anchor

    def placed(self, runs: Runs, route: str) -> Runs:
        """Words as the place of a route."""
        if not runs:
            return ()
        return (runs[0]._replace(route=route, anchor=self.place(route)), *runs[1:])

    def label(self, key: str) -> Runs:
        """A fixed label."""
        return (Run(self.words.phrases[key]),)

    def note(self, label: str, words: Runs, route: str | None = None) -> tuple[Node, ...]:
        """A labelled line below a value; nothing if there are no words."""
        if not words:
            return ()
        title = self.label(label) if label else ()
        return (Node("note", route, self.place(route) if route else None, "", title, words),)

    def line(self, key: str, **fields: Runs | str) -> tuple[Node, ...]:
        """A phrase as a line below a value."""
        return (Node("note", runs=self.words.say(key, **fields)),)

    def told(self, text: m.Text | None, label: str = "", route: str | None = None) -> list[Node]:
        """A text as lines below a value: its first paragraph, with the label, and what follows."""
        if text is None:
            return []
        anchor = self.place(route) if route else None
        title = self.label(label) if label else ()
        blocks = self.words.passage(text)
        if blocks and blocks[0].kind == "paragraph":
            return [Node("note", route, anchor, "", title, blocks[0].runs, blocks[1:])]
        return [Node("note", route, anchor, "", title, (), blocks)]

    def markets(self, countries: Sequence[str]) -> tuple[Node, ...]:
        """Where something holds, if it does not hold everywhere."""
        if not countries:
            return ()
        return self.line("applies_in", countries=self.words.countries(countries))

    def fact(self, label: str, values: Sequence[Node], lead: Runs = ()) -> list[Node]:
        """A row of a fact table; nothing if nothing is stated."""
        return [Node("fact", title=self.label(label), runs=lead, nodes=tuple(values))] * bool(
            values
        )

    def value(self, route: str, runs: Runs, *notes: Iterable[Node]) -> Node:
        """A value of a fact and the lines below it. Without words the first line stands for it."""
        nodes = tuple(note for part in notes for note in part)
        if not runs and nodes and not nodes[0].title:
            runs, nodes = nodes[0].runs, (*nodes[0].nodes, *nodes[1:])
        return self.node("value", route, runs=sentence(runs), nodes=nodes)

    def paragraphs(self, note: m.Note) -> list[Node]:
        """A sentence of the statement as paragraphs, the first of which is its place."""
        return self.passage(note.text, note.route, note.qualifier, note.applies_in)

    def passage(
        self,
        text: m.Text,
        route: str,
        qualifier: str | None = None,
        applies_in: Sequence[str] = (),
    ) -> list[Node]:
        """A text as one block at a route, with what follows its first paragraph below it."""
        blocks = self.words.passage(text)
        first = blocks[0].runs if blocks and blocks[0].kind == "paragraph" else ()
        rest = blocks[1:] if first else blocks
        runs = self.words.qualified(qualifier, first)
        if qualifier:
            runs = sentence(runs)
        return [self.node("paragraph", route, runs=runs, nodes=(*rest, *self.markets(applies_in)))]

    # Mentions

    def mention(self, name: str) -> Mention:
        """A subject, category, recipient, company, measure or channel, by its id."""
        runs = self.name(name)
        if name in self._listed:
            # An address leads to where it says; every other name to its place in the list.
            reached = name in self.policy.channels and any(run.href for run in runs)
            return Mention(runs if reached else linked(runs, name))
        if name in self._told:
            return Mention(linked(runs, name) if name in self.policy.recipients else runs)
        self._told.add(name)
        return Mention(self.placed(runs, name), tuple(self.details(name)))

    def mentions(self, names: Iterable[str]) -> Mention:
        """Several things in a row, and what is told of each."""
        every = [self.mention(name) for name in names]
        notes: list[Node] = []
        for one in every:
            if len(every) == 1:
                notes.extend(one.notes)
            else:
                notes.extend(_about(sentence(_bare(one.runs)), one.notes))
        return Mention(self.words.listed([one.runs for one in every]), tuple(notes))

    def names(self, ids: Iterable[str]) -> Runs:
        """The names of several things in a row, and nothing more of them."""
        return self.words.listed([self.name(one) for one in ids])

    def name(self, one: str) -> Runs:
        """What the page calls a thing, by its id."""
        policy, words = self.policy, self.words
        if one in policy.categories:
            return words.text(policy.categories[one].title)
        if one in policy.subjects:
            return words.text(policy.subjects[one].title)
        if one in policy.recipients:
            recipient = policy.recipients[one]
            if recipient.name or recipient.title:
                return self._name(recipient.name, recipient.title)
            if recipient.entity in policy.entities:
                return self.name(recipient.entity)
            return self.label("recipient.undefined")
        if one in policy.entities:
            entity = policy.entities[one]
            return self._name(entity.name, entity.title) or (Run(one),)
        if one in policy.measures:
            return words.text(policy.measures[one].title)
        if one in policy.channels:
            channel = policy.channels[one]
            if channel.address and not channel.title:
                return (_addressed(channel),)
            return self.channel_title(channel)
        return (Run(one),)

    def channel_title(self, channel: m.Channel) -> Runs:
        """What the page calls a channel, apart from its address."""
        if channel.title:
            return self.words.text(channel.title)
        return self.label(f"channel.{channel.kind}")

    def _name(self, name: str | None, title: m.Text | None) -> Runs:
        return (Run(name, name=True),) if name else self.words.text(title) if title else ()

    def details(self, one: str) -> list[Node]:
        """All that is stated of a thing besides its name, as lines."""
        policy = self.policy
        if one in policy.categories:
            category = policy.categories[one]
            nature = category.nature if not category.inferred else None
            lines = self.note("", sentence(self.label(f"nature.{nature}"))) if nature else ()
            return [*lines, *self.told(category.text)]
        if one in policy.subjects:
            return self.told(policy.subjects[one].text)
        if one in policy.recipients:
            return self._recipient(policy.recipients[one])
        if one in policy.entities:
            return self.entity(policy.entities[one])
        if one in policy.measures:
            return self.measure(policy.measures[one])
        if one in policy.channels:
            channel = policy.channels[one]
            # Without a title the address is the name, and is told already.
            return self.channel(channel if channel.title else channel._replace(address=None))
        return []

    def activities(self, ids: Iterable[str]) -> Runs:
        """Activities and groups by their titles, as links."""
        runs = []
        for one in ids:
            part = self.policy.activities.get(one) or self.policy.groups.get(one)
            if part:
                title = linked(self.words.text(part.title), one)
                runs.append(self.words.say("quoted", words=title))
        return self.words.listed(runs)

    def purposes(self, owner: str, ids: Iterable[str]) -> tuple[Node, ...]:
        """A line that says which purposes of an activity or sharing rule something serves."""
        routes = [f"{owner}/purposes/{one}" for one in ids]
        every = [self.words.text(self._named[route]) for route in routes if route in self._named]
        return self.several("note.purposes", every)

    def several(self, label: str, every: Sequence[Runs]) -> tuple[Node, ...]:
        """A labelled line of several things: in a row if they are few, or else below each other."""
        if len(every) < 3:
            return self.note(label, self.words.listed(every))
        items = tuple(Node("item", runs=sentence(one)) for one in every)
        return (Node("note", title=self.label(label), nodes=(Node("list", nodes=items),)),)

    def consent(self, label: str, route: str | None) -> tuple[Node, ...]:
        """A line that names the consent something depends on and leads to it."""
        if not route:
            return ()
        consent = self.consents.get(route)
        words = self.words.text(consent.text) if consent and consent.text else ()
        return self.note(label, linked(words or self.label("consent.this"), route))

    def data(self, ids: Iterable[str]) -> tuple[Node, ...]:
        """A line that says which data something concerns."""
        return self.note("note.data", self.names(ids))

    def subjects(self, ids: Iterable[str]) -> tuple[Node, ...]:
        """A line that says which people something concerns."""
        return self.note("note.subjects", self.names(ids))

    # Things

    def document(self, one: str) -> Runs:
        """An external document: its title, leading to it if it is known where it is."""
        document = self.policy.documents.get(one)
        if document is None:
            return (Run(one),)
        title = self.words.text(document.title)
        known = [url for url in document.urls if _WEB.fullmatch(url.url)]
        own = [url for url in known if url.language == self.words.language]
        urls = own or [url for url in known if url.language is None] or known
        if len(urls) == 1 and not urls[0].country:
            runs = tuple(run._replace(href=urls[0].url) for run in title)
        elif urls:
            links = [(Run(self._address(url), url.url),) for url in urls]
            runs = self.words.say("labelled", label=title, words=self.words.listed(links))
        else:
            runs = title
        owner = self.name(document.owner) if document.owner else ()
        country = (Run(self.words.country(document.country)),) if document.country else ()
        between = (Run(", "),) if owner and country else ()
        if owner or country:
            runs = (*runs, Run(" ("), *owner, *between, *country, Run(")"))
        return runs

    def _address(self, url: m.Address) -> str:
        if url.country:
            return self.words.country(url.country)
        if url.language:
            return self.words.language_name(url.language)
        return url.url.split("/")[2]

    def documents(self, ids: Sequence[str], label: str = "note.document") -> list[Node]:
        """Lines that send the reader to documents."""
        titles = [self.document(one) for one in ids]
        if len(titles) < 2:
            return [node for title in titles for node in self.note(label, title)]
        below = Node("list", nodes=tuple(Node("item", runs=sentence(title)) for title in titles))
        return [Node("note", title=self.label(label), nodes=(below,))]

    def channels(self, ids: Iterable[str], label: str = "note.channels") -> list[Node]:
        """Lines that say where to turn."""
        mention = self.mentions(ids)
        return [line._replace(nodes=mention.notes) for line in self.note(label, mention.runs)]

    def channel(self, channel: m.Channel) -> list[Node]:
        """What is stated of a channel besides its title."""
        words = self.words
        notes: list[Node] = []
        if channel.title and channel.address and channel.kind in ("email", "phone"):
            label = sentence(self.label(f"channel.{channel.kind}"))
            address = words.say("labelled", label=label, words=(_addressed(channel),))
            notes.extend(self.note("", address))
        elif channel.address:
            notes.extend(self.note("", (_addressed(channel),)))
        if channel.attention:
            notes.extend(self.line("channel.attention", name=words.text(channel.attention)))
        lines = [*channel.lines]
        if channel.lines and channel.country:
            lines.append(words.country(channel.country))
        if lines:
            notes.extend(self.note("", (Run(", ".join(lines), name=True),)))
        notes.extend(self.told(channel.text))
        if channel.alternative_to:
            other = linked(self.name(channel.alternative_to), channel.alternative_to)
            notes.extend(self.line("channel.alternative_to", channel=other))
        return [*notes, *self.markets(channel.applies_in)]

    def entity(self, entity: m.LegalEntity) -> list[Node]:
        """What is stated of a company or set of companies besides its name."""
        notes: list[Node] = [*self.told(entity.text)]
        if entity.name and entity.title:
            notes[:0] = self.note("", sentence(self.words.text(entity.title)))
        notes.extend(self.note("fact.members", self.names(entity.members)))
        if entity.country:
            notes.extend(self.note("note.country", (Run(self.words.country(entity.country)),)))
        if entity.register_number:
            number = (Run(entity.register_number, name=True),)
            notes.extend(self.note("note.register_number", number))
        return [*notes, *self.channels(entity.channels, "fact.channels")]

    def measure(self, measure: m.Measure) -> list[Node]:
        """What is stated of a security measure besides its title."""
        if measure.assessed and measure.text:
            return self.told(measure.text, "measure.assessed")
        return [*self.line("measure.assessed")] if measure.assessed else self.told(measure.text)

    def _recipient(self, recipient: m.Recipient) -> list[Node]:
        words = self.words
        notes: list[Node] = []
        if recipient.name and recipient.title:
            notes.extend(self.note("", sentence(words.text(recipient.title))))
        notes.extend(self.told(recipient.text))
        notes.extend(self.documents(recipient.documents))
        if recipient.within_group:
            notes.extend(self.line("recipient.within_group"))
        if recipient.countries:
            notes.extend(
                self.line("recipient.countries", countries=words.countries(recipient.countries))
            )
        if recipient.outside_eea:
            notes.extend(self.line("recipient.outside_eea"))
        if recipient.entity in self.policy.entities:
            notes.extend(self.mention(recipient.entity).notes)
        for transfer in recipient.transfers:
            notes.append(self.transfer(transfer))
        if recipient.sub_recipients:
            notes.append(self._passed_on(recipient.sub_recipients))
        return notes

    def _passed_on(self, names: Sequence[str]) -> Node:
        """Whom a recipient gives data to; what is told of each stands below its own name."""
        every = [self.mention(name) for name in names]
        title = self.label("note.sub_recipients")
        if len(every) > 1 and any(one.notes for one in every):
            items = [Node("item", runs=sentence(one.runs), nodes=one.notes) for one in every]
            return Node("note", title=title, nodes=(Node("list", nodes=tuple(items)),))
        below = tuple(note for one in every for note in one.notes)
        runs = self.words.listed([one.runs for one in every])
        return Node("note", title=title, runs=runs, nodes=below)

    def transfer(self, transfer: m.Transfer) -> Node:
        """A transfer to a third country and what it rests on."""
        words = self.words
        if transfer.country:
            title = words.say("transfer.to", country=words.country(transfer.country))
        else:
            title = self.label("transfer.label")
        notes: list[Node] = []
        mechanism: Runs = ()
        if transfer.mechanism == "derogation" and transfer.derogation:
            mechanism = words.say(
                "transfer.derogation_named", derogation=self._derogation(transfer.derogation)
            )
        elif transfer.safeguards and transfer.mechanism != "adequacy":
            # Without a mechanism the statement names safeguards and claims nothing of them.
            key = "transfer.safeguards_named" if transfer.mechanism else "transfer.safeguards_only"
            mechanism = self._safeguards(key, transfer.safeguards)
        elif transfer.mechanism:
            mechanism = self._numbered(
                self.label(f"transfer.{transfer.mechanism}"), transfer.decision
            )
        mechanism = sentence(words.qualified(transfer.qualifier, mechanism))
        if transfer.adequacy and transfer.mechanism != "adequacy":
            notes.extend(self.line(f"transfer.{transfer.adequacy}"))
        notes.extend(self.told(transfer.scope, "transfer.scope"))
        if transfer.safeguards and transfer.mechanism == "adequacy":
            notes.append(
                Node("note", runs=self._safeguards("transfer.safeguards_only", transfer.safeguards))
            )
        for safeguard in transfer.safeguards:
            notes.extend(self.told(safeguard.text))
        notes.extend(self.told(transfer.text))
        notes.extend(self.told(transfer.copy, "transfer.copy"))
        notes.extend(self.markets(transfer.applies_in))
        return self.node("note", transfer.route, title=title, runs=mechanism, nodes=notes)

    def _safeguards(self, key: str, safeguards: Sequence[m.Safeguard]) -> Runs:
        named = [self._safeguard(one) for one in safeguards]
        return self.words.say(key, safeguards=self.words.listed(named))

    def _safeguard(self, safeguard: m.Safeguard) -> Runs:
        tool = self._numbered(self.label(f"transfer.tool.{safeguard.tool}"), safeguard.instrument)
        return self.placed(self.words.qualified(safeguard.qualifier, tool), safeguard.route)

    def _numbered(self, words: Runs, number: str | None) -> Runs:
        """Words with the number of the Commission decision they speak of, if it is stated."""
        return self.words.say("transfer.numbered", words=words, number=number) if number else words

    def _derogation(self, point: str) -> Runs:
        second = "second" in point
        runs = self.label(f"transfer.ground.{'second' if second else point[-2]}")
        return self.cited("49_second" if second else "49", point, runs)

    def cited(self, article: str, point: str, words: Runs) -> Runs:
        """Words with the point of the law beside them, if the statement cites the law."""
        if not self.cite_law:
            return words
        law = self.words.phrases[f"article.{article}"].replace("{point}", point[-2])
        return (*words, Run(" ("), Run(law), Run(")"))


def _addressed(channel: m.Channel) -> Run:
    """An address, as a link if it is whole enough to be one."""
    address = channel.address or ""
    href = None
    if channel.kind == "email" and _EMAIL.fullmatch(address):
        href = f"mailto:{address}"
    elif channel.kind == "phone" and _PHONE.fullmatch(address):
        href = "tel:" + re.sub(r"[^0-9+]", "", address)
    elif channel.kind not in ("email", "phone") and _WEB.fullmatch(address):
        href = address
    return Run(address, href, name=True)


def _about(title: Runs, notes: Sequence[Node]) -> list[Node]:
    """What is told of one of several things: below its name, or beside it if it is one line."""
    if not notes:
        return []
    first, *rest = notes
    if first.title:
        return [Node("note", title=title, nodes=tuple(notes))]
    return [first._replace(title=title, nodes=(*first.nodes, *rest))]


def _bare(runs: Runs) -> Runs:
    return tuple(run._replace(href=None, route=None, anchor=None) for run in runs)
