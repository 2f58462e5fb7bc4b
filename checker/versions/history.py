"""The releases of a policy: read, and held against their hashes and their chain."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from enum import StrEnum
from hashlib import sha256
from typing import Any, NamedTuple

from checker.model import version_number
from checker.source import TreeError
from checker.versions.frozen import Release, open_plain
from checker.versions.record import (
    FOLDER,
    MAX_BYTES,
    RECORD,
    REDACTIONS,
    STAGE,
    SUMS,
    FormatError,
    Listed,
    MergeError,
    Redaction,
    is_version,
    read_record,
    read_redactions,
    read_sums,
)

_FROM_GIT = "Restore it from git as it was released; `git log` of this file shows what changed it."
_CHUNK = 1024 * 1024


class Kind(StrEnum):
    """What is wrong with a history."""

    ALTERED = "altered"
    MISSING = "missing"
    CHAIN = "chain"
    LEFT_OVER = "left-over"


class Problem(NamedTuple):
    """Something wrong with a history. `path` is relative to the policy directory.

    `version` is empty where it is not about one release.
    """

    version: str
    path: str
    message: str
    remedy: str
    kind: Kind


class History(NamedTuple):
    """The releases that could be read, the oldest first, and what is wrong."""

    releases: tuple[Release, ...]
    problems: tuple[Problem, ...]


def read_history(root: str) -> History:
    """Read the releases of the policy directory `root` and verify them; no `releases/`, no history.

    Every file is hashed and nothing is rendered. Whatever lies there, this does not fail: what
    cannot be read is a problem, and a release whose record cannot be read is not among the
    releases. Only where there is no policy directory, TreeError is raised.
    """
    if not os.path.isdir(root):
        raise TreeError(f"cannot read {root}: no such directory")
    top = os.path.join(root, FOLDER)
    if not os.path.lexists(top):
        return History((), ())
    return _Reading(top).history()


class _Reading:
    def __init__(self, top: str) -> None:
        self.top = top
        self.problems: list[Problem] = []
        self.releases: list[Release] = []

    def history(self) -> History:
        names = self._names("", "")
        if names is not None:
            listed = self._listed(names)
            self._folders(names, listed)
            for one in _first_of_each(listed):
                self._release(one, names)
            self._chain(listed)
        order = sorted(self.problems, key=lambda problem: (problem.path, problem.message))
        return History(tuple(self.releases), tuple(order))

    def _problem(self, kind: Kind, version: str, path: str, message: str, remedy: str = "") -> None:
        shown = f"{FOLDER}/{path}" if path else FOLDER
        self.problems.append(Problem(version, shown, message, remedy or _FROM_GIT, kind))

    # Reading, without following a link or waiting for a pipe

    def _names(self, version: str, path: str) -> dict[str, bool] | None:
        """What a folder holds, by name, and whether each is a folder; None if it is no folder."""
        # Without a slash at the end, which would lead through a link.
        full = os.path.join(self.top, path) if path else self.top
        try:
            if not stat.S_ISDIR(os.lstat(full).st_mode):
                self._problem(Kind.ALTERED, version, path, "it is not a folder")
                return None
            with os.scandir(full) as entries:
                # Hidden files are none of klar's business, but for its own.
                return {
                    one.name: one.is_dir(follow_symlinks=False)
                    for one in entries
                    if one.name.startswith(STAGE) or not one.name.startswith(".")
                }
        except OSError as error:
            self._unreadable(version, path, error)
            return None

    def _open(self, version: str, path: str) -> int | None:
        full = os.path.join(self.top, path)
        try:
            handle = open_plain(full)
        except FileNotFoundError:
            self._problem(Kind.MISSING, version, path, "it is missing")
            return None
        except OSError as error:
            self._unreadable(version, path, error)
            return None
        if handle is None:
            self._problem(Kind.ALTERED, version, path, "it is not a plain file")
        return handle

    def _bytes(self, version: str, path: str) -> bytes | None:
        handle = self._open(version, path)
        if handle is None:
            return None
        try:
            with open(handle, "rb") as file:
                data = file.read(MAX_BYTES + 1)
        except OSError as error:
            self._unreadable(version, path, error)
            return None
        if len(data) > MAX_BYTES:
            self._problem(Kind.ALTERED, version, path, "it is too large to be klar's")
            return None
        return data

    def _hash(self, version: str, path: str) -> str | None:
        handle = self._open(version, path)
        if handle is None:
            return None
        found = sha256()
        try:
            with open(handle, "rb") as file:
                while chunk := file.read(_CHUNK):
                    found.update(chunk)
        except OSError as error:
            self._unreadable(version, path, error)
            return None
        return found.hexdigest()

    def _unreadable(self, version: str, path: str, error: OSError) -> None:
        reason = (error.strerror or "unknown error").lower()
        self._problem(
            Kind.ALTERED, version, path, f"it cannot be read: {reason}", "Make it readable."
        )

    # What each part must be

    def _listed(self, names: dict[str, bool]) -> tuple[Listed, ...]:
        if SUMS not in names:
            versions = [name for name in names if is_version(name)]
            if versions:
                self._problem(
                    Kind.MISSING,
                    # Of a single one it may be that its release, the first, was interrupted.
                    versions[0] if len(versions) == 1 else "",
                    SUMS,
                    "it is missing",
                    "Restore it from git. If the first release was interrupted, run `klar release` "
                    "again.",
                )
            return ()
        data = self._bytes("", SUMS)
        if data is None:
            return ()
        try:
            return read_sums(data)
        except MergeError as error:
            self._problem(
                Kind.CHAIN,
                "",
                SUMS,
                f"{error}: two branches both released a version",
                "Keep the lines of one branch and its folders, remove those of the other, then "
                "raise `version` in statement.yaml and run `klar release` for the rest.",
            )
        except FormatError as error:
            self._problem(Kind.ALTERED, "", SUMS, f"{error}")
        return ()

    def _folders(self, names: dict[str, bool], listed: tuple[Listed, ...]) -> None:
        known = {one.version for one in listed} | {SUMS}
        # Without a list that can be read nothing can be said of the folders.
        if not listed and SUMS in names:
            return
        for name in sorted(names.keys() - known):
            version = name if is_version(name) else ""
            if not version or listed:
                self._problem(
                    Kind.LEFT_OVER,
                    version,
                    printable_name(name),
                    f"{SUMS} does not list it: no release, but what an interrupted one, a merge or "
                    "somebody left here",
                    "Remove it; or if it was released, restore its line from git.",
                )

    def _release(self, one: Listed, names: dict[str, bool]) -> None:
        version = one.version
        if version not in names:
            self._problem(Kind.MISSING, version, version, f"the release {version} is missing")
            return
        found = self._walk(version)
        if found is None:
            return
        data = self._bytes(version, f"{version}/{RECORD}")
        if data is None:
            return
        if (actual := sha256(data).hexdigest()) != one.sha256:
            message = f"it is not the record that {SUMS} lists"
            self._problem(Kind.ALTERED, version, f"{version}/{RECORD}", message)
        try:
            record = read_record(data, version)
        except FormatError as error:
            if actual == one.sha256:
                self._problem(Kind.ALTERED, version, f"{version}/{RECORD}", str(error))
            return
        redactions = self._redactions(one, record, found)
        release = Release(
            version, record, actual, os.path.join(self.top, version), redactions or ()
        )
        self.releases.append(release)
        self._files(release, found, hashed=redactions is not None)

    def _walk(self, version: str) -> set[str] | None:
        """The paths of all that a release's folder holds, but for folders that hold something."""
        names = self._names(version, version)
        if names is None:
            return None
        found: set[str] = set()
        for name, is_folder in names.items():
            inside = self._names(version, f"{version}/{name}") if is_folder else None
            if inside:
                found.update(f"{name}/{below}" for below in inside)
            elif not is_folder or inside == {}:
                found.add(name)
        return found

    def _redactions(
        self, one: Listed, record: dict[str, Any], found: set[str]
    ) -> tuple[Redaction, ...] | None:
        """The redactions of a release; None if they are not as they must be."""
        version, path = one.version, f"{one.version}/{REDACTIONS}"
        if one.redactions is None:
            if REDACTIONS in found:
                self._problem(Kind.ALTERED, version, path, f"{SUMS} does not list it")
                return None
            return ()
        data = self._bytes(version, path)
        if data is None:
            return None
        if sha256(data).hexdigest() != one.redactions:
            self._problem(Kind.ALTERED, version, path, f"it is not the file that {SUMS} lists")
            return None
        try:
            redactions = read_redactions(data)
        except FormatError as error:
            self._problem(Kind.ALTERED, version, path, str(error))
            return None
        hashes: dict[str, str] = dict(record["files"])
        for redaction in redactions:
            for name, (before, after) in redaction.files.items():
                if hashes.get(name) != before:
                    message = f"what it says of {name} does not follow from what was there before"
                    self._problem(Kind.ALTERED, version, path, message)
                    return None
                hashes[name] = after
        return redactions

    def _files(self, release: Release, found: set[str], hashed: bool) -> None:
        version = release.version
        hashes = release.hashes
        for path in sorted(hashes.keys() - found):
            self._problem(Kind.MISSING, version, f"{version}/{path}", "it is missing")
        for path in sorted(found - hashes.keys() - {RECORD, REDACTIONS}):
            self._problem(
                Kind.ALTERED,
                version,
                f"{version}/{printable_name(path)}",
                f"it is no part of the release {version}",
                "Remove it.",
            )
        for path in sorted(hashes.keys() & found):
            actual = self._hash(version, f"{version}/{path}")
            # Where the redactions are in doubt, a file may be as before or as after them.
            if actual and actual != hashes[path] and hashed:
                message = f"it is not as it was released in {version}"
                self._problem(Kind.ALTERED, version, f"{version}/{path}", message)

    # How the releases follow one another

    def _chain(self, listed: tuple[Listed, ...]) -> None:
        records = {release.version: release for release in self.releases}
        followers: dict[str, str] = {}
        seen: set[str] = set()
        before: Listed | None = None
        for one in listed:
            if one.version in seen:
                self._fork(
                    one.version,
                    f"{one.version} is listed twice: two branches both released it",
                    f"the line and the files of {one.version} that are the other's",
                )
                continue
            seen.add(one.version)
            release = records.get(one.version)
            if release:
                self._link(release, before, followers, records)
            before = one

    def _link(
        self,
        release: Release,
        before: Listed | None,
        followers: dict[str, str],
        records: dict[str, Release],
    ) -> None:
        version = release.version
        previous = release.record["previous"]
        name = previous["version"] if previous else ""
        first = followers.setdefault(name, version)
        path = f"{version}/{RECORD}"
        if first != version:
            both = f"both follow {name}" if name else "are both the first"
            self._fork(
                version,
                f"{first} and {version} {both}: two branches both released",
                f"the folder and the line of the other, say {version}",
            )
        elif name != (before.version if before else ""):
            after = f"after {before.version}" if before else "first"
            message = f"it follows {name or 'no release'}, and is listed {after}"
            self._problem(Kind.CHAIN, version, path, message, _LINES)
        elif before and previous["sha256"] != before.sha256:
            message = f"the {name} that it follows is not the one that is here"
            self._problem(Kind.CHAIN, version, path, message)
        elif before and version_number(version) <= version_number(before.version):
            message = f"it follows {before.version}, which is no lower version"
            self._problem(Kind.CHAIN, version, path, message)
        elif before:
            earlier = records.get(before.version)
            if earlier and release.last_updated < earlier.last_updated:
                message = f"it is dated {release.last_updated}, before {earlier.version}"
                self._problem(Kind.CHAIN, version, path, message)

    def _fork(self, version: str, message: str, other: str) -> None:
        self._problem(
            Kind.CHAIN,
            version,
            SUMS,
            message,
            f"Keep the one that was published. Remove {other}, raise `version` in statement.yaml "
            "above the one kept, and run `klar release` again.",
        )


_LINES = f"Restore the lines of {SUMS} from git: each release has one, the oldest first."


def _first_of_each(listed: tuple[Listed, ...]) -> Iterator[Listed]:
    seen: set[str] = set()
    for one in listed:
        if one.version not in seen:
            seen.add(one.version)
            yield one


def printable_name(name: str) -> str:
    """A file's name as it can be shown, whatever bytes it has."""
    if name.isprintable():
        return name
    return name.encode("unicode_escape", "surrogatepass").decode("ascii")
