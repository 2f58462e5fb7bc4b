"""The facts of law that klar checks by are old.

Why
    Decisions end, acts change, new ones come. What klar does not know of it cannot find, and what
    it finds may have been overtaken; reviewing whether a statement is still right (GDPR Art. 24(1))
    needs law that is.

Mend
    Check with a newer version of klar.

Limits
    Only the day of the last review of klar's facts counts, and only after eighteen months. It says
    nothing of the statement.
"""

from __future__ import annotations

from collections.abc import Iterator

from checker.finding import Certainty, Severity
from checker.rules import Context, Hit

SEVERITY = Severity.WARNING
CERTAINTY = Certainty.FACT
DUTY = "law-in-force"
LEGAL: tuple[str, ...] = ("GDPR 24(1)",)
NEEDS = ()
MESSAGE = "klar's facts of law were last reviewed on {reviewed}, over {months} months ago"
REMEDY = "Use a newer version of klar, or have counsel say what has changed in the law since then."

MONTHS = 18


def check(context: Context) -> Iterator[Hit]:
    """Yield one finding if the day of the check is too long after the last review."""
    reviewed = context.law.reviewed("acts")
    years, month = divmod(int(reviewed[5:7]) - 1 + MONTHS, 12)
    due = f"{int(reviewed[:4]) + years:04}-{month + 1:02}{reviewed[7:]}"
    if context.as_of > due:
        yield Hit("statement", {"reviewed": reviewed, "months": str(MONTHS)})
