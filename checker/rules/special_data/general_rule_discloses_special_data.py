"""A rule for all sharing lets out sensitive data that no activity says it discloses.

Why
    A sharing rule without `data` and `applies_to` is for all data of all activities: by its words
    health data, criminal records and identification numbers go out, too. Disclosure is a use that
    needs its own ground (GDPR Art. 9(1), 10, 87), and people must be able to tell who gets such
    data (Art. 13(1)(e), 14(1)(e)).

Mend
    Limit the disclosure with `data`, or the rule with `applies_to`; say under `condition` or
    `triggers` when data go out; or state the disclosure at the activities themselves.

Limits
    A judgement: counsel must decide whether these data are meant. Silent for processors and
    authorities, where a consent, a `condition` or `triggers` say when data go out, and where the
    activity or its group discloses these data to the same recipient itself. A rule that names its
    activities is taken to mean what it says. One finding for each disclosure; it names the first
    few activities.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from checker.finding import Certainty, Severity, Words
from checker.model import Activity, Policy
from checker.rules import Context, Hit
from checker.rules._markets import markets_in_common
from checker.rules._texts import some
from checker.rules.special_data._disclosed import leaves_us
from checker.rules.special_data._gaps import NATURES

SEVERITY = Severity.WARNING
CERTAINTY = Certainty.JUDGEMENT
DUTY = "special-categories"
LEGAL: tuple[str, ...] = (
    "GDPR 9(1)",
    "GDPR 10",
    "GDPR 87",
    "GDPR 13(1)(e)",
    "GDPR 14(1)(e)",
)
NEEDS = ("activity", "data-categories", "group", "organisation", "recipients", "sharing")
MESSAGE = "{name!r} gets all data there are, also {data} of {names}"
REMEDY = (
    "Decide whether these data are meant. If not, limit the disclosure with `data` or the rule "
    "with `applies_to`; if so, state the disclosure at the activities."
)


class _Sensitive(NamedTuple):
    """An activity with its sensitive data by category, or by nature if none is named.

    Each in words and with its nature. And what the activity says itself of who gets which data: all
    of them where none are named.
    """

    activity: Activity
    data: dict[str, tuple[str, str]]
    stated: dict[str, list[tuple[str, ...]]]

    def left(self, recipient: str) -> list[tuple[str, str]]:
        """The data that the activity does not itself disclose to a recipient."""
        stated = self.stated.get(recipient, ())
        if any(not names for names in stated):
            return []
        told = {name for names in stated for name in names}
        return [one for name, one in self.data.items() if name not in told]


def check(context: Context) -> Iterator[Hit]:
    """Yield disclosures of general rules by which sensitive data go out unsaid."""
    policy = context.policy
    general = [
        disclosure
        for rule in policy.sharing.values()
        if not rule.applies_to and not rule.triggers
        for disclosure in rule.disclosures
        if leaves_us(disclosure)
        and not (disclosure.data or disclosure.condition or context.misspelt(disclosure.route))
    ]
    sensitive = list(_sensitive(context)) if general else []
    for disclosure in general:
        data: dict[str, str] = {}
        owners: list[Activity] = []
        for one in sensitive:
            scopes = (one.activity.applies_in, disclosure.applies_in)
            left = one.left(disclosure.recipient)
            if left and markets_in_common(policy, *scopes):
                data.update(left)
                owners.append(one.activity)
        if owners:
            recipient = policy.recipients[disclosure.recipient]
            fields: dict[str, str] = {
                "name": context.name(recipient),
                "data": Words(some(list(data))),
                "names": Words(some([context.words(one.title) for one in owners])),
            }
            related = tuple((one.route, "uses such data") for one in owners[:_NAMED])
            natures = set(data.values())
            legal = tuple(one for one in LEGAL if _ABOUT.get(one) in natures or one not in _ABOUT)
            yield Hit(disclosure.route, fields, related, legal=legal)


_ABOUT = {
    "GDPR 9(1)": "special-category",
    "GDPR 10": "criminal-offence",
    "GDPR 87": "national-id",
}
"""What some of the law is about."""
_NAMED = 5
"""How many activities a hit points to."""


def _sensitive(context: Context) -> Iterator[_Sensitive]:
    """The told activities with data of Art. 9, 10 or 87: by their categories, or by what they say.

    An entry that names no data speaks of the categories of its nature, where the activity has any.
    """
    policy = context.policy
    known = {one.id: one.nature for one in policy.categories.values() if one.nature}
    for activity in policy.owing_notice():
        if context.misspelt(f"{activity.id}/special_data", f"{activity.id}/data"):
            continue
        own: dict[str, str] = {}
        for entry in activity.special_data:
            own.update(dict.fromkeys(entry.data, entry.nature))
        used = [use.category for use in policy.data_of(activity)] or [
            name for entry in activity.special_data for name in entry.data
        ]
        data: dict[str, tuple[str, str]] = {
            name: (context.words(policy.categories[name].title), nature)
            for name in used
            if (nature := own.get(name) or known.get(name))
        }
        told = {nature for _, nature in data.values()}
        for entry in activity.special_data:
            if not entry.data and entry.nature not in told:
                data[entry.nature] = (NATURES[entry.nature], entry.nature)
        if data:
            yield _Sensitive(activity, data, _stated(policy, activity))


def _stated(policy: Policy, activity: Activity) -> dict[str, list[tuple[str, ...]]]:
    stated: dict[str, list[tuple[str, ...]]] = {}
    for disclosure in policy.disclosures_of(activity):
        stated.setdefault(disclosure.recipient, []).append(disclosure.data)
    return stated
