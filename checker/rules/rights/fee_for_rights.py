"""Using a right is said to cost something.

Why
    Information and whatever is done on a request are free of charge. A reasonable fee is allowed
    only where requests are manifestly unfounded or excessive (GDPR Art. 12(5)).

Mend
    Remove `fee` from `procedure` in rights.yaml. If it is meant for manifestly unfounded or
    excessive requests alone, say that it is free otherwise: `free: true`.

Limits
    A judgement: counsel must weigh when the fee is asked for. Silent where the statement says that
    it is free besides. Silence about fees is no defect.
"""

from __future__ import annotations

from collections.abc import Iterator

from checker.finding import Certainty, Severity
from checker.rules import Context, Hit

SEVERITY = Severity.WARNING
CERTAINTY = Certainty.JUDGEMENT
DUTY = "free-of-charge"
LEGAL: tuple[str, ...] = ("GDPR 12(5)",)
NEEDS = ("rights",)
MESSAGE = "the statement asks a fee for using rights"
REMEDY = (
    "Remove the fee, or decide that it is asked only for manifestly unfounded or excessive "
    "requests and say so, with `free: true` for all others."
)


def check(context: Context) -> Iterator[Hit]:
    """Yield a fee that is stated without saying that it is free otherwise."""
    procedure = context.policy.procedure
    if procedure and procedure.fee and not procedure.free:
        yield Hit(f"{procedure.route}/fee", {})
