"""Who controls jointly, and on which arrangement: GDPR Art. 26."""

from __future__ import annotations

from collections.abc import Iterator

from checker.finding import Words
from checker.model import Role
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


def names_of(context: Context, role: Role) -> Words:
    """Who has a role, as the editor calls them."""
    policy = context.policy
    things = (policy.entities.get(one) or policy.recipients.get(one) for one in role.who)
    return Words(", ".join(context.name(one) for one in things if one))
