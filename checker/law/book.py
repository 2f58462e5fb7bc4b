"""The law as dated data: every question is asked as of a date.

The facts are in the YAML files beside this module, each with its source and how well it is
verified. They are read with the same strict reader as a policy, and only when they are asked for.
"""

from __future__ import annotations

from functools import cached_property
from typing import Any

from checker import resources
from checker.source import read


class Book:
    """What the law says. Dates are ISO 8601, and both ends of a period belong to it."""

    def in_eea(self, country: str, on: str) -> bool:
        """Whether a country (ISO 3166-1 code) is inside the European Economic Area on a day."""
        return any(start <= on <= end for start, end in self._eea.get(country, ()))

    def title(self, reference: str) -> str | None:
        """The title of the article that a reference such as `GDPR 13(1)(c)` names, or None."""
        return self._gdpr.get(reference.removeprefix("GDPR "))

    @cached_property
    def _eea(self) -> dict[str, list[tuple[str, str]]]:
        periods: dict[str, list[tuple[str, str]]] = {}
        for member in _facts("eea")["members"]:
            period = (member["from"], member.get("until", "9999-12-31"))
            periods.setdefault(member["country"], []).append(period)
        return periods

    @cached_property
    def _gdpr(self) -> dict[str, str]:
        titles: dict[str, str] = {}
        for article in _facts("gdpr")["articles"]:
            for provision in (str(article["article"]), *article.get("provisions", ())):
                titles[provision] = article["title"]
        return titles


def _facts(name: str) -> Any:
    document = read(f"{name}.yaml", resources.read_bytes(f"law/{name}.yaml"))
    assert not document.problems, document.problems
    return document.value
