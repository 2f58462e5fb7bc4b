"""The terms of data protection law in a language, from its `terms.yaml`."""

from __future__ import annotations

import re
from functools import cache
from itertools import product
from typing import NamedTuple

from checker.languages import data

_CHOICE = re.compile(r"\(([^()]*)\)")
_PARTED = " / "

Forms = tuple[str, ...]
"""The forms of one term, in lower case."""


class Concept(NamedTuple):
    """What the law has a term for: the term, those used instead of it, and those that are wrong.

    The first of `terms` is the term itself with what may stand beside it.
    """

    id: str
    name: str
    terms: tuple[Forms, ...]
    wrong: tuple[Forms, ...]


@cache
def concepts(language: str) -> tuple[Concept, ...]:
    """The concepts for which a language has several terms or wrong ones; none if it is unknown."""
    return tuple(
        concept
        for name, entry in _entries(language)
        if isinstance(entry, dict)
        and (concept := _concept(name, entry))
        and (concept.wrong or len(concept.terms) > 1)
    )


@cache
def glossary(language: str) -> dict[str, Concept]:
    """Every concept of a language by its id; none if its terms are unknown."""
    return {
        name: _concept(name, {"term": entry} if isinstance(entry, str) else entry)
        for name, entry in _entries(language)
    }


def _entries(language: str) -> list[tuple[str, str | dict[str, str]]]:
    return list(data(language, "terms").get("terms", {}).items())


def _concept(name: str, entry: dict[str, str]) -> Concept:
    own = _PARTED.join(entry[key] for key in ("term", "short") if key in entry)
    return Concept(
        name,
        next(_forms(entry["term"].split(_PARTED, 1)[0])),
        (_alternatives(own), *_each(entry.get("other"))),
        _each(entry.get("not")),
    )


def _each(written: str | None) -> tuple[Forms, ...]:
    """Alternatives that are terms of their own."""
    return tuple(map(_alternatives, written.split(_PARTED))) if written else ()


def _alternatives(written: str) -> Forms:
    return tuple(
        " ".join(form.casefold().split()) for one in written.split(_PARTED) for form in _forms(one)
    )


def _forms(written: str) -> product[str] | map[str]:
    """The forms that `oplysning(er|en|)` stands for, in its order."""
    parts = [part.split("|") for part in _CHOICE.split(written)]
    return map("".join, product(*parts))
