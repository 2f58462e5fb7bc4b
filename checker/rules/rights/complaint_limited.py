"""Authorities are named for some of the markets only.

Why
    People may complain where they live, where they work or where the infringement was (GDPR Art.
    77(1)). A list with the authority of the head office alone reads as if it were the only one.

Mend
    Add the other markets under `authorities` in rights.yaml.

Limits
    A judgement: counsel must weigh whether the words of the statement make up for the short list.
    Looks at `authorities` and `markets`; a list that names none is the business of
    complaint-authority-not-named.
"""

from __future__ import annotations

from collections.abc import Iterator

from checker.finding import Certainty, Severity
from checker.rules import Context, Hit
from checker.rules._markets import listed, markets_of

SEVERITY = Severity.WARNING
CERTAINTY = Certainty.JUDGEMENT
DUTY = "complaint"
LEGAL: tuple[str, ...] = ("GDPR 77(1)", "GDPR 13(2)(d)", "GDPR 14(2)(e)")
NEEDS = ("rights", "statement")
MESSAGE = "the authorities to complain to lack that of {markets}, where the statement holds too"
REMEDY = (
    "Add {markets} under `authorities`, or decide that the words leave nobody believing that the "
    "named ones are the only ones."
)


def check(context: Context) -> Iterator[Hit]:
    """Yield once if some market has no authority and others have."""
    complaints = context.policy.complaints
    if complaints and complaints.authorities:
        markets = markets_of(context.policy)
        lacking = tuple(market for market in markets if market not in complaints.authorities)
        if lacking:
            yield Hit(f"{complaints.route}/authorities", {"markets": listed(lacking)})
