"""The statement promises its reader something that is not there.

Why
    "You can read below how long we keep your data" must lead somewhere: a statement that announces
    what it does not hold is neither fair nor transparent (GDPR Art. 5(1)(a), 12(1)).

Mend
    State what is promised, point `kept_by` to where it stands, or take the promise back.

Limits
    One finding for each promise. Whether what stands there says enough is the business of the rules
    for that duty. Not judged while some file cannot be read.
"""

from __future__ import annotations

from collections.abc import Iterator

from checker.finding import Certainty, Severity, Words
from checker.model import Place
from checker.nearest import nearest
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
MESSAGE = "the promise {name!r} is not kept: there is no {missing}{suggestion}"
REMEDY = "State what is promised, point `kept_by` to where it stands, or take the promise back."


def check(context: Context) -> Iterator[Hit]:
    """Yield each promise with routes in `kept_by` that lead nowhere, at the first of them."""
    hints = 0
    for promise in context.policy.every_promise():
        missing = [
            (index, target)
            for index, target in enumerate(promise.kept_by)
            if not context.routes.exists(target)
        ]
        if not missing:
            continue
        listed = f"{promise.route}/kept_by"
        found = context.routes.find(listed)
        assert found is not None
        places = [Place(found[0].document, (*found[0].path, index)) for index, _ in missing]
        targets = [target for _, target in missing]
        more = len(targets) - _NAMED
        fields = {
            "id": promise.id,
            "name": context.words(promise.text) if promise.text else Words(promise.id),
            "missing": ", ".join(targets[:_NAMED]) + (f" and {more} more" if more > 0 else ""),
            "suggestion": _suggestion(context, targets[0]) if hints < _HINTS else "",
            "targets": ", ".join(targets),
        }
        hints += 1
        related = tuple((place, "leads nowhere either") for place in places[1:])
        yield Hit(listed, fields, related=related, place=places[0])


_NAMED = 5
"""How many missing routes a message names; the others are places of the finding."""
_HINTS = 50
"""How many hits get a suggestion: a thousand slips need none."""


def _suggestion(context: Context, target: str) -> str:
    policy = context.policy
    owner, slash, rest = target.partition("/")
    activity = policy.activities.get(owner)
    if activity and activity.part_of and context.routes.exists(f"{activity.part_of}/{rest}"):
        return f"; did you mean '{activity.part_of}/{rest}'?"
    if owner in policy.kind_of:
        return ""
    known = nearest(owner, policy.kind_of)
    return f"; did you mean '{known}{slash}{rest}'?" if known else ""
