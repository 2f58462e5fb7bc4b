"""What a release holds: its files as they were frozen, and the policy it was made of."""

from __future__ import annotations

import json
import os
import stat
from collections.abc import Mapping
from hashlib import sha256
from typing import Any, NamedTuple

from checker import schema
from checker.build import build
from checker.engine import without_marks
from checker.model import Policy
from checker.source import Document, read
from checker.versions.record import (
    FOLDER,
    MAX_BYTES,
    RECORD,
    SOURCE,
    FormatError,
    Redaction,
    load,
    parse,
)


class HistoryError(Exception):
    """A release cannot be used for what was asked. The text is one clear line."""


class FormError(HistoryError):
    """A release is as it was, but has a form that this version of klar does not read."""


class Release(NamedTuple):
    """A release as it lies in `folder`: its record, the record's hash, and what was redacted."""

    version: str
    record: dict[str, Any]
    sha256: str
    folder: str
    redactions: tuple[Redaction, ...]

    @property
    def last_updated(self) -> str:
        """The date of the statement, ISO 8601."""
        return str(self.record["last_updated"])

    @property
    def takes_effect(self) -> str:
        """The first day on which it is in force anywhere, ISO 8601."""
        return str(self.record["takes_effect"])

    @property
    def languages(self) -> tuple[str, ...]:
        """The languages it was rendered in, by their codes."""
        folders = (path.partition("/") for path in self.record["files"])
        return tuple(sorted({language for language, slash, _ in folders if slash}))

    @property
    def hashes(self) -> dict[str, str]:
        """The SHA-256 of its files as they must be now, by path; its record is not among them."""
        return hashes_after(self.record, self.redactions)


def hashes_after(record: Mapping[str, Any], redactions: tuple[Redaction, ...]) -> dict[str, str]:
    """The SHA-256 of a release's files after these redactions, by path."""
    hashes: dict[str, str] = dict(record["files"])
    for redaction in redactions:
        hashes.update((path, after) for path, (_, after) in redaction.files.items())
    return hashes


def frozen_files(release: Release) -> dict[str, bytes]:
    """The rendered files of a release, by their paths in it. HistoryError if one was altered."""
    return {path: frozen_bytes(release, path) for path in sorted(release.hashes) if path != SOURCE}


def frozen_bytes(release: Release, path: str) -> bytes:
    """A file of a release, its record too. HistoryError if it was altered."""
    shown = f"{FOLDER}/{release.version}/{path}"
    try:
        data = _read_plain(os.path.join(release.folder, path))
    except OSError as error:
        reason = (error.strerror or "unknown error").lower()
        raise HistoryError(f"cannot read {shown}: {reason}") from None
    expected = release.sha256 if path == RECORD else release.hashes[path]
    if data is None or sha256(data).hexdigest() != expected:
        raise HistoryError(f"{shown} is not as it was released")
    return data


def frozen_source(release: Release) -> dict[str, Any]:
    """What the files of a release's source say, by their paths. HistoryError if it was altered."""
    try:
        # Its hash says that it is as klar wrote it.
        return _source(parse(frozen_bytes(release, SOURCE)))
    except FormatError as error:
        raise HistoryError(f"{FOLDER}/{release.version}/{SOURCE}: {error}") from None


def _source(source: Any) -> dict[str, Any]:
    if not isinstance(source, dict):
        raise FormatError("it holds no files")
    return source


def unlisted_source(root: str, version: str) -> dict[str, Any] | None:
    """The source in the folder of a version that is not listed; None if there is none to read."""
    try:
        data = _read_plain(os.path.join(root, FOLDER, version, SOURCE))
        return _source(load(data)) if data is not None else None
    except (OSError, FormatError):
        return None


def frozen_documents(release: Release) -> tuple[Document, ...]:
    """The source of a release as documents, for the engine; their texts are JSON.

    HistoryError if it was altered.
    """
    return _documents(frozen_source(release))


def _documents(source: Mapping[str, Any]) -> tuple[Document, ...]:
    return tuple(
        # JSON is YAML: read as every file is, so that each value has its place.
        read(path, json.dumps(value, ensure_ascii=False).encode())
        for path, value in source.items()
    )


def policy_of(release: Release) -> Policy:
    """The model of a release, built from its source but not checked.

    HistoryError if it was altered; FormError if this version of klar does not read its form.
    """
    return policy_from(frozen_source(release), release.version, redacted=bool(release.redactions))


def policy_from(source: Mapping[str, Any], version: str, *, redacted: bool) -> Policy:
    """The model of a release of some version from its source; FormError if it has another form.

    Where something was redacted a mark may stand in a field that takes an address or a number.
    """
    documents = {document.path: document for document in _documents(source)}
    kinds = [(schema.kind_of(path), document) for path, document in documents.items()]
    shaped = [(kind, document) for kind, document in kinds if kind and not document.problems]
    misshapen = schema.check(shaped)
    if redacted:
        misshapen = without_marks(misshapen, documents)
    if len(shaped) < len(documents) or misshapen:
        raise FormError(
            f"the source of {version} has a form that this version of klar does not read"
        )
    return build(documents, frozenset()).policy._replace(redacted=redacted)


def _read_plain(full: str) -> bytes | None:
    """The content of a plain file of a size that klar writes; None if it is none."""
    handle = open_plain(full)
    if handle is None:
        return None
    with open(handle, "rb") as file:
        data = file.read(MAX_BYTES + 1)
    return data if len(data) <= MAX_BYTES else None


def open_plain(full: str) -> int | None:
    """Open a file to read; None if it is a link, a folder, a pipe or a device."""
    if not stat.S_ISREG(os.lstat(full).st_mode):
        return None
    # The flags hold what was just looked at.
    return os.open(full, os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0))
