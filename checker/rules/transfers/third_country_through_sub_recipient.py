"""Data reach a third country through a recipient's recipient, and no transfer is stated.

Why
    An onward transfer needs its ground as much as a direct one (GDPR Art. 44), and people must be
    told of it (Art. 13(1)(f), 14(1)(f)).

Mend
    Add the transfer under `transfers` of the sub-recipient, with its country and mechanism.

Limits
    Follows `sub_recipients` however long the chain. Membership of the EEA is asked as of the
    statement's date.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator

from checker.finding import Certainty, Severity
from checker.rules import Context, Hit
from checker.rules.transfers._places import uncovered

SEVERITY = Severity.ERROR
CERTAINTY = Certainty.FACT
LEGAL: tuple[str, ...] = ("GDPR 13(1)(f)", "GDPR 14(1)(f)", "GDPR 44")
NEEDS = ("activity", "group", "recipients", "sharing")
MESSAGE = "data reach {name!r} {place}, through {through!r}, and no transfer is stated"
REMEDY = "Add the transfer under `transfers` of {target}: the country, and what it rests on."


def check(context: Context) -> Iterator[Hit]:
    """Walk outwards from the direct recipients; yield each first edge into an uncovered place."""
    policy = context.policy
    first: dict[str, str] = {}
    for disclosure in policy.all_disclosures():
        first.setdefault(disclosure.recipient, disclosure.route)
    seen = set(first)
    pending = deque((name, name) for name in first)
    while pending:
        name, origin = pending.popleft()
        recipient = policy.recipients.get(name)
        for other in recipient.sub_recipients if recipient else ():
            target = policy.recipients.get(other)
            if target is None or other in seen:
                continue
            seen.add(other)
            pending.append((other, origin))
            for route, place in uncovered(context, target):
                yield Hit(
                    f"{name}/sub_recipients/{other}",
                    {
                        "name": context.name(target),
                        "place": place,
                        "through": context.name(policy.recipients[origin]),
                        "target": other,
                    },
                    related=((first[origin], "data go out here"), (route, "and end here")),
                )
