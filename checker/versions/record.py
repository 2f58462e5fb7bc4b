"""What is written of a release: its record, its source, its redactions, and the list of releases.

All of it is JSON in one form, so that the same values are the same bytes; only SHA256SUMS has the
form that the tool of that name reads. What is read was perhaps written by somebody else: nothing
here trusts it to have any shape.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from datetime import date
from hashlib import sha256
from typing import Any, NamedTuple

from checker.model import REDACTED
from checker.source import RELEASES

FORMAT_VERSION = 1

FOLDER = RELEASES
SUMS = "SHA256SUMS"
RECORD = "release.json"
SOURCE = "source.json"
REDACTIONS = "redactions.json"

STAGE = ".klar-"
"""How the names of folders begin in which something is being written."""

MARK = REDACTED

ATTRIBUTES = ".gitattributes"
ATTRIBUTES_TEXT = b"* -text linguist-generated\n"
"""Git must not convert line ends here, or every hash would be wrong in a checkout on Windows."""

MAX_BYTES = 64 * 1024 * 1024
"""The largest file of a release: what a statement of many languages needs, many times over."""

VERSION = re.compile(r"(0|[1-9][0-9]{0,5})\.(0|[1-9][0-9]{0,5})\.(0|[1-9][0-9]{0,5})")
_DIGEST = re.compile(r"[0-9a-f]{64}")
_LINE = re.compile(rf"([0-9a-f]{{64}})  ({VERSION.pattern})/(release|redactions)\.json")
_FILE = re.compile(r"([a-z]{2,3}/)?[a-z]+(\.[a-z]+)+")


class FormatError(Exception):
    """What was read is not what klar writes. The text says in a few words why."""


class MergeError(FormatError):
    """Git left its marks where two branches met."""


class Listed(NamedTuple):
    """A release in SHA256SUMS; `redactions` is the hash of its redactions, if it has any."""

    version: str
    sha256: str
    redactions: str | None


class Redaction(NamedTuple):
    """Words that were taken out of a release. `files` are their hashes before and after, by path.

    The words themselves are recorded nowhere.
    """

    date: str
    by: str
    reason: str
    files: dict[str, tuple[str, str]]


def digest(data: bytes) -> str:
    """The SHA-256 of some bytes, as it is written everywhere."""
    return sha256(data).hexdigest()


def dump(value: Any) -> bytes:
    """Values in the one form in which they are kept."""
    text = json.dumps(value, ensure_ascii=False, indent=1, sort_keys=True)
    return f"{text}\n".encode()


def load(data: bytes) -> Any:
    """The values of what `dump` wrote; FormatError for anything else."""
    value = parse(data)
    try:
        canonical = dump(value)
    except (ValueError, RecursionError):
        raise FormatError(_NOT_OURS) from None
    if canonical != data:
        raise FormatError("it is JSON, but not as klar writes it")
    return value


def parse(data: bytes) -> Any:
    """The values of what is known by its hash to be as it was written; FormatError if it is not."""
    try:
        return json.loads(data)
    except (ValueError, RecursionError):
        raise FormatError(_NOT_OURS) from None


_NOT_OURS = "it is not JSON that klar wrote"


def read_record(data: bytes, version: str) -> dict[str, Any]:
    """The record of a release from its file; FormatError if it is not one of that version."""
    record = load(data)
    if not isinstance(record, dict):
        raise FormatError("it is no record of a release")
    if not _is_format(record.get("format_version")):
        raise FormatError("its format is that of another version of klar")
    for field, fits in _FIELDS.items():
        if field not in record or not fits(record[field]):
            raise FormatError(f"its field {field!r} is missing or not of the form it takes")
    if set(record) != _FIELDS.keys():
        raise FormatError("it has fields that a record does not have")
    if record["version"] != version:
        raise FormatError(f"it is the record of {record['version']}")
    return record


def read_redactions(data: bytes) -> tuple[Redaction, ...]:
    """The redactions of a release from their file; FormatError if it does not hold such."""
    value = load(data)
    shape = {"format_version", "redactions"}
    if not isinstance(value, dict) or set(value) != shape:
        raise FormatError("it holds no redactions")
    if not _is_format(value["format_version"]):
        raise FormatError("its format is that of another version of klar")
    found = value["redactions"]
    if not found or not isinstance(found, list) or not all(map(_is_redaction, found)):
        raise FormatError("it holds no redactions")
    return tuple(
        Redaction(
            one["date"],
            one["by"],
            one["reason"],
            {path: (it["before"], it["after"]) for path, it in one["files"].items()},
        )
        for one in found
    )


def write_redactions(redactions: Sequence[Redaction]) -> bytes:
    """The file that `read_redactions` reads."""
    listed = [
        {
            "date": one.date,
            "by": one.by,
            "reason": one.reason,
            "files": {
                path: {"before": before, "after": after}
                for path, (before, after) in one.files.items()
            },
        }
        for one in redactions
    ]
    return dump({"format_version": FORMAT_VERSION, "redactions": listed})


def read_sums(data: bytes) -> tuple[Listed, ...]:
    """The releases that SHA256SUMS lists, in its order; FormatError if a line is none of ours.

    A version that stands there twice is given twice: what that means is for the reader to say.
    """
    lines = data.decode("utf-8", "replace").split("\n")
    if lines.pop() or not lines:
        raise FormatError("its last line is cut off" if data else "it is empty")
    found: list[Listed] = []
    for at, line in enumerate(lines, 1):
        if line.startswith(("<<<<<<<", "=======", ">>>>>>>", "|||||||")):
            raise MergeError(f"line {at} is left over from a merge")
        match = _LINE.fullmatch(line)
        if match is None:
            raise FormatError(f"line {at} is not of the form it takes")
        version = match[2]
        if match[6] == "release":
            found.append(Listed(version, match[1], None))
        elif found and found[-1].version == version and found[-1].redactions is None:
            found[-1] = found[-1]._replace(redactions=match[1])
        else:
            raise FormatError(f"line {at} does not follow the line of its release")
    return tuple(found)


def write_sums(listed: Sequence[Listed]) -> bytes:
    """The file that `read_sums` reads."""
    lines: list[str] = []
    for one in listed:
        lines.append(f"{one.sha256}  {one.version}/{RECORD}\n")
        if one.redactions:
            lines.append(f"{one.redactions}  {one.version}/{REDACTIONS}\n")
    return "".join(lines).encode()


def is_version(value: Any) -> bool:
    """Whether a value is a version, major.minor.patch."""
    return isinstance(value, str) and VERSION.fullmatch(value) is not None


def _is_format(value: Any) -> bool:
    # True is 1 to Python.
    return type(value) is int and value == FORMAT_VERSION


def _is_digest(value: Any) -> bool:
    return isinstance(value, str) and _DIGEST.fullmatch(value) is not None


def _is_text(value: Any) -> bool:
    return isinstance(value, str) and bool(value.strip())


def _is_date(value: Any) -> bool:
    try:
        return isinstance(value, str) and date.fromisoformat(value).isoformat() == value
    except ValueError:
        return False


def _is_effective(value: Any) -> bool:
    return isinstance(value, list) and all(
        isinstance(one, dict)
        and set(one) == {"from", "applies_in"}
        and _is_date(one["from"])
        and isinstance(one["applies_in"], list)
        and all(map(_is_text, one["applies_in"]))
        for one in value
    )


def _is_previous(value: Any) -> bool:
    return value is None or (
        isinstance(value, dict)
        and set(value) == {"version", "sha256"}
        and is_version(value["version"])
        and _is_digest(value["sha256"])
    )


def is_file(path: Any) -> bool:
    """Whether a path is one that a file of a release can have: never one that leads out of it."""
    return isinstance(path, str) and _FILE.fullmatch(path) is not None


def _is_files(value: Any) -> bool:
    return (
        isinstance(value, dict)
        and SOURCE in value
        and all(map(is_file, value))
        and not {RECORD, REDACTIONS} & value.keys()
        and all(map(_is_digest, value.values()))
    )


def _is_redaction(value: Any) -> bool:
    return (
        isinstance(value, dict)
        and set(value) == {"date", "by", "reason", "files"}
        and _is_date(value["date"])
        and _is_text(value["by"])
        and _is_text(value["reason"])
        and isinstance(value["files"], dict)
        and bool(value["files"])
        and all(map(_is_change, value["files"].values()))
    )


def _is_change(value: Any) -> bool:
    return (
        isinstance(value, dict)
        and set(value) == {"before", "after"}
        and _is_digest(value["before"])
        and _is_digest(value["after"])
    )


_FIELDS: Mapping[str, Any] = {
    "format_version": _is_format,
    "statement": _is_text,
    "version": is_version,
    "last_updated": _is_date,
    "effective": _is_effective,
    "takes_effect": _is_date,
    "generator": _is_text,
    "renderer": _is_digest,
    "previous": _is_previous,
    "level": lambda value: value is None or _is_text(value),
    "emergency": lambda value: value is None or _is_text(value),
    "files": _is_files,
}
"""The fields of a record, and whether a value fits each."""
