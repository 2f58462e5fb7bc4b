"""YAML text to values, with a span for every node.

This is the bottom stage: it knows nothing of privacy. It reads a strict subset of YAML straight
from libyaml's events. Every scalar is text except `true`, `false` and plain decimal integers, so
`no`, `on`, `NO` and `2020-04-20` mean what they say. What the subset leaves out is refused with a
position and a remedy, and all problems of a file are gathered in one run.
"""

from __future__ import annotations

import os
import re
import stat
from array import array
from functools import cached_property
from typing import Any, Final, NamedTuple

from yaml._yaml import CParser
from yaml.error import MarkedYAMLError
from yaml.events import (
    AliasEvent,
    DocumentStartEvent,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
    StreamEndEvent,
)

MAX_BYTES: Final = 4 * 1024 * 1024
MAX_DEPTH: Final = 64
MAX_INTEGER_DIGITS: Final = 15
MAX_VALUES: Final = 200_000
MAX_PROBLEMS: Final = 100
RELEASES: Final = "releases"
"""The folder in a policy directory that is no part of its source: what was released before."""

Path = tuple[str | int, ...]
"""Where a value stands in its file: keys and list indexes. Never shown to a user; see routes."""


class Span(NamedTuple):
    """A stretch of a file. Lines and columns count from 1; the end is exclusive."""

    path: str
    line: int
    column: int
    end_line: int
    end_column: int


class Problem(NamedTuple):
    """Something the reader refuses. `kind` names an entry of `PROBLEMS`."""

    kind: str
    span: Span
    fields: dict[str, str]
    related: tuple[tuple[Span, str], ...] = ()


class Refusal(NamedTuple):
    """A kind of thing that is refused: in general, in a finding, and on its page.

    `mend` is the page's word on what to do, where the remedy is made of fields.
    """

    summary: str
    message: str
    remedy: str
    why: str
    mend: str = ""


PROBLEMS: Final[dict[str, Refusal]] = {
    "unreadable-file": Refusal(
        "A file cannot be read.",
        "{path} cannot be read: {reason}",
        "Make the file readable, or remove it.",
        "A file that cannot be read is never skipped: the statement would silently lack a part.",
    ),
    "not-a-plain-file": Refusal(
        "A link, a device or a pipe stands where a file should.",
        "{path} is {what}, not a plain file",
        "Put the file itself in its place.",
        "Links could lead out of the policy directory, and devices and pipes never end.",
    ),
    "unsafe-file-name": Refusal(
        "A file's name holds characters that cannot be shown.",
        "the file name {path} holds characters that cannot be shown",
        "Rename the file: letters, digits and hyphens, ending in .yaml.",
        "A finding must be able to name its file, on every platform.",
    ),
    "wrong-file-ending": Refusal(
        "A YAML file does not end in .yaml.",
        "{path} ends in {ending}; klar reads files that end in .yaml",
        "Rename the file so that it ends in .yaml.",
        "One ending only: a file that looks like part of the statement must never be passed over.",
    ),
    "file-too-large": Refusal(
        "A file is larger than 4 MiB.",
        "{path} is larger than 4 MiB",
        "Split the file: one processing activity a file.",
        "Size is bounded so that no input can exhaust memory.",
    ),
    "not-utf-8": Refusal(
        "A file is not UTF-8.",
        "this byte is not UTF-8",
        "Save the file as UTF-8.",
        "One encoding only: letters such as æ, ø and å must arrive as they were typed.",
    ),
    "forbidden-character": Refusal(
        "A tab, or a control, bidirectional or invisible character.",
        "{what} is not allowed here",
        "{remedy}",
        "Tabs break YAML's indentation; control, bidirectional and invisible characters can make a "
        "text read differently from what it says.",
        "Remove it. For a tab, use spaces; end lines with a line feed.",
    ),
    "empty-file": Refusal(
        "A file is empty.",
        "the file is empty",
        "Write the file's content, or remove the file.",
        "An empty file says nothing, and an empty statement is never green.",
    ),
    "yaml-syntax": Refusal(
        "A file cannot be read as YAML.",
        "this cannot be read as YAML: {reason}",
        "Check indentation, quotation marks and colons on this line and the one above.",
        "Nothing of a file is used until all of it can be read.",
    ),
    "several-documents": Refusal(
        "A file holds more than one YAML document.",
        "a second YAML document starts here",
        "Remove the line `---` and put the content in a file of its own.",
        "One file holds one thing.",
    ),
    "yaml-directive": Refusal(
        "A file has a YAML directive.",
        "YAML directives are not allowed",
        "Remove the lines that start with %.",
        "Directives can change what everything after them means.",
    ),
    "duplicate-key": Refusal(
        "A key stands twice in one set of fields.",
        "the key {key!r} stands here twice",
        "Keep one of the two, or rename one.",
        "YAML would keep the last and lose the first without a word.",
    ),
    "anchor-or-alias": Refusal(
        "A file uses a YAML anchor or alias.",
        "{what} is not allowed",
        "Write the content out, or use `same_as` where the format offers it.",
        "Anchors and aliases hide where a value comes from and can be made to grow without bound.",
    ),
    "merge-key": Refusal(
        "A file uses the merge key <<.",
        "the merge key << is not allowed",
        "Write the fields out, or use `same_as` where the format offers it.",
        "Merging hides which fields apply.",
    ),
    "yaml-tag": Refusal(
        "A value has a YAML tag.",
        "the tag {tag} is not allowed",
        "Remove the tag; put the value in quotation marks if it must be text.",
        "Tags can ask a reader to make any kind of object.",
    ),
    "key-not-text": Refusal(
        "A key is not a plain word.",
        "a key must be a plain word",
        "Write the key as text, as in `title: …`.",
        "Keys are the names of fields.",
    ),
    "ambiguous-number": Refusal(
        "A number can be read in several ways.",
        "{value} can be read as different numbers",
        "Write a plain decimal number, or put it in quotation marks to keep it as text.",
        "0777, 0x1F, 1_000 and 190:20:30 are different numbers to different YAML readers.",
    ),
    "empty-value": Refusal(
        "A key has no value.",
        "this key has no value",
        "Write the value, or leave the key out: absence is how the source says `not stated`. A "
        "text that begins with #, or has a comma inside braces, needs quotation marks.",
        "An empty value could mean none, unknown or forgotten.",
    ),
    "comment-in-text": Refusal(
        "A # cuts off the end of a text.",
        "everything from {words!r} on would be dropped as a comment",
        "Put the whole text in quotation marks; or, if it is a comment, write a space after the #.",
        "In YAML a # after a space starts a comment, so a case number or a hashtag and all that "
        "follows it would silently be missing from the page.",
    ),
    "too-many-values": Refusal(
        "A file holds more than 200,000 values.",
        "this file holds more than 200,000 values",
        "Split the file: one processing activity a file.",
        "The number of values is bounded so that no input can exhaust memory.",
    ),
    "too-many-problems": Refusal(
        "A file has so many problems that the rest are not listed.",
        "there are more problems than the 100 above",
        "Mend those first.",
        "A list without end helps nobody, and could exhaust memory.",
    ),
    "too-deep": Refusal(
        "Nesting is deeper than 64 levels.",
        "nesting is deeper than 64 levels here",
        "Flatten the structure.",
        "Depth is bounded so that no input can exhaust the stack.",
    ),
}

_NAMES: Final = {
    "\t": ("a tab", "Use spaces."),
    "\r": ("a lone carriage return", "End lines with a line feed."),
    "\ufeff": ("a byte-order mark", "Remove it; it may only be the first character of a file."),
}
# Control characters, surrogates, and what Unicode calls format characters, blank fillers and
# variation selectors: everything that takes no ink but can change what is read.
FORBIDDEN: Final = re.compile(
    "[\x00-\x08\x09\x0b\x0c\x0e-\x1f\x7f-\x9f\xad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f"
    "\u200b-\u200f\u2028-\u202e\u2060-\u206f\u2800\u3164\ud800-\udfff\ufe00-\ufe0f\ufeff\uffa0"
    "\ufff0-\uffff\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff]+|\r(?!\n)"
)
_GLUED_COMMENT: Final = re.compile(r"[ \t]#[^\s#!]")
_INTEGER: Final = re.compile(r"-?(?:0|[1-9][0-9]*)\Z")
_AMBIGUOUS: Final = re.compile(
    r"[-+]?(?:0[0-9_]+|0[xX][0-9a-fA-F_]+|0[oO][0-7_]+|0[bB][01_]+|[0-9][0-9_]*_[0-9_]*"
    r"|[0-9]+(?:\.[0-9]*)?[eE][-+]?[0-9]+|[1-9][0-9]*(?::[0-5]?[0-9])+(?:\.[0-9]*)?"
    r"|\.(?:inf|Inf|INF|nan|NaN|NAN)|\+[0-9]+)\Z"
)
_NULLS: Final = frozenset(("", "~", "null", "Null", "NULL"))


class Document:
    """One file: its value, and the span of every key and value in it.

    `value` is what the file says (mappings, lists, text, whole numbers, true and false) and is only
    meaningful while `problems` is empty. `marked` says that the file begins with a byte-order mark,
    which is no part of its `text`.
    """

    marked = False

    def __init__(
        self, path: str, text: str, value: Any, marks: array[int], problems: tuple[Problem, ...]
    ) -> None:
        self.path = path
        self.text = text
        self.value = value
        self.problems = problems
        self._marks = marks
        self._counted: dict[int, dict[str | int, int]] = {}

    @cached_property
    def lines(self) -> list[str]:
        """The file's lines without their ends, for excerpts."""
        return self.text.replace("\r\n", "\n").split("\n")

    def value_span(self, path: Path) -> Span:
        """The span of the value at `path`; KeyError if there is none."""
        return self._span(self._offset(path, key=False))

    def key_span(self, path: Path) -> Span:
        """The span of the key that leads to `path`; KeyError if it has none."""
        return self._span(self._offset(path, key=True))

    def _offset(self, path: Path, *, key: bool) -> int:
        """Where in the flat array a value or its key stands.

        The array was filled in document order: each value, and before it its key if it has one.
        So the values before it have to be counted, which is done only when a span is asked for.
        """
        offset = 0
        node = self.value
        for step in path:
            before = self._before(node)
            if step not in before:
                raise KeyError(path)
            offset += before[step]
            node = node[step]
        if key:
            if not path or not isinstance(path[-1], str):
                raise KeyError(path)
            offset -= 4
        return offset

    def _before(self, node: Any) -> dict[str | int, int]:
        """For each step into a container, how far its value stands behind the container's own."""
        found = self._counted.get(id(node))
        if found is not None:
            return found
        found = {}
        offset = 4
        if isinstance(node, dict):
            for name, child in node.items():
                offset += 4
                found[name] = offset
                offset += self._size(child)
        elif isinstance(node, list):
            for index, child in enumerate(node):
                found[index] = offset
                offset += self._size(child)
        self._counted[id(node)] = found
        return found

    def _size(self, node: Any) -> int:
        """How much of the array a value and all inside it take."""
        size = 0
        pending = [node]
        while pending:
            one = pending.pop()
            size += 4
            if isinstance(one, dict):
                size += 4 * len(one)
                pending.extend(one.values())
            elif isinstance(one, list):
                pending.extend(one)
        return size

    def _span(self, offset: int) -> Span:
        line, column, end_line, end_column = self._marks[offset : offset + 4]
        return Span(self.path, line, column, end_line, end_column)


def read(path: str, data: bytes) -> Document:
    """Read one file's bytes. Never raises on content: what is wrong is in `problems`."""
    if len(data) > MAX_BYTES:
        return _broken(path, "", Problem("file-too-large", _start(path), {"path": path}))
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        before = data[: error.start].decode("utf-8").removeprefix("\ufeff")
        line = before.count("\n") + 1
        column = len(before) - (before.rfind("\n") + 1) + 1
        span = Span(path, line, column, line, column + 1)
        return _broken(path, before, Problem("not-utf-8", span, {}))
    marked = text.startswith("\ufeff")
    text = text.removeprefix("\ufeff")
    characters = _forbidden_characters(path, text)
    if characters:
        return _broken(path, text, *characters)
    document = _Builder(path, text).build()
    document.marked = marked
    return document


def _start(path: str) -> Span:
    return Span(path, 1, 1, 1, 1)


def _broken(path: str, text: str, *problems: Problem) -> Document:
    return Document(path, text, None, array("I"), problems)


def describe_character(character: str) -> str:
    """A character that may take no ink, in words: `a tab`, `the character U+202E`."""
    known = _NAMES.get(character)
    return known[0] if known else f"the invisible or control character U+{ord(character):04X}"


def _is_plainly_free(text: str) -> bool:
    """Whether a text is soon seen to hold no forbidden character.

    Nearly every file is: within Latin-1 all of them are what Python calls not printable.
    """
    try:
        text.encode("latin-1")
    except UnicodeEncodeError:
        return False
    return text.replace("\n", "").isprintable()


def _forbidden_characters(path: str, text: str) -> list[Problem]:
    problems: list[Problem] = []
    if _is_plainly_free(text):
        return problems
    line, line_start = 1, 0
    for match in FORBIDDEN.finditer(text):
        line += text.count("\n", line_start, match.start())
        line_start = text.rfind("\n", 0, match.start()) + 1
        column = match.start() - line_start + 1
        span = Span(path, line, column, line, column + len(match.group()))
        problems.append(_forbidden(match.group()[0], span))
        if len(problems) == MAX_PROBLEMS:
            break
    return problems


def _forbidden(character: str, span: Span) -> Problem:
    _, remedy = _NAMES.get(character, ("", "Remove it."))
    fields = {"what": describe_character(character), "remedy": remedy}
    return Problem("forbidden-character", span, fields)


class _EnoughError(Exception):
    """So much is wrong with a file that reading on would help nobody."""


class _Builder:
    """Turns the event stream of one file into a Document."""

    def __init__(self, path: str, text: str) -> None:
        self.path = path
        self.text = text
        self.marks = array("I")
        self.problems: list[Problem] = []
        self.value: Any = None
        self.lines: list[str] = []
        if _GLUED_COMMENT.search(text):
            self.lines = text.split("\n")

    def build(self) -> Document:
        try:
            self._consume(CParser(self.text))
        except _EnoughError:
            pass
        except MarkedYAMLError as error:
            self._syntax(error)
        if not self.problems and self.value is None:
            self.problems.append(Problem("empty-file", _start(self.path), {}))
        return Document(self.path, self.text, self.value, self.marks, tuple(self.problems))

    def _consume(self, parser: Any) -> None:
        # One flat loop over the events: this is where a check spends its time. A container's own
        # marks are appended when it starts and completed when it ends.
        marks, add = self.marks, self._add
        containers: list[Any] = []
        starts: list[int] = []
        pending: list[str | None] = []
        firsts: list[dict[str, int]] = []
        documents = 0
        while True:
            event = parser.get_event()
            kind = type(event)
            if len(marks) > 4 * MAX_VALUES:
                self._refuse("too-many-values", event)
                return
            if kind is ScalarEvent:
                if event.anchor is not None:
                    self._refuse("anchor-or-alias", event, what=f"the anchor &{event.anchor}")
                offset = len(marks)
                start, end = event.start_mark, event.end_mark
                marks.extend((start.line + 1, start.column + 1, end.line + 1, end.column + 1))
                if containers and firsts[-1] is not _LIST and pending[-1] is None:
                    key = self._key(event)
                    seen = firsts[-1]
                    if key in seen:
                        first = self._mark_span(seen[key])
                        self._refuse("duplicate-key", event, (first, "first here"), key=key)
                    seen[key] = offset
                    pending[-1] = key
                    continue
                add(self._scalar(event), containers, pending)
            elif kind is MappingStartEvent or kind is SequenceStartEvent:
                mapping = kind is MappingStartEvent
                if event.anchor is not None:
                    self._refuse("anchor-or-alias", event, what=f"the anchor &{event.anchor}")
                if event.tag is not None:
                    self._refuse("yaml-tag", event, tag=event.tag)
                if containers and firsts[-1] is not _LIST and pending[-1] is None:
                    self._refuse("key-not-text", event)
                    pending[-1] = f"?{len(marks)}"
                if len(containers) == MAX_DEPTH:
                    self._refuse("too-deep", event)
                    return
                starts.append(len(marks))
                mark = event.start_mark
                marks.extend((mark.line + 1, mark.column + 1, 0, 0))
                container: Any = {} if mapping else []
                add(container, containers, pending)
                containers.append(container)
                pending.append(None)
                firsts.append({} if mapping else _LIST)
            elif kind is MappingEndEvent or kind is SequenceEndEvent:
                offset = starts.pop()
                mark = event.end_mark
                marks[offset + 2], marks[offset + 3] = mark.line + 1, mark.column + 1
                containers.pop()
                pending.pop()
                firsts.pop()
            elif kind is AliasEvent:
                self._refuse("anchor-or-alias", event, what=f"the alias *{event.anchor}")
                if containers and firsts[-1] is not _LIST and pending[-1] is None:
                    pending[-1] = f"*{len(marks)}"
                else:
                    add("", containers, pending)
            elif kind is DocumentStartEvent:
                documents += 1
                if event.version is not None or event.tags:
                    self._refuse("yaml-directive", event)
                if documents > 1:
                    self._refuse("several-documents", event)
                    return
            elif kind is StreamEndEvent:
                return

    def _add(self, value: Any, containers: list[Any], pending: list[str | None]) -> None:
        if not containers:
            self.value = value
            return
        container = containers[-1]
        if type(container) is list:
            container.append(value)
        else:
            key = pending[-1]
            pending[-1] = None
            container[key] = value

    def _key(self, event: ScalarEvent) -> str:
        value: str = event.value
        if event.tag is not None:
            self._refuse("yaml-tag", event, tag=event.tag)
        elif not event.style and value == "<<":
            self._refuse("merge-key", event)
        elif not event.style and (value in _NULLS or _INTEGER.match(value)):
            self._refuse("key-not-text", event)
        elif event.style == '"' and FORBIDDEN.search(value):
            self._escaped(event)
        return value

    def _scalar(self, event: ScalarEvent) -> str | int | bool:
        value: str = event.value
        if event.tag is not None:
            self._refuse("yaml-tag", event, tag=event.tag)
            return value
        if event.style:
            if event.style == '"' and FORBIDDEN.search(value):
                self._escaped(event)
            return value
        if value == "true":
            return True
        if value == "false":
            return False
        if value in _NULLS:
            self._refuse("empty-value", event)
            return value
        if value[0] in "0123456789+-.":
            if _INTEGER.match(value):
                if len(value) <= MAX_INTEGER_DIGITS:
                    return int(value)
                self._refuse("ambiguous-number", event, value=f"{value[:MAX_INTEGER_DIGITS]}…")
            elif _AMBIGUOUS.match(value):
                self._refuse("ambiguous-number", event, value=value[:40])
        elif self.lines:
            self._glued_comment(event)
        return value

    def _glued_comment(self, event: Any) -> None:
        line, column = event.end_mark.line, event.end_mark.column
        found = re.match(r"\s*(#[^\s#!].*)", self.lines[line][column:])
        if found:
            start = column + found.start(1) + 1
            span = Span(self.path, line + 1, start, line + 1, start + len(found[1]))
            self._note(Problem("comment-in-text", span, {"words": found[1].strip()[:40]}))

    def _escaped(self, event: ScalarEvent) -> None:
        # Written as an escape such as "\u202e", so the scan of the raw text could not see it.
        match = FORBIDDEN.search(event.value)
        assert match is not None
        self._note(_forbidden(match.group()[0], self._event_span(event)))

    def _refuse(self, kind: str, event: Any, *related: tuple[Span, str], **fields: str) -> None:
        self._note(Problem(kind, self._event_span(event), fields, related))

    def _note(self, problem: Problem) -> None:
        self.problems.append(problem)
        if len(self.problems) == MAX_PROBLEMS:
            self.problems.append(Problem("too-many-problems", problem.span, {}))
            raise _EnoughError

    def _event_span(self, event: Any) -> Span:
        start, end = event.start_mark, event.end_mark
        return Span(self.path, start.line + 1, start.column + 1, end.line + 1, end.column + 1)

    def _mark_span(self, offset: int) -> Span:
        return Span(self.path, *self.marks[offset : offset + 4])

    def _syntax(self, error: MarkedYAMLError) -> None:
        mark = error.problem_mark or error.context_mark
        line, column = (mark.line + 1, mark.column + 1) if mark else (1, 1)
        span = Span(self.path, line, column, line, column + 1)
        reason = _plain_words(error.problem or "", self.text, line)
        self.problems.append(Problem("yaml-syntax", span, {"reason": reason}))


_SYNTAX: Final = (
    # What the line looks like, what libyaml says, and what that means to somebody who writes texts.
    (r"^(<{7}|={7}|>{7})", "", "a merge was left unfinished here: keep one of the two sides"),
    (
        r":\s+\S.*:\s",
        "mapping values|expected key",
        "a text that holds a colon followed by a space needs quotation marks",
    ),
    (
        r"(:|-)\s+[*&]",
        "",
        "a text that begins with * or & needs quotation marks",
    ),
    (
        r"(:|-)\s+[\[{].*[\]}]\s*\S",
        "expected key|expected <block end>|expected '-'",
        "a text that begins with a bracket or brace needs quotation marks",
    ),
    (
        r"(:|-)\s+([\"']).*\2\s*\S",
        "expected key|expected <block end>|expected '-'",
        "a text that begins with a quotation mark, and goes on after it, needs other quotation "
        "marks around the whole",
    ),
    (r"(:|-)\s+[%@`|>!]", "", "a text that begins with this sign needs quotation marks"),
    ("", "unexpected end of stream", "a quotation mark or bracket that was opened is not closed"),
    ("", "expected ',' or", "a bracket or brace that was opened is not closed"),
    (
        "",
        "expected key|expected '-'|expected <block end>|expected ':'",
        "this line does not line up with the lines above it: check the spaces it begins with, and "
        "whether a list above it was closed with brackets",
    ),
    ("", "mapping values", "this line begins too far to the right, or a colon stands too many"),
)


def _plain_words(problem: str, text: str, line: int) -> str:
    """What is wrong with a line, rather than what the parser expected there.

    libyaml often stumbles a line later than the slip, so the line before is looked at as well.
    """
    lines = text.split("\n")
    for candidate in (lines[line - 1 : line] or [""])[0], *lines[max(0, line - 2) : line - 1]:
        for looks, says, words in _SYNTAX:
            if looks and re.search(looks, candidate) and re.search(says, problem):
                return words
    for looks, says, words in _SYNTAX:
        if not looks and re.search(says, problem):
            return words
    return problem or "it ends too early"


_LIST: Final[dict[str, int]] = {}


# ---------------------------------------------------------------------------------------------
# The edge: the only functions here that touch the file system.


class TreeError(Exception):
    """There is no such tree, or it cannot be read at all. The text is one clear line."""


def read_tree(root: str) -> tuple[Document, ...]:
    """Read every YAML file below `root`, in the order of their paths.

    Paths in the result are relative to `root`, with `/`. Hidden files and files that are not YAML
    by their ending are none of klar's business, nor is what was released before. Raises TreeError
    if `root` is no readable directory.
    """
    documents: list[Document] = []
    folders = [""]
    while folders:
        folder = folders.pop()
        try:
            with os.scandir(os.path.join(root, folder)) as entries:
                found = sorted(entries, key=lambda entry: entry.name)
        except OSError as error:
            if not folder:
                raise TreeError(f"cannot read {root}: {_reason(error)}") from None
            documents.append(_unreadable(folder, error))
            continue
        for entry in found:
            name = entry.name
            path = f"{folder}/{name}" if folder else name
            _, dot, ending = name.rpartition(".")
            looks_like_yaml = dot and ending.lower() in ("yaml", "yml")
            if name.startswith("."):
                continue
            if entry.is_dir(follow_symlinks=False):
                if _unsafe(path):
                    documents.append(_unsafe_name(path))
                elif looks_like_yaml:
                    documents.append(_refused(path, "not-a-plain-file", what="a folder"))
                elif path != RELEASES:
                    folders.append(path)
            elif looks_like_yaml or entry.is_symlink():
                documents.append(_read_entry(os.path.join(root, path), path))
    return tuple(sorted(documents, key=lambda document: document.path))


def _read_entry(full: str, path: str) -> Document:
    refused = refused_entry(path, _not_plain(full))
    if refused:
        return refused
    try:
        # The flags hold what was just looked at: no link is followed, no pipe waited for.
        flags = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)
        with open(os.open(full, flags), "rb") as file:
            data = file.read(MAX_BYTES + 1)
    except OSError as error:
        return _unreadable(path, error)
    return read(path, data)


def refused_entry(path: str, what: str, size: int = 0) -> Document | None:
    """What is wrong with a file of a policy before it is opened; None if nothing is.

    `what` it is, if not a plain file; `size` in bytes, where that is known beforehand.
    """
    if _unsafe(path):
        return _unsafe_name(path)
    if what:
        return _refused(path, "not-a-plain-file", what=what)
    ending = path.rpartition(".")[2]
    if ending != "yaml":
        return _refused(path, "wrong-file-ending", ending=f".{ending}")
    if size > MAX_BYTES:
        return _refused(path, "file-too-large")
    return None


def _unsafe(path: str) -> bool:
    return not path.isprintable() or "\ufffd" in path


def _unsafe_name(path: str) -> Document:
    shown = path.encode("unicode_escape").decode("ascii")
    return _broken(shown, "", Problem("unsafe-file-name", _start(shown), {"path": shown}))


def _not_plain(full: str) -> str:
    try:
        mode = os.lstat(full).st_mode
    except OSError:
        return ""
    if stat.S_ISREG(mode):
        return ""
    if stat.S_ISLNK(mode):
        return "a link"
    return "a pipe" if stat.S_ISFIFO(mode) else "a device or socket"


def _unreadable(path: str, error: OSError) -> Document:
    return _refused(path, "unreadable-file", reason=_reason(error))


def _refused(path: str, kind: str, **fields: str) -> Document:
    return _broken(path, "", Problem(kind, _start(path), {"path": path, **fields}))


def _reason(error: OSError) -> str:
    return (error.strerror or "unknown error").lower()
