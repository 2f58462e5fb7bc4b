"""A representative is appointed, but nothing says who it is.

Why
    Where a controller outside the EEA has a representative, people must be told who that is (GDPR
    Art. 13(1)(a), 14(1)(a), 27).

Mend
    In organisation.yaml, say who it is under `text` of the officer, with the name of the firm or
    person.

Limits
    Silent where a title, a text or a postal address of the officer can name it; whether they do is
    not judged.
"""

from __future__ import annotations

from collections.abc import Iterator

from checker.finding import Certainty, Severity
from checker.model import Officer, Policy
from checker.rules import Context, Hit
from checker.rules.controller._controllers import representatives

SEVERITY = Severity.ERROR
CERTAINTY = Certainty.FACT
DUTY = "representative"
LEGAL: tuple[str, ...] = ("GDPR 13(1)(a)", "GDPR 14(1)(a)")
NEEDS = ("activity", "group", "organisation", "recipients")
MESSAGE = "a representative {id!r} is appointed, but the statement does not say who it is"
REMEDY = "Name the firm or person under `text` of the officer."


def check(context: Context) -> Iterator[Hit]:
    """Yield representatives of whom nothing tells the name."""
    policy = context.policy
    for officer in representatives(policy):
        if not (officer.title or officer.text or _named_by_a_channel(policy, officer)):
            yield Hit(officer.route, {"id": officer.id})


def _named_by_a_channel(policy: Policy, officer: Officer) -> bool:
    channels = [policy.channels.get(one) for one in officer.channels]
    return any(one and (one.lines or one.title or one.attention or one.text) for one in channels)
