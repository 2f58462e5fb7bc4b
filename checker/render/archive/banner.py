"""The page of an earlier edition, as it was published, with a word on top that it is one."""

from __future__ import annotations

import posixpath
import re
from typing import Any

from checker.render import html
from checker.render.archive.editions import STYLESHEET, Archive, ArchiveError, Edition, relative
from checker.render.archive.pages import redacted
from checker.render.archive.periods import in_words, periods
from checker.render.phrases import load
from checker.render.words import Words

_START = re.compile(r"</head>\s*<body\b[^<>]*>\n?")
"""The first of these is the page's own: what it shows is escaped."""


def with_banner(page: bytes, archive: Archive, edition: Edition, language: str) -> bytes:
    """The page with a banner and what it needs; its links to the archive lead there from here.

    ArchiveError if the page is none that klar wrote.
    """
    text = page.decode()
    start = _START.search(text)
    if not start:
        path = archive.page(edition, language)
        raise ArchiveError(f"{path} cannot get a banner: no page of klar's begins like this one")
    words = Words(load(language))
    origin = archive.page(edition, language)
    found = archive.current.language(language)
    later = archive.after(edition)
    own = periods(edition.statement, later.statement if later else None)
    values = {
        "phrases": words.phrases,
        "words": html.words_of(words.phrases),
        "styles": relative(origin, STYLESHEET),
        "lines": [in_words(words, period) for period in own],
        "redacted": redacted(words, edition) if edition.redacted else (),
        "newest": relative(origin, archive.page(archive.current, found)),
        "language": found if found != language else "",
    }
    parts: Any = html.templates().get_template("banner.html.j2").make_module(values)
    text = f"{text[: start.start()]}{parts.head()}{start[0]}{parts.banner()}{text[start.end() :]}"
    for leads in (archive.index, archive.feed):
        name = posixpath.basename(leads(language))
        text = text.replace(f' href="{name}"', f' href="{relative(origin, leads(found))}"')
    return text.encode()
