"""The time to answer is given in days that some months do not have.

Why
    Requests are answered within one month (GDPR Art. 12(3)), counted from date to date. Thirty days
    are longer than that from the end of January on.

Mend
    Write P1M under `within` of `procedure` in rights.yaml.

Limits
    Guidance, for 29 to 31 days. Up to 28 days are always within a month.
"""

from __future__ import annotations

from collections.abc import Iterator

from checker.durations import in_words
from checker.finding import Certainty, Severity
from checker.rules import Context, Hit
from checker.rules.rights._months import exceeds_a_month

SEVERITY = Severity.NOTE
CERTAINTY = Certainty.FACT
DUTY = "handling-requests"
LEGAL: tuple[str, ...] = ("GDPR 12(3)",)
NEEDS = ("rights",)
MESSAGE = "an answer within {within} is not one within a month: February is shorter"
REMEDY = "State one month, as the law does: `within: P1M`."


def check(context: Context) -> Iterator[Hit]:
    """Yield a time limit that is longer than some months."""
    procedure = context.policy.procedure
    within = procedure.within if procedure else None
    if procedure and within and exceeds_a_month(within, 28) and not exceeds_a_month(within, 31):
        yield Hit(f"{procedure.route}/within", {"within": in_words(within)})
