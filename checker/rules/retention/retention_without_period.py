"""A retention rule gives neither a period nor an event.

Why
    GDPR Art. 13(2)(a) and 14(2)(a) ask for a period or for criteria from which people can work one
    out. A routine nobody can see, or a period told somewhere else, does not let them.

Mend
    Replace the rule by a `period` with its start, or by an `event`. A criterion from which people
    can work out the period can be written as one of these.

Limits
    A judgement: only counsel can say whether a criterion lets people work out the period, and a
    layered notice on the spot may carry the period; silent where the words of the rule link to that
    notice. Rules that point to the law, a consent, a document or another activity are not looked at
    here.
"""

from __future__ import annotations

from collections.abc import Iterator

from checker.finding import Certainty, Severity
from checker.model import Retention
from checker.rules import Context, Hit

SEVERITY = Severity.WARNING
CERTAINTY = Certainty.JUDGEMENT
DUTY = "retention"
LEGAL: tuple[str, ...] = ("GDPR 13(2)(a)", "GDPR 14(2)(a)")
NEEDS = ("activity", "group", "organisation")
MESSAGE = "the data of {name!r} are kept {how}"
REMEDY = "{settle}, and state it as an `event`, or as a `period` with its start."


_DECIDE = "Decide how long, or until when, they are kept"
_HOW = {
    "criterion": (
        "by a criterion, from which people may not be able to work out the period",
        "Counsel must decide whether people can. Find what the criterion comes to for them",
    ),
    "routine": ("by routines, and no period can be worked out from those", _DECIDE),
    "told-on-site": ("for a time that is only told on the spot", _DECIDE),
}


def check(context: Context) -> Iterator[Hit]:
    """Yield rules of the kinds that give neither period nor event."""
    for activity in context.policy.owing_notice():
        for rule in activity.retention:
            if rule.kind in _HOW and not _leads_on(rule):
                how, settle = _HOW[rule.kind]
                fields = {"name": context.words(activity.title), "how": how, "settle": settle}
                yield Hit(rule.route, fields)


def _leads_on(rule: Retention) -> bool:
    """Whether what is told on the spot can be read by a link."""
    if rule.kind != "told-on-site" or not rule.text:
        return False
    return all("](" in words for words in rule.text.languages.values())
