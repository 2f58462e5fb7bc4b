"""An adequacy decision is said to cover a transfer, and there is no such decision.

Why
    Without a decision of the Commission for that country, in force on that day, a transfer needs
    safeguards or a derogation (GDPR Art. 45(1), 46(1), 49(1)), and people are told something untrue
    about whether there is one (Art. 13(1)(f), 14(1)(f)).

Mend
    Correct the country or the number of the decision. If there is no decision, state what the
    transfer rests on instead, and set `adequacy` to absent.

Limits
    Asked as of the statement's date; what has ended since is the business of
    adequacy-decision-not-in-force. A decision adopted after klar's facts were last reviewed is not
    known to klar, so for statements of a later date this is only a warning. Not asked for a
    transfer that names neither country nor decision, or that stays inside the EEA.
"""

from __future__ import annotations

from collections.abc import Iterator

from checker.finding import Certainty, Severity
from checker.law.adequacy import is_covered, possible_decisions, rests_on_adequacy
from checker.model import Transfer
from checker.nearest import did_you_mean
from checker.rules import Context, Hit
from checker.rules.transfers._decisions import claim_route, end_of, named, next_to, weakest
from checker.rules.transfers._places import HINTS, told_transfers

SEVERITY = Severity.ERROR
CERTAINTY = Certainty.FACT
DUTY = "transfers"
LEGAL: tuple[str, ...] = ("GDPR 13(1)(f)", "GDPR 14(1)(f)", "GDPR 45(1)", "GDPR 45(3)")
NEEDS = ("activity", "group", "organisation", "recipients", "sharing")
MESSAGE = "an adequacy decision is said to cover the transfer to {name!r}, but {problem}"
REMEDY = (
    "Correct the country or the decision's number; if there is no decision, name the safeguards or "
    "the derogation the transfer rests on, and set `adequacy` to absent."
)


def check(context: Context) -> Iterator[Hit]:
    """Yield claims of adequacy that no decision bears out at the statement's date."""
    hints = HINTS
    for recipient, transfer in told_transfers(context):
        if rests_on_adequacy(transfer):
            found = _problem(context, transfer, with_hint=hints > 0)
            if found:
                hints -= 1
                problem, verification = found
                if context.statement_date > context.law.reviewed("adequacy"):
                    verification = "unverified"
                fields = {"name": context.name(recipient), "problem": problem}
                yield Hit(claim_route(transfer), fields, verification=verification)


def _problem(context: Context, transfer: Transfer, *, with_hint: bool) -> tuple[str, str] | None:
    """What is wrong with a claim of adequacy, and how well the fact is verified it rests on."""
    law, on = context.law, context.statement_date
    number = transfer.decision
    decision = law.decision(number) if number else None
    if number and decision is None:
        clauses = law.instrument(number)
        if clauses:
            return f"{number} has standard clauses: {clauses.name}", clauses.verification
        known = (one.number for one in law.decisions()) if with_hint else ()
        near = did_you_mean(number, known)
        return f"klar knows no decision {number}{near}", "secondary"
    if is_covered(law, transfer, on):
        return None
    possible = possible_decisions(law, transfer)
    if decision and not possible:
        problem = f"{named(decision)} is for {decision.territory}, not for {transfer.country}"
        return problem, decision.verification
    around = next_to(possible, on)
    times = [
        f"{named(one)} {f'starts on {one.start}' if one.start > on else end_of(one)}"
        for one in around
    ]
    if decision is None:
        times.insert(0, f"there was none for {transfer.country} at the statement's date")
    return "; ".join(times), weakest(around)
