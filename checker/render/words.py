"""How one language says things: phrases filled in, periods, dates, lists, countries.

Values are written by the language's conventions and the phrases, never typed into texts, so that
the languages of the statement cannot disagree.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date

from checker.model import Text
from checker.render import inline
from checker.render.conventions import conventions
from checker.render.nodes import Node, Run, Runs
from checker.render.phrases import Phrases, load

_DURATION = re.compile(r"(\d+)([YMWD])")
_UNITS = {"Y": "year", "M": "month", "W": "week", "D": "day"}
_UNBROKEN = "\u00a0"


class Words:
    """The words of one language."""

    def __init__(self, phrases: Phrases) -> None:
        self.language = phrases.language
        self.phrases = phrases
        self._conventions = conventions(phrases)

    # Phrases

    def say(self, key: str, **fields: Runs | str) -> Runs:
        """A phrase with its fields filled in."""
        parts = self.phrases.parts(key)
        runs: list[Run] = []
        for index, part in enumerate(parts):
            if index % 2 == 0:
                if part:
                    runs.append(Run(part))
                continue
            value = fields[part]
            runs.extend((Run(value),) if isinstance(value, str) else value)
        return tuple(runs)

    def qualified(self, qualifier: str | None, words: Runs) -> Runs:
        """Words with the reservation the statement makes, if it makes one."""
        return self.say(f"qualifier.{qualifier}", words=words) if qualifier else words

    # Texts of the policy

    def text(self, text: Text) -> Runs:
        """A text as words in a line."""
        return inline.phrase(self._source(text))

    def passage(self, text: Text) -> tuple[Node, ...]:
        """A text as paragraphs and lists."""
        return inline.passage(self._source(text))

    def plain(self, text: Text) -> str:
        """A text without any marks."""
        return plain(self.text(text))

    def _source(self, text: Text) -> str:
        # A page never falls back to another language: a draft says that the text is missing.
        return text.languages.get(self.language, self.phrases["page.missing_text"])

    # Values

    def listed(self, items: Iterable[Runs]) -> Runs:
        """Several things in a row: a, b and c."""
        every = [item for item in items if item]
        if len(every) < 2:
            return every[0] if every else ()
        # The language's own pattern, with a mark that no text can hold in each item's place.
        pattern = self._conventions.row([f"\x00{n}\x00" for n in range(len(every))])
        runs: list[Run] = []
        for index, part in enumerate(pattern.split("\x00")):
            if index % 2:
                runs.extend(every[int(part)])
            elif part:
                runs.append(Run(part))
        return tuple(runs)

    def period(self, duration: str) -> str:
        """A length of time in words, from ISO 8601."""
        parts = []
        for number, unit in _DURATION.findall(duration):
            form = self._conventions.plural(int(number))
            key = f"unit.{_UNITS[unit]}.{form}"
            if key not in self.phrases:
                key = f"unit.{_UNITS[unit]}.other"
            parts.append(self.phrases[key].replace("{number} ", number + _UNBROKEN))
        return self._conventions.row(parts)

    def date(self, day: str) -> Runs:
        """A date in words, from ISO 8601."""
        words = self._conventions.date(date.fromisoformat(day))
        return (Run(words, date=day),)

    def country(self, code: str) -> str:
        """The name of a country, from ISO 3166-1; the code itself if it names none."""
        return self._conventions.country(code)

    def countries(self, codes: Iterable[str]) -> Runs:
        """The names of several countries in a row."""
        return self.listed([(Run(self.country(code)),) for code in codes])

    def language_name(self, code: str) -> str:
        """The name of a language in this language."""
        return self._conventions.language(code)

    @property
    def direction(self) -> str:
        """Where a line begins: `ltr` or `rtl`."""
        return self._conventions.direction


def own_name(language: str) -> str:
    """What a language calls itself, as a heading."""
    name = conventions(load(language)).own_name
    return name[:1].upper() + name[1:]


def plain(runs: Runs) -> str:
    """The words alone."""
    return "".join(run.text for run in runs)


def sentence(runs: Runs) -> Runs:
    """Words as they stand at the beginning of a line: the first letter large, names as they are."""
    if not runs or runs[0].name:
        return runs
    first = runs[0]
    return (first._replace(text=first.text[:1].upper() + first.text[1:]), *runs[1:])


def linked(runs: Runs, route: str) -> Runs:
    """The words as one link to another part of the statement, in place of their own links."""
    return tuple(run._replace(href=f"ref:{route}") for run in runs)
