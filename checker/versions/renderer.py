"""What a release was rendered with, and whether it still renders to the same bytes."""

from __future__ import annotations

import os
from collections.abc import Iterator
from enum import StrEnum
from functools import cache
from hashlib import sha256
from importlib.metadata import version

from checker import resources
from checker.render.phrases import PhraseError
from checker.render.site import render_files
from checker.versions.frozen import HistoryError, Release, frozen_files, policy_of
from checker.versions.history import History, Kind, Problem
from checker.versions.record import FOLDER

_CODE = (
    "__init__.py",
    "build.py",
    "durations.py",
    "flows",
    "graph.py",
    "model.py",
    "nearest.py",
    "render",
    "resources.py",
    "routes.py",
    "schema.py",
    "schemas",
    "source.py",
    "docs_templates",
)
"""Everything between a source and its pages, by its place beside this package or in it."""

_LIBRARIES = ("babel", "jinja2", "markdown-it-py", "markupsafe")


@cache
def renderer() -> str:
    """A digest of all that this klar renders with: code, templates, phrases, styles, libraries."""
    found = sha256()
    for path in sorted(path for part in _CODE for path in _files(part)):
        content = sha256(resources.read_bytes(path)).hexdigest()
        found.update(f"{path} {content}\n".encode())
    for library in _LIBRARIES:
        found.update(f"{library} {version(library)}\n".encode())
    return found.hexdigest()


def _files(part: str) -> Iterator[str]:
    full = resources.path(part)
    if not os.path.isdir(full):
        yield part
        return
    for folder, folders, names in os.walk(full):
        folders[:] = [name for name in folders if name != "__pycache__"]
        inside = os.path.relpath(folder, full).replace(os.sep, "/")
        for name in names:
            yield f"{part}/{name}" if inside == "." else f"{part}/{inside}/{name}"


class Rendering(StrEnum):
    """Whether the pages of a release are what its source still renders to."""

    SAME = "same"
    DIFFERENT = "different"
    OTHER_RENDERER = "other-renderer"
    REDACTED = "redacted"
    ALTERED = "altered"


def rendered_again(history: History) -> tuple[History, tuple[Rendering, ...]]:
    """Render each release again from its source and compare, unless it was redacted or altered.

    Where pages differ that is wrong only of what was rendered with this klar. Gives the history
    with the problems that come out, and what was found of each release.
    """
    altered = {problem.version for problem in history.problems}
    renderings: list[Rendering] = []
    problems: list[Problem] = []
    for release in history.releases:
        if release.version in altered:
            renderings.append(Rendering.ALTERED)
        elif release.redactions:
            renderings.append(Rendering.REDACTED)
        elif not (found := list(_differing(release))):
            renderings.append(Rendering.SAME)
        elif release.record["renderer"] != renderer():
            renderings.append(Rendering.OTHER_RENDERER)
        else:
            renderings.append(Rendering.DIFFERENT)
            problems.extend(found)
    return history._replace(problems=(*history.problems, *problems)), tuple(renderings)


def _differing(release: Release) -> Iterator[Problem]:
    folder = f"{FOLDER}/{release.version}"
    try:
        again = render_files(policy_of(release), (), draft=False)
        frozen = frozen_files(release)
    except (HistoryError, PhraseError) as error:
        yield Problem(release.version, folder, f"{error}", _AGAIN, Kind.ALTERED)
        return
    for path in sorted(again.keys() | frozen.keys()):
        if again.get(path) != frozen.get(path):
            message = "it is not what the source of its release renders to"
            yield Problem(release.version, f"{folder}/{path}", message, _AGAIN, Kind.ALTERED)


_AGAIN = "Restore the release from git, with its record and its line of SHA256SUMS."
