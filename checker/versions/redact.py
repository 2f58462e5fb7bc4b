"""Words taken out of a release, where the law asks for it: a person who is named asks to be erased.

GDPR Art. 17(1). The words go from every file of the release in every form they take there, and are
recorded nowhere. What is recorded is that something was redacted, when, by whom, why, and the hash
of each file before and after.
"""

from __future__ import annotations

import html
import json
import re
import unicodedata
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple
from urllib.parse import quote, unquote

from checker.render.inline import phrase
from checker.render.publish import MANIFEST
from checker.render.words import plain
from checker.versions.frozen import FormError, Release, frozen_bytes, policy_from, policy_of
from checker.versions.record import (
    FOLDER,
    MARK,
    RECORD,
    REDACTIONS,
    SOURCE,
    Redaction,
    digest,
    dump,
    load,
    write_redactions,
)

SHORTEST = 4
"""How many letters, digits and signs words must have at least."""

MOST = 20
"""In how many places of the source they may stand: more than a person is named in all languages."""

_ID_MARK = "redacted"
"""What stands for the words in an id, in which a mark could not stand."""

_URL_MARK = quote(MARK)

_TAG = r"<[^>]*>"
_PHONE = re.compile(r"\+?[\d\s().\-/]+")
_ID = re.compile(r"[a-z][a-z0-9]*(?:-[a-z0-9]+)*")
_ROUTE = re.compile(r"#?[a-z0-9_./:-]+")
_ADDRESS = re.compile(r"(https?|mailto|tel):", re.IGNORECASE)
_ATTRIBUTE = re.compile(r'(?<=[\s"])([a-z-]+)="([^"]*)"')

_SAID = frozenset(("alt", "aria-label", "content", "href", "src", "title"))
"""Attributes of HTML that hold words or addresses."""

_IDS = frozenset(("aria-describedby", "aria-labelledby", "id"))
"""Attributes of HTML that hold ids."""

_STRUCTURE = frozenset(("generator", "kind", "lang", "sha256"))
"""Fields of what klar renders that hold no words of the policy."""

_LETTERS = {"æ": "(?:ae|a|e)", "ø": "(?:oe|o)", "å": "(?:aa|a)", "ä": "(?:ae|a)", "ö": "(?:oe|o)"}
"""How letters are written in ids."""


class RedactionError(Exception):
    """The words cannot be redacted. The text is one clear line, and does not hold them."""


class Redacted(NamedTuple):
    """All files of a release after words were taken out, and in how many places of each."""

    files: dict[str, bytes]
    places: dict[str, int]


def redact(release: Release, words: Sequence[str], by: str, reason: str, on: str) -> Redacted:
    """Take each of some words out of a release; `on` is the day, ISO 8601.

    RedactionError if one is not found, or is so short or so common that the statement itself would
    go; HistoryError if the release was altered.
    """
    said = [_said(one) for one in words]
    before = {path: frozen_bytes(release, path) for path in sorted(release.hashes)}
    source = load(before[SOURCE])
    sought = _Sought(said, _ids(source))
    sought.judge(list(_strings(source)), release.version)
    if sought.said_in(f"{by}\n{reason}"):
        raise RedactionError("the reason and the name must not hold the words themselves")
    if sought.said_in(f"{release.record['emergency'] or ''}\n{release.record['statement']}"):
        raise RedactionError(
            f"the words stand in {FOLDER}/{release.version}/{RECORD} as well, which the later "
            "releases are chained to and which cannot change"
        )
    after: dict[str, bytes] = {}
    places: dict[str, int] = {}
    for path, data in before.items():
        after[path], count = sought.redacted(path, data)
        if count:
            places[path] = count
        if sought.stands_in(path, after[path]):
            raise RedactionError(f"in {FOLDER}/{release.version}/{path} the words {_PARTED}")
    # The manifest names the hash of each page: it must go on telling the truth.
    hashes = {digest(before[path]): digest(after[path]) for path in places}
    after[MANIFEST] = _renamed(after[MANIFEST], hashes)
    _keep_readable(release, after[SOURCE])
    changed = {
        path: (digest(data), digest(after[path]))
        for path, data in before.items()
        if data != after[path]
    }
    redactions = (*release.redactions, Redaction(on, by, reason, changed))
    files = {RECORD: frozen_bytes(release, RECORD), REDACTIONS: write_redactions(redactions)}
    return Redacted({**files, **after}, places)


def holds(release: Release, words: Sequence[str]) -> bool:
    """Whether the source of a release has any of some words, in any form.

    HistoryError if the release was altered.
    """
    source = frozen_bytes(release, SOURCE)
    sought = _Sought([_said(one) for one in words], _ids(load(source)))
    return sought.stands_in(SOURCE, source)


def _said(words: str) -> str:
    """Words as they were given, in one form; RedactionError if there are too few of them."""
    said = unicodedata.normalize("NFC", " ".join(words.split()))
    if sum(not one.isspace() for one in said) < SHORTEST:
        raise RedactionError(
            f"words of fewer than {SHORTEST} characters would take others with them: give the "
            "whole name, address or number"
        )
    return said


class _Sought:
    """The words that are sought, in each of the forms that they take."""

    def __init__(self, said: Sequence[str], ids: Iterable[str]) -> None:
        self._given = said
        # The longest first, so that a whole name goes before a part of it that is given, too.
        # What Markdown would take for emphasis is looked for without its signs as well.
        forms = {*said, *(plain(phrase(one)) for one in said)}
        self._said = sorted(forms, key=lambda one: (-len(one), one))
        self._plain = self._pattern(_plain, _SPACE)
        self._any_space = self._pattern(_plain, r"(\s*)")
        self._text = self._pattern(_plain, _MARKED_SPACE)
        self._markdown = self._pattern(_escaped, _MARKED_SPACE)
        self._attribute = self._pattern(_entity, _SPACE)
        between_tags = self._pattern(_entity, rf"((?:\s|&nbsp;|%20|{_TAG})+)").pattern
        self._html = re.compile(rf"(?P<tag>{_TAG})|{between_tags}", re.IGNORECASE)
        self._renamed = _without(re.compile("|".join(map(_in_id, self._said))), ids)
        self._count = 0

    def _pattern(self, form: Callable[[str], str], space: str) -> re.Pattern[str]:
        return re.compile("|".join(_words(one, form, space) for one in self._said), re.IGNORECASE)

    def judge(self, texts: Sequence[str], version: str) -> None:
        """Refuse words that are not there, or are everywhere. The message counts them instead."""
        for at, one in enumerate(self._given, 1):
            which = "the words" if len(self._given) == 1 else f"the words given as number {at}"
            pattern = re.compile(_words(one, _plain, _MARKED_SPACE), re.IGNORECASE)
            in_id = re.compile(_in_id(one))
            count = sum(
                len(pattern.findall(text))
                or (_ID.fullmatch(text) is not None and len(in_id.findall(text)))
                for text in texts
            )
            if not count and any(pattern.search(_bare(text)) for text in texts):
                raise RedactionError(f"{which} {_PARTED}")
            if not count:
                raise RedactionError(f"{which} stand nowhere in {version}")
            if count > MOST:
                raise RedactionError(
                    f"{which} stand in {count} places of {version}: without them the statement "
                    "itself would go; give the whole name, address or number"
                )

    def said_in(self, text: str) -> bool:
        """Whether a plain text holds the words."""
        ids = any(one in self._renamed for one in _ID.findall(text))
        return ids or self._plain.search(text) is not None

    # Taking them out

    def redacted(self, path: str, data: bytes) -> tuple[bytes, int]:
        """A file of a release without the words, and in how many places they stood."""
        self._count = 0
        text = data.decode()
        ending = path.rpartition(".")[2]
        if ending == "json":
            value = json.loads(text)
            new = self._in_json(value, "", structure=() if path == SOURCE else _STRUCTURE)
            if new == value:
                return data, 0
            # As it was written: what is read as a whole stands on one line.
            lines = dump(value) == data
            data = dump(new) if lines else _on_one_line(new)
        elif ending == "html":
            data = self._html.sub(self._in_html, text).encode()
        elif ending == "md":
            data = self._markdown.sub(self._gone(MARK), text).encode()
        return data, self._count

    def _gone(self, sign: str) -> Callable[[re.Match[str]], str]:
        def replace(match: re.Match[str]) -> str:
            self._count += 1
            # What stands between the words goes on: a tag that is opened there is closed later.
            between = "".join(one for one in match.groups() if one)
            return sign + "".join(re.findall(rf"{_TAG}|[*_]", between))

        return replace

    def _in_json(self, value: Any, field: str, structure: Collection[str]) -> Any:
        if isinstance(value, dict):
            return {
                self._in_ids(key): self._in_json(one, key, structure) for key, one in value.items()
            }
        if isinstance(value, list):
            return [self._in_json(one, field, structure) for one in value]
        if not isinstance(value, str) or field in structure:
            return value
        if _ROUTE.fullmatch(value):
            new = self._in_ids(value)
            if new != value or field == "path":
                return new
        sign = _URL_MARK if _ADDRESS.match(value) else MARK
        return self._text.sub(self._gone(sign), value)

    def _in_ids(self, route: str) -> str:
        """An id, or what is made of ids: a route, an anchor, the path of a file."""

        def replace(match: re.Match[str]) -> str:
            new = self._renamed.get(match[0], match[0])
            self._count += new != match[0]
            return new

        return _ID.sub(replace, route)

    def _in_html(self, match: re.Match[str]) -> str:
        if match["tag"]:
            return _ATTRIBUTE.sub(self._in_attribute, match["tag"])
        return self._gone(MARK)(match)

    def _in_attribute(self, match: re.Match[str]) -> str:
        name, said = match[1], match[2]
        if name in _IDS or (name == "href" and said.startswith("#")):
            return f'{name}="{self._in_ids(said)}"'
        if name not in _SAID:
            return match[0]
        sign = _URL_MARK if name in ("href", "src") else MARK
        return f'{name}="{self._attribute.sub(self._gone(sign), said)}"'

    # Looking whether all are gone

    def stands_in(self, path: str, data: bytes) -> bool:
        """Whether a file of a release, as people and browsers read it, holds the words."""
        text = data.decode()
        ending = path.rpartition(".")[2]
        if ending == "html":
            if self._any_space.search(html.unescape(re.sub(_TAG, "", text))):
                return True
            said = [html.unescape(re.sub(_TAG, " ", text))]
            said += [html.unescape(one[2]) for one in _ATTRIBUTE.finditer(text) if one[1] in _SAID]
        elif ending == "json":
            structure = () if path == SOURCE else _STRUCTURE
            value = json.loads(text)
            said = ["".join(_runs(value)), *_strings(value, structure)]
        elif ending == "md":
            said = [text]
        else:
            return False
        if ending != "html":
            said = [*said, *map(_bare, said)]
        return any(self._plain.search(form) for one in said for form in (one, unquote(one)))


def _words(said: str, form: Callable[[str], str], space: str) -> str:
    """A pattern of words: not inside longer ones, but also as a genitive."""
    digits = re.sub(r"\D", "", said)
    if _PHONE.fullmatch(said) and len(digits) >= 6:
        parted = r"[\s().\-/\\]*"
        country = rf"(?:(?:\\?\+|00)\d{{1,3}}{parted}|\\?\+|00)?"
        return rf"(?<![\d+]){country}{parted.join(digits)}(?!\d)"
    spelt = {unicodedata.normalize(one, said) for one in ("NFC", "NFD")}
    ways = (
        space.join("".join(map(form, part)) for part in one.split(" ")) for one in sorted(spelt)
    )
    before = r"(?:(?<![^\W_])|(?<=%[0-9A-F]{2}))"
    return rf"{before}(?:{'|'.join(ways)})(?=s?(?![^\W_]))"


def _in_id(said: str) -> str:
    """A pattern of words as a part of an id."""
    letters = []
    for one in said.lower():
        bare = unicodedata.normalize("NFD", one)[0]
        letters.append(_LETTERS.get(one) or (bare if bare.isascii() and bare.isalnum() else " "))
    parts = "".join(letters).split()
    # Of words without a letter or digit nothing is left.
    return rf"(?<![a-z0-9]){'-'.join(parts) or '(?!)'}(?![a-z0-9])"


def _without(words: re.Pattern[str], ids: Iterable[str]) -> dict[str, str]:
    """New names for the ids that hold the words, none of them taken."""
    taken = set(ids)
    renamed: dict[str, str] = {}
    for name in sorted(taken):
        new = base = words.sub(_ID_MARK, name)
        number = 1
        while new != name and new in taken:
            number += 1
            new = f"{base}-{number}"
        if new != name:
            taken.add(new)
            renamed[name] = new
    return renamed


def _ids(value: Any) -> set[str]:
    """Every id in the source, those it once had too."""
    found: set[str] = set()
    pending = [value]
    while pending:
        one = pending.pop()
        if isinstance(one, list):
            pending.extend(one)
        elif isinstance(one, dict):
            found.update(str(one[key]) for key in ("id", "from") if isinstance(one.get(key), str))
            pending.extend(one.values())
    return {one for one in found if _ID.fullmatch(one)}


_SPACE = r"((?:\s|%20)+)"
_MARKED_SPACE = r"((?:[\s*_]|%20)+)"


def _plain(character: str) -> str:
    return _either(re.escape(character), character)


def _escaped(character: str) -> str:
    return _either(rf"\\?{re.escape(character)}", character)


def _entity(character: str) -> str:
    code = ord(character)
    named = re.escape(html.escape(character))
    return _either(f"{re.escape(character)}|{named}|&#{code};|&#x{code:x};", character)


def _either(forms: str, character: str) -> str:
    """A character in some forms, or as an address writes it."""
    if character.isascii() and character.isalnum():
        return character
    return f"(?:{forms}|{''.join(f'%{byte:02X}' for byte in character.encode())})"


_PARTED = "are parted by emphasis or a link: give each part as words of its own"


def _bare(text: str) -> str:
    """A text without what Markdown marks emphasis with."""
    return re.sub(r"[*_\\]", "", text)


def _strings(value: Any, structure: Collection[str] = ()) -> Iterator[str]:
    """Every string in some values but for those in fields of the structure."""
    pending = [value]
    while pending:
        one = pending.pop()
        if isinstance(one, str):
            yield one
        elif isinstance(one, list):
            pending.extend(one)
        elif isinstance(one, dict):
            pending.extend(inner for key, inner in one.items() if key not in structure)


def _on_one_line(value: Any) -> bytes:
    return f"{json.dumps(value, ensure_ascii=False, sort_keys=True)}\n".encode()


def _runs(value: Any) -> Iterator[str]:
    """The words of a tree of blocks, in order, whatever marks they have."""
    pending = [value]
    while pending:
        one = pending.pop()
        if isinstance(one, list):
            pending.extend(reversed(one))
        elif isinstance(one, dict):
            if isinstance(one.get("text"), str):
                yield one["text"]
            pending.extend(one[key] for key in sorted(one, reverse=True))


def _renamed(data: bytes, hashes: Mapping[str, str]) -> bytes:
    text = data.decode()
    return re.sub(r"[0-9a-f]{64}", lambda match: hashes.get(match[0], match[0]), text).encode()


def _keep_readable(release: Release, source: bytes) -> None:
    """Refuse what would take from the source what its format needs."""
    try:
        policy_of(release)
    except FormError:
        return
    try:
        policy_from(load(source), release.version, redacted=True)
    except FormError:
        raise RedactionError(
            "without the words the source could not be read: they are part of its format"
        ) from None
