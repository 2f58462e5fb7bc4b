"""A legitimate interest only says the purpose again.

Why
    The purpose says what is done; the interest says what it is good for, and for whom. Only with
    both can people see what their own interests are weighed against (GDPR Art. 13(1)(d), 14(2)(b),
    6(1)(f)). An interest that has the purpose's words, or points back to it, names none.

Mend
    Say what we or others gain by the processing. Counsel may find that a purpose and the interest
    in it are the same, as with preventing fraud: then say why it matters.

Limits
    Compares words, not meanings: an interest is flagged if its words are words of one of the
    purposes that its basis covers, all of them in one language of the statement and nearly all in
    each other. Inflection and one's own name make no difference. Other words for the same thing are
    not seen.
"""

from __future__ import annotations

from collections.abc import Iterator

from checker.finding import Certainty, Severity
from checker.rules import Context, Hit
from checker.rules.lawfulness._interests import only_label, restates

SEVERITY = Severity.WARNING
CERTAINTY = Certainty.JUDGEMENT
DUTY = "legitimate-interests"
LEGAL: tuple[str, ...] = ("GDPR 13(1)(d)", "GDPR 14(2)(b)")
NEEDS = ("activity", "group", "organisation", "recipients", "sharing")
MESSAGE = "the interest {interest!r} only says the purpose again"
REMEDY = (
    "Say what we or others gain by it; counsel must decide whether the purpose itself is the"
    " interest that is weighed."
)


def check(context: Context) -> Iterator[Hit]:
    """Yield interests made of the words of a purpose they stand for."""
    policy = context.policy
    for owner in policy.owing_a_basis():
        for basis in policy.our_bases(owner):
            purposes = [
                purpose
                for purpose in owner.purposes
                if not basis.purposes or purpose.id in basis.purposes
            ]
            for interest in basis.interests:
                restated = (one for one in purposes if restates(interest.text, one.text, policy))
                purpose = next(restated, None)
                if purpose and not only_label(interest.text, policy):
                    fields: dict[str, str] = {"interest": context.words(interest.text)}
                    yield Hit(interest.route, fields, ((purpose.route, "the purpose"),))
