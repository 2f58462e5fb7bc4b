"""Releases written into their folder, each whole or not at all.

A release is written beside the others under a hidden name, takes its own name in one step, and only
then does SHA256SUMS list it. Whatever ends klar on the way, kill and power cut included, leaves the
list as it was: what it does not list is no release, and the next write removes or restores it.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import sys
from collections.abc import Iterator, Mapping

from checker.render.publish import sync_folder, write_file
from checker.versions.record import (
    ATTRIBUTES,
    ATTRIBUTES_TEXT,
    FOLDER,
    RECORD,
    REDACTIONS,
    STAGE,
    SUMS,
    FormatError,
    Listed,
    digest,
    read_sums,
    write_sums,
)

if sys.platform != "win32":
    import fcntl

_OLD, _NEW = "old", "new"


class StoreError(Exception):
    """Nothing was written. The text is one clear line."""


@contextlib.contextmanager
def exclusively(root: str) -> Iterator[None]:
    """Keep others from writing releases of the policy directory `root`, and mend what a kill left.

    StoreError if somebody is writing now, or the folder cannot be used. A folder for releases is
    made if there is none, and removed again if nothing was written.
    """
    top = os.path.join(root, FOLDER)
    # An interrupt may come before it is known whether the folder was made; only an empty one goes.
    made, handle = True, None
    try:
        try:
            made = _make(top)
            handle = os.open(top, os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0))
            _lock(handle, top)
            _recover(top)
        except OSError as error:
            raise StoreError(_because(top, error)) from None
        yield
    finally:
        if handle is not None:
            os.close(handle)
        if made:
            with contextlib.suppress(OSError):
                os.rmdir(top)


def write_release(root: str, release: Listed, files: Mapping[str, bytes]) -> None:
    """Put the files of a release into its folder, in place of what is there, and list it.

    One that is listed keeps its place. Call it under `exclusively`. StoreError if it fails: then
    everything is as it was, also when the user interrupts.
    """
    top = os.path.join(root, FOLDER)
    # Named before it is made, so that an interrupt in between leaves nothing behind.
    stage = os.path.join(top, f"{STAGE}{os.getpid()}")
    try:
        try:
            os.mkdir(stage)
            _write_release(top, stage, release, files)
        finally:
            shutil.rmtree(stage, ignore_errors=True)
    except OSError as error:
        raise StoreError(_because(top, error)) from None


def _write_release(top: str, stage: str, release: Listed, files: Mapping[str, bytes]) -> None:
    target = os.path.join(top, release.version)
    old, new = os.path.join(stage, _OLD, release.version), os.path.join(stage, _NEW)
    sums, attributes = os.path.join(stage, SUMS), os.path.join(top, ATTRIBUTES)
    for path, data in files.items():
        write_file(os.path.join(new, path), data)
    listed = {one.version: one for one in _listed(top)}
    write_file(sums, write_sums([*{**listed, release.version: release}.values()]))
    os.mkdir(os.path.dirname(old))
    adds_attributes = not os.path.lexists(attributes)
    try:
        if adds_attributes:
            write_file(os.path.join(stage, ATTRIBUTES), ATTRIBUTES_TEXT)
            os.replace(os.path.join(stage, ATTRIBUTES), attributes)
        if os.path.lexists(target):
            os.rename(target, old)
        os.rename(new, target)
        sync_folder(top)
        os.replace(sums, os.path.join(top, SUMS))
        sync_folder(top)
    except BaseException:
        # Also when the user interrupts. Once the list has taken its place, it is done.
        if os.path.lexists(sums):
            if not os.path.lexists(new) and os.path.lexists(target):
                os.rename(target, new)
            if os.path.lexists(old):
                os.rename(old, target)
            if adds_attributes and os.path.lexists(attributes):
                os.unlink(attributes)
        raise


def _recover(top: str) -> None:
    """Undo what a killed klar had begun: what it was replacing goes back, the rest is removed."""
    for name in sorted(os.listdir(top)):
        if not name.startswith(STAGE):
            continue
        stage = os.path.join(top, name)
        kept = os.path.join(stage, _OLD)
        for version in sorted(os.listdir(kept)) if os.path.isdir(kept) else ():
            target = os.path.join(top, version)
            if _is_listed(top, version):
                continue
            if os.path.lexists(target):
                os.rename(target, os.path.join(stage, "undone"))
            os.rename(os.path.join(kept, version), target)
        if os.path.isdir(stage) and not os.path.islink(stage):
            shutil.rmtree(stage)
        else:
            os.unlink(stage)


def _listed(top: str) -> tuple[Listed, ...]:
    try:
        with open(os.path.join(top, SUMS), "rb") as file:
            return read_sums(file.read())
    except FileNotFoundError:
        return ()
    except FormatError as error:
        raise StoreError(f"{os.path.join(top, SUMS)}: {error}") from None


def _is_listed(top: str, version: str) -> bool:
    """Whether a release that is there is the one that SHA256SUMS lists."""
    own = Listed(version, _hash(top, version, RECORD) or "", _hash(top, version, REDACTIONS))
    return [one for one in _listed(top) if one.version == version] == [own]


def _hash(top: str, version: str, name: str) -> str | None:
    try:
        with open(os.path.join(top, version, name), "rb") as file:
            return digest(file.read())
    except FileNotFoundError:
        return None


def _make(top: str) -> bool:
    try:
        os.mkdir(top)
    except FileExistsError:
        return False
    return True


def _lock(handle: int, top: str) -> None:
    if sys.platform == "win32":
        # The rename into place still lets only one of two succeed.
        return
    try:
        # Held by the open folder itself: it leaves no file behind and ends with the process.
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        raise StoreError(f"another klar is writing to {top}: wait until it is done") from None
    except OSError:
        # Some network file systems lock no folders; the rename into place is atomic all the same.
        return


def _because(top: str, error: OSError) -> str:
    reason = (error.strerror or str(error)).lower()
    place = error.filename if isinstance(error.filename, str) else top
    return f"cannot write to {place}: {reason}"
