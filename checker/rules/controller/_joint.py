"""Who controls jointly, and on which arrangement: GDPR Art. 26."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from checker.finding import Words
from checker.model import Policy, Role
from checker.rules import Context


def joint_roles(context: Context) -> Iterator[Role]:
    """Each role of joint controllers that people must be told of, once.

    Where an activity and its group state the same joint controllers, it is one joint control: that
    of the two with an arrangement stands for both, or else the group's.
    """
    policy = context.policy
    seen: set[str] = set()
    for activity in policy.owing_notice():
        by_parties: dict[frozenset[str], Role] = {}
        for role in policy.roles_of(activity):
            if role.role == "joint-controller":
                parties = frozenset(role.who)
                first = by_parties.setdefault(parties, role)
                if role.arrangement and not first.arrangement:
                    by_parties[parties] = role
        for role in by_parties.values():
            if role.route not in seen:
                seen.add(role.route)
                yield role


def members_of(policy: Policy, names: Iterable[str]) -> set[str]:
    """The names of companies and recipients, and of all that stand behind them or belong to them.

    A recipient stands for its company, and a set of companies for its members.
    """
    found: set[str] = set()
    pending = list(names)
    while pending:
        name = pending.pop()
        if name not in found:
            found.add(name)
            recipient, entity = policy.recipients.get(name), policy.entities.get(name)
            if recipient and recipient.entity:
                pending.append(recipient.entity)
            if entity:
                pending.extend(entity.members)
    return found


def parties_of(policy: Policy, roles: Iterable[Role]) -> set[str]:
    """Who has a part in roles: those they name, their arrangements' parties, and all of these."""
    names: list[str] = []
    for role in roles:
        names.extend(role.who)
        names.extend(role.arrangement.parties if role.arrangement else ())
    return members_of(policy, names)


def names_of(context: Context, role: Role) -> Words:
    """Who has a role, as the editor calls them."""
    policy = context.policy
    things = (policy.entities.get(one) or policy.recipients.get(one) for one in role.who)
    return Words(", ".join(context.name(one) for one in things if one))
