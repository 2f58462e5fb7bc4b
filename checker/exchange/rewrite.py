"""Files of a policy written anew, all of them or none."""

from __future__ import annotations

import contextlib
import os
import shutil
import tempfile
from collections.abc import Mapping


def rewrite(root: str, files: Mapping[str, bytes]) -> None:
    """Replace files below a directory, all of them or none. Raises OSError if that fails.

    Each is written beside the old one first and then takes its place; if something goes wrong on
    the way, those that have taken theirs already give it back.
    """
    made: dict[str, str] = {}
    kept: list[tuple[str, str | None]] = []
    try:
        for path, content in files.items():
            made[path] = _beside(os.path.join(root, path), content)
        for path, new in made.items():
            target = os.path.join(root, path)
            old = _copy(target) if os.path.exists(target) else None
            kept.append((target, old))
            os.replace(new, target)
    except BaseException:
        # Also when the user interrupts: half of it must never stand.
        for target, old in kept:
            with contextlib.suppress(OSError):
                if old:
                    os.replace(old, target)
                else:
                    os.unlink(target)
        kept.clear()
        raise
    finally:
        for name in (*made.values(), *(old for _, old in kept if old)):
            with contextlib.suppress(OSError):
                os.unlink(name)


def _beside(target: str, content: bytes) -> str:
    handle, name = tempfile.mkstemp(prefix=".klar-", dir=os.path.dirname(target) or ".")
    with open(handle, "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    if os.path.exists(target):
        shutil.copymode(target, name)
    else:
        os.chmod(name, 0o644)
    return name


def _copy(target: str) -> str:
    handle, name = tempfile.mkstemp(prefix=".klar-", dir=os.path.dirname(target) or ".")
    os.close(handle)
    shutil.copy2(target, name)
    return name
