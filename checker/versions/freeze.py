"""A policy that is to be released, as the files of its release."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import checker
from checker.changes import Level, diff
from checker.law.book import Book
from checker.model import Policy, Statement, version_number
from checker.render.site import render_files
from checker.source import Document
from checker.versions.frozen import FormError, Release, frozen_source, policy_of, unlisted_source
from checker.versions.history import History
from checker.versions.record import (
    FOLDER,
    FORMAT_VERSION,
    RECORD,
    SOURCE,
    SUMS,
    digest,
    dump,
)
from checker.versions.renderer import renderer


def source_of(documents: Iterable[Document]) -> dict[str, Any]:
    """What the files of a policy say, by their paths."""
    return {document.path: document.value for document in documents}


def is_released(history: History, policy: Policy, source: Mapping[str, Any]) -> bool:
    """Whether the last release is of this version of the policy and says the same.

    It does if nothing has changed in meaning and the pages are the same: waivers, stamps of
    translations and notes of where people were told come later. HistoryError if it was altered.
    """
    last = history.releases[-1] if history.releases else None
    if last is None or policy.statement is None or last.version != policy.statement.version:
        return False
    if not _changed(frozen_source(last), source):
        return True
    try:
        released = policy_of(last)
    except FormError:
        return False
    if diff(released, policy, Book()).level is not Level.NONE:
        return False
    return render_files(released, (), draft=False) == render_files(policy, (), draft=False)


def refusal(
    root: str, history: History, statement: Statement, source: Mapping[str, Any]
) -> str | None:
    """Why a statement cannot be released now, and what to do; None if it can.

    `history` is that of the policy directory `root`. HistoryError if a release was altered.
    """
    version = statement.version
    last = history.releases[-1] if history.releases else None
    if last and last.version == version:
        changed = _some(_changed(frozen_source(last), source))
        return (
            f"{version} is released already, and what it says has changed since, in {changed}: "
            "raise `version` in statement.yaml, and bring `last_updated` and the changelog up to "
            "date"
        )
    if last and version_number(version) <= version_number(last.version):
        return (
            f"{version} is no higher than {last.version}, which is released already: raise "
            "`version` in statement.yaml"
        )
    if last and statement.last_updated < last.last_updated:
        return (
            f"{version} is dated {statement.last_updated}, before {last.version} of "
            f"{last.last_updated}: bring `last_updated` in statement.yaml up to date"
        )
    unlisted = unlisted_source(root, version)
    if unlisted is not None and _changed(unlisted, source):
        return (
            f"{FOLDER}/{version} is there with other content, though {SUMS} does not list it: "
            "restore its line from git, or remove the folder if it was never released"
        )
    return None


def _changed(before: Mapping[str, Any], after: Mapping[str, Any]) -> list[str]:
    """The files that say something else in one source than in another."""
    paths = sorted(before.keys() | after.keys())
    return [path for path in paths if before.get(path) != after.get(path)]


def _some(paths: list[str]) -> str:
    """The first few of some files, in a row."""
    shown = paths if len(paths) <= _SHOWN + 1 else [*paths[:_SHOWN], f"{len(paths) - _SHOWN} more"]
    return shown[0] if len(shown) == 1 else f"{', '.join(shown[:-1])} and {shown[-1]}"


_SHOWN = 3


def freeze(
    policy: Policy, source: Mapping[str, Any], after: Release | None, level: Level | None
) -> dict[str, bytes]:
    """The files of a release, by their paths in its folder.

    `source` is what the files of the policy say, `after` the release before it, `level` how much
    has changed since, if that is known. The same policy after the same release gives the same
    bytes.
    """
    statement = policy.statement
    if statement is None:
        raise ValueError("a policy without statement.yaml has no version")
    files = {SOURCE: dump(source), **render_files(policy, (), draft=False)}
    record = {
        "format_version": FORMAT_VERSION,
        "statement": statement.id,
        "version": statement.version,
        "last_updated": statement.last_updated,
        "effective": [
            {"from": one.start, "applies_in": list(one.applies_in)} for one in statement.effective
        ],
        "takes_effect": takes_effect(statement),
        "generator": f"klar {checker.__version__}",
        "renderer": renderer(),
        "previous": after and {"version": after.version, "sha256": after.sha256},
        "level": level,
        "emergency": _emergency(policy, statement.version),
        "files": {path: digest(data) for path, data in files.items()},
    }
    return {RECORD: dump(record), **files}


def takes_effect(statement: Statement) -> str:
    """The first day on which a statement is in force anywhere, ISO 8601."""
    return min(map(statement.start_in, statement.markets))


def level_after(release: Release, policy: Policy) -> Level | None:
    """How much a policy differs in meaning from a release of it.

    None if the release has a form that this version of klar does not read; HistoryError if it was
    altered.
    """
    try:
        return diff(policy_of(release), policy, Book()).level
    except FormError:
        return None


def _emergency(policy: Policy, version: str) -> str | None:
    """Why a version could not wait until people were told, if its changelog says so."""
    entries = (one for one in policy.changes if one.version == version and one.emergency)
    reasons = [one.emergency.reason for one in entries if one.emergency]
    return " ".join(reasons) or None
