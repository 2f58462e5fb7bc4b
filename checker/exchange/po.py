"""Texts out to translators and back, as gettext's PO."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

import polib

from checker.model import Policy, Text
from checker.source import FORBIDDEN, Span
from checker.translations import level

WIDTH = 100
_SOURCE = "X-Source-Language"
_TARGET = "Language"
_HELP = """\
Translate each msgid in its msgstr. Links keep their targets: [words](ref:rights).
An entry marked fuzzy has an old translation: bring it up to date and remove the mark.
Leave the rest as it is. What is empty or fuzzy is not taken in."""
_LINK = re.compile(r"\]\(\s*<?([^)\s>]*)")


class Unit(NamedTuple):
    """A text to be translated: where it stands, what is known of it, and how it reads.

    `previous` is the source as it read when the translation was last right, if that is known.
    """

    text: Text
    span: Span | None
    notes: str
    stale: bool
    previous: str | None


def written(
    policy: Policy, units: Iterable[Unit], source: str, target: str, shown: Callable[[str], str]
) -> str:
    """A PO file for some texts, from one language into another.

    `shown` gives a path as the translator is to see it. Nothing in it tells the time: the same
    policy gives the same bytes.
    """
    assert policy.statement
    file = polib.POFile(wrapwidth=WIDTH)
    file.header = _HELP
    file.metadata = {
        "Project-Id-Version": f"{policy.statement.id} {policy.statement.version}",
        # The statement's own day: a clock would give other bytes each time.
        "PO-Revision-Date": f"{policy.statement.last_updated} 00:00+0000",
        "Last-Translator": "",
        "Language-Team": "",
        _TARGET: target,
        _SOURCE: source,
        "MIME-Version": "1.0",
        "Content-Type": "text/plain; charset=UTF-8",
        "Content-Transfer-Encoding": "8bit",
    }
    for unit in units:
        place = [(shown(unit.span.path), unit.span.line)] if unit.span else []
        file.append(
            polib.POEntry(
                msgctxt=unit.text.route,
                msgid=unit.text.languages[source],
                msgstr=unit.text.languages.get(target, ""),
                previous_msgid=unit.previous,
                comment=unit.notes,
                occurrences=place,
                flags=["fuzzy"] if unit.stale else [],
            )
        )
    return f"{file}\n" if not str(file).endswith("\n") else str(file)


class Translation(NamedTuple):
    """A text as a translator has sent it back, and its line in the PO file."""

    text: Text
    words: str
    line: int


class Refusal(NamedTuple):
    """An entry that cannot be taken, with its line in the PO file, and why."""

    line: int
    route: str
    why: str


class Incoming(NamedTuple):
    """What a PO file holds: what is new, what cannot be taken, and what is left for later."""

    source: str
    target: str
    changed: tuple[Translation, ...]
    refused: tuple[Refusal, ...]
    same: int
    unfinished: int


class PoError(Exception):
    """The file is no PO file of ours. One clear line."""


def parsed(content: str, policy: Policy) -> Incoming:
    """What a translator's file would change in a policy. Raises PoError if it cannot be read."""
    try:
        # With the line's end it cannot be taken for the name of a file.
        file = polib.pofile(f"{content}\n")
    except (OSError, UnicodeDecodeError, ValueError) as error:
        raise PoError(_because(error)) from None
    languages = policy.statement.languages if policy.statement else ()
    source, target = (_language(file, name, languages) for name in (_SOURCE, _TARGET))
    if source == target:
        raise PoError(f"it translates from {source} into {target}")
    texts = {text.route: text for text in policy.texts}
    changed: list[Translation] = []
    refused: list[Refusal] = []
    same = unfinished = 0
    seen: set[str] = set()
    for entry in file:
        if entry.obsolete:
            continue
        route = entry.msgctxt or ""
        text = texts.get(route)
        why = _unknown(entry, text, source, seen)
        seen.add(route)
        if text and not why:
            if entry.fuzzy or not entry.msgstr.strip():
                unfinished += 1
                continue
            words = _as_the_source(entry.msgstr, text.languages[source])
            if text.languages.get(target) in (words, entry.msgstr):
                same += 1
                continue
            why = unfit(words, text.languages[source], text.languages.get(target, ""))
            if not why:
                changed.append(Translation(text, words, entry.linenum or 0))
                continue
        refused.append(Refusal(entry.linenum or 0, route, why))
    return Incoming(source, target, tuple(changed), tuple(refused), same, unfinished)


def _language(file: polib.POFile, field: str, languages: tuple[str, ...]) -> str:
    """The language that the header names. Many tools write it with a country: `sv_SE`."""
    named = file.metadata.get(field, "")
    language = re.split("[-_@]", named, maxsplit=1)[0]
    if language not in languages:
        known = ", ".join(languages)
        said = f"says {field}: {named}" if named else f"has no {field}"
        raise PoError(f"its header {said}; the statement is in {known}")
    return language


def _as_the_source(words: str, source: str) -> str:
    """A translation without the white space at its ends that its source does not have."""
    return words.strip() if source == source.strip() else words


def _unknown(entry: polib.POEntry, text: Text | None, source: str, seen: set[str]) -> str:
    """Why an entry is not about a text as it stands; nothing if it is."""
    if text is None:
        return "the policy has no such text (msgctxt)"
    if text.route in seen:
        return "it stands in the file twice"
    if source not in text.languages or level(entry.msgid) != level(text.languages[source]):
        return f"the {source} text has changed since the file was made"
    return ""


def unfit(words: str, source: str, before: str) -> str:
    """Why a translation cannot be taken; nothing if it can. `before` is what it would replace."""
    forbidden = FORBIDDEN.search(words)
    if forbidden:
        return f"it holds the character U+{ord(forbidden[0][0]):04X}, which no text may"
    wanted, own = Counter(links(source)), Counter(links(words))
    # A page may stand elsewhere for another language, but a part of the statement does not.
    known = wanted | Counter(
        link for link in links(before) if not link.startswith("ref:") or link in wanted
    )
    more = own - known
    if more:
        return f"it has a link that the source has not: {next(iter(more))}"
    less = wanted - own
    if own.total() < wanted.total() or any(link.startswith("ref:") for link in less):
        return f"it lacks a link that the source has: {next(iter(less))}"
    return ""


def links(words: str) -> Iterator[str]:
    """The targets of the links in a text."""
    return (found[1] for found in _LINK.finditer(words))


def _because(error: Exception) -> str:
    reason = str(error).splitlines()[0] if str(error) else type(error).__name__
    return f"it cannot be read as PO: {reason}"
