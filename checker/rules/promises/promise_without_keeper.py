"""Nothing says what keeps a promise of the statement.

Why
    What the statement promises must be so (GDPR Art. 5(1)(a), 12(1)). A promise that names what
    keeps it is held to it by every check; one that names nothing is forgotten with the next change.

Mend
    Name the parts of the statement that keep it under `kept_by`.

Limits
    A judgement, and only a note: a promise may be kept outside the statement, such as at a meeting
    or in a letter. Then counsel must know that it is.
"""

from __future__ import annotations

from collections.abc import Iterator

from checker.finding import Certainty, Severity
from checker.rules import Context, Hit

SEVERITY = Severity.NOTE
CERTAINTY = Certainty.JUDGEMENT
DUTY = "promises"
LEGAL: tuple[str, ...] = ("GDPR 5(1)(a)", "GDPR 12(1)")
NEEDS = ("activity", "group", "retention", "section", "sharing", "sources", "statement")
MESSAGE = "nothing says what keeps the promise {id!r}"
REMEDY = (
    "Name what keeps it under `kept_by`. If it is kept outside the statement, counsel must make "
    "sure that it is."
)


def check(context: Context) -> Iterator[Hit]:
    """Yield promises without `kept_by`."""
    for promise in context.policy.every_promise():
        if not promise.kept_by:
            yield Hit(promise.route, {"id": promise.id})
