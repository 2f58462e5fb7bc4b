"""A representative has no contact details.

Why
    Where a controller outside the EEA has a representative, people must be told how to reach it
    (GDPR Art. 13(1)(a), 14(1)(a)); they may turn to it instead of the controller (Art. 27(4)).

Mend
    In organisation.yaml, add a channel and name it under the officer's `channels`.

Limits
    Looks at officers whose role is representative and who stand for a controller. A representative
    of those who are only processors is the customers' to know. An e-mail or phone without address
    or number reaches nobody, unless it has a `text`; whether that gives it is not judged. Silent
    where a channel is named that does not exist (unknown-reference).
"""

from __future__ import annotations

from collections.abc import Iterator

from checker.finding import Certainty, Severity
from checker.rules import Context, Hit
from checker.rules.controller._controllers import (
    can_be_reached,
    names_unknown,
    representatives,
)

SEVERITY = Severity.ERROR
CERTAINTY = Certainty.FACT
DUTY = "representative"
LEGAL: tuple[str, ...] = ("GDPR 13(1)(a)", "GDPR 14(1)(a)")
NEEDS = ("activity", "group", "organisation", "recipients")
MESSAGE = "a representative {id!r} is appointed, but there is no way to reach it"
REMEDY = "Add a channel with its address, and name it under `channels` of the officer."


def check(context: Context) -> Iterator[Hit]:
    """Yield representatives without a channel."""
    policy = context.policy
    for officer in representatives(policy):
        if not can_be_reached(policy, officer) and not names_unknown(policy, officer.channels):
            yield Hit(f"{officer.route}/channels", {"id": officer.id})
