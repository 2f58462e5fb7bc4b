"""An adequacy decision that a transfer rests on is not in force on the day of the check.

Why
    When a decision ends, the transfers that rested on it need other safeguards from that day on
    (GDPR Art. 45(1), 46(1)), and people must be told of them (Art. 13(1)(f), 14(1)(f)).

Mend
    State the decision that has followed, or the safeguards or derogation that the transfer rests on
    now, and update the statement.

Limits
    Only for what was right at the statement's date: time alone never turns a check red, so this is
    a warning unless dates are strict. A day of check before the statement's date may find a
    decision that had not begun.
"""

from __future__ import annotations

from collections.abc import Iterator

from checker.finding import Certainty, Severity
from checker.rules import Context, Hit
from checker.rules.transfers._decisions import Lapse, claim_route, end_of, lapses, named, weakest

SEVERITY = Severity.WARNING
STRICT = Severity.ERROR
CERTAINTY = Certainty.FACT
DUTY = "transfers"
LEGAL: tuple[str, ...] = ("GDPR 13(1)(f)", "GDPR 14(1)(f)", "GDPR 45(1)", "GDPR 45(3)")
NEEDS = ("activity", "group", "organisation", "recipients", "sharing")
MESSAGE = "the adequacy decision that the transfer to {name!r} rests on is not in force: {why}"
REMEDY = (
    "State what the transfer rests on now: the decision that has followed, safeguards or a "
    "derogation."
)


def check(context: Context) -> Iterator[Hit]:
    """Yield transfers whose decision was in force at the statement's date only."""
    for lapse in lapses(context):
        fields = {
            "name": context.name(lapse.recipient),
            "why": _why(lapse, context.as_of),
        }
        route = claim_route(lapse.transfer)
        yield Hit(route, fields, verification=weakest(lapse.decisions))


def _why(lapse: Lapse, now: str) -> str:
    if not lapse.decisions:
        return f"{lapse.transfer.country} was inside the EEA, and there is none for it"
    last = lapse.decisions[-1]
    return f"{named(last)} {end_of(last) if last.start <= now else f'starts only on {last.start}'}"
