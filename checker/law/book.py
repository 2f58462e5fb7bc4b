"""The law as dated data: every question is asked as of a date.

The facts are in the YAML files beside this module, each with its source and how well it is
verified. They are read with the same strict reader as a policy, and only when they are asked for.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cached_property
from typing import Any, NamedTuple

from checker import resources
from checker.source import read

ALWAYS = "0001-01-01"
EVER = "9999-12-31"
_NUMBER = re.compile(r"\b\d{4}/\d{1,4}\b")


class Decision(NamedTuple):
    """A decision by which personal data may go to a territory (ISO 3166-1 code, or `EPO`).

    `kind` is `adequacy`, or `bridge` for what only stood in for a decision. `scope` says what it is
    limited to and `scope_key` names that for rules; without them it covers the whole territory.
    """

    number: str
    territory: str
    name: str
    start: str
    until: str | None
    scope: str | None
    scope_key: str | None
    ended_by: str | None
    contested: str | None
    verification: str
    source: str
    kind: str
    extended_by: tuple[str, ...]


class Instrument(NamedTuple):
    """Standard clauses: `transfer-clauses`, or `processor-clauses` that are no tool for transfers.

    `new_until` is the last day for new contracts, `until` the last day on which old ones serve.
    """

    number: str
    name: str
    kind: str
    start: str
    new_until: str | None
    until: str | None
    verification: str
    source: str


class StatutoryPeriod(NamedTuple):
    """How long a statute asks (`minimum`) or allows (`maximum`) to keep something (ISO 8601).

    `material` says what the period is limited to, `doubt` what is not sure about it; `provision` is
    a reference for `Book.title`.
    """

    regime: str
    country: str
    minimum: str | None
    maximum: str | None
    start_of_period: str
    material: str | None
    provision: str
    verification: str
    source: str
    doubt: str | None


class Age(NamedTuple):
    """The age from which a child's own consent carries an information society service (Art. 8)."""

    country: str
    age: int
    provision: str
    verification: str
    source: str


class NationalProvision(NamedTuple):
    """A section of a national act, and in a sentence what it says.

    `grounds` is what a private company may rest data on offences or national identification numbers
    on: `explicit-consent`, `consent`, `overriding-interest`, `certain-identification`,
    `statute`, or a condition such as `9(2)(f)`. Empty for other topics.
    """

    reference: str
    country: str
    act: str
    section: str
    topic: str
    says: str
    grounds: tuple[str, ...]
    verification: str
    source: str


class Act(NamedTuple):
    """A change of the law on a day. Without a country it concerns every market."""

    date: str
    title: str
    topic: str
    country: str | None
    says: str
    verification: str
    source: str


class Contact(NamedTuple):
    """A way to reach an authority: `postal`, `email`, `phone`, `web`, or `complaint` for a page."""

    kind: str
    value: str
    verification: str
    source: str


class Authority(NamedTuple):
    """A supervisory authority under its name on a day.

    `names` is what a text in each language calls it today.
    """

    country: str
    name: str
    earlier_names: tuple[str, ...]
    names: dict[str, str]
    contacts: tuple[Contact, ...]
    verification: str
    source: str


class Duty(NamedTuple):
    """Something a statement owes its readers: a row of `klar duties`.

    `collected` and `obtained` are its points in Art. 13 and 14, `others` what else it rests on.
    `concerns` is `activity` where each activity owes it, or else `statement`. `not_shown` says why
    nothing on a page can meet it.
    """

    id: str
    title: str
    collected: tuple[str, ...]
    obtained: tuple[str, ...]
    others: tuple[str, ...]
    concerns: str
    when: str
    not_shown: str | None

    @property
    def references(self) -> tuple[str, ...]:
        """Everything it rests on, each once: `GDPR 13(1)(c)`."""
        return tuple(dict.fromkeys((*self.collected, *self.obtained, *self.others)))

    @property
    def law(self) -> str:
        """Everything it rests on, in a line: `GDPR 13(1)(c), 14(1)(c)`."""
        return f"GDPR {', '.join(one.removeprefix('GDPR ') for one in self.references)}"


class Book:
    """What the law says. Dates are ISO 8601, and both ends of a period belong to it."""

    def __init__(self) -> None:
        self._documents: dict[str, Any] = {}

    def in_eea(self, country: str, on: str) -> bool:
        """Whether a country (ISO 3166-1 code) is inside the European Economic Area on a day."""
        return any(start <= on <= end for start, end in self._eea.get(country, ()))

    def title(self, reference: str, language: str = "en") -> str | None:
        """What a reference names, or None if there is no such thing.

        `GDPR 13(1)(c)` gives the title of the article, in a language, and a point of Art. 6(1) or
        9(2) its own name after it; `WP260 rev.01` gives the title of the guidelines and
        `SE LEK 9 kap. 28 §` what the section says, both in English.
        """
        if reference.startswith("GDPR "):
            return self._gdpr_title(reference[5:], language)
        known = self._citable.get(reference)
        return known[0] if known else None

    def verification(self, reference: str) -> str | None:
        """How well what a reference names is verified: official, secondary, unverified, or None."""
        if reference.startswith("GDPR "):
            article = self._articles.get(reference[5:])
            return article["verification"] if article else None
        known = self._citable.get(reference)
        return known[1] if known else None

    def decisions(self, territory: str | None = None) -> tuple[Decision, ...]:
        """All decisions, or those of one territory, ended ones too, in the order of their start."""
        return tuple(one for one in self._decisions if territory in {None, one.territory})

    def adequacy(self, territory: str, on: str) -> tuple[Decision, ...]:
        """The decisions in force for a territory on a day, whatever their scope."""
        return tuple(
            one for one in self.decisions(territory) if one.start <= on <= (one.until or EVER)
        )

    def decision(self, number: str) -> Decision | None:
        """The decision with a number such as `2023/1795`, `(EU) 2023/1795` or `2000/520/EC`.

        The number of a decision that extended another gives the one that was extended.
        """
        bare = _bare(number)
        for one in self._decisions:
            if bare == one.number or bare in one.extended_by:
                return one
        return None

    def instruments(self) -> tuple[Instrument, ...]:
        """The Commission's standard clauses, old ones too, in the order of their start."""
        return self._instruments

    def instrument(self, number: str) -> Instrument | None:
        """The standard clauses with a number such as `2021/914` or `2010/87/EU`."""
        bare = _bare(number)
        return next((one for one in self._instruments if one.number == bare), None)

    def statutory(self, regime: str, country: str, on: str) -> tuple[StatutoryPeriod, ...]:
        """The statutory periods of a regime (such as `accounting`) in a country on a day."""
        return tuple(
            period
            for start, end, period in self._periods
            if (period.regime, period.country) == (regime, country) and start <= on <= end
        )

    def consent_age(self, country: str, on: str) -> Age | None:
        """The age of consent to information society services, where the book knows it."""
        for start, end, age in self._ages:
            if age.country == country and start <= on <= end:
                return age
        return None

    def provisions(self, topic: str, country: str, on: str) -> tuple[NationalProvision, ...]:
        """The provisions of a country on a topic, in force on a day."""
        return tuple(
            provision
            for start, end, provision in self._national
            if (provision.topic, provision.country) == (topic, country) and start <= on <= end
        )

    def acts(self, after: str, until: str) -> tuple[Act, ...]:
        """What has changed in the law after one day and until another, in order."""
        return tuple(act for act in self._acts if after < act.date <= until)

    def authority(self, country: str, on: str) -> Authority | None:
        """The supervisory authority of a country, under its name on a day."""
        fact = next((one for one in self._authorities if one["country"] == country), None)
        if fact is None:
            return None
        names = [(one["until"], one["name"]) for one in fact.get("earlier", ())]
        names.append((EVER, fact["name"]))
        return Authority(
            country,
            next(name for until, name in names if on <= until),
            tuple(name for until, name in names if until < on),
            fact["names"],
            tuple(
                Contact(one["kind"], one["value"], one["verification"], one["source"])
                for one in _merged(fact, fact["contacts"])
            ),
            fact["verification"],
            fact["source"],
        )

    def needs_law(self, ground: str) -> bool:
        """Whether a point of Art. 6(1) or 9(2) holds only together with a provision of law."""
        return bool(self._grounds.get(ground, {}).get("needs_law"))

    def duties(self) -> tuple[Duty, ...]:
        """Every duty to inform, in the order of the law."""
        return tuple(
            Duty(
                one["id"],
                one["title"],
                _points(one, "article_13"),
                _points(one, "article_14"),
                _points(one, "others"),
                one["concerns"],
                one["when"],
                one.get("not_shown"),
            )
            for one in self._facts("duties", "duties")
        )

    def reviewed(self, name: str) -> str:
        """The day on which the facts of a file, such as `adequacy`, were last gone through."""
        return str(self._document(name)["reviewed"])

    def _gdpr_title(self, provision: str, language: str) -> str | None:
        article = self._articles.get(provision)
        if article is None:
            return None
        title: str = article["title"][language]
        named = provision.startswith(("6(1)(", "9(2)("))
        return f"{title}: {self._grounds[provision]['name'][language]}" if named else title

    def _document(self, name: str) -> Any:
        if name not in self._documents:
            document = read(f"{name}.yaml", resources.read_bytes(f"law/{name}.yaml"))
            assert not document.problems, document.problems
            self._documents[name] = document.value
        return self._documents[name]

    def _facts(self, name: str, part: str) -> list[dict[str, Any]]:
        """The facts in one part of a file, each with what its file says of all of them."""
        document = self._document(name)
        return _merged(document, document[part])

    @cached_property
    def _eea(self) -> dict[str, list[tuple[str, str]]]:
        periods: dict[str, list[tuple[str, str]]] = {}
        for member in self._document("eea")["members"]:
            periods.setdefault(member["country"], []).append(_period(member))
        return periods

    @cached_property
    def _articles(self) -> dict[str, dict[str, Any]]:
        articles: dict[str, dict[str, Any]] = {}
        for article in self._facts("gdpr", "articles"):
            for provision in (str(article["article"]), *article.get("provisions", ())):
                articles[provision] = article
        return articles

    @cached_property
    def _citable(self) -> dict[str, tuple[str, str]]:
        """What can be cited besides the GDPR. Of two versions of a section the later one counts."""
        citable = {one.reference: (one.says, one.verification) for _, _, one in self._national}
        for one in self._facts("guidelines", "guidelines"):
            citable[one["reference"]] = (one["title"], one["verification"])
        return citable

    @cached_property
    def _grounds(self) -> dict[str, dict[str, Any]]:
        return {one["point"]: one for one in self._document("grounds")["points"]}

    @cached_property
    def _decisions(self) -> tuple[Decision, ...]:
        found = [
            Decision(
                one["number"],
                one["territory"],
                one["name"],
                one["from"],
                one.get("until"),
                one.get("scope"),
                one.get("scope_key"),
                one.get("ended_by"),
                one.get("contested"),
                one["verification"],
                one["source"],
                one.get("kind", "adequacy"),
                tuple(one.get("extended_by", ())),
            )
            for one in self._facts("adequacy", "decisions")
        ]
        return tuple(sorted(found, key=lambda one: (one.start, one.territory)))

    @cached_property
    def _instruments(self) -> tuple[Instrument, ...]:
        found = [
            Instrument(
                one["number"],
                one["name"],
                one["kind"],
                one["from"],
                one.get("new_until"),
                one.get("until"),
                one["verification"],
                one["source"],
            )
            for one in self._facts("instruments", "instruments")
        ]
        return tuple(sorted(found, key=lambda one: one.start))

    @cached_property
    def _periods(self) -> list[tuple[str, str, StatutoryPeriod]]:
        return [
            (
                *_period(one),
                StatutoryPeriod(
                    one["regime"],
                    one["country"],
                    one.get("minimum"),
                    one.get("maximum"),
                    one["start"],
                    one.get("material"),
                    one["provision"],
                    one["verification"],
                    one["source"],
                    one.get("doubt"),
                ),
            )
            for one in self._facts("retention", "periods")
        ]

    @cached_property
    def _sections(self) -> list[dict[str, Any]]:
        """The provisions of all national acts, with what is said of their act."""
        return [
            section
            for act in self._facts("national", "acts")
            for section in _merged(act, act["provisions"])
        ]

    @cached_property
    def _national(self) -> list[tuple[str, str, NationalProvision]]:
        return [
            (
                *_period(one),
                NationalProvision(
                    _reference(one),
                    one["country"],
                    one["act"],
                    one["section"],
                    one["topic"],
                    one["says"],
                    tuple(one.get("private_grounds", ())),
                    one["verification"],
                    one["source"],
                ),
            )
            for one in self._sections
        ]

    @cached_property
    def _ages(self) -> list[tuple[str, str, Age]]:
        return [
            (
                *_period(one),
                Age(
                    one["country"],
                    one["age"],
                    _reference(one),
                    one["verification"],
                    one["source"],
                ),
            )
            for one in self._sections
            if "age" in one
        ]

    @cached_property
    def _acts(self) -> list[Act]:
        found = [
            Act(
                one["date"],
                one["title"],
                one["topic"],
                one.get("country"),
                one["says"],
                one["verification"],
                one["source"],
            )
            for one in self._facts("acts", "acts")
        ]
        return sorted(found, key=lambda one: (one.date, one.title))

    @cached_property
    def _authorities(self) -> list[dict[str, Any]]:
        return self._facts("authorities", "authorities")


def _bare(number: str) -> str:
    """A number without what stands around it: `2000/520` for `2000/520/EC`."""
    found = _NUMBER.search(number)
    return found.group() if found else number


def _reference(section: dict[str, Any]) -> str:
    return f"{section['country']} {section['act']} {section['section']}"


def _period(fact: dict[str, Any]) -> tuple[str, str]:
    return fact.get("from", ALWAYS), fact.get("until", EVER)


def _points(duty: dict[str, Any], field: str) -> tuple[str, ...]:
    return tuple(f"GDPR {point}" for point in duty.get(field, ()))


def _merged(whole: dict[str, Any], facts: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    """Facts with what is said of the whole they are in, where they do not say otherwise."""
    shared = {key: value for key, value in whole.items() if not isinstance(value, (list, dict))}
    return [{**shared, **fact} for fact in facts]
