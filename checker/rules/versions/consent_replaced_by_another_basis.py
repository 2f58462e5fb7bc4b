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
    Looks only where there is a release to compare with. A basis that takes the place of a consent
    for some of the same purposes counts, and so does a consent that is dropped beside other bases
    for them. Markets are not told apart.
"""

from __future__ import annotations

from collections.abc import Iterator

from checker.finding import Certainty, Severity
from checker.model import ARTICLE_OF, Activity, Basis, Policy, SharingRule
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
    """Yield each basis that takes the place of a consent."""
    found = versions(context)
    if not found:
        return
    before = _owners(found.diff.before)
    after = _owners(context.policy)
    seen: set[str] = set()
    for change in found.diff.changes:
        head = change.route.partition("/")[0]
        basis: Basis | None = None
        if head not in after:
            continue
        if change.kind == "consent-basis-removed" and head in before:
            basis = _left(_basis(before[head], change.route), before[head], after[head])
        elif change.kind in _REPLACED and change.before == "consent":
            basis = _basis(after[head], change.route)
        if basis and basis.route not in seen:
            seen.add(basis.route)
            yield Hit(basis.route, {"basis": basis.stated})


_REPLACED = ("basis-changed", "consent-becomes-legitimate-interest")

_Owner = Activity | SharingRule


def _owners(policy: Policy) -> dict[str, _Owner]:
    """What has lawful bases, by its id."""
    return {**policy.activities, **policy.sharing}


def _basis(owner: _Owner, route: str) -> Basis | None:
    return next((one for one in owner.bases if one.route == route), None)


def _left(consent: Basis | None, before: _Owner, after: _Owner) -> Basis | None:
    """A basis for some purpose of a consent that is gone, where no consent is left for it."""
    if consent is None:
        return None
    purposes = consent.purposes or tuple(one.id for one in before.purposes)
    for purpose in after.purposes:
        if purpose.id in purposes:
            bases = [one for one in after.bases if not one.purposes or purpose.id in one.purposes]
            if bases and all(one.article != CONSENT for one in bases):
                return bases[0]
    return None


CONSENT = ARTICLE_OF["consent"]
