"""Of several periods for the same data, nothing says which applies.

Why
    People must be told the period, or the criteria by which they can work it out (GDPR
    Art. 13(2)(a), 14(2)(a)). "Five years, or until you are no longer a customer" leaves them to
    guess.

Mend
    Say what each period is for under `data`, `subjects`, `bases` or `applies_in`, and write
    `combine_retention: all`; or keep the one that applies.

Limits
    A judgement: what each is for may be plain from its words. Raised where `combine_retention` is
    any and two rules are for the same data, people, bases, consent and markets.
"""

from __future__ import annotations

from collections.abc import Iterator

from checker.finding import Certainty, Severity
from checker.model import Retention
from checker.rules import Context, Hit

SEVERITY = Severity.WARNING
CERTAINTY = Certainty.JUDGEMENT
DUTY = "retention"
LEGAL: tuple[str, ...] = ("GDPR 13(2)(a)", "GDPR 14(2)(a)", "GDPR 12(1)")
NEEDS = ("activity", "group", "organisation")
MESSAGE = "of {count} rules on how long the data of {name!r} are kept, nothing says which applies"
REMEDY = (
    "Counsel must decide which rule applies to what. Say so in each rule and write "
    "`combine_retention: all`, or keep one of them."
)


def check(context: Context) -> Iterator[Hit]:
    """Yield activities that leave open which of several rules for the same things applies."""
    for activity in context.policy.owing_notice():
        if activity.combine_retention != "any":
            continue
        alike: dict[object, list[Retention]] = {}
        for rule in activity.retention:
            alike.setdefault(_scope(rule), []).append(rule)
        rules = max(alike.values(), key=len, default=[])
        if len(rules) > 1:
            yield Hit(
                f"{activity.id}/combine_retention",
                {"count": str(len(rules)), "name": context.words(activity.title)},
                related=tuple((rule.route, "one of the rules") for rule in rules),
            )


def _scope(rule: Retention) -> object:
    limits = (rule.data, rule.subjects, rule.bases, rule.applies_in)
    return (rule.consent, *(frozenset(ids) for ids in limits))
