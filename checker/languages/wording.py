"""Reads the lists of words beside it, each once and only when a rule asks for it."""

from __future__ import annotations

from functools import cache
from typing import Any

from checker import resources
from checker.source import read


@cache
def wording(name: str) -> dict[str, dict[str, Any]]:
    """The lists of `languages/NAME.yaml`: language code to the name of a list to its content."""
    document = read(f"{name}.yaml", resources.read_bytes(f"languages/{name}.yaml"))
    assert not document.problems, document.problems
    lists: dict[str, dict[str, Any]] = document.value
    return lists
