"""A policy as it stood at a git ref: read from the repository, without a checkout or a network."""

from __future__ import annotations

import os
import subprocess

from checker.source import Document, read, refused_entry

_PLAIN = ("100644", "100755")


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
    prefix = _git(root, "rev-parse", "--show-prefix").decode("utf-8", "surrogateescape")
    prefix = prefix.removesuffix("\n")
    commit = _commit(root, ref)
    where = ("--", prefix) if prefix else ()
    listed = _git(root, "ls-tree", "-r", "-z", "--full-tree", commit, *where)
    entries = [_entry(line, prefix) for line in listed.split(b"\0") if line]
    if not entries:
        raise RefError(f"there is no {prefix or 'policy'} at {ref}")
    wanted = [(mode, name, path) for mode, name, path in entries if _is_ours(path)]
    contents = _contents(root, [name for mode, name, _ in wanted if mode in _PLAIN])
    documents: list[Document] = []
    for mode, name, path in wanted:
        what = "" if mode in _PLAIN else "a link"
        refused = refused_entry(path, what)
        documents.append(refused or read(path, contents[name]))
    return tuple(sorted(documents, key=lambda document: document.path))


def _is_ours(path: str) -> bool:
    if any(step.startswith(".") for step in path.split("/")):
        return False
    return path.lower().endswith((".yaml", ".yml"))


def _entry(line: bytes, prefix: str) -> tuple[str, str, str]:
    """Mode, object name and path below the policy of a line of `git ls-tree`."""
    about, _, path = line.partition(b"\t")
    mode, _, name = about.decode("ascii").split(" ")
    return mode, name, path.decode("utf-8", "replace").removeprefix(prefix)


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
            raise GitError(f"the repository lacks the object {name}: run `git fetch`")
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
        raise GitError(reason)
    return done.stdout


def _run(root: str, *command: str, given: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    # Messages in English, whatever the locale; and nothing is ever asked for or fetched.
    quiet = {"LC_ALL": "C", "GIT_TERMINAL_PROMPT": "0", "GIT_NO_LAZY_FETCH": "1"}
    quiet |= {"GIT_OPTIONAL_LOCKS": "0", "GIT_LITERAL_PATHSPECS": "1"}
    try:
        return subprocess.run(  # noqa: S603 - no shell, and a ref is never taken for an option
            ["git", "-C", root, *command],  # noqa: S607 - the user's own git
            input=given,
            capture_output=True,
            check=False,
            env={**os.environ, **quiet},
        )
    except FileNotFoundError:
        raise GitError("git is not installed, or not on the PATH") from None
