"""A period is stated without the event from which it runs.

Why
    From "one year" alone nobody can work out when data about them are erased. GDPR Art. 13(2)(a)
    and 14(2)(a) ask for the period or the criteria for it, and WP260 for so much that people can
    work it out for themselves.

Mend
    Name the event under `start`.

Limits
    A judgement: the context may make the start plain. Silent for a maximum (`at_most`), and where
    the rule has a `text`, which may name the event.
"""

from __future__ import annotations

from collections.abc import Iterator

from checker.durations import in_words
from checker.finding import Certainty, Severity
from checker.rules import Context, Hit

SEVERITY = Severity.WARNING
CERTAINTY = Certainty.JUDGEMENT
DUTY = "retention"
LEGAL: tuple[str, ...] = ("GDPR 13(2)(a)", "GDPR 14(2)(a)", "WP260 rev.01")
NEEDS = ("activity", "group", "organisation", "retention")
MESSAGE = "nothing says from when the period of {period} runs"
REMEDY = "Decide which event starts the period, and name it under `start`."


def check(context: Context) -> Iterator[Hit]:
    """Yield fixed periods without a start."""
    for rule in context.policy.told_retention():
        if rule.kind == "period" and not (rule.start or rule.at_most or rule.text):
            yield Hit(rule.route, {"period": in_words(rule.period or "")})
