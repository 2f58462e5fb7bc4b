"""The editions as an Atom feed (RFC 4287)."""

from __future__ import annotations

from typing import NamedTuple
from uuid import UUID, uuid5

from checker.render import html
from checker.render.archive.editions import Archive, relative
from checker.render.archive.pages import told
from checker.render.phrases import load
from checker.render.words import Words, plain

_NAMESPACE = UUID("0f4a7a0e-6c64-5d0c-9a53-7b9f1c0c2c5e")
"""Of the ids in klar's feeds. It must never change: readers know entries by them."""


class Entry(NamedTuple):
    """An edition in a feed."""

    id: str
    title: str
    updated: str
    author: str
    summary: str
    page: str
    language: str
    changes: str | None


def feed(archive: Archive, language: str) -> bytes:
    """The feed of a language, newest edition first. Addresses are relative to its own."""
    words = Words(load(language))
    current = archive.current
    origin = archive.feed(language)
    entries = []
    for edition in reversed(archive.editions):
        found = edition.language(language)
        changed = archive.before(edition) and language in edition.languages
        entries.append(
            Entry(
                _id(current.statement.id, language, edition.version),
                plain(words.say("page.version", version=edition.version)),
                _instant(edition.statement.last_updated),
                edition.issuer,
                " ".join(words.plain(text) for text in told(edition, language)),
                relative(origin, archive.page(edition, found)),
                found,
                relative(origin, archive.changes(edition, language)) if changed else None,
            )
        )
    template = html.templates().get_template("feed.xml.j2")
    title = f"{words.plain(current.statement.title)} – {current.issuer}"
    return template.render(
        language=language,
        id=_id(current.statement.id, language),
        title=title,
        author=current.issuer,
        updated=max(entry.updated for entry in entries),
        own=relative(origin, origin),
        page=relative(origin, archive.index(language)),
        entries=entries,
    ).encode()


def _id(*names: str) -> str:
    return f"urn:uuid:{uuid5(_NAMESPACE, ' '.join(names))}"


def _instant(day: str) -> str:
    return f"{day}T00:00:00Z"
