"""There is no way to reach the controller.

Why
    People must be told the controller's contact details (GDPR Art. 13(1)(a), 14(1)(a)).

Mend
    In organisation.yaml, add a channel (e-mail, phone, post or form) and name it under `channels`
    of the entity.

Limits
    A channel of the organisation that a section shows serves every company of the group, unless it
    is for some countries only and the company is at home in another. An e-mail or phone without
    address or number reaches nobody, unless it has a `text`; whether that gives it is not judged.
    Silent where a channel is named that does not exist (unknown-reference).
"""

from __future__ import annotations

from collections.abc import Iterator

from checker.finding import Certainty, Severity
from checker.rules import Context, Hit
from checker.rules.controller._controllers import (
    channels_for,
    contacts,
    controllers,
    names_unknown,
    shown_channels,
)

SEVERITY = Severity.ERROR
CERTAINTY = Certainty.FACT
DUTY = "controller"
LEGAL: tuple[str, ...] = ("GDPR 13(1)(a)", "GDPR 14(1)(a)")
NEEDS = ("activity", "group", "organisation", "section", "recipients")
MESSAGE = "the statement gives no way to reach {name!r}"
REMEDY = "Add a channel with its address, and name it under `channels` of the entity."


def check(context: Context) -> Iterator[Hit]:
    """Yield controllers for whom neither they nor the organisation has a channel."""
    policy = context.policy
    shown = shown_channels(policy)
    for entity, _ in controllers(policy):
        channels = channels_for(policy, entity, shown)
        if not (contacts(policy, channels) or names_unknown(policy, channels)):
            yield Hit(f"{entity.route}/channels", {"name": context.name(entity)})
