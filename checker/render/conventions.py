"""How a language writes what every page holds: rows of things, dates, countries, languages.

babel knows this of most languages. A language that babel does not know, or knows too little of, has
it in a part `locale` of its phrases. A page never falls back to another language's ways.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Protocol

from babel import Locale, UnknownLocaleError
from babel.dates import format_date
from babel.lists import format_list
from babel.plural import PluralRule

from checker.render.phrases import FOLDER, PhraseError, Phrases


class Conventions(Protocol):
    """What a page needs to know of its language besides the phrases."""

    @property
    def own_name(self) -> str:
        """What the language calls itself."""

    @property
    def direction(self) -> str:
        """`ltr` or `rtl`: where a line begins."""

    def row(self, items: Sequence[str]) -> str:
        """Several things in a row: a, b and c."""

    def plural(self, number: int) -> str:
        """The form of a noun after a number, as CLDR names it: `one`, `few`, `other`, …"""

    def date(self, day: date) -> str:
        """A date in words."""

    def country(self, code: str) -> str:
        """The name of a country, from ISO 3166-1; the code itself if it names none."""

    def language(self, code: str) -> str:
        """The name of another language; the code itself if it is not known."""


def conventions(phrases: Phrases) -> Conventions:
    """The ways of the language of some phrases; PhraseError if nothing knows them."""
    if "locale.name" in phrases:
        return _Written(phrases)
    try:
        return _Babel(Locale.parse(phrases.language))
    except (UnknownLocaleError, ValueError):
        raise PhraseError(
            f"babel does not know the language {phrases.language}, so {FOLDER}/"
            f"{phrases.language}.yaml must say how it writes lists, dates and countries, under "
            "`locale`"
        ) from None


def foreign(language: str) -> Conventions:
    """The ways of a language in which no page is written, as babel knows them."""
    return _Babel(Locale.parse(language))


class _Babel:
    """A language that babel knows."""

    def __init__(self, locale: Locale) -> None:
        self._locale = locale
        self.own_name = locale.get_display_name() or str(locale)
        self.direction = locale.text_direction

    def row(self, items: Sequence[str]) -> str:
        return format_list(list(items), locale=self._locale)

    def plural(self, number: int) -> str:
        return str(self._locale.plural_form(number))

    def date(self, day: date) -> str:
        return format_date(day, "long", locale=self._locale)

    def country(self, code: str) -> str:
        return str(self._locale.territories.get(code, code))

    def language(self, code: str) -> str:
        return str(self._locale.languages.get(code, code))


class _Written:
    """A language whose phrases say it all.

    `list.two`, `list.between` and `list.last` have the fields {a} and {b}, `date` has {day},
    {month} and {year}; `month` is by English names, `country` and `language` by codes. `plural`
    holds CLDR's rules for each form but `other`, as in `one: "n is 1"`.
    """

    def __init__(self, phrases: Phrases) -> None:
        self._phrases = phrases
        self.own_name = phrases["locale.name"]
        backwards = "locale.direction" in phrases and phrases["locale.direction"] == "rtl"
        self.direction = "rtl" if backwards else "ltr"
        start = "locale.plural."
        forms = sorted(key for key in phrases.keys() if key.startswith(start))  # noqa: SIM118
        rules = {key.removeprefix(start): phrases[key] for key in forms}
        self.plural = PluralRule(rules)

    def row(self, items: Sequence[str]) -> str:
        if len(items) < 2:
            return "".join(items)
        if len(items) == 2:
            return self._say("list.two", a=items[0], b=items[1])
        row = items[0]
        for item in items[1:-1]:
            row = self._say("list.between", a=row, b=item)
        return self._say("list.last", a=row, b=items[-1])

    def date(self, day: date) -> str:
        month = self._phrases[f"locale.month.{_MONTHS[day.month - 1]}"]
        return self._say("date", day=str(day.day), month=month, year=str(day.year))

    def country(self, code: str) -> str:
        return self._phrases[f"locale.country.{code}"]

    def language(self, code: str) -> str:
        return self._phrases[f"locale.language.{code}"]

    def _say(self, key: str, **fields: str) -> str:
        parts = self._phrases.parts(f"locale.{key}")
        return "".join(fields[part] if at % 2 else part for at, part in enumerate(parts))


_MONTHS = (
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
)
