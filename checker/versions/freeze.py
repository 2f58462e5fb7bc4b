"""A policy that is to be released, as the files of its release."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import checker
from checker.model import Policy, Statement
from checker.render.site import render_files
from checker.source import Document
from checker.versions.history import History, Release, frozen_source, unlisted_source
from checker.versions.record import (
    FOLDER,
    FORMAT_VERSION,
    RECORD,
    SOURCE,
    SUMS,
    digest,
    dump,
    number,
)
from checker.versions.renderer import renderer

BOOKKEEPING = frozenset(("assertions.yaml", "translations.lock.yaml", "waivers.yaml"))
"""Files that say nothing of the statement itself: they change without a new version."""


def source_of(documents: Iterable[Document]) -> dict[str, Any]:
    """What the files of a policy say, by their paths."""
    return {document.path: document.value for document in documents}


def changed_files(released: Mapping[str, Any], now: Mapping[str, Any]) -> list[str]:
    """The files that say something else of the statement in one source than in another."""
    paths = sorted((released.keys() | now.keys()) - BOOKKEEPING)
    return [path for path in paths if released.get(path) != now.get(path)]


def is_released(history: History, statement: Statement, source: Mapping[str, Any]) -> bool:
    """Whether the last release is of this version and says the same; HistoryError if altered."""
    last = history.releases[-1] if history.releases else None
    return (
        last is not None
        and last.version == statement.version
        and not changed_files(frozen_source(last), source)
    )


def refusal(
    root: str, history: History, statement: Statement, source: Mapping[str, Any]
) -> str | None:
    """Why a statement cannot be released now, and what to do; None if it can.

    `history` is that of the policy directory `root`. HistoryError if a release was altered.
    """
    version = statement.version
    last = history.releases[-1] if history.releases else None
    if last and last.version == version:
        changed = changed_files(frozen_source(last), source)
        return (
            f"{version} is released already, and says something else in {_some(changed)}: raise "
            f"`version` in statement.yaml, and bring `last_updated` and the changelog up to date"
        )
    if last and number(version) <= number(last.version):
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
    if unlisted is not None and changed_files(unlisted, source):
        return (
            f"{FOLDER}/{version} is there with other content, though {SUMS} does not list it: "
            "restore its line from git, or remove the folder if it was never released"
        )
    return None


def _some(paths: list[str]) -> str:
    """The first few of some files, in a row."""
    shown = paths if len(paths) <= _SHOWN + 1 else [*paths[:_SHOWN], f"{len(paths) - _SHOWN} more"]
    return shown[0] if len(shown) == 1 else f"{', '.join(shown[:-1])} and {shown[-1]}"


_SHOWN = 3


def freeze(
    policy: Policy,
    source: Mapping[str, Any],
    after: Release | None,
    level: str | None,
    emergency: str | None = None,
) -> dict[str, bytes]:
    """The files of a release, by their paths in its folder.

    `source` is what the files of the policy say, `after` the release before it, `level` how much
    has changed since. The same policy after the same release gives the same bytes.
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
        "emergency": emergency,
        "files": {path: digest(data) for path, data in files.items()},
    }
    return {RECORD: dump(record), **files}


def takes_effect(statement: Statement) -> str:
    """The first day on which a statement is in force anywhere, ISO 8601."""
    return min((one.start for one in statement.effective), default=statement.last_updated)
