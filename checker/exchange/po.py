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
    file.metadata = {
        "Project-Id-Version": f"{policy.statement.id} {policy.statement.version}",
        "Language": target,
        "X-Source-Language": source,
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
    source = file.metadata.get("X-Source-Language", "")
    target = file.metadata.get("Language", "")
    languages = policy.statement.languages if policy.statement else ()
    for name, language in (("X-Source-Language", source), ("Language", target)):
        if language not in languages:
            known = ", ".join(languages)
            raise PoError(f"its header says {name}: {language or 'nothing'}; of {known} none is so")
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
        why = _unfit(entry, text, source, target, seen)
        seen.add(route)
        if why:
            refused.append(Refusal(entry.linenum or 0, route, why))
        elif entry.fuzzy or not entry.msgstr.strip():
            unfinished += 1
        elif text and level(entry.msgstr) == level(text.languages.get(target, "")):
            same += 1
        elif text:
            changed.append(Translation(text, entry.msgstr, entry.linenum or 0))
    return Incoming(source, target, tuple(changed), tuple(refused), same, unfinished)


def _unfit(
    entry: polib.POEntry, text: Text | None, source: str, target: str, seen: set[str]
) -> str:
    """Why an entry cannot be taken; nothing if it can."""
    if text is None:
        return "the policy has no such text (msgctxt)"
    if text.route in seen:
        return "it stands in the file twice"
    if level(entry.msgid) != level(text.languages.get(source, "")):
        return f"the {source} text has changed since the file was made"
    forbidden = FORBIDDEN.search(entry.msgstr)
    if forbidden:
        return f"it holds the character U+{ord(forbidden[0][0]):04X}, which no text may"
    known = Counter(links(text.languages.get(source, "")))
    known |= Counter(links(text.languages.get(target, "")))
    more = Counter(links(entry.msgstr)) - known
    if more:
        return f"it has a link that the source has not: {next(iter(more))}"
    return ""


def links(words: str) -> Iterator[str]:
    """The targets of the links in a text."""
    return (found[1] for found in _LINK.finditer(words))


def _because(error: Exception) -> str:
    reason = str(error).splitlines()[0] if str(error) else type(error).__name__
    return f"it cannot be read as PO: {reason}"
