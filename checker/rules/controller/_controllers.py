"""Who is controller where GDPR Art. 13 and 14 bind us, and how they can be reached."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from checker.model import Channel, LegalEntity, Officer, Policy, Role

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


def has_companies(policy: Policy, entity: LegalEntity) -> bool:
    """Whether a set has members, and not only sets that are members of each other.

    A member that is not known counts: then the slip is what must be mended.
    """
    seen = {entity.id}
    pending = [entity]
    while pending:
        for name in pending.pop().members:
            member = policy.entities.get(name)
            if member is None or member.kind != "set":
                return True
            if name not in seen:
                seen.add(name)
                pending.append(member)
    return False


def shown_channels(policy: Policy) -> frozenset[str]:
    """The ids of the channels that a section shows: they are the organisation's."""
    return frozenset(
        name
        for section in policy.sections.values()
        for block in section.content
        if block.show == "channels"
        for name in block.only or policy.channels
    )


def channels_for(policy: Policy, entity: LegalEntity, shown: frozenset[str]) -> frozenset[str]:
    """The ids of an entity's channels, of its members' and of those shown that serve it.

    A channel that is shown for some markets only does not serve a company at home in another.
    """
    every = [entity, *(policy.entities[one] for one in entity.members if one in policy.entities)]
    markets = policy.statement.markets if policy.statement else ()
    homes = {one.country for one in every if one.country in markets}
    serving = {
        name
        for name in shown
        if not (channel := policy.channels.get(name))
        or not (channel.applies_in and homes)
        or not homes.isdisjoint(channel.applies_in)
    }
    return frozenset((*(name for one in every for name in one.channels), *serving))


def contacts(policy: Policy, names: frozenset[str]) -> frozenset[str]:
    """Those of some channels, by id, by which a controller can be reached."""
    channels = [policy.channels[name] for name in names if name in policy.channels]
    return frozenset(one.id for one in channels if one.kind in CONTACT and _leads_somewhere(one))


def can_be_reached(policy: Policy, officer: Officer) -> bool:
    """Whether an officer has a channel by which a person can be reached."""
    channels = [policy.channels.get(one) for one in officer.channels]
    return any(one and one.kind not in _NO_CONTACT and _leads_somewhere(one) for one in channels)


def names_unknown(policy: Policy, names: Iterable[str]) -> bool:
    """Whether some of these ids are no channel's: then the slip is what must be mended."""
    return any(name not in policy.channels for name in names)


def _leads_somewhere(channel: Channel) -> bool:
    """Whether a channel says where: its address, or a text that may hold it."""
    if channel.address or channel.text:
        return True
    if channel.kind in ("email", "phone"):
        return False
    return bool(channel.lines or (channel.title and channel.kind != "post"))


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
