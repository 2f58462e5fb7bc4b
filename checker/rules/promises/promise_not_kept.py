"""The statement promises its reader something that is not there.

Why
    "You can read below how long we keep your data" must lead somewhere: a statement that announces
    what it does not hold is neither fair nor transparent (GDPR Art. 5(1)(a), 12(1)).

Mend
    State what is promised, point `kept_by` to where it stands, or take the promise back.

Limits
    Whether what stands there says enough is the business of the rules for that duty. Not judged
    while some file cannot be read.
"""

from __future__ import annotations

from collections.abc import Iterator

from checker.finding import Certainty, Severity
from checker.model import Place, Policy
from checker.nearest import did_you_mean
from checker.rules import Context, Hit

SEVERITY = Severity.WARNING
CERTAINTY = Certainty.FACT
DUTY = "promises"
LEGAL: tuple[str, ...] = ("GDPR 5(1)(a)", "GDPR 12(1)")
NEEDS = (
    "activity",
    "changelog",
    "cookies",
    "data-categories",
    "data-subjects",
    "documents",
    "group",
    "measures",
    "organisation",
    "recipients",
    "retention",
    "rights",
    "section",
    "sharing",
    "sources",
    "statement",
    "terms",
)
MESSAGE = "the promise {id!r} is not kept: there is no {target}{suggestion}"
REMEDY = "State what is promised, point `kept_by` to where it stands, or take the promise back."


def check(context: Context) -> Iterator[Hit]:
    """Yield every route in `kept_by` that leads nowhere."""
    hints = 0
    for promise in context.policy.every_promise():
        listed = f"{promise.route}/kept_by"
        for index, target in enumerate(promise.kept_by):
            if context.routes.exists(target):
                continue
            found = context.routes.find(listed)
            place = Place(found[0].document, (*found[0].path, index)) if found else None
            fields = {
                "id": promise.id,
                "target": target,
                "suggestion": _suggestion(context, target) if hints < _HINTS else "",
            }
            hints += 1
            yield Hit(listed, fields, place=place)


_HINTS = 50
"""How many hits get a suggestion: a thousand slips need none."""


def _suggestion(context: Context, target: str) -> str:
    policy: Policy = context.policy
    owner, slash, rest = target.partition("/")
    activity = policy.activities.get(owner)
    if activity and activity.part_of and context.routes.exists(f"{activity.part_of}/{rest}"):
        return f"; did you mean '{activity.part_of}/{rest}'?"
    if owner in policy.kind_of:
        return ""
    routes = (f"{name}{slash}{rest}" for name in policy.kind_of)
    return did_you_mean(target, routes, cutoff=0.8)
