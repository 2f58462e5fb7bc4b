"""A legitimate interest is relied on but not named.

Why
    Where processing rests on GDPR Art. 6(1)(f), people must be told which legitimate interests are
    pursued (Art. 13(1)(d), 14(2)(b)). The words "legitimate interest" alone say nothing.

Mend
    Add the interest under `interests` of the basis: what it is good for, not the purpose again.

Limits
    Looks at what is stated, not at how the editor classifies it. Whether a named interest is more
    than the purpose in other words is not judged here. Bases that are somebody else's (`whose`) are
    theirs to explain.
"""

from __future__ import annotations

from collections.abc import Iterator

from checker.finding import Certainty, Severity
from checker.rules import Context, Hit

SEVERITY = Severity.ERROR
CERTAINTY = Certainty.FACT
DUTY = "legitimate-interests"
LEGAL: tuple[str, ...] = ("GDPR 13(1)(d)", "GDPR 14(2)(b)")
NEEDS = ("activity", "group", "organisation", "sharing")
MESSAGE = "{name!r} rests on a legitimate interest that is not named"
REMEDY = "Name the interest under `interests` of this basis."


def check(context: Context) -> Iterator[Hit]:
    """Yield bases stated as legitimate interest without interests."""
    for owner in context.policy.owing_a_basis():
        for basis in owner.bases:
            if basis.stated == "legitimate-interest" and not basis.interests and not basis.whose:
                yield Hit(basis.route, {"name": context.words(owner.title)})
