"""What the schemas say of a field: the help that an editor shows, for those who have none."""

from __future__ import annotations

from functools import cache
from typing import Any

from checker import schema
from checker.source import Document, Path


def description(document: Document, path: Path) -> str:
    """The description of the field that a path leads to in a file; empty if there is none."""
    kind = schema.kind_of(document.path)
    if kind is None:
        return ""
    file, found = kind, _load(kind)
    text = ""
    for step in path:
        options = [found, *found.get("oneOf", ()), *found.get("anyOf", ())]
        if isinstance(step, int):
            found = found.get("items", {})
        else:
            fields = [one.get("properties", {}) for one in options]
            found = next((one[step] for one in fields if step in one), {})
        text = found.get("description", "")
        while "$ref" in found:
            target, _, name = found["$ref"].partition("#/$defs/")
            file = target.removesuffix(".schema.json") or file
            found = _load(file)["$defs"][name]
            text = text or found.get("description", "")
    return text


@cache
def _load(name: str) -> Any:
    return schema.load(name)
