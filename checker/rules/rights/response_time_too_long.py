"""The statement gives itself more than a month to answer.

Why
    Whoever uses a right gets an answer without undue delay and within one month of the request;
    only where requests are complex or many may two more months be taken, with reasons given within
    the first (GDPR Art. 12(3)).

Mend
    Set `within` of `procedure` in rights.yaml to P1M, and say under `exception` when it can take
    longer.

Limits
    Looks at `within` only. Twenty-nine to thirty-one days are the business of
    response-time-in-days.
"""

from __future__ import annotations

from collections.abc import Iterator

from checker.durations import in_words
from checker.finding import Certainty, Severity
from checker.rules import Context, Hit
from checker.rules.rights._months import exceeds_a_month

SEVERITY = Severity.ERROR
CERTAINTY = Certainty.FACT
DUTY = "handling-requests"
LEGAL: tuple[str, ...] = ("GDPR 12(3)",)
NEEDS = ("rights",)
MESSAGE = "an answer within {within} comes after the month that the law allows"
REMEDY = (
    "State one month (`within: P1M`), and say under `exception` when up to two more may be needed."
)


def check(context: Context) -> Iterator[Hit]:
    """Yield a time limit that is longer than any month."""
    procedure = context.policy.procedure
    within = procedure.within if procedure else None
    if procedure and within and exceeds_a_month(within, 31):
        yield Hit(f"{procedure.route}/within", {"within": in_words(within)})
