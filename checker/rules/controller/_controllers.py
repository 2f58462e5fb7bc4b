"""Who is controller where GDPR Art. 13 and 14 bind us, and how they can be reached."""

from __future__ import annotations

from collections.abc import Iterator

from checker.model import LegalEntity, Officer, Policy, Role

CONTACT = ("form", "email", "phone", "post", "website")
"""The kinds of channel by which a controller can be reached."""

_NO_CONTACT = ("unsubscribe-link", "site-control")
"""Channels by which no person can be reached."""


def controllers(policy: Policy) -> Iterator[tuple[LegalEntity, Role]]:
    """Each legal entity that is a controller or joint controller, once, with the role it has."""
    seen: set[str] = set()
    for activity in policy.owing_notice():
        for role in policy.roles_of(activity):
            for who in role.who if role.role != "processor" else ():
                entity = policy.entities.get(who)
                if entity and who not in seen:
                    seen.add(who)
                    yield entity, role


def named_by(entity: LegalEntity) -> tuple[str, ...]:
    """The ids a role means that names an entity: its own and, for a set, those of its members."""
    return (entity.id, *entity.members)


def shown_contacts(policy: Policy) -> frozenset[str]:
    """The contact channels that a section shows: they serve every controller."""
    shown = {
        name
        for section in policy.sections.values()
        for block in section.content
        if block.show == "channels"
        for name in block.only or policy.channels
    }
    return contacts(policy, shown)


def contacts_of(policy: Policy, entity: LegalEntity) -> frozenset[str]:
    """The contact channels of an entity's own, and of its members."""
    members = [policy.entities.get(member) for member in entity.members]
    ways = {*entity.channels, *(one for member in members if member for one in member.channels)}
    return contacts(policy, ways)


def contacts(policy: Policy, names: set[str]) -> frozenset[str]:
    """Those of some channels, by id, by which a controller can be reached."""
    kinds = {name: policy.channels[name].kind for name in names if name in policy.channels}
    return frozenset(name for name, kind in kinds.items() if kind in CONTACT)


def can_be_reached(policy: Policy, officer: Officer) -> bool:
    """Whether an officer has a channel by which a person can be reached."""
    channels = [policy.channels.get(one) for one in officer.channels]
    return any(channel and channel.kind not in _NO_CONTACT for channel in channels)


def representatives(policy: Policy) -> Iterator[Officer]:
    """The representatives (GDPR Art. 27) of those who are controllers."""
    officers = [one for one in policy.officers.values() if one.role == "representative"]
    if officers:
        names = {name for entity, _ in controllers(policy) for name in named_by(entity)}
        yield from (one for one in officers if any(covers(policy, one, name) for name in names))


def covers(policy: Policy, officer: Officer, entity: str) -> bool:
    """Whether an officer is appointed for an entity: by its id, in a set, or as one for all."""
    sets = [policy.entities.get(one) for one in officer.covers]
    return (
        not officer.covers
        or entity in officer.covers
        or any(entity in one.members for one in sets if one)
    )
