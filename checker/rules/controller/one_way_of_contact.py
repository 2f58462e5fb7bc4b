"""The controller can be reached in one way only.

Why
    The guidelines on transparency prefer several ways to reach the controller, such as phone,
    e-mail and post (WP260 rev.01, annex). Not everybody can use the one that is given.

Mend
    In organisation.yaml, add a channel of another kind, best a postal address, and name it under
    `channels` of the entity or show it in a section.

Limits
    Guidance: GDPR Art. 13(1)(a) asks for contact details, not for two of them. Two e-mail addresses
    are one way. Controllers that are reached in the same way give one finding.
"""

from __future__ import annotations

from collections.abc import Iterator

from checker.finding import Certainty, Severity, Words
from checker.model import LegalEntity
from checker.rules import Context, Hit
from checker.rules.controller._controllers import (
    channels_for,
    contacts,
    controllers,
    shown_channels,
)

SEVERITY = Severity.NOTE
CERTAINTY = Certainty.JUDGEMENT
DUTY = "controller"
LEGAL: tuple[str, ...] = ("WP260 rev.01", "GDPR 13(1)(a)", "GDPR 14(1)(a)")
NEEDS = ("activity", "group", "organisation", "section", "recipients")
MESSAGE = "{names!r} can be reached in one way only: {kind}"
REMEDY = "Consider adding a channel of another kind, best a postal address."

_WAYS = {
    "form": "a form",
    "email": "e-mail",
    "phone": "phone",
    "post": "post",
    "website": "a website",
}


def check(context: Context) -> Iterator[Hit]:
    """Yield the first of the controllers who have the same channels, if all are of one kind."""
    policy = context.policy
    shown = shown_channels(policy)
    alike: dict[frozenset[str], list[LegalEntity]] = {}
    for entity, _ in controllers(policy):
        channels = contacts(policy, channels_for(policy, entity, shown))
        alike.setdefault(channels, []).append(entity)
    for channels, entities in alike.items():
        kinds = {policy.channels[name].kind for name in channels}
        if len(kinds) == 1:
            names = Words(", ".join(context.name(entity) for entity in entities))
            yield Hit(
                f"{entities[0].route}/channels",
                {"names": names, "kind": _WAYS[kinds.pop()]},
            )
