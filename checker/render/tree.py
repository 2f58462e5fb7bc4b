"""From the model to the block tree of one language: sections, order, numbers, places of gaps.

What stands on the page is what is stated and public. The tree has the same anchors in every
language.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Sequence
from functools import cached_property
from typing import TYPE_CHECKING

from checker import model as m
from checker.finding import Finding
from checker.render import facts, lists
from checker.render.nodes import Gap, Node, Page, Run, Tree, walk
from checker.render.phrases import Phrases
from checker.render.scribe import Scribe
from checker.render.words import Words, linked, own_name, plain

if TYPE_CHECKING:
    from checker.render.pictures.draw import Painter
    from checker.render.pictures.model import Said


def build_tree(
    policy: m.Policy, language: str, phrases: Phrases, gaps: Sequence[Finding] = ()
) -> Tree:
    """The whole statement in one language, with the findings a draft shows at their places.

    The policy must have a statement and an organisation.
    """
    statement, organisation = policy.statement, policy.organisation
    if statement is None or organisation is None:
        raise ValueError("a policy without statement.yaml or organisation.yaml has no page")
    words = Words(phrases)
    writer = _Writer(policy, statement, words)
    about = tuple(writer.about(organisation))
    intro = tuple(writer.intro(organisation))
    sections = tuple(
        writer.section(entry, str(number))
        for number, entry in enumerate(statement.contents, 1)
        if entry.section in policy.sections
    )
    nodes = (*about, *intro, *sections)
    anchors = {m.anchor(statement.route): None, **dict.fromkeys(_anchors(nodes))}
    placed, unplaced = _placed(nodes, gaps)
    return Tree(
        id=statement.id,
        language=language,
        direction=words.direction,
        title=words.plain(statement.title),
        version=statement.version,
        last_updated=statement.last_updated,
        issuer=organisation.name,
        about=about,
        intro=intro,
        sections=sections,
        pages=tuple(Page(one, own_name(one)) for one in statement.languages),
        anchors=tuple(anchors),
        targets=_targets(nodes, anchors),
        aliases=_aliases(statement.redirects, anchors),
        gaps=placed,
        unplaced=unplaced,
    )


class _Writer:
    """Writes the sections of one page."""

    def __init__(self, policy: m.Policy, statement: m.Statement, words: Words) -> None:
        self.policy = policy
        self.statement = statement
        self.words = words
        shown: frozenset[str] = frozenset()
        self.grouped: set[str] = set()
        self.heading = ""
        for section in _in_order(policy, statement.contents):
            for block in section.content:
                if block.show:
                    shown |= lists.listed(policy, block.show, block.only)
                if block.group:
                    self.grouped.add(block.group)
        self.scribe = Scribe(policy, words, statement.cite_law, shown)
        self.cookies: dict[str, list[m.Cookie]] = {}
        for cookie in policy.cookies.values():
            self.cookies.setdefault(cookie.activity, []).append(cookie)

    def about(self, organisation: m.Organisation) -> Iterator[Node]:
        """The lines below the title: dates, other names, head office."""
        s, statement = self.scribe, self.statement
        updated = s.words.say("page.updated", date=s.words.date(statement.last_updated))
        yield s.node("paragraph", f"{statement.route}/last_updated", runs=updated)
        for effective in statement.effective:
            start = s.words.date(effective.start)
            if effective.applies_in:
                where = s.words.countries(effective.applies_in)
                runs = s.words.say("page.effective_in", date=start, countries=where)
            else:
                runs = s.words.say("page.effective", date=start)
            yield s.node("paragraph", effective.route, runs=runs)
        if statement.other_titles:
            titles = []
            for note in statement.other_titles:
                title = s.placed(s.words.text(note.text), note.route)
                title = s.words.say("quoted", words=title)
                titles.append(s.words.qualified(note.qualifier, title))
            runs = s.words.say("page.other_titles", titles=s.words.listed(titles))
            yield s.node("paragraph", f"{statement.route}/other_titles", runs=runs)
        if organisation.headquarters:
            city, country = organisation.headquarters
            place = [city, s.words.country(country)] if city else [s.words.country(country)]
            runs = s.words.say("page.headquarters", place=", ".join(place))
            yield s.node("paragraph", f"{organisation.route}/headquarters", runs=runs)

    def intro(self, organisation: m.Organisation) -> Iterator[Node]:
        """The paragraphs before the first section."""
        for note in (*organisation.description, *self.statement.intro):
            yield from self.scribe.paragraphs(note)
        yield from self._promises(self.statement.promises)

    def section(self, entry: m.Entry, number: str) -> Node:
        """A section with those below it."""
        s = self.scribe
        section = self.policy.sections[entry.section]
        title = s.words.text(section.title)
        node = s.node("section", section.route, number=number, title=title)
        self.heading = plain(title)
        blocks: list[Node] = []
        for block in section.content:
            blocks.extend(self._block(block))
        blocks.extend(self._promises(section.promises))
        below = [one for one in entry.sections if one.section in self.policy.sections]
        blocks.extend(self.section(one, f"{number}.{n}") for n, one in enumerate(below, 1))
        return node._replace(nodes=tuple(blocks))

    def _promises(self, promises: Iterable[m.Promise]) -> Iterator[Node]:
        for promise in promises:
            if promise.text:
                yield from self.scribe.passage(promise.text, promise.route)

    def _block(self, block: m.Block) -> Iterator[Node]:
        s = self.scribe
        if block.text:
            paragraph, *rest = s.passage(block.text, block.route, None, block.applies_in)
            documents = s.documents(block.documents)
            yield paragraph._replace(nodes=(*paragraph.nodes, *documents))
            yield from rest
            return
        # The block has no words of its own: its place is whatever it shows.
        shown = [
            *(self._group(block.group, block.activities) if block.group else ()),
            *(() if block.group else self._activities(block.activities)),
            *(lists.build(s, block.show, block.only) if block.show else ()),
        ]
        # A list that is headed by the words of its section needs them once.
        shown = [
            Node("block", nodes=one.nodes)
            if one.kind == "part" and plain(one.title) == self.heading
            else one
            for one in shown
        ]
        yield s.node("block", block.route, nodes=shown)

    def _group(self, name: str, activities: Sequence[str]) -> Iterator[Node]:
        group = self.policy.groups.get(name)
        if group is None:
            return
        s = self.scribe
        title = s.words.text(group.title)
        # A group that is all of its section needs no second heading of the same words.
        kind = "block" if plain(title) == self.heading else "group"
        node = s.node(kind, group.route, title=title if kind == "group" else ())
        if node.anchor is None:
            yield self._again(group.title, group.route)
            yield from self._activities(activities)
            return
        blocks = s.passage(group.intro, f"{group.route}/intro") if group.intro else []
        blocks.extend(facts.of_group(s, group))
        blocks.extend(self._activities(activities))
        yield node._replace(nodes=tuple(blocks))

    def _activities(self, names: Sequence[str]) -> Iterator[Node]:
        s = self.scribe
        for name in names:
            activity = self.policy.activities.get(name)
            if activity is None or not activity.public:
                continue
            # What a group states holds for its activities, so it must stand on the page with them.
            if activity.part_of and activity.part_of not in self.grouped:
                self.grouped.add(activity.part_of)
                yield from self._group(activity.part_of, ())
            node = s.node("activity", activity.route, title=s.words.text(activity.title))
            if node.anchor is None:
                yield self._again(activity.title, activity.route)
                continue
            blocks: list[Node] = [*s.markets(activity.applies_in)]
            if activity.intro:
                blocks.extend(s.passage(activity.intro, f"{activity.route}/intro"))
            if self.statement.flow_pictures:
                blocks.extend(self._picture(activity))
            blocks.extend(facts.of_activity(s, activity, self.cookies.get(name, ())))
            yield node._replace(nodes=tuple(blocks))

    def _picture(self, activity: m.Activity) -> Iterator[Node]:
        """A picture of where an activity's data go, if anything is stated of them."""
        if not self.policy.data_of(activity) and not self.policy.disclosures_of(activity):
            return
        picture = self._painter.single(activity)
        yield Node(
            "picture",
            title=self.scribe.label("picture.title"),
            nodes=(Node("list", nodes=tuple(_said(one) for one in picture.said)),),
            picture=picture,
            derived=True,
        )

    @cached_property
    def _painter(self) -> Painter:
        # Imported here: few statements have pictures.
        from checker.law.book import Book
        from checker.render.pictures.draw import Painter

        on = self.statement.last_updated
        return Painter(self.policy, self.words, Book(), on, classified=False)

    def _again(self, title: m.Text, route: str) -> Node:
        """Something that already stands on the page: a link to it."""
        return Node("paragraph", runs=linked(self.words.text(title), route))


def _said(one: Said) -> Node:
    below = (Node("list", nodes=tuple(_said(inner) for inner in one.below)),) if one.below else ()
    return Node("item", runs=(Run(one.words),), nodes=below)


def _in_order(policy: m.Policy, entries: Iterable[m.Entry]) -> Iterator[m.Section]:
    for entry in entries:
        if entry.section in policy.sections:
            yield policy.sections[entry.section]
            yield from _in_order(policy, entry.sections)


def _runs(node: Node) -> Iterator[Run]:
    yield from node.title
    yield from node.runs


def _anchors(nodes: tuple[Node, ...]) -> Iterator[str]:
    for node in walk(nodes):
        if node.anchor:
            yield node.anchor
        for run in _runs(node):
            if run.anchor:
                yield run.anchor


def _targets(nodes: tuple[Node, ...], anchors: dict[str, None]) -> dict[str, str]:
    """For each part of the statement that is linked to, the anchor of its nearest part here."""
    targets: dict[str, str] = {}
    for node in walk(nodes):
        for run in _runs(node):
            if run.href and run.href.startswith("ref:") and run.href not in targets:
                found = nearest_anchor(run.href.removeprefix("ref:"), anchors)
                if found:
                    targets[run.href] = found
    return targets


def nearest_anchor(route: str, anchors: Container[str]) -> str | None:
    """The anchor of a route, or of its nearest part that has one."""
    while route:
        anchor = m.anchor(route)
        if anchor in anchors:
            return anchor
        route = route.rpartition("/")[0]
    return None


def _aliases(
    redirects: Iterable[m.Redirect], anchors: dict[str, None]
) -> dict[str, tuple[str, ...]]:
    aliases: dict[str, tuple[str, ...]] = {}
    for redirect in redirects:
        old, new = m.anchor(redirect.old), nearest_anchor(redirect.new, anchors)
        if new and old not in anchors:
            aliases[new] = (*aliases.get(new, ()), old)
    return aliases


def _placed(
    nodes: tuple[Node, ...], findings: Sequence[Finding]
) -> tuple[dict[str, tuple[Gap, ...]], tuple[Gap, ...]]:
    """The gaps by the anchor of the block that shows each, and those that no block shows."""
    owner: dict[str, str] = {}
    for node in walk(nodes):
        if node.anchor:
            owner[node.anchor] = node.anchor
        owner.update((run.anchor, node.anchor) for run in _runs(node) if run.anchor and node.anchor)
    placed: dict[str, tuple[Gap, ...]] = {}
    unplaced: list[Gap] = []
    for finding in findings:
        gap = Gap(
            finding.rule.id, finding.severity.value, finding.message, finding.waived is not None
        )
        found = nearest_anchor(finding.route, owner)
        if found:
            placed[owner[found]] = (*placed.get(owner[found], ()), gap)
        else:
            unplaced.append(gap)
    return placed, tuple(unplaced)
