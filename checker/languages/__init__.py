"""What klar knows of a language: one YAML file for each, beside this module.

They are read with the same strict reader as a policy, and only when they are asked for. A new
language is a new file.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from functools import cache
from typing import Any

from checker import resources
from checker.source import read


@cache
def known() -> frozenset[str]:
    """The codes of the languages that have a file."""
    names = os.listdir(resources.path("languages"))
    return frozenset(name.removesuffix(".yaml") for name in names if name.endswith(".yaml"))


def phrases(language: str, field: str) -> Mapping[str, tuple[str, ...]]:
    """The phrases of a field of a language's file, such as `vague`, by the name of their group.

    All are in lower case. A language without a file, or without the field, has none.
    """
    groups = _of(language).get(field, {}) if language in known() else {}
    return {name: tuple(listed) for name, listed in groups.items()}


@cache
def _of(language: str) -> Any:
    name = f"{language}.yaml"
    document = read(name, resources.read_bytes(f"languages/{name}"))
    assert not document.problems, document.problems
    return document.value
