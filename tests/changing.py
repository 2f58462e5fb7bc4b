"""Policies that are changed by their values, and written anew."""

from __future__ import annotations

import copy
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import yaml

from checker.source import read_tree

Values = dict[str, Any]
"""The values of a policy's files by their paths without the ending: `activities/visitors`."""
Edit = Callable[[Values], None]


def values_of(policy: Path) -> Values:
    """The values of a policy directory."""
    return {
        document.path.removesuffix(".yaml"): copy.deepcopy(document.value)
        for document in read_tree(str(policy))
    }


def write(values: Values, folder: Path, width: int = 90) -> Path:
    """Write values as a policy directory, which is made anew."""
    shutil.rmtree(folder, ignore_errors=True)
    for name, value in values.items():
        file = folder / f"{name}.yaml"
        file.parent.mkdir(parents=True, exist_ok=True)
        text = yaml.safe_dump(value, allow_unicode=True, sort_keys=False, width=width)
        file.write_text(text, encoding="utf-8")
    return folder


def changed(policy: Path, folder: Path, *edits: Edit) -> Path:
    """A copy of a policy with edits to its values, without its translation lock."""
    values = values_of(policy)
    values.pop("translations.lock", None)
    for edit in edits:
        edit(values)
    return write(values, folder)


def item(items: list[Any], name: str) -> Any:
    """The one of a list's items that has a name."""
    return next(one for one in items if name in (one.get("id"), one.get("category")))


def without(items: list[Any], name: str) -> None:
    """Take an item out of a list."""
    items.remove(item(items, name))
