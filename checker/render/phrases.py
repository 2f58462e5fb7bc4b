"""The fixed phrases of a language, from `docs_templates/phrases/`: labels and sentence patterns."""

from __future__ import annotations

import re
from functools import cache
from typing import Any

from checker import resources, source

FOLDER = "docs_templates/phrases"

_FIELD = re.compile(r"\{([a-z_]+)\}")


class PhraseError(Exception):
    """A language has no phrases, or lacks one: one clear line."""


class Phrases:
    """The phrases of one language, by their dotted keys."""

    def __init__(self, language: str, phrases: dict[str, str]) -> None:
        self.language = language
        self._phrases = phrases
        self._parts: dict[str, tuple[str, ...]] = {}

    def __getitem__(self, key: str) -> str:
        """The phrase itself; PhraseError if the language lacks it."""
        try:
            return self._phrases[key]
        except KeyError:
            raise PhraseError(f"{FOLDER}/{self.language}.yaml lacks the phrase {key}") from None

    def __contains__(self, key: str) -> bool:
        return key in self._phrases

    def keys(self) -> frozenset[str]:
        """All keys."""
        return frozenset(self._phrases)

    def parts(self, key: str) -> tuple[str, ...]:
        """The phrase cut at its fields: words, field, words, field, …, words."""
        parts = self._parts.get(key)
        if parts is None:
            parts = self._parts[key] = tuple(_FIELD.split(self[key]))
        return parts

    def fields(self, key: str) -> tuple[str, ...]:
        """The names of a phrase's fields."""
        return self.parts(key)[1::2]


@cache
def load(language: str) -> Phrases:
    """Read a language's phrases; PhraseError if it has no file or the file cannot be read."""
    path = f"{FOLDER}/{language}.yaml"
    try:
        data = resources.read_bytes(path)
    except OSError:
        raise PhraseError(
            f"klar has no phrases for the language {language}: {path} is missing"
        ) from None
    document = source.read(path, data)
    if document.problems:
        problem = document.problems[0]
        message = source.PROBLEMS[problem.kind].message.format_map(problem.fields)
        raise PhraseError(f"{path}:{problem.span.line}: {message}")
    return Phrases(language, _flat(document.value))


def _flat(value: dict[str, Any], prefix: str = "") -> dict[str, str]:
    flat: dict[str, str] = {}
    for key, item in value.items():
        if isinstance(item, dict):
            flat.update(_flat(item, f"{prefix}{key}."))
        else:
            flat[prefix + key] = str(item)
    return flat
