"""A transfer rests on an adequacy decision that is being contested, and on nothing else.

Why
    Two decisions for the United States have been annulled, each from one day to the next. Whoever
    had safeguards beside the decision could go on (GDPR Art. 46(1)).

Mend
    Name under `safeguards` what the transfer would rest on if the decision fell. The decision
    stays what it rests on now.

Limits
    The decision is in force, and relying on it is right; this is guidance. What is contested is a
    fact in klar's law with its date of review.
"""

from __future__ import annotations

from collections.abc import Iterator

from checker.finding import Certainty, Severity, Words
from checker.law.adequacy import in_force, possible_decisions, rests_on_adequacy
from checker.rules import Context, Hit
from checker.rules.transfers._decisions import claim_route, named
from checker.rules.transfers._places import told_transfers

SEVERITY = Severity.NOTE
CERTAINTY = Certainty.JUDGEMENT
DUTY = "transfers"
LEGAL: tuple[str, ...] = ("GDPR 45(3)", "GDPR 46(1)")
NEEDS = ("activity", "group", "organisation", "recipients", "sharing")
MESSAGE = "the transfer to {name!r} rests on {decision} alone, which is contested: {contested}"
REMEDY = (
    "Have counsel decide on safeguards to fall back on, such as standard contractual clauses, and "
    "name them under `safeguards`."
)


def check(context: Context) -> Iterator[Hit]:
    """Yield transfers on a contested decision that name no safeguards."""
    law = context.law
    for recipient, transfer in told_transfers(context):
        if not rests_on_adequacy(transfer) or transfer.safeguards:
            continue
        possible = in_force(possible_decisions(law, transfer), context.statement_date)
        decisions = in_force(possible, context.as_of)
        if decisions and all(one.contested for one in decisions):
            fields = {
                "name": context.name(recipient),
                "decision": named(decisions[-1]),
                "contested": Words(decisions[-1].contested or ""),
            }
            yield Hit(claim_route(transfer), fields)
