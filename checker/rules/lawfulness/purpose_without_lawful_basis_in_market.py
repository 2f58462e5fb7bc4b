"""A purpose has a lawful basis in some markets and none in another.

Why
    Whoever reads the statement in a market must be told the legal basis that holds there (GDPR
    Art. 13(1)(c), 14(1)(c)); without one of the points of Art. 6(1) the processing is not lawful.

Mend
    Add the basis that holds in that market, or widen or drop `applies_in` of one there is. If
    nothing is processed in that market, say so by `applies_in` of the activity.

Limits
    The markets are those of the activity, or else those of the statement. A purpose with no basis
    at all is purpose-without-lawful-basis.
"""

from __future__ import annotations

from collections.abc import Iterator

from checker.finding import Certainty, Severity
from checker.model import Activity
from checker.rules import Context, Hit

SEVERITY = Severity.ERROR
CERTAINTY = Certainty.FACT
DUTY = "purposes-and-bases"
LEGAL: tuple[str, ...] = ("GDPR 13(1)(c)", "GDPR 14(1)(c)", "GDPR 6(1)")
NEEDS = ("activity", "group", "organisation", "recipients", "sharing")
MESSAGE = "the purpose {purpose!r} has no lawful basis in {markets}"
REMEDY = "Add a basis that holds there, or correct `applies_in` of the bases or of the activity."


def check(context: Context) -> Iterator[Hit]:
    """Yield purposes whose bases leave out a market."""
    policy = context.policy
    everywhere = policy.statement.markets if policy.statement else ()
    for owner in policy.owing_a_basis():
        markets = (owner.applies_in if isinstance(owner, Activity) else ()) or everywhere
        ours = policy.our_bases(owner)
        for purpose in owner.purposes:
            covering = [one for one in ours if not one.purposes or purpose.id in one.purposes]
            if covering and all(one.applies_in for one in covering):
                told = {market for one in covering for market in one.applies_in}
                missing = [market for market in markets if market not in told]
                if missing:
                    fields = {
                        "purpose": context.words(purpose.text),
                        "markets": ", ".join(missing),
                    }
                    yield Hit(purpose.route, fields)
