"""A policy as it stood at a git ref: read from the repository, without a checkout or a network."""

from __future__ import annotations

import os
import subprocess
from typing import NamedTuple

from checker.source import RELEASES, Document, read, refused_entry

_NOT_PLAIN = {"120000": "a link", "160000": "a submodule"}
"""The modes of what is no file of the repository, in words."""

_ELSEWHERE = frozenset(
    (
        "GIT_ALTERNATE_OBJECT_DIRECTORIES",
        "GIT_COMMON_DIR",
        "GIT_DIR",
        "GIT_INDEX_FILE",
        "GIT_NAMESPACE",
        "GIT_OBJECT_DIRECTORY",
        "GIT_PREFIX",
        "GIT_WORK_TREE",
    )
)
"""What git sets for a hook. It speaks of the hook's repository, and the policy may be elsewhere."""


_PARTIAL = "the repository lacks files of that commit: clone it without --filter"


class _Entry(NamedTuple):
    mode: str
    name: str
    size: int
    path: str


class GitError(Exception):
    """There is no repository to read from. The text is one clear line."""


class RefError(GitError):
    """The repository does not have the ref, or not the policy in it."""


def tree_at(root: str, ref: str) -> tuple[Document, ...]:
    """The YAML files of the policy directory `root` as they stood at a ref, by their paths.

    The same files that source.read_tree would read from a checkout of it. Raises RefError for a ref
    that the repository does not have, or in which there is no such directory; GitError if `root` is
    in no repository or there is no git.
    """
    if not os.path.isdir(root):
        raise GitError(f"cannot read {root}: no such directory")
    prefix = _git(root, "rev-parse", "--show-prefix").removesuffix(b"\n")
    commit = _commit(root, ref)
    where = ("--", os.fsdecode(prefix)) if prefix else ()
    listed = _git(root, "ls-tree", "-r", "-l", "-z", "--full-tree", commit, *where)
    entries = [_entry(line, prefix) for line in listed.split(b"\0") if line]
    if not entries:
        raise RefError(f"there is no {os.fsdecode(prefix) or 'policy'} at {ref}")
    refused: dict[str, Document] = {}
    wanted: list[_Entry] = []
    for entry in entries:
        if not _is_ours(entry):
            continue
        document = refused_entry(entry.path, _NOT_PLAIN.get(entry.mode, ""), entry.size)
        if document:
            refused[entry.path] = document
        else:
            wanted.append(entry)
    contents = _contents(root, [entry.name for entry in wanted])
    documents = (read(entry.path, contents[entry.name]) for entry in wanted)
    return tuple(sorted((*refused.values(), *documents), key=lambda document: document.path))


def file_at(root: str, ref: str, path: str) -> bytes | None:
    """A plain file of the policy directory `root` as it stood at a ref; None if there was none.

    Raises as `tree_at` does.
    """
    prefix = _git(root, "rev-parse", "--show-prefix").removesuffix(b"\n")
    where = f"{os.fsdecode(prefix)}{path}"
    listed = _git(root, "ls-tree", "-l", "-z", "--full-tree", _commit(root, ref), "--", where)
    entries = [_entry(line, prefix) for line in listed.split(b"\0") if line]
    names = [one.name for one in entries if one.mode.startswith("100")]
    return _contents(root, names)[names[0]] if names else None


def _is_ours(entry: _Entry) -> bool:
    """Whether source.read_tree would look at it. A link or a submodule could hide a part."""
    steps = entry.path.split("/")
    if any(step.startswith(".") for step in steps) or steps[:-1][:1] == [RELEASES]:
        return False
    return entry.path.lower().endswith((".yaml", ".yml")) or entry.mode in _NOT_PLAIN


def _entry(line: bytes, prefix: bytes) -> _Entry:
    """A line of `git ls-tree -l`, its path below the policy."""
    about, _, path = line.partition(b"\t")
    mode, _, name, size = about.decode("ascii").split()
    below = path.removeprefix(prefix).decode("utf-8", "replace")
    return _Entry(mode, name, int(size) if size.isdigit() else 0, below)


def _commit(root: str, ref: str) -> str:
    if not ref or ref.startswith("-") or "\0" in ref:
        raise RefError(f"{ref!r} is no git ref")
    found = _run(root, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{ref}^{{commit}}")
    if found.returncode == 0:
        return found.stdout.decode("ascii").strip()
    if _run(root, "rev-parse", "--verify", "--quiet", "HEAD^{commit}").returncode:
        raise RefError("the repository has no commits yet")
    if _git(root, "rev-parse", "--is-shallow-repository").strip() == b"true":
        raise RefError(
            f"the repository is shallow and lacks {ref!r}: run `git fetch --unshallow`, "
            "or in CI fetch the whole history"
        )
    raise RefError(f"the repository has no {ref!r}: `git fetch` gets what the remote has")


def _contents(root: str, names: list[str]) -> dict[str, bytes]:
    """The contents of objects, by their names."""
    if not names:
        return {}
    data = _git(root, "cat-file", "--batch", given="".join(f"{name}\n" for name in names).encode())
    contents: dict[str, bytes] = {}
    at = 0
    for name in names:
        end = data.index(b"\n", at)
        header = data[at:end].split(b" ")
        if len(header) != 3:
            raise GitError(_PARTIAL)
        size = int(header[2])
        contents[name] = data[end + 1 : end + 1 + size]
        at = end + 1 + size + 1
    return contents


def _git(root: str, *command: str, given: bytes = b"") -> bytes:
    done = _run(root, *command, given=given)
    if done.returncode:
        lines = done.stderr.decode("utf-8", "replace").strip().splitlines()
        reason = lines[0].removeprefix("fatal: ") if lines else f"git {command[0]} failed"
        if reason.startswith("not a git repository"):
            reason = f"{root} is in no git repository"
        if "lazy fetching" in reason or "could not fetch" in reason:
            reason = _PARTIAL
        if "dubious ownership" in reason:
            reason += "; tell git to trust it: `git config --global --add safe.directory DIR`"
        raise GitError(reason)
    return done.stdout


def _run(root: str, *command: str, given: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    # Messages in English, whatever the locale; and nothing is ever asked for or fetched.
    quiet = {"LC_ALL": "C", "GIT_TERMINAL_PROMPT": "0", "GIT_NO_LAZY_FETCH": "1"}
    quiet |= {"GIT_OPTIONAL_LOCKS": "0", "GIT_LITERAL_PATHSPECS": "1"}
    # Before git 2.44 only this keeps a partial clone from fetching what it lacks.
    quiet |= {"GIT_ALLOW_PROTOCOL": "none"}
    own = {name: value for name, value in os.environ.items() if name not in _ELSEWHERE}
    try:
        return subprocess.run(  # noqa: S603 - no shell, and a ref is never taken for an option
            ["git", "-C", root, *command],  # noqa: S607 - the user's own git
            input=given,
            capture_output=True,
            check=False,
            env={**own, **quiet},
        )
    except FileNotFoundError:
        raise GitError("git is not installed, or not on the PATH") from None
