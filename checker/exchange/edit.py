"""Texts put into the YAML of a policy in place: everything else stays as it is, byte for byte."""

from __future__ import annotations

import json
import re
from copy import deepcopy
from typing import Any, NamedTuple

from checker.source import Document, Path, Span, read

WIDTH = 100
"""How long the lines of a folded text may get."""

_PLAIN = re.compile(r"[^\W\d_](?:[^:#\n]|:(?=[^\s])|(?<=\S)#)*", re.UNICODE)
_FLOW = re.compile(r"[^\W\d_][^:#\n,\[\]{}\"]*", re.UNICODE)
_COMMENT = re.compile(r"[ \t]+#.*")
_WORDS_OF_YAML = frozenset(("null", "true", "false", "yes", "no", "on", "off", "y", "n"))


class EditError(Exception):
    """A text cannot be put in without touching something else. One clear line."""


class Change(NamedTuple):
    """What a text shall say in one language. `path` leads to the text in its document."""

    path: Path
    language: str
    words: str


class _Cut(NamedTuple):
    start: int
    end: int
    replacement: str


def edited(document: Document, changes: list[Change], order: tuple[str, ...]) -> str:
    """The file with some texts changed or added; `order` is that of the languages in a text.

    Raises EditError if the result would not say exactly what the file said, with those changes.
    """
    newline = "\r\n" if "\r\n" in document.text else "\n"
    starts = [0]
    for line in document.text.splitlines(keepends=True):
        starts.append(starts[-1] + len(line))
    expected = deepcopy(document.value)
    cuts: list[_Cut] = []
    for change in changes:
        text: Any = expected
        for step in change.path:
            text = text[step]
        cut = _cut(document, change, starts, order, newline)
        if cut.end == len(document.text) and "\n" in cut.replacement and change.words[-1:] == "\n":
            # The last line of a file without an end would take that of the text away.
            cut = cut._replace(replacement=f"{cut.replacement}{newline}")
        cuts.append(cut)
        text[change.language] = change.words
    parts: list[str] = []
    at = 0
    for cut in sorted(cuts):
        parts += document.text[at : cut.start], cut.replacement
        at = cut.end
    result = "".join((*parts, document.text[at:]))
    again = read(document.path, result.encode())
    if again.problems or again.value != expected:
        raise EditError(f"{document.path} cannot be edited in place: change it by hand")
    return result


def _cut(
    document: Document, change: Change, starts: list[int], order: tuple[str, ...], newline: str
) -> _Cut:
    text: Any = document.value
    for step in change.path:
        text = text[step]
    if change.language in text:
        return _replacement(document, change, starts, newline)
    return _addition(document, change, starts, order, list(text), newline)


def _replacement(document: Document, change: Change, starts: list[int], newline: str) -> _Cut:
    path = (*change.path, change.language)
    key, value = document.key_span(path), document.value_span(path)
    start = starts[value.line - 1] + value.column - 1
    end = starts[value.end_line - 1] + value.end_column - 1
    if _is_flow(document, change.path):
        return _Cut(start, end, _in_flow(change.words))
    new = _in_block(change.words, key, newline)
    line = document.lines[value.line - 1][value.column - 1 :]
    if line[0] in "|>":
        last = _last_line(document, key)
        comment = _COMMENT.search(line)
        first, broken, rest = new.partition(newline)
        end = starts[last] + len(document.lines[last])
        return _Cut(start, end, f"{first}{comment[0] if comment else ''}{broken}{rest}")
    if document.lines[value.end_line - 1][value.end_column - 1 :].strip():
        # A comment stands behind the value, and stays there.
        new = json.dumps(change.words, ensure_ascii=False)
    return _Cut(start, end, new)


def _addition(
    document: Document,
    change: Change,
    starts: list[int],
    order: tuple[str, ...],
    present: list[str],
    newline: str,
) -> _Cut:
    """Put a language in where it belongs: after the last of those that come before it."""
    rank = {language: number for number, language in enumerate(order)}
    own = rank.get(change.language, len(order))
    before = [one for one in present if rank.get(one, len(order)) < own]
    neighbour = before[-1] if before else present[0]
    key = document.key_span((*change.path, neighbour))
    value = document.value_span((*change.path, neighbour))
    if _is_flow(document, change.path):
        entry = f"{change.language}: {_in_flow(change.words)}"
        if before:
            end = starts[value.end_line - 1] + value.end_column - 1
            return _Cut(end, end, f", {entry}")
        start = starts[key.line - 1] + key.column - 1
        return _Cut(start, start, f"{entry}, ")
    indent = " " * (key.column - 1)
    head = key._replace(end_column=key.column + len(change.language))
    entry = f"{change.language}: {_in_block(change.words, head, newline)}"
    if before:
        last = _last_line(document, key)
        end = starts[last] + len(document.lines[last])
        return _Cut(end, end, f"{newline}{indent}{entry}")
    start = starts[key.line - 1] + key.column - 1
    return _Cut(start, start, f"{entry}{newline}{indent}")


def _is_flow(document: Document, path: Path) -> bool:
    """Whether a text is written in braces."""
    span = document.value_span(path)
    return document.lines[span.line - 1][span.column - 1 : span.column] == "{"


def _last_line(document: Document, key: Span) -> int:
    """The index of the last line of what a key of a block holds."""
    last = index = key.line - 1
    for line in document.lines[key.line :]:
        index += 1
        if line.strip():
            if len(line) - len(line.lstrip(" ")) < key.column:
                break
            last = index
    return last


def _in_flow(words: str) -> str:
    plain = _FLOW.fullmatch(words) and words == words.strip()
    if plain and words.casefold() not in _WORDS_OF_YAML:
        return words
    return json.dumps(words, ensure_ascii=False)


def _in_block(words: str, key: Span, newline: str) -> str:
    """A text as the value of a key in a block, folded where it is long."""
    room = WIDTH - key.end_column - 1
    indent = " " * (key.column + 1)
    lines = words.split("\n")
    if len(lines) > 1:
        body = lines[:-1] if not lines[-1] else lines
        # What begins or ends with white space cannot be told from indentation or a line's end.
        if any(not line or (line != line.strip() and line[:1] == " ") for line in body[:1]):
            return json.dumps(words, ensure_ascii=False)
        if not body[-1].strip() or words.endswith("\n\n"):
            return json.dumps(words, ensure_ascii=False)
        sign = "|" if words.endswith("\n") else "|-"
        return newline.join([sign, *(f"{indent}{line}" if line else "" for line in body)])
    plain = _PLAIN.fullmatch(words) and words == words.strip() and "  " not in words
    plain = plain and words.casefold() not in _WORDS_OF_YAML
    if plain and len(words) <= room and " #" not in words:
        return words
    quoted = json.dumps(words, ensure_ascii=False)
    if words != words.strip() or "  " in words or (len(quoted) <= room):
        return quoted
    folded = [indent]
    for word in words.split(" "):
        joined = f"{folded[-1]} {word}" if folded[-1] != indent else f"{indent}{word}"
        if len(joined) > WIDTH and folded[-1] != indent:
            folded.append(f"{indent}{word}")
        else:
            folded[-1] = joined
    return newline.join([">-", *folded])
