"""Standard contractual clauses that a transfer rests on do not serve on the day of the check.

Why
    When old clauses end, the contracts that have them are no longer an appropriate safeguard (GDPR
    Art. 46(2)(c)), and people are told of one that does not hold (Art. 13(1)(f), 14(1)(f)).

Mend
    Agree on the current clauses with the recipient, name those, and update the statement.

Limits
    Only for what was right at the statement's date: time alone never turns a check red, so this is
    a warning unless dates are strict. A day of check before the statement's date may find clauses
    that could not be used yet.
"""

from __future__ import annotations

from collections.abc import Iterator

from checker.finding import Certainty, Severity
from checker.rules import Context, Hit
from checker.rules.transfers._clauses import lapsed_clauses

SEVERITY = Severity.WARNING
STRICT = Severity.ERROR
CERTAINTY = Certainty.FACT
DUTY = "transfers"
LEGAL: tuple[str, ...] = ("GDPR 13(1)(f)", "GDPR 14(1)(f)", "GDPR 46(2)(c)")
NEEDS = ("activity", "group", "organisation", "recipients", "sharing")
MESSAGE = "the clauses in {number} for the transfer to {name!r} are not in force: {why}"
REMEDY = "Agree on the clauses that are in force, name them, and update the statement."


def check(context: Context) -> Iterator[Hit]:
    """Yield safeguards with clauses that served at the statement's date only."""
    for clauses in lapsed_clauses(context):
        found = clauses.instrument
        if found:
            ended = context.as_of >= found.start
            fields = {
                "name": context.name(clauses.recipient),
                "number": clauses.number,
                "why": f"they served until {found.until}"
                if ended
                else f"they can be used from {found.start}",
            }
            yield Hit(clauses.route, fields, verification=found.verification)
