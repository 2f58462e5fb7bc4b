"""A transfer names standard contractual clauses that new contracts could no longer use.

Why
    When clauses are replaced, contracts that have them serve for a while longer; new ones must have
    those that replaced them (GDPR Art. 46(2)(c)).

Mend
    Find out when the contract with the recipient was made. If it is a new one, agree on the current
    clauses and name those.

Limits
    Only between the last day for new contracts and the last for old ones, at the statement's date.
    Later, clauses-not-usable says that they have ended.
"""

from __future__ import annotations

from collections.abc import Iterator

from checker.finding import Certainty, Severity
from checker.law.book import EVER
from checker.rules import Context, Hit
from checker.rules.transfers._clauses import named_clauses

SEVERITY = Severity.WARNING
CERTAINTY = Certainty.JUDGEMENT
DUTY = "transfers"
LEGAL: tuple[str, ...] = ("GDPR 46(2)(c)",)
NEEDS = ("activity", "group", "organisation", "recipients", "sharing")
MESSAGE = (
    "the clauses in {number} for the transfer to {name!r} serve only for contracts made by {last}"
)
REMEDY = (
    "Have counsel confirm that the contract was made by then and has not changed since; otherwise "
    "agree on the current clauses and name them."
)


def check(context: Context) -> Iterator[Hit]:
    """Yield safeguards with clauses that were on their way out at the statement's date."""
    on = context.statement_date
    for clauses in named_clauses(context):
        found = clauses.instrument
        if found and clauses.serve(on) and on > (found.new_until or EVER):
            fields = {
                "name": context.name(clauses.recipient),
                "number": clauses.number,
                "last": found.new_until or "",
            }
            yield Hit(clauses.route, fields)
