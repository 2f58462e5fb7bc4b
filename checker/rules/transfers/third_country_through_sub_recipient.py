"""Data reach a third country through a recipient's recipient, and no transfer is stated.

Why
    An onward transfer needs its ground as much as a direct one (GDPR Art. 44), and people must be
    told of it (Art. 13(1)(f), 14(1)(f)).

Mend
    Add the transfer under `transfers` of the sub-recipient, with its country and mechanism.

Limits
    Follows `sub_recipients` however long the chain. Membership of the EEA is asked as of the
    statement's date. A transfer that names markets (`applies_in`) counts for the data from these.
"""

from __future__ import annotations

from collections.abc import Iterator

from checker.finding import Certainty, Severity
from checker.rules import Context, Hit
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
    policy, graph = context.policy, context.graph
    first: dict[str, str] = {}
    for disclosure in policy.told_disclosures():
        first.setdefault(disclosure.recipient, disclosure.route)
    reached = graph.reachable(first)
    for name in reached - first.keys():
        target = policy.recipients.get(name)
        for one in uncovered(context, target) if target else ():
            # The step by which it is reached, and where the chain began.
            edge = next(edge for edge in graph.into[name] if edge.source in reached)
            origin = next(start for start in first if name in graph.reachable([start]))
            fields = {
                "name": context.name(policy.recipients[name]),
                "place": one.place,
                "where": one.where,
                "through": context.name(policy.recipients[origin]),
                "target": name,
            }
            related = ((first[origin], "data go out here"), (edge.route, "and are passed on here"))
            yield Hit(one.route, fields, related)
