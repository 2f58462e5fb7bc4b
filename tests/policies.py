"""Whole policies for tests: the starter of `klar init`, with fixture folders laid over it.

A file of a fixture folder replaces the starter's file of the same path, or adds one. A file named
`X.yaml.delete` (its content does not matter) removes `X.yaml`. `expect.txt`, in which a fixture
lists findings that no mark in the YAML can stand for, is not part of the policy. What a later
folder holds goes over what an earlier one holds.
"""

from __future__ import annotations

import shutil
from pathlib import Path

from checker import resources

STARTER = Path(resources.path("starter"))
EXPECTATIONS = "expect.txt"
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
    return sorted(path for path in files if path.name != EXPECTATIONS)
