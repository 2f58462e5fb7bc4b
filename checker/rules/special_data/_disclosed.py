"""Art. 9 and Art. 10 data that go to others, on grounds for their use that stop short of that."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from checker.finding import Words
from checker.model import Activity, Consent, Disclosure, Policy, SpecialData
from checker.rules import Context, Hit
from checker.rules._markets import listed, markets_in_common, markets_of
from checker.rules._texts import some
from checker.rules.special_data._gaps import NATURES
from checker.rules.special_data._grounds import (
    consent_carries,
    laws_for,
    on_consent_alone,
    rests_on_something,
)

CONSENT = "consent"
EMPLOYMENT = "employment"
SECRECY = "secrecy"
ASSOCIATION = "association"
"""Why a ground for the use stops short of the disclosure, the most telling first."""

_REASONS = (CONSENT, EMPLOYMENT, SECRECY, ASSOCIATION)
_VITAL = "vital"
"""Vital interests are a case, no routine: they carry what is disclosed under a condition."""
_LOOKED_AT = ("special-category", "criminal-offence")


class Limit(NamedTuple):
    """Data of an activity whose grounds all stop short of disclosure in a market, and why.

    `vital` if vital interests are among the grounds.
    """

    data: str
    nature: str
    market: str
    reason: str
    vital: bool


class Beyond(NamedTuple):
    """A disclosure, and what goes out by it although the grounds for its use stop short of that.

    Data are in words, each with its nature; `markets` are those where it is so, `every` those where
    the data go out.
    """

    disclosure: Disclosure
    activities: dict[str, Activity]
    data: dict[str, str]
    markets: dict[str, None]
    every: dict[str, None]


def beyond(context: Context, reason: str) -> Iterator[Beyond]:
    """The disclosures beyond the grounds of the use, for a reason.

    Looks at what told activities, their groups, and sharing rules that name the activity let go to
    others than processors and authorities without a consent to that. Where nothing allows even the
    use, nothing is said here. A disclosure of a group or a rule is one for all its activities.
    """
    policy = context.policy
    consents = {one.route: one for one in policy.every_consent()}
    of_nature = {
        nature: {one.id for one in policy.categories.values() if one.nature == nature}
        for nature in _LOOKED_AT
    }
    named = _naming(policy)
    found: dict[str, Beyond] = {}
    for activity in policy.owing_notice():
        by_data: dict[str, list[Limit]] = {}
        for limit in _limits(context, activity, of_nature, consents):
            if limit.reason == reason:
                by_data.setdefault(limit.data, []).append(limit)
        if not by_data:
            continue
        for disclosure in (*policy.disclosures_of(activity), *named.get(activity.id, ())):
            if not leaves_us(disclosure) or context.misspelt(disclosure.route):
                continue
            every = markets_in_common(policy, activity.applies_in, disclosure.applies_in)
            for name in disclosure.data or by_data:
                short = [
                    limit
                    for limit in by_data.get(name, ())
                    if limit.market in every and not (limit.vital and disclosure.condition)
                ]
                if short:
                    whole = found.setdefault(disclosure.route, Beyond(disclosure, {}, {}, {}, {}))
                    whole.activities[activity.id] = activity
                    whole.data[_words(context, name)] = short[0].nature
                    whole.markets.update(dict.fromkeys(limit.market for limit in short))
                    whole.every.update(dict.fromkeys(every))
    yield from found.values()


def hit(context: Context, one: Beyond, legal: tuple[str, ...] = ()) -> Hit:
    """A hit at a disclosure. Fields: `name` of the recipient, `data`, `names` of the activities.

    And `where`: the markets, if the data go out in others too.
    """
    recipient = context.policy.recipients[one.disclosure.recipient]
    where = "" if len(one.markets) == len(one.every) else f" in {listed(tuple(one.markets))}"
    fields = {
        "name": context.name(recipient),
        "data": Words(some(list(one.data))),
        "names": Words(some([context.words(each.title) for each in one.activities.values()])),
        "where": where,
    }
    related = tuple(
        (f"{name}/special_data", "what the use rests on") for name in list(one.activities)[:_NAMED]
    )
    return Hit(one.disclosure.route, fields, related, legal=legal)


_NAMED = 5
"""How many activities a hit points to."""


def leaves_us(disclosure: Disclosure) -> bool:
    """Whether data go to somebody with purposes of its own, or it is not said, without consent."""
    return disclosure.role not in ("processor", "authority") and not disclosure.consent


def _naming(policy: Policy) -> dict[str, list[Disclosure]]:
    """The disclosures of the sharing rules that name an activity."""
    named: dict[str, list[Disclosure]] = {}
    for rule in policy.sharing.values():
        for activity in rule.applies_to:
            named.setdefault(activity, []).extend(rule.disclosures)
    return named


def _words(context: Context, name: str) -> str:
    category = context.policy.categories.get(name)
    return context.words(category.title) if category else NATURES[name]


def _limits(
    context: Context,
    activity: Activity,
    of_nature: dict[str, set[str]],
    consents: dict[str, Consent],
) -> Iterator[Limit]:
    """Where all the grounds that are stated for the use of some data stop short of disclosure.

    Data are named by their category, or by their nature where the activity names none.
    """
    policy = context.policy
    slip = context.misspelt(f"{activity.id}/special_data", f"{activity.id}/data")
    if slip or not activity.special_data:
        return
    used = [use.category for use in policy.data_of(activity)]
    for nature in _LOOKED_AT:
        entries = [entry for entry in activity.special_data if entry.nature == nature]
        if not entries:
            continue
        naming: dict[str | None, list[SpecialData]] = {}
        for entry in entries:
            for name in entry.data or (None,):
                naming.setdefault(name, []).append(entry)
        general = naming.pop(None, [])
        known = [name for name in used if name in naming or name in of_nature[nature]]
        categories = known if used else [name for name in naming if name] or [nature]
        for market in markets_of(policy, activity.applies_in):
            reasons = {
                entry.route: _reason(context, entry, market, consents)
                for entry in entries
                if (not entry.applies_in or market in entry.applies_in)
                and _grounded(context, entry, market)
            }
            for name in categories:
                if nature == "criminal-offence" and laws_for(
                    activity, None if name == nature else name, market
                ):
                    continue
                own = {
                    reasons[entry.route]
                    for entry in (*naming.get(name, ()), *general)
                    if entry.route in reasons
                }
                told = [one for one in _REASONS if one in own]
                if told and None not in own:
                    yield Limit(name, nature, market, told[0], _VITAL in own)


def _grounded(context: Context, entry: SpecialData, market: str) -> bool:
    """Whether an entry allows the use in a market."""
    if entry.nature == "special-category":
        return entry.ground is not None
    return rests_on_something(entry) and (
        not on_consent_alone(entry) or consent_carries(context, entry.nature, market)
    )


def _reason(
    context: Context, entry: SpecialData, market: str, consents: dict[str, Consent]
) -> str | None:
    """Why what an entry rests on stops short of disclosure in a market; None if it does not.

    A consent that is not described may be one to anything.
    """
    consent = consents.get(entry.consent or "")
    if consent and "sharing" in consent.effect:
        return None
    if entry.nature == "criminal-offence":
        if on_consent_alone(entry):
            return CONSENT if consent else None
        # Under § 8(5) what grounds of Art. 9(2) carry may be disclosed on them as well.
        free = entry.ground not in (None, "9(2)(a)")
        secret = not free and _holds(context, entry.nature, market, "DK", "§ 8, stk. 4")
        return SECRECY if secret else None
    if entry.ground == "9(2)(a)":
        return CONSENT if consent else None
    if entry.ground == "9(2)(c)":
        return _VITAL
    if entry.ground == "9(2)(b)" and _holds(context, entry.nature, market, "SE", "3 kap. 2 §"):
        return EMPLOYMENT
    return ASSOCIATION if entry.ground == "9(2)(d)" else None


def _holds(context: Context, topic: str, market: str, country: str, section: str) -> bool:
    """Whether a section of a country's law holds in a market, as of the statement's date."""
    return market == country and any(
        one.section == section
        for one in context.law.provisions(topic, country, context.statement_date)
    )
