"""Special categories of data are used without a stated ground.

Why
    Health, beliefs, union membership and the like may be processed only on one of the grounds of
    GDPR Art. 9(2), on top of a lawful basis under Art. 6(1) (Art. 9(1)). It belongs to the legal
    basis that people must be told (Art. 13(1)(c), 14(1)(c)).

Mend
    Add an entry under `special_data` with its `ground`, for these data and in each market.

Limits
    Whether the ground fits is not judged. An entry that names no data or markets covers all of
    them. One that names data needs a ground of its own, whatever another entry says of them; one
    that names none may only add to others. What only the editor infers is the business of
    inferred-special-category-without-ground.
"""

from __future__ import annotations

from collections.abc import Iterator

from checker.finding import Certainty, Severity
from checker.rules import Context, Hit
from checker.rules.special_data._gaps import gaps
from checker.rules.special_data._grounds import has_ground

SEVERITY = Severity.ERROR
CERTAINTY = Certainty.FACT
DUTY = "special-categories"
LEGAL: tuple[str, ...] = ("GDPR 9(2)", "GDPR 13(1)(c)", "GDPR 14(1)(c)")
NEEDS = ("activity", "data-categories", "group", "organisation")
MESSAGE = "{name!r} uses {data}, and no ground of Art. 9(2) is stated{where}"
REMEDY = "Name the point of Art. 9(2) relied on under `ground` of an entry in `special_data`."


def check(context: Context) -> Iterator[Hit]:
    """Yield entries without a ground, and uses of such data that no entry covers."""
    for gap in gaps(context, "special-category", has_ground, by_law=False):
        if not gap.inferred:
            yield gap.hit
