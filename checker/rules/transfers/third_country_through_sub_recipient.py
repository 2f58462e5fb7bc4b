"""Data reach a third country through a recipient's recipient, and no transfer is stated.

Why
    An onward transfer needs its ground as much as a direct one (GDPR Art. 44), and people must be
    told of it (Art. 13(1)(f), 14(1)(f)).

Mend
    Add the transfer under `transfers` of the sub-recipient, with its country and mechanism.

Limits
    Follows `sub_recipients` however long the chain, and shows the shortest one (of a long one, the
    last steps). Membership of the EEA is asked as of the statement's date. A transfer that names
    markets (`applies_in`) counts for the data from these, and the chain shown is one of data
    without it.
"""

from __future__ import annotations

from collections.abc import Iterator

from checker.finding import Certainty, Severity
from checker.rules import Context, Hit
from checker.rules.transfers._chains import Chains
from checker.rules.transfers._places import uncovered

SEVERITY = Severity.ERROR
CERTAINTY = Certainty.FACT
DUTY = "transfers"
LEGAL: tuple[str, ...] = ("GDPR 13(1)(f)", "GDPR 14(1)(f)", "GDPR 44")
NEEDS = ("activity", "group", "organisation", "recipients", "sharing")
MESSAGE = "data reach {name!r} {place}, through {through!r}, and no transfer is stated{where}"
REMEDY = "Add the transfer under `transfers` of {target}: the country, and what it rests on."


def check(context: Context) -> Iterator[Hit]:
    """Yield, for each recipient reached only through others, the places no transfer covers."""
    policy = context.policy
    direct = {disclosure.recipient for disclosure in policy.told_disclosures()}
    chains = Chains(context)
    for name, recipient in policy.recipients.items():
        if name in direct or chains.to(name, None) is None:
            continue
        for one in uncovered(context, recipient):
            chain = chains.to(name, one.markets[0] if one.markets else None)
            assert chain
            fields = {
                "name": context.name(recipient),
                "place": one.place,
                "where": one.where,
                "through": context.name(policy.recipients[chain.first]),
                "target": name,
            }
            steps = ((step, "and are passed on here") for step in chain.steps)
            yield Hit(one.route, fields, ((chain.disclosure, "data go out here"), *steps))
