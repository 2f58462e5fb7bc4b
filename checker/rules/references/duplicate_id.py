"""An id stands twice where it may stand once.

Why
    Links, waivers and the page's anchors name things by their ids. With two of one name they would
    lead to one of them and lose the other.

Mend
    Rename the later one. Ids of things that stand on their own are unique in the whole statement;
    ids inside an activity only in their list. `statement` is reserved.

Limits
    None.
"""

from __future__ import annotations

from collections.abc import Iterator

from checker.finding import Certainty, Severity
from checker.rules import Context, Hit

SEVERITY = Severity.ERROR
CERTAINTY = Certainty.FACT
WAIVABLE = False
DUTY = "clear-language"
LEGAL: tuple[str, ...] = ()
NEEDS = ()
MESSAGE = "the id {id!r} is already taken"
REMEDY = (
    "Give this one another id, and mend what should refer to it: links, waivers and references to "
    "{id} lead to the first."
)


def check(context: Context) -> Iterator[Hit]:
    """Yield the second and every later use of an id."""
    for duplicate in context.policy.duplicates:
        yield Hit(
            duplicate.route,
            {"id": duplicate.id},
            related=((duplicate.first, "first here"),),
            place=duplicate.second,
        )
