"""There is no way to reach the controller.

Why
    People must be told the controller's contact details (GDPR Art. 13(1)(a), 14(1)(a)).

Mend
    In organisation.yaml, add a channel (e-mail, phone, post or form) and name it under `channels`
    of the entity.

Limits
    A channel of the organisation that a section shows serves every company of the group.
"""

from __future__ import annotations

from collections.abc import Iterator

from checker.finding import Certainty, Severity
from checker.rules import Context, Hit

SEVERITY = Severity.ERROR
CERTAINTY = Certainty.FACT
DUTY = "controller"
LEGAL: tuple[str, ...] = ("GDPR 13(1)(a)", "GDPR 14(1)(a)")
NEEDS = ("activity", "group", "organisation", "section", "recipients")
MESSAGE = "the statement gives no way to reach {name!r}"
REMEDY = "Add a channel and name it under `channels` of the entity."


_CONTACT = ("form", "email", "phone", "post", "website")


def check(context: Context) -> Iterator[Hit]:
    """Yield controllers for whom neither they nor the organisation has a channel."""
    policy = context.policy
    shown = {
        name
        for section in policy.sections.values()
        for block in section.content
        if block.show == "channels"
        for name in block.only or policy.channels
    }
    contacts = {name for name, channel in policy.channels.items() if channel.kind in _CONTACT}
    if shown & contacts:
        return
    seen: set[str] = set()
    for activity in policy.owing_notice():
        for role in policy.roles_of(activity):
            for who in role.who:
                entity = policy.entities.get(who)
                if entity is None or who in seen or role.role == "processor":
                    continue
                seen.add(who)
                members = [policy.entities.get(member) for member in entity.members]
                ways = {*entity.channels, *(c for m in members if m for c in m.channels)}
                if not contacts & ways:
                    name = context.name(entity)
                    yield Hit(f"{entity.route}/channels", {"name": name})
