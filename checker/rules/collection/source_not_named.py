"""Data come from a third party that is not named.

Why
    Where data are not obtained from the person, they must be told from which source they come
    (GDPR Art. 14(2)(f)).

Mend
    Name it under `who` of the source, or describe it under `text`.

Limits
    A public source needs no name to satisfy this rule: that it is public is stated by its kind.
"""

from __future__ import annotations

from collections.abc import Iterator

from checker.finding import Certainty, Severity
from checker.rules import Context, Hit

SEVERITY = Severity.ERROR
CERTAINTY = Certainty.FACT
DUTY = "source"
LEGAL: tuple[str, ...] = ("GDPR 14(2)(f)",)
NEEDS = ("activity", "group", "organisation")
MESSAGE = "data for {name!r} come from a third party that is not named"
REMEDY = "Name the source under `who`, or describe it under `text`."


def check(context: Context) -> Iterator[Hit]:
    """Yield third-party sources without who or text."""
    policy = context.policy
    for activity in policy.owing_notice():
        for source in policy.owed_sources(activity):
            if source.kind == "third-party" and not source.who and not source.text:
                yield Hit(source.route, {"name": context.words(activity.title)})
