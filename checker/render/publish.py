"""Files into a folder, all of them or none."""

from __future__ import annotations

import json
import os
import re
import shutil
import stat
import tempfile
from collections.abc import Mapping, Sequence

MANIFEST = "manifest.json"

_STAGE = ".klar-"
_PATH = re.compile(r"[A-Za-z0-9_-][A-Za-z0-9_.-]*(/[A-Za-z0-9_-][A-Za-z0-9_.-]*)*")


class PublishError(Exception):
    """The output could not be written, and stands as it was: one clear line."""


def publish(files: Mapping[str, bytes], out: str) -> None:
    """Put the files into the folder `out`, all of them or none, the manifest last.

    Files that the manifest there names and the new one does not are removed; what is not klar's own
    is left alone. PublishError if anything fails: what was there before then stands as it was.
    """
    try:
        os.makedirs(out, exist_ok=True)
        root = os.path.realpath(out)
        stage = tempfile.mkdtemp(prefix=_STAGE, dir=root)
    except OSError as error:
        raise PublishError(_because(out, error)) from error
    try:
        _publish(files, root, stage)
    except OSError as error:
        raise PublishError(_because(out, error)) from error
    finally:
        shutil.rmtree(stage, ignore_errors=True)


def _publish(files: Mapping[str, bytes], root: str, stage: str) -> None:
    order = sorted(files, key=lambda path: (path == MANIFEST, path))
    stale = sorted(_previous(root) - set(files))
    for path in order:
        _check(root, path)
        write_file(os.path.join(stage, "new", path), files[path])
    done: list[str] = []
    made: list[str] = []
    try:
        for path in order:
            _keep(root, path, stage)
            done.append(path)
            made.extend(_make_folder(os.path.dirname(os.path.join(root, path))))
            os.replace(os.path.join(stage, "new", path), os.path.join(root, path))
        for path in stale:
            if _safe(root, path):
                _keep(root, path, stage)
                done.append(path)
                os.unlink(os.path.join(root, path))
    except BaseException:
        # Also when the user interrupts: half of a statement must never stand.
        _restore(root, stage, done, made)
        raise
    for folder in sorted({os.path.dirname(os.path.join(root, path)) for path in (*order, *stale)}):
        sync_folder(folder)
    for path in stale:
        _drop_empty(root, os.path.dirname(path))


def _check(root: str, path: str) -> None:
    """Refuse what would lead out of the folder or put a file in a folder's place."""
    if not _PATH.fullmatch(path):
        raise OSError(f"{path} is no path inside the folder")
    folder = root
    for step in path.split("/")[:-1]:
        folder = os.path.join(folder, step)
        if os.path.islink(folder):
            raise OSError(f"{folder} is a symbolic link; remove it")
        if os.path.lexists(folder) and not os.path.isdir(folder):
            raise OSError(f"{folder} is not a folder")
    target = os.path.join(root, path)
    if os.path.isdir(target) and not os.path.islink(target):
        raise OSError(f"{target} is a folder")


def _safe(root: str, path: str) -> bool:
    """Whether a file that an old manifest names may be removed: ours, there, and inside."""
    try:
        _check(root, path)
        return stat.S_ISREG(os.lstat(os.path.join(root, path)).st_mode)
    except OSError:
        return False


def _previous(root: str) -> set[str]:
    """The files that the manifest in the folder names; none if it is not one of ours."""
    try:
        with open(os.path.join(root, MANIFEST), "rb") as file:
            manifest = json.loads(file.read())
        archive = manifest.get("archive", {"files": [], "languages": [], "versions": []})
        several = (manifest, archive, *archive["versions"])
        parts = (*several, *(language for one in several for language in one["languages"]))
        return {str(file["path"]) for part in parts for file in part["files"]}
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return set()


def write_file(path: str, data: bytes) -> None:
    """Write a file that is not there yet, with the folders it is in, and have it on disk."""
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, "xb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())


def _keep(root: str, path: str, stage: str) -> None:
    """Keep what stands at a path, so that it can be put back."""
    target = os.path.join(root, path)
    if not os.path.lexists(target):
        return
    kept = os.path.join(stage, "old", path)
    os.makedirs(os.path.dirname(kept), exist_ok=True)
    try:
        os.link(target, kept, follow_symlinks=False)
    except (OSError, NotImplementedError):
        # Not every file system has hard links.
        shutil.copy2(target, kept, follow_symlinks=False)


def _restore(root: str, stage: str, done: Sequence[str], made: Sequence[str]) -> None:
    for path in reversed(done):
        kept, target = os.path.join(stage, "old", path), os.path.join(root, path)
        try:
            if os.path.lexists(kept):
                os.replace(kept, target)
            elif os.path.lexists(target):
                os.unlink(target)
        except OSError:
            continue
    for folder in reversed(made):
        try:
            os.rmdir(folder)
        except OSError:
            continue


def _make_folder(folder: str) -> list[str]:
    if os.path.isdir(folder):
        return []
    made = _make_folder(os.path.dirname(folder))
    os.mkdir(folder)
    return [*made, folder]


def _drop_empty(root: str, folder: str) -> None:
    """Remove a folder that has become empty, and those around it that have then."""
    while folder:
        try:
            os.rmdir(os.path.join(root, folder))
        except OSError:
            return
        folder = os.path.dirname(folder)


def sync_folder(folder: str) -> None:
    """Have what a folder holds on disk, where the system can say so."""
    # Some systems cannot open a folder; the files themselves are on disk already.
    try:
        handle = os.open(folder, os.O_RDONLY)
    except OSError:
        return
    try:
        os.fsync(handle)
    except OSError:
        return
    finally:
        os.close(handle)


def _because(out: str, error: OSError) -> str:
    if error.strerror:
        place = error.filename if isinstance(error.filename, str) else out
        return f"cannot write the statement to {out}: {place}: {error.strerror}"
    return f"cannot write the statement to {out}: {error}"
