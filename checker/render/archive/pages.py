"""The pages of the archive: the list of all editions, and what changed in one of them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any, NamedTuple

from checker.model import Text
from checker.render import html
from checker.render.archive.changes import groups
from checker.render.archive.editions import STYLESHEET, Archive, Edition, relative
from checker.render.archive.periods import in_words, periods
from checker.render.nodes import Node, Page, Run, Runs
from checker.render.phrases import load
from checker.render.site import STYLESHEET as STATEMENT_STYLES
from checker.render.words import Words, own_name

if TYPE_CHECKING:
    from markupsafe import Markup


class Link(NamedTuple):
    """A link: its address, its words, and the language of what it leads to if that is another."""

    href: str
    words: Runs
    language: str | None = None


class Listed(NamedTuple):
    """An edition as the list shows it."""

    version: str
    title: Runs
    newest: bool
    lines: tuple[Runs, ...]
    told: Markup
    links: tuple[Link, ...]


def versions_page(archive: Archive, language: str) -> bytes:
    """The list of all editions in one language, newest first."""
    page = _Page(archive, archive.index(language), language)
    return page.write(
        "versions.html.j2",
        edition=archive.current,
        heading=page.words.phrases["versions.all"],
        languages=archive.current.languages,
        path=archive.index,
        listed=[page.listed(edition) for edition in reversed(archive.editions)],
    )


def changes_page(archive: Archive, edition: Edition, language: str) -> bytes:
    """What changed in an edition against the one before, in one of its languages."""
    origin = archive.changes(edition, language)
    page = _Page(archive, origin, language)
    before = archive.before(edition)
    assert before
    return page.write(
        "changes.html.j2",
        edition=edition,
        heading=page.say("versions.changes", version=edition.version),
        languages=edition.languages,
        path=lambda other: archive.changes(edition, other),
        lines=page.lines(edition),
        told=page.told(edition),
        read=page.to_edition(edition),
        compared=Link(
            page.to_edition(before).href,
            page.words.say("versions.compared", version=before.version),
        ),
        nothing=page.say("versions.nothing", version=before.version),
        groups=list(groups(archive, edition, language, page.to)),
    )


def told(edition: Edition, language: str) -> tuple[Text, ...]:
    """What an edition's own changelog tells of it, if it does in this language."""
    return tuple(
        change.text
        for change in edition.policy.changes
        if change.version == edition.version and language in change.text.languages
    )


class _Page:
    """Writes one page of the archive."""

    def __init__(self, archive: Archive, origin: str, language: str) -> None:
        self.archive = archive
        self.origin = origin
        self.language = language
        self.words = Words(load(language))

    def write(
        self, template: str, *, edition: Edition, path: Callable[[str], str], **values: Any
    ) -> bytes:
        """The page from its template; `path` says where it lies in another language."""
        archive, words = self.archive, self.words
        current = archive.current
        values["languages"] = [
            (Page(one, own_name(one)), self.to(path(one))) for one in values["languages"]
        ]
        found = current.language(self.language)
        page = html.templates().get_template(template)
        text = page.render(
            values,
            language=self.language,
            direction=words.direction,
            draft=archive.draft,
            phrases=words.phrases,
            words=html.words_of(words.phrases),
            title=words.plain(edition.statement.title),
            issuer=edition.issuer,
            styles=[self.to(STATEMENT_STYLES), self.to(STYLESHEET)],
            statement=self.to_edition(current),
            versions=self.to(archive.index(found)),
            feed=self.to(archive.feed(found)),
        )
        return text.encode()

    def to(self, path: str) -> str:
        """How this page leads to another file."""
        return relative(self.origin, path)

    def say(self, key: str, **fields: str) -> str:
        """A phrase as plain words."""
        return "".join(run.text for run in self.words.say(key, **fields))

    def to_edition(self, edition: Edition) -> Link:
        """A link to the page of an edition, in another language if it lacks this one."""
        found = edition.language(self.language)
        other = found if found != self.language else None
        fields = {"version": edition.version}
        if other:
            fields["language"] = self.words.language_name(other)
        words = self.words.say("versions.read_in" if other else "versions.read", **fields)
        return Link(self.to(self.archive.page(edition, found)), words, other)

    def listed(self, edition: Edition) -> Listed:
        """An edition in the list."""
        links = [self.to_edition(edition)]
        if self.archive.before(edition) and self.language in edition.languages:
            links.append(
                Link(
                    self.to(self.archive.changes(edition, self.language)),
                    self.words.say("versions.changes", version=edition.version),
                )
            )
        return Listed(
            edition.version,
            self.words.say("page.version", version=edition.version),
            edition is self.archive.current,
            tuple(self.lines(edition)),
            self.told(edition),
            tuple(links),
        )

    def lines(self, edition: Edition) -> Iterator[Runs]:
        """When an edition was updated and is in force, and what was taken out of it when."""
        words = self.words
        statement, later = edition.statement, self.archive.after(edition)
        yield words.say("page.updated", date=words.date(statement.last_updated))
        for period in periods(statement, later.statement if later else None):
            yield in_words(words, period)
        if edition.redacted:
            yield redacted(words, edition)

    def told(self, edition: Edition) -> Markup:
        """What the changelog tells of an edition."""
        blocks = [
            self._led(edition, node)
            for text in told(edition, self.language)
            for node in self.words.passage(text)
        ]
        return html.passage(tuple(blocks), self.words.phrases)

    def _led(self, edition: Edition, node: Node) -> Node:
        """A block whose links to parts of the statement lead to the page of its edition."""
        return node._replace(
            runs=tuple(self._run(edition, run) for run in node.runs),
            nodes=tuple(self._led(edition, below) for below in node.nodes),
        )

    def _run(self, edition: Edition, run: Run) -> Run:
        if not run.href or not run.href.startswith("ref:"):
            return run
        place = self.archive.place(edition, self.language, run.href.removeprefix("ref:"))
        return run._replace(href=self.to(place) if place else None)


def redacted(words: Words, edition: Edition) -> Runs:
    """On which days words were taken out of an edition."""
    dates = words.listed([words.date(day) for day in dict.fromkeys(edition.redacted)])
    return words.say("versions.redacted", dates=dates)
