"""Words leave open how machines decide, or what that means for people.

Why
    People must be told meaningfully about the logic involved in an automated decision, and about
    its significance and consequences (GDPR Art. 13(2)(f), 14(2)(g)), in clear and plain words
    (Art. 12(1)). "Various circumstances that may count" tells them nothing.

Mend
    Say what counts, how much, and what follows from it.

Limits
    A judgement. Finds the words and phrases that WP260 names, as checker/languages/ has them for
    each language; whether an explanation without them can be understood is not judged. A missing
    one is automated-decision-not-explained.
"""

from __future__ import annotations

from collections.abc import Iterator

from checker.finding import Certainty, Severity
from checker.model import Text
from checker.rules import Context, Hit
from checker.rules._vague import Field, left_open
from checker.rules.automated._decisions import decisions

SEVERITY = Severity.WARNING
CERTAINTY = Certainty.JUDGEMENT
DUTY = "automated-decisions"
LEGAL: tuple[str, ...] = ("GDPR 13(2)(f)", "GDPR 14(2)(g)", "GDPR 12(1)", "WP260 rev.01")
NEEDS = ("activity", "group", "organisation", "statement")
MESSAGE = "{phrase!r} leaves open {what}"
REMEDY = "Say it exactly. Counsel must decide whether it can be left open, and be able to show why."

_LOGIC = Field(
    "how the decision is made", ("hedge", "some", "certain", "possible", "as-needed", "open-list")
)
_SIGNIFICANCE = Field("what the decision means for people", ("hedge", "open-list"))


def check(context: Context) -> Iterator[Hit]:
    """Yield each text with such words, in the first language of the statement that has them."""
    yield from left_open(context, _texts(context))


def _texts(context: Context) -> Iterator[tuple[Field, Text | None]]:
    for _, decision in decisions(context.policy):
        yield _LOGIC, decision.logic
        yield _SIGNIFICANCE, decision.significance
