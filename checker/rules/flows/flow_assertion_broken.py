"""Data take a path that a flow assertion rules out.

Why
    What the statement promises must be so, and the company must be able to show it (GDPR Art.
    5(1)(a) and 5(2)). An assertion in assertions.yaml says of what paths that holds; this one does
    not.

Mend
    Look at the path. If data do not flow so, correct this step: limit the disclosure with `data`,
    `applies_to` or `consent`, or remove it. If they do, the assertion is wrong, and with it what
    the statement promises.

Limits
    One finding for each step by which data first get where they may not, with a shortest path to
    it; there may be longer ones, which the same step completes. Membership of the EEA and adequacy
    decisions are asked as of the statement's date. A path counts only where all that it passes has
    a market in common. What is said of a disclosure in words alone, such as its condition, is not
    known here: an assertion can be settled by a consent that the disclosure names, not by a text. A
    company that is only named under `roles`, such as a joint controller, gets no data by that.
"""

from __future__ import annotations

from collections.abc import Iterator

from checker.finding import Certainty, Severity
from checker.rules import Context, Hit
from checker.rules.flows import _assertions

SEVERITY = Severity.ERROR
CERTAINTY = Certainty.FACT
DUTY = "promises"
LEGAL: tuple[str, ...] = ("GDPR 5(1)(a)", "GDPR 5(2)")
NEEDS = _assertions.NEEDS
MESSAGE = "the flow assertion {assertion!r} is broken ({says}): {path}"
REMEDY = (
    "If data do not flow so, limit or remove this step. If they do, correct the assertion, and "
    "what the statement promises."
)


def check(context: Context) -> Iterator[Hit]:
    """Yield each step that breaks an assertion as of the statement's date."""
    for assertion, edge, path in _assertions.broken(context, context.statement_date):
        yield _assertions.hit(context, assertion, edge, path)
