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
    Looks only where there is a release to compare with, at purposes that it had by the same id:
    whatever rested on consent there and does not now. Markets are not told apart.
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
    """Yield each basis that takes the place of a consent, once."""
    found = versions(context)
    if not found:
        return
    owners = _owners(found.diff.before)
    for name, after in _owners(found.diff.after).items():
        before = owners.get(name)
        if before is None or before is after:
            continue
        places: dict[str, Basis] = {}
        for purpose in after.purposes:
            then, now = _bases(before, purpose.id), _bases(after, purpose.id)
            if any(map(_is_consent, then)) and now and not any(map(_is_consent, now)):
                known = {one.route for one in then}
                basis = next((one for one in now if one.route not in known), now[0])
                places.setdefault(basis.route, basis)
        for basis in places.values():
            yield Hit(basis.route, {"basis": basis.stated})


_Owner = Activity | SharingRule


def _owners(policy: Policy) -> dict[str, _Owner]:
    """What has lawful bases, by its id."""
    return {**policy.activities, **policy.sharing}


def _bases(owner: _Owner, purpose: str) -> list[Basis]:
    """The bases of the purpose of an id, if there is one; those that name none are for all."""
    if all(one.id != purpose for one in owner.purposes):
        return []
    return [one for one in owner.bases if not one.purposes or purpose in one.purposes]


def _is_consent(basis: Basis) -> bool:
    return basis.article == ARTICLE_OF["consent"]
