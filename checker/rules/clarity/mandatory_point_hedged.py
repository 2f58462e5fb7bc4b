"""A point that people must be told is stated with a reservation.

Why
    The points of GDPR Art. 13 and 14 must be told in clear and plain words (Art. 12(1)). WP260
    warns against "may", "often" and "in some cases": they leave people unable to tell whether it is
    so for them.

Mend
    Say when it is so: split the point by data, people or countries, or state the `condition`. If
    it cannot be said, be ready to show why.

Limits
    A judgement. Looks at the `qualifier` of roles, purposes, lawful bases, what allows special
    data, disclosures, transfers and their safeguards, retention rules, sources other than the
    person, and the data these give. Silent for where-applicable, which says no more than the law's
    own "if any", where a `condition` says when, and for the roles of a group of which an activity
    states roles of its own. Rights are not looked at: "you may complain" is fine.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple, Protocol

from checker.finding import Certainty, Severity, Words
from checker.model import (
    Activity,
    Basis,
    Disclosure,
    Group,
    Policy,
    Purpose,
    Role,
    SharingRule,
    Source,
)
from checker.rules import Context, Hit

SEVERITY = Severity.WARNING
CERTAINTY = Certainty.JUDGEMENT
DUTY = "clear-language"
LEGAL: tuple[str, ...] = ("GDPR 12(1)", "WP260 rev.01")
NEEDS = ("activity", "group", "organisation", "recipients", "retention", "sharing", "sources")
MESSAGE = "{what} {name!r} is stated with the reservation {words!r}"
REMEDY = (
    "Say when it is so and when not. Counsel must decide whether it can be left open, and be able "
    "to show why."
)


class _Stated(Protocol):
    @property
    def route(self) -> str: ...

    @property
    def id(self) -> str: ...

    @property
    def qualifier(self) -> str | None: ...


def check(context: Context) -> Iterator[Hit]:
    """Yield each point with a qualifier that leaves open whether it is so."""
    for what, point in _points(context):
        if point.qualifier and point.qualifier != "where-applicable":
            fields = {
                "what": what,
                "id": point.id,
                "name": _name(context, point),
                "qualifier": point.qualifier,
                "words": Words(point.qualifier.replace("-", " ")),
            }
            yield Hit(f"{point.route}/qualifier", fields)


def _name(context: Context, point: _Stated) -> Words:
    """The point in the editor's own words, where it has any."""
    if isinstance(point, Disclosure):
        recipient = context.policy.recipients.get(point.recipient)
        return context.name(recipient) if recipient else Words(point.recipient)
    if isinstance(point, _Data):
        category = context.policy.categories.get(point.id)
        return context.words(category.title) if category else Words(point.id)
    if isinstance(point, (Basis, Purpose, Role, Source)) and point.text:
        return context.words(point.text)
    return Words(point.id)


def _points(context: Context) -> Iterator[tuple[str, _Stated]]:
    policy = context.policy
    for role in policy.organisation.roles if policy.organisation else ():
        if not role.condition:
            yield "the role", role
    told = policy.told()
    refined = {one.part_of for one in told if isinstance(one, Activity) and one.roles}
    for owner in told:
        if isinstance(owner, Activity):
            yield from _data(policy, owner)
        yield from _points_of(owner, roles=owner.id not in refined)
    for source in policy.general_sources:
        yield from _source(source)
    for rule in policy.general_retention:
        yield "the retention rule", rule
    for recipient in context.told_recipients:
        for transfer in recipient.transfers:
            yield "the transfer", transfer
            for safeguard in transfer.safeguards:
                yield "the safeguard", safeguard


def _points_of(
    owner: Activity | Group | SharingRule, *, roles: bool
) -> Iterator[tuple[str, _Stated]]:
    if not isinstance(owner, SharingRule):
        for role in owner.roles:
            if roles and not role.condition:
                yield "the role", role
        for source in owner.sources:
            yield from _source(source)
    if not isinstance(owner, Group):
        for purpose in owner.purposes:
            yield "the purpose", purpose
        for basis in owner.bases:
            if not basis.whose:
                yield "the lawful basis", basis
    if isinstance(owner, Activity):
        for entry in owner.special_data:
            # What rests on nothing is the business of the rules on special data.
            if entry.ground or entry.provision or entry.consent:
                yield "what allows the special data", entry
        for rule in owner.retention:
            yield "the retention rule", rule
    for disclosure in owner.disclosures:
        if not disclosure.condition:
            yield "the disclosure to", disclosure


class _Data(NamedTuple):
    route: str
    id: str
    qualifier: str | None


def _data(policy: Policy, activity: Activity) -> Iterator[tuple[str, _Stated]]:
    """The data that have not been obtained from the person: GDPR Art. 14(1)(d)."""
    hedged = [use for use in activity.data if use.qualifier]
    if hedged:
        elsewhere = [one for one in policy.owed_sources(activity) if one.from_elsewhere]
        for use in hedged:
            if any(not one.data or use.category in one.data for one in elsewhere):
                yield "the data category", _Data(use.route, use.category, use.qualifier)


def _source(source: Source) -> Iterator[tuple[str, _Stated]]:
    if source.from_elsewhere:
        yield "the source", source
