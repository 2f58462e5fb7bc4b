"""The policies that a command compares: directories, released versions, or states at git refs."""

from __future__ import annotations

import os
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

import click

from checker.catalogue import RELEASE_RULES, refusals
from checker.cli import KlarError
from checker.cli.released import history_of, last_release, release_finding
from checker.engine import compile_documents
from checker.finding import Finding
from checker.git import GitError, RefError, file_at, tree_at
from checker.languages import ENGLISH
from checker.report.summary import position
from checker.report.versions.comparison import Version
from checker.source import RELEASES, Document, read_tree

if TYPE_CHECKING:
    from checker.versions.history import History

SHAPES = ("text-missing-language",)
"""A rule that is quickly run, for who needs the policy and not its findings."""


def side(
    policy: str,
    name: str | None,
    *,
    only: tuple[str, ...] = SHAPES,
    as_of: str | None = None,
    history: History | None = None,
    param: str,
) -> Version:
    """What a name stands for: a directory, a release's version or a git ref; None: the policy.

    It is checked by the rules in `only`, all if there are none, as of a day and against what had
    been released before it. `param` is what the command calls the name, for errors: 2 for a ref
    that is not there, 3 for what cannot be read.
    """
    root, here, redacted = policy, False, False
    if name is None or os.path.isdir(name):
        root, here = name or policy, True
        documents = read_tree(root)
    elif (released := _released(policy, name)) is not None:
        documents, redacted = released
    else:
        try:
            documents = tree_at(policy, name)
        except GitError as error:
            unreleased = _unreleased(history_of(policy), name)
            if unreleased or isinstance(error, RefError):
                raise click.BadParameter(unreleased or str(error), param_hint=param) from None
            raise KlarError(f"{name!r} is no directory, and {error}") from None
    last = last_release(history, None if name is None else _version(documents))
    result = compile_documents(documents, as_of, only=only, base=last, redacted=redacted)
    found = Version(name or policy, root, result, here)
    if not found.result.complete or found.result.policy.statement is None:
        raise KlarError(_unread(found))
    return found


def _released(policy: str, version: str) -> tuple[tuple[Document, ...], bool] | None:
    """The source of a released version, and whether words were taken out of it.

    None if nothing was released by that name.
    """
    if not os.path.isdir(os.path.join(policy, RELEASES)):
        return None
    from checker.versions.frozen import HistoryError, frozen_documents
    from checker.versions.history import Kind, read_history

    history = read_history(policy)
    broken = (one.version for one in history.problems if one.kind is not Kind.LEFT_OVER)
    if version in broken:
        raise KlarError(f"the release {version} is not as it was: run `klar history`")
    for release in history.releases:
        if release.version == version:
            try:
                return frozen_documents(release), bool(release.redactions)
            except HistoryError as error:
                raise KlarError(f"{error}: run `klar history`") from None
    return None


def _unreleased(history: History | None, name: str) -> str:
    """That a version was not released, and which were; nothing if it is no version, or none was."""
    from checker.versions.record import is_version

    if not history or not history.releases or not is_version(name):
        return ""
    released = ", ".join(one.version for one in history.releases[-_SHOWN:])
    return f"{name} is not released; the last releases are {released}."


_SHOWN = 5


def lost_releases(policy: str, name: str, history: History | None) -> list[Finding]:
    """A finding for each release that a git ref lists and that is not there any more as it was.

    What the history itself shows to be wrong is left out; nothing if the name is that of no ref.
    """
    if os.path.isdir(name) or _released(policy, name) is not None:
        return []
    from checker.versions.record import RECORD, SUMS, FormatError, read_sums

    sums = file_at(policy, name, f"{RELEASES}/{SUMS}")
    try:
        listed = read_sums(sums) if sums is not None else ()
    except FormatError:
        return []
    known = {one.version: one.sha256 for one in history.releases} if history else {}
    told = {one.version for one in history.problems} if history else set()
    return [
        release_finding(
            RELEASE_RULES["release-altered" if one.version in known else "release-missing"],
            f"{RELEASES}/{one.version}/{RECORD}",
            f"{name} has another {one.version}"
            if one.version in known
            else f"{name} has this release, and it is gone",
            f"What was released stays as it was: merge {name}, or restore its {RELEASES}/.",
        )
        for one in listed
        if known.get(one.version) != one.sha256 and one.version not in told and "" not in told
    ]


def _version(documents: Iterable[Document]) -> Any:
    """What the files of a policy say under `version`."""
    statements = (one.value for one in documents if one.path == "statement.yaml")
    return next((one.get("version") for one in statements if isinstance(one, dict)), None)


def _unread(found: Version) -> str:
    refused = refusals()
    first = next((one for one in found.result.findings if one.rule.id in refused), None)
    where = f" ({position(found.root, first.span)}: {first.message})" if first else ""
    if found.here:
        return f"some files of {found.label} cannot be read{where}: run `klar check`"
    return f"the policy at {found.label} is not one that this version of klar reads{where}"


def chosen_language(version: Version, language: str | None, *, english: bool = True) -> str:
    """The language to speak in: English if none is named, or else the statement's first."""
    statement = version.result.policy.statement
    languages = statement.languages if statement else ()
    if language is None:
        return ENGLISH if english else languages[0]
    if language not in languages and not (english and language == ENGLISH):
        known = ", ".join(languages)
        known = f"there is {known}, {ENGLISH}" if english else f"the statement is in {known}"
        raise click.BadParameter(f"{known}.", param_hint="--lang")
    return language
