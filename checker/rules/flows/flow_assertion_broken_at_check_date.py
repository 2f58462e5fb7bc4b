"""A flow assertion that held at the statement's date is broken on the day of the check.

Why
    An adequacy decision ends, or a country leaves the EEA, and data that stayed within what was
    promised do so no longer. What the statement promises must be so, and the company must be able
    to show it (GDPR Art. 5(1)(a) and 5(2)).

Mend
    Find out what the transfer rests on now and state it, or stop it; then update the statement.

Limits
    Time alone never turns a check red, so this is a warning unless dates are strict. What was
    broken at the statement's date already is flow-assertion-broken. A day of check before the
    statement's date is looked at in the same way.
"""

from __future__ import annotations

from collections.abc import Iterator

from checker.finding import Certainty, Severity
from checker.rules import Context, Hit
from checker.rules.flows import _assertions

SEVERITY = Severity.WARNING
STRICT = Severity.ERROR
CERTAINTY = Certainty.FACT
DUTY = "promises"
LEGAL: tuple[str, ...] = ("GDPR 5(1)(a)", "GDPR 5(2)")
NEEDS = _assertions.NEEDS
MESSAGE = "on the day of the check the flow assertion {assertion!r} is broken ({says}): {path}"
REMEDY = "Find out what this step rests on now and state it, or stop it; then update the statement."


def check(context: Context) -> Iterator[Hit]:
    """Yield each step that breaks an assertion only as of the day of the check."""
    then, now = context.statement_date, context.as_of
    if then == now or not context.policy.assertions:
        return
    before = {(one.id, edge) for one, edge, _ in _assertions.broken(context, then)}
    for assertion, edge, path in _assertions.broken(context, now):
        if (assertion.id, edge) not in before:
            yield _assertions.hit(context, assertion, edge, path)
