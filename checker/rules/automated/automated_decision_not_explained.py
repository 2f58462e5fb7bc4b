"""An automated decision is not explained.

Why
    Where something is decided about people by automated means alone, with legal or similarly
    significant effect, they must be told the logic involved, what it means for them and its
    consequences (GDPR Art. 13(2)(f), 14(2)(g)). Where it is allowed by contract or consent they
    must be able to get a human to look at it, to give their view and to contest it (Art. 22(3)).

Mend
    Add what is missing: `logic`, `significance` or `safeguards` of the decision.

Limits
    Whether an explanation is good enough to be understood is not judged. Safeguards are not asked
    for where a law allows the decision: that law lays them down (Art. 22(2)(b)).
"""

from __future__ import annotations

from collections.abc import Iterator

from checker.finding import Certainty, Severity
from checker.model import AutomatedDecision
from checker.rules import Context, Hit
from checker.rules.automated._decisions import decisions

SEVERITY = Severity.ERROR
CERTAINTY = Certainty.FACT
DUTY = "automated-decisions"
LEGAL: tuple[str, ...] = ("GDPR 13(2)(f)", "GDPR 14(2)(g)", "GDPR 22(3)")
NEEDS = ("activity", "group", "organisation")
MESSAGE = "{name!r} decides about people by automated means and does not tell {what}"
REMEDY = "Write it under `{field}` of this decision."

_WHAT = {
    "logic": "the logic of the decision",
    "significance": "what it means for them",
    "safeguards": "how to get a human to look at it, give their view and contest it",
}


def check(context: Context) -> Iterator[Hit]:
    """Yield each thing that an automated decision must come with and lacks."""
    for activity, decision in decisions(context.policy):
        for field in _missing(decision):
            fields = {
                "name": context.words(activity.title),
                "what": _WHAT[field],
                "field": field,
            }
            yield Hit(f"{decision.route}/{field}", fields)


def _missing(decision: AutomatedDecision) -> Iterator[str]:
    if not decision.logic:
        yield "logic"
    if not decision.significance:
        yield "significance"
    if not decision.safeguards and decision.allowed_by in ("22(2)(a)", "22(2)(c)"):
        yield "safeguards"
