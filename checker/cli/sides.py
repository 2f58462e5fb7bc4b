"""The policies that a command compares: directories, released versions, or states at git refs."""

from __future__ import annotations

import os

import click

from checker.catalogue import refusals
from checker.cli import KlarError
from checker.engine import Base, compile_documents
from checker.git import GitError, RefError, tree_at
from checker.report.summary import position
from checker.report.versions.comparison import Version
from checker.report.versions.wording import ENGLISH
from checker.source import RELEASES, Document, read_tree

SHAPES = ("text-missing-language",)
"""A rule that is quickly run, for who needs the policy and not its findings."""


def side(
    policy: str,
    name: str | None,
    *,
    only: tuple[str, ...] = SHAPES,
    as_of: str | None = None,
    last: Base | None = None,
    param: str,
) -> Version:
    """What a name stands for: a directory, a release's version or a git ref; None: the policy.

    It is checked by the rules in `only`, all if there are none, as of a day and against what was
    released last. `param` is what the command calls the name, for errors: 2 for a ref that is not
    there, 3 for what cannot be read.
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
        except RefError as error:
            raise click.BadParameter(str(error), param_hint=param) from None
        except GitError as error:
            raise KlarError(f"{name!r} is no directory, and {error}") from None
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
    from checker.versions.history import HistoryError, frozen_documents, read_history

    history = read_history(policy)
    if any(one.version == version for one in history.problems):
        raise KlarError(f"the release {version} is not as it was: run `klar history`")
    for release in history.releases:
        if release.version == version:
            try:
                return frozen_documents(release), bool(release.redactions)
            except HistoryError as error:
                raise KlarError(f"{error}: run `klar history`") from None
    return None


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
    if language not in (*languages, *((ENGLISH,) if english else ())):
        known = ", ".join((*languages, *((ENGLISH,) if english else ())))
        raise click.BadParameter(f"there is {known}.", param_hint="--lang")
    return language
