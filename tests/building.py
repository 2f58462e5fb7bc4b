"""Small policies written in the tests themselves."""

from __future__ import annotations

from textwrap import dedent

from checker import schema
from checker.build import Built, build
from checker.source import read


def built(**files: str) -> Built:
    """Build the model from YAML texts by path; `__` stands for `/` and `_` for `-`.

    Each must fit its schema: what the format does not hold is not in the model.
    """
    documents = {}
    for name, text in files.items():
        folder, _, stem = name.replace("_", "-").rpartition("--")
        path = f"{folder}/{stem}.yaml" if folder else f"{stem}.yaml"
        documents[path] = read(path, dedent(text).encode())
        assert documents[path].problems == ()
    shaped = []
    for path, document in documents.items():
        kind = schema.kind_of(path)
        assert kind is not None, path
        shaped.append((kind, document))
    assert schema.check(shaped) == {}
    return build(documents, frozenset())
