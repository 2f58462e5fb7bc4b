"""A transfer names standard contractual clauses that could not be used for it.

Why
    Only clauses for transfers that the Commission has adopted, and only while they serve, are
    appropriate safeguards without further authorisation (GDPR Art. 46(2)(c)). Clauses between
    controllers and processors inside the EEA (Art. 28(7)) are none.

Mend
    Name the clauses that the contract with the recipient really has, such as 2021/914. If it still
    has older ones, it needs new ones first.

Limits
    Asked as of the statement's date; what has ended since is the business of clauses-not-in-force.
    Clauses adopted after klar's facts were last reviewed are not known to klar, so for statements
    of a later date this is only a warning. Clauses without a number are not judged.
"""

from __future__ import annotations

from collections.abc import Iterator

from checker.finding import Certainty, Severity
from checker.law.book import EVER
from checker.nearest import did_you_mean
from checker.rules import Context, Hit
from checker.rules.transfers._clauses import TRANSFER_CLAUSES, named_clauses
from checker.rules.transfers._places import HINTS

SEVERITY = Severity.ERROR
CERTAINTY = Certainty.FACT
DUTY = "transfers"
LEGAL: tuple[str, ...] = ("GDPR 13(1)(f)", "GDPR 14(1)(f)", "GDPR 46(2)(c)")
NEEDS = ("activity", "group", "organisation", "recipients", "sharing")
MESSAGE = "the transfer to {name!r} cannot rest on the clauses in {number}: {problem}"
REMEDY = (
    "Name the standard clauses for transfers that the contract has, such as 2021/914; if it has "
    "none that serve, agree on them first."
)


def check(context: Context) -> Iterator[Hit]:
    """Yield safeguards with clauses that did not serve at the statement's date."""
    on, hints = context.statement_date, HINTS
    for clauses in named_clauses(context):
        number, found = clauses.number, clauses.instrument
        verification = "secondary"
        if found is None:
            hints -= 1
            decision = context.law.decision(number)
            instruments = context.law.instruments() if hints >= 0 else ()
            known = (one.number for one in instruments if one.kind == TRANSFER_CLAUSES)
            problem = (
                f"that is an adequacy decision, {decision.name}"
                if decision
                else f"klar knows no standard clauses of that number{did_you_mean(number, known)}"
            )
            if on > context.law.reviewed("instruments"):
                verification = "unverified"
        elif found.kind != TRANSFER_CLAUSES:
            problem = "they are for processors inside the EEA, not for transfers"
        elif on < found.start:
            problem, verification = f"they can be used from {found.start}", found.verification
        elif on > (found.until or EVER):
            problem, verification = f"they served until {found.until}", found.verification
        else:
            continue
        fields = {"name": context.name(clauses.recipient), "number": number, "problem": problem}
        yield Hit(clauses.route, fields, verification=verification)
