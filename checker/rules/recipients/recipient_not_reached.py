"""Something names a recipient as one that gets data, and no data reach it.

Why
    People must be told, clearly, who gets their data (GDPR Art. 12(1), 13(1)(e), 14(1)(e)). Where
    no data lead to a recipient it is told of for nothing, or the disclosure that should lead there
    is missing, and people are told too little.

Mend
    State the disclosure at the activity whose data the recipient gets. Or correct what names it
    (`data`, `applies_to`, `applies_in`, `sub_recipients`), or remove it.

Limits
    Looks for a way from the data of any activity, internal ones too, along disclosures and
    `sub_recipients`, whose steps have a market in common. Silent on recipients that are only a
    source, a joint controller in a role, a party to an arrangement or in a claim: these need not be
    reached. Of recipients that pass data on to each other only the first is reported, and nothing
    that hangs on what unused-id reports. Silent while an id on the way is misspelt, and where there
    are no activities at all.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from checker.finding import Certainty, Severity
from checker.model import Policy
from checker.rules import Context, Hit
from checker.rules.recipients._reach import disclosures, in_doubt, reached

SEVERITY = Severity.WARNING
CERTAINTY = Certainty.FACT
DUTY = "clear-language"
LEGAL: tuple[str, ...] = ("GDPR 12(1)", "GDPR 13(1)(e)", "GDPR 14(1)(e)")
NEEDS = (
    "activity",
    "cookies",
    "documents",
    "group",
    "organisation",
    "recipients",
    "retention",
    "rights",
    "section",
    "sharing",
    "sources",
    "statement",
)
MESSAGE = "no data reach {name!r}, though it is said to get some"
REMEDY = (
    "Find out whose data it gets and state the disclosure there; or correct or remove what names "
    "it."
)


def check(context: Context) -> Iterator[Hit]:
    """Yield recipients that a disclosure or another recipient names, and no data reach."""
    policy = context.policy
    if not policy.activities or in_doubt(context):
        return
    found = reached(context.graph)
    left = {name: one for name, one in policy.recipients.items() if name not in found}
    if not left:
        return
    idle = policy.groups.keys() - context.used
    told: dict[str, str] = {}
    unused = left.keys() - context.used
    for one in disclosures(policy):
        if one.route.split("/", 1)[0] in idle:
            unused.add(one.recipient)
        else:
            told.setdefault(one.recipient, one.route)
    given: dict[str, str] = {}
    for recipient in left.values():
        for other in recipient.sub_recipients:
            given.setdefault(other, f"{recipient.route}/sub_recipients/{other}")
    places = {name: told[name] for name in left if name in told}
    explained = _passed_on(policy, (*unused, *places), set())
    # First whoever gets data from a recipient that need not be reached, then circles.
    heads = [recipient for name, recipient in left.items() if name not in given]
    for name in (*(other for one in heads for other in one.sub_recipients), *left):
        if name in given and name in left and name not in explained:
            places[name] = given[name]
            _passed_on(policy, (name,), explained)
    for name, route in places.items():
        related = ((route, "is said to get data here"),)
        yield Hit(left[name].route, {"name": context.name(left[name])}, related)


def _passed_on(policy: Policy, names: Iterable[str], seen: set[str]) -> set[str]:
    """Add to `seen` what can be reached from some recipients, themselves among them."""
    pending = list(names)
    while pending:
        name = pending.pop()
        if name not in seen and name in policy.recipients:
            seen.add(name)
            pending.extend(policy.recipients[name].sub_recipients)
    return seen
