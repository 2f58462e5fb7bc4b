"""Whole policies for tests: the starter of `klar init`, with fixture folders laid over it.

A file of a fixture folder replaces the starter's file of the same path, or adds one. A file named
`X.yaml.delete` (its content does not matter) removes `X.yaml`. `expect.txt`, in which a fixture
lists findings that no mark in the YAML can stand for, is not part of the policy, and nor is what
lies in `base/`. What a later folder holds goes over what an earlier one holds.

A fixture of a rule of the family `versions`, and any other that holds `base/`, is checked against a
release: the starter, with the files of `base/` laid over it in the same way.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from unittest import mock

from checker import resources
from checker.build import build
from checker.engine import Base
from checker.model import Policy
from checker.source import MAX_BYTES, MAX_PROBLEMS, MAX_VALUES, read_tree
from tests.releases import release

STARTER = Path(resources.path("starter"))
EXPECTATIONS = "expect.txt"
BASE = "base"
VERSIONS = frozenset(
    path.stem.replace("_", "-") for path in Path(resources.path("rules/versions")).glob("[!_]*.py")
)
"""The rules on what a new version needs."""
_DELETE = ".delete"


def overlay(tmp_path: Path, *folders: Path) -> Path:
    """Copy the starter (without schemas) to `tmp_path/policy` and lay the folders over it."""
    policy = tmp_path / "policy"
    shutil.copytree(STARTER, policy)
    for folder in folders:
        for file in files_of(folder):
            target = policy / file
            if target.name.endswith(_DELETE):
                target.with_name(target.name.removesuffix(_DELETE)).unlink()
                continue
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(folder / file, target)
    return policy


def files_of(folder: Path) -> list[Path]:
    """The files of a fixture folder, by their paths in the policy."""
    if not folder.is_dir():
        raise FileNotFoundError(folder)
    files = (path.relative_to(folder) for path in folder.rglob("*") if path.is_file())
    return sorted(one for one in files if one.name != EXPECTATIONS and one.parts[0] != BASE)


def base_of(fixture: Path) -> Base | None:
    """What a fixture is checked against; None if nothing has been released."""
    laid = fixture / BASE
    if fixture.parent.name not in VERSIONS and not laid.is_dir():
        return None
    with tempfile.TemporaryDirectory() as folder:
        return as_released(overlay(Path(folder), *((laid,) if laid.is_dir() else ())))


def as_released(policy: Path) -> Base:
    """A policy directory as it is now, as what was released last."""
    documents = {document.path: document for document in read_tree(str(policy))}

    def built() -> Policy:
        return build(documents, frozenset()).policy

    return Base({path: document.value for path, document in documents.items()}, built)


# What a fixture cannot hold: files that git or a file system does not keep as they are, and copies
# of what changes.


def _file_too_large(policy: Path) -> None:
    (policy / "terms.yaml").write_bytes(b"#" * (MAX_BYTES + 1))


def _too_many_values(policy: Path) -> None:
    # Keys count as well: they are kept with their places, too.
    (policy / "terms.yaml").write_bytes(b"terms:\n" + b"- a\n" * (MAX_VALUES - 2))


def _too_many_problems(policy: Path) -> None:
    (policy / "terms.yaml").write_bytes(b"terms:\n" + b"- ~\n" * (MAX_PROBLEMS + 50))


def _not_a_plain_file(policy: Path) -> None:
    (policy / "terms.yaml").unlink()
    (policy / "terms.yaml").symlink_to(STARTER / "terms.yaml")


def _unsafe_file_name(policy: Path) -> None:
    (policy / "sections" / "a\x1bb.yaml").write_bytes((policy / "waivers.yaml").read_bytes())


def _schema_copy_drifted(policy: Path) -> None:
    copy_schemas(policy / "schemas")
    drift(policy / "schemas")


def _release_altered(policy: Path) -> None:
    page = release(policy) / "nb" / "statement.html"
    page.write_bytes(page.read_bytes().replace(b"Personvern", b"personvern"))


def _release_missing(policy: Path) -> None:
    (release(policy) / "sv" / "statement.html").unlink()


def _release_out_of_line(policy: Path) -> None:
    """Two branches both released, and the merge kept both lines."""
    release(policy)
    other = shutil.copytree(policy, policy.with_name("other"))
    release(policy, "1.1.0")
    release(other, "1.2.0")
    _, line = (other / "releases" / "SHA256SUMS").read_bytes().splitlines(keepends=True)
    with (policy / "releases" / "SHA256SUMS").open("ab") as sums:
        sums.write(line)
    shutil.copytree(other / "releases" / "1.2.0", policy / "releases" / "1.2.0")
    shutil.rmtree(other)


BREAKS: dict[str, Callable[[Path], None]] = {
    "file-too-large": _file_too_large,
    "not-a-plain-file": _not_a_plain_file,
    "release-altered": _release_altered,
    "release-missing": _release_missing,
    "release-out-of-line": _release_out_of_line,
    "schema-copy-drifted": _schema_copy_drifted,
    "too-many-problems": _too_many_problems,
    "too-many-values": _too_many_values,
    "unsafe-file-name": _unsafe_file_name,
}
"""What breaks a policy so that a rule without fixtures fires."""


def copy_schemas(folder: Path) -> None:
    """Copy klar's schemas, as `klar init` does."""
    shutil.copytree(resources.path("schemas"), folder)


def drift(folder: Path) -> None:
    """Change one of the copies of the schemas in a folder."""
    terms = folder / "terms.schema.json"
    terms.write_bytes(terms.read_bytes().replace(b"Terms", b"terms"))


@contextmanager
def unreadable(name: str) -> Iterator[None]:
    """Refuse to open a policy's file. Not by its rights: whoever runs as root may read all."""
    opened = os.open

    def refuse(path: str, flags: int) -> int:
        if str(path).endswith(name):
            raise PermissionError(13, "Permission denied", path)
        return opened(path, flags)

    with mock.patch("checker.source.os.open", refuse):
        yield
