"""A data protection officer has no contact details.

Why
    Where one is designated, people must be told how to reach the officer (GDPR Art. 13(1)(b),
    14(1)(b), 37(7)).

Mend
    In organisation.yaml, add a channel and name it under the officer's `channels`. A name is not
    needed. Do not fill in somebody else's details.

Limits
    Looks at officers whose role is data-protection-officer. An e-mail or phone without address or
    number reaches nobody, unless it has a `text`; whether that gives it is not judged. Silent where
    a channel is named that does not exist (unknown-reference).
"""

from __future__ import annotations

from collections.abc import Iterator

from checker.finding import Certainty, Severity
from checker.rules import Context, Hit
from checker.rules.controller._controllers import can_be_reached, names_unknown

SEVERITY = Severity.ERROR
CERTAINTY = Certainty.FACT
DUTY = "data-protection-officer"
LEGAL: tuple[str, ...] = ("GDPR 13(1)(b)", "GDPR 14(1)(b)", "GDPR 37(7)")
NEEDS = ("organisation",)
MESSAGE = "a data protection officer is designated, but there is no way to reach them"
REMEDY = "Give the officer a channel with its address, under `channels`."


def check(context: Context) -> Iterator[Hit]:
    """Yield data protection officers without a channel."""
    policy = context.policy
    for officer in policy.officers.values():
        if (
            officer.role == "data-protection-officer"
            and not can_be_reached(policy, officer)
            and not names_unknown(policy, officer.channels)
        ):
            yield Hit(f"{officer.route}/channels", {})
