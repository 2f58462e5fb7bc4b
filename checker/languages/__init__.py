"""What klar knows of a language: a folder for each, beside this module.

Its files are read with the same strict reader as a policy, and only when they are asked for. A new
language is a new folder; a file that it lacks is not known yet. English, in which klar speaks to
editors and lawyers, has a folder too and is no language of a statement.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from functools import cache
from typing import Any

from checker import resources
from checker.source import read

ENGLISH = "en"


def known() -> frozenset[str]:
    """The codes of the languages of statements that have a folder."""
    return _folders() - {ENGLISH}


@cache
def _folders() -> frozenset[str]:
    root = resources.path("languages")
    return frozenset(
        name
        for name in os.listdir(root)
        if os.path.isdir(os.path.join(root, name)) and name[0] != "_"
    )


def phrases(language: str, field: str) -> Mapping[str, tuple[str, ...]]:
    """The phrases of a field of a language's phrases, such as `vague`, by the name of their group.

    All are in lower case. A language without the file, or without the field, has none.
    """
    groups = data(language, "phrases").get(field, {})
    return {name: tuple(listed) for name, listed in groups.items()}


@cache
def data(language: str, name: str) -> Mapping[str, Any]:
    """What a file of a language holds, such as `phrases` of `da`; nothing if there is none."""
    if language not in _folders():
        return {}
    path = f"languages/{language}/{name}.yaml"
    if not os.path.exists(resources.path(path)):
        return {}
    document = read(path, resources.read_bytes(path))
    assert not document.problems, document.problems
    content: Mapping[str, Any] = document.value
    return content
