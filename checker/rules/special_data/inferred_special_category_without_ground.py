"""Data that may be special categories are used without a stated ground.

Why
    If they reveal health, beliefs, union membership and the like, they may be processed only on one
    of the grounds of GDPR Art. 9(2), and people must be told of it (Art. 13(1)(c), 14(1)(c)).

Mend
    Add the `ground` under `special_data`, or take away the mark if the data are not of that kind.

Limits
    A judgement: the statement does not call them so, the editor does (`inferred`). Counsel must
    decide whether Art. 9 applies. What the statement itself says is the business of
    special-category-without-ground.
"""

from __future__ import annotations

from collections.abc import Iterator

from checker.finding import Certainty, Severity
from checker.rules import Context, Hit
from checker.rules.special_data._gaps import gaps
from checker.rules.special_data._grounds import has_ground

SEVERITY = Severity.WARNING
CERTAINTY = Certainty.JUDGEMENT
DUTY = "special-categories"
LEGAL: tuple[str, ...] = ("GDPR 9(2)", "GDPR 13(1)(c)", "GDPR 14(1)(c)")
NEEDS = ("activity", "data-categories", "group", "organisation")
MESSAGE = "{name!r} seems to use {data}, and no ground of Art. 9(2) is stated{where}"
REMEDY = (
    "Decide whether Art. 9 applies; then name the point of Art. 9(2) under `ground`, or remove the "
    "inference."
)


def check(context: Context) -> Iterator[Hit]:
    """Yield what only the editor takes for special categories, without a ground."""
    for gap in gaps(context, "special-category", has_ground, by_law=False):
        if gap.inferred:
            yield gap.hit
