"""Processing that rested on consent now rests on something else.

Why
    Who is asked for consent is told that the choice is theirs, and may withdraw it (GDPR Art.
    7(3)). To go on with the same processing on legitimate interests, or another basis, takes that
    choice away: EDPB guidelines 05/2020 hold that a basis is chosen before the processing begins,
    and that consent is not exchanged for another because it was withdrawn or is hard to show.

Mend
    Keep the consent, and end the processing for those who do not give it; or end it for all, and
    state the new processing as a purpose of its own, with data that were not collected on consent.

Limits
    A judgement: usually this is not permitted for processing that is already running, but a law
    that came to require it, say, or a consent that was never asked for, may settle it otherwise.
    Looks only where there is a release to compare with, and knows purposes by their ids: a basis
    that takes a consent's place, and what is left where a consent was dropped or covers less.
"""

from __future__ import annotations

from collections.abc import Iterator

from checker.finding import Certainty, Severity
from checker.model import ARTICLE_OF, Basis, Policy
from checker.rules import Context, Hit
from checker.rules.versions._release import versions

SEVERITY = Severity.WARNING
CERTAINTY = Certainty.JUDGEMENT
DUTY = "purposes-and-bases"
LEGAL: tuple[str, ...] = ("GDPR 6(1)(a)", "GDPR 6(1)(f)", "GDPR 7(3)", "EDPB 05/2020")
NEEDS = ("activity", "sharing", "statement")
MESSAGE = (
    "what rested on consent now rests on {basis}, which is usually not permitted for processing "
    "that is already running"
)
REMEDY = (
    "Counsel must decide. Keep the consent and stop where it is not given, or end the processing "
    "and ask anew."
)


def check(context: Context) -> Iterator[Hit]:
    """Yield each basis that takes the place of a consent, once."""
    found = versions(context)
    if not found:
        return
    told: set[str] = set()
    for change in found.diff.changes:
        route, basis = change.route, change.after
        if change.kind == "consent-basis-removed":
            left = _left(found.diff.before, found.diff.after, route)
            if not left:
                continue
            route, basis = left.route, left.stated
        elif change.kind not in _EXCHANGED or change.before != "consent":
            continue
        if isinstance(basis, str) and route not in told:
            told.add(route)
            yield Hit(route, {"basis": basis.replace("-", " ")})


_EXCHANGED = ("basis-changed", "consent-becomes-legitimate-interest")


def _left(before: Policy, after: Policy, route: str) -> Basis | None:
    """What is relied on for the purposes of a consent that covers less or is gone: a new basis."""
    old, new = _bases(before, route), _bases(after, route)
    purposes = next((set(one.purposes) for one in old if one.route == route), set[str]())
    known = {one.route for one in old}
    others = [
        one
        for one in new
        if one.article != ARTICLE_OF["consent"]
        and (not one.purposes or not purposes or purposes.intersection(one.purposes))
    ]
    return next((one for one in others if one.route not in known), others[0] if others else None)


def _bases(policy: Policy, route: str) -> tuple[Basis, ...]:
    """The lawful bases of the activity or sharing rule that a route is in."""
    head = route.partition("/")[0]
    owner = policy.activities.get(head) or policy.sharing.get(head)
    return owner.bases if owner else ()
