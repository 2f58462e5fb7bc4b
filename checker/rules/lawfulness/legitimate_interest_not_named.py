"""A legitimate interest is relied on but not named.

Why
    Where processing rests on GDPR Art. 6(1)(f), people must be told which legitimate interests are
    pursued (Art. 13(1)(d), 14(2)(b)). The words "legitimate interest" alone say nothing.

Mend
    Add the interest under `interests` of the basis: what it is good for, not the purpose again.

Limits
    Looks at what is stated, not at how the editor classifies it. An interest that says no more than
    "our legitimate interest" counts as none; if it is so in one language only, the finding is
    there, as those who read it are told of no interest. One that only repeats the purpose is
    interest-restates-purpose. Bases that are somebody else's (`whose`) are theirs to explain.
"""

from __future__ import annotations

from collections.abc import Iterator

from checker.finding import Certainty, Severity
from checker.rules import Context, Hit
from checker.rules._texts import place_in
from checker.rules.lawfulness._interests import only_label

SEVERITY = Severity.ERROR
CERTAINTY = Certainty.FACT
DUTY = "legitimate-interests"
LEGAL: tuple[str, ...] = ("GDPR 13(1)(d)", "GDPR 14(2)(b)")
NEEDS = ("activity", "group", "organisation", "recipients", "sharing")
MESSAGE = "{name!r} rests on a legitimate interest that is not named"
REMEDY = "Name the interest under `interests` of this basis: what we or others gain by it."


def check(context: Context) -> Iterator[Hit]:
    """Yield bases stated as legitimate interest without an interest that says anything."""
    policy = context.policy
    for owner in policy.owing_a_basis():
        for basis in policy.our_bases(owner):
            interests = basis.interests
            if basis.stated != "legitimate-interest":
                continue
            if not interests:
                yield Hit(basis.route, {"name": context.words(owner.title)})
                continue
            first, *others = (only_label(interest.text, policy) for interest in interests)
            bare = tuple(one for one in first if all(one in other for other in others))
            if bare:
                yield Hit(
                    interests[0].route,
                    {"name": context.words(owner.title)},
                    place=place_in(context, interests[0].text, bare),
                )
