"""What was published of a statement, one edition after the other, and where each of them lies."""

from __future__ import annotations

import json
import posixpath
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from checker.changes import Diff, diff
from checker.law.book import Book
from checker.model import Policy, Statement, anchor
from checker.render.publish import MANIFEST
from checker.render.tree import nearest_anchor

STYLESHEET = "archive.css"


class ArchiveError(Exception):
    """An earlier edition cannot be shown: one clear line."""


class Edition(NamedTuple):
    """A version of the statement as it was published.

    `policy` is what it was made of, `files` what klar made of that, by their paths, and `redacted`
    the days (ISO 8601) on which words were taken out of it since.
    """

    policy: Policy
    files: Mapping[str, bytes]
    redacted: tuple[str, ...] = ()

    @property
    def statement(self) -> Statement:
        """The statement as a whole: what has a page has one."""
        assert self.policy.statement
        return self.policy.statement

    @property
    def version(self) -> str:
        """Its version."""
        return self.statement.version

    @property
    def languages(self) -> tuple[str, ...]:
        """The languages it was published in, the first one first."""
        return self.statement.languages

    @property
    def issuer(self) -> str:
        """Whose statement it is."""
        assert self.policy.organisation
        return self.policy.organisation.name

    def language(self, wanted: str) -> str:
        """A language of this edition: the one wanted, or else its first."""
        return wanted if wanted in self.languages else self.languages[0]


class Archive:
    """All editions, oldest first; the last is the current one. Paths are those in the output."""

    def __init__(self, editions: Sequence[Edition]) -> None:
        self.editions = tuple(editions)
        self.current = self.editions[-1]
        self.earlier = self.editions[:-1]
        self._order = {edition.version: at for at, edition in enumerate(self.editions)}
        self._anchors = {
            (edition.version, one["lang"]): frozenset(one["anchors"])
            for edition in self.editions
            for one in json.loads(edition.files[MANIFEST])["languages"]
        }
        self._law = Book()
        self._diffs: dict[str, Diff] = {}
        self.draft: bool = json.loads(self.current.files[MANIFEST])["draft"]
        """Whether the current edition is a draft."""

    def before(self, edition: Edition) -> Edition | None:
        """The edition that this one replaced."""
        at = self._order[edition.version]
        return self.editions[at - 1] if at else None

    def after(self, edition: Edition) -> Edition | None:
        """The edition that replaced this one."""
        later = self.editions[self._order[edition.version] + 1 :]
        return later[0] if later else None

    def diff(self, edition: Edition) -> Diff:
        """What changed in meaning from the edition before this one; there must be one."""
        if edition.version not in self._diffs:
            before = self.before(edition)
            assert before
            self._diffs[edition.version] = diff(before.policy, edition.policy, self._law)
        return self._diffs[edition.version]

    def path(self, edition: Edition, name: str) -> str:
        """Where the archive has a file of an edition."""
        return f"versions/{edition.version}/{name}"

    def page(self, edition: Edition, language: str) -> str:
        """The page of an edition in one of its languages."""
        own = f"{language}/statement.html"
        return own if edition is self.current else self.path(edition, own)

    def changes(self, edition: Edition, language: str) -> str:
        """The page that tells what changed in an edition, in one of its languages."""
        return self.path(edition, f"{language}/changes.html")

    def index(self, language: str) -> str:
        """The page that lists all editions."""
        return f"{language}/versions.html"

    def feed(self, language: str) -> str:
        """The Atom feed."""
        return f"{language}/feed.xml"

    def has_place(self, edition: Edition, language: str, route: str) -> bool:
        """Whether a route has a place of its own on the page of an edition."""
        return anchor(route) in self._anchors[edition.version, language]

    def place(self, edition: Edition, language: str, route: str) -> str | None:
        """The address of a route, or of what it belongs to, on an edition's page; None if none."""
        found = nearest_anchor(route, self._anchors[edition.version, language])
        return f"{self.page(edition, language)}#{found}" if found else None


def relative(origin: str, target: str) -> str:
    """How a page leads to another file of the output."""
    return posixpath.relpath(target, posixpath.dirname(origin))
