"""Policies with releases, for tests."""

from __future__ import annotations

import json
import re
from pathlib import Path

from checker.engine import compile_policy
from checker.versions.freeze import freeze, level_after, source_of
from checker.versions.history import History, read_history
from checker.versions.record import RECORD, Listed, digest, dump
from checker.versions.store import exclusively, write_release


def release(policy: Path, version: str | None = None, *, day: str | None = None) -> Path:
    """Release a policy as it is, under a version and a date if given; gives the folder.

    What `klar release` refuses is not refused here.
    """
    if version:
        set_version(policy, version, day)
    result = compile_policy(str(policy))
    assert result.policy.statement
    with exclusively(str(policy)):
        history = read_history(str(policy))
        last = history.releases[-1] if history.releases else None
        source = source_of(result.documents.values())
        level = level_after(last, result.policy) if last else None
        files = freeze(result.policy, source, last, level)
        name = result.policy.statement.version
        write_release(str(policy), Listed(name, digest(files[RECORD]), None), files)
    return policy / "releases" / name


def set_version(policy: Path, version: str, day: str | None = None) -> None:
    """Raise the version of a policy, with its date."""
    statement = policy / "statement.yaml"
    text = re.sub(r"(?m)^version: .*$", f"version: {version}", statement.read_text("utf-8"))
    if day:
        text = re.sub(r"(?m)^last_updated: .*$", f"last_updated: {day}", text)
    statement.write_text(text, "utf-8")


def problems(policy: Path) -> list[tuple[str, str, str]]:
    """What is wrong with the history of a policy: kind, path and message."""
    return [(str(one.kind), one.path, one.message) for one in history(policy).problems]


def history(policy: Path) -> History:
    """The history of a policy."""
    return read_history(str(policy))


def files_in(folder: Path) -> dict[str, bytes]:
    """Every file below a folder, hidden ones too, by its path."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def relist(policy: Path) -> None:
    """Let SHA256SUMS list what is there, as somebody would who covers up a change."""
    sums = policy / "releases" / "SHA256SUMS"
    lines = []
    for line in sums.read_text().splitlines():
        path = line[66:]
        lines.append(f"{digest((policy / 'releases' / path).read_bytes())}  {path}\n")
    sums.write_text("".join(lines))


def rewrite_record(folder: Path, **fields: object) -> None:
    """Change fields of a release's record, in the form that klar writes."""
    record = json.loads((folder / RECORD).read_text("utf-8"))
    (folder / RECORD).write_bytes(dump({**record, **fields}))
