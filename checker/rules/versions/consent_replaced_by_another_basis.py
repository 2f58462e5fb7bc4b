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
    that takes a consent's place, and what is left where a consent was dropped. Markets are not told
    apart.
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


_Owner = Activity | SharingRule


def check(context: Context) -> Iterator[Hit]:
    """Yield each basis that takes the place of a consent, once."""
    found = versions(context)
    if not found:
        return
    exchanged = {
        change.route
        for change in found.diff.changes
        if change.kind in _EXCHANGED and change.before == "consent"
    }
    owners = _owners(found.diff.before)
    for name, after in _owners(found.diff.after).items():
        before = owners.get(name)
        if before is None or before is after:
            continue
        for basis in _in_place_of_consent(before, after, exchanged):
            yield Hit(basis.route, {"basis": basis.stated.replace("-", " ")})


_EXCHANGED = ("basis-changed", "consent-becomes-legitimate-interest")


def _in_place_of_consent(before: _Owner, after: _Owner, exchanged: set[str]) -> list[Basis]:
    """The bases that were exchanged for a consent, and those left where one was dropped."""
    purposes = [one.id for one in after.purposes]
    consented = [one for one in purposes if any(map(_is_consent, _bases(before, one)))]
    places = {
        basis.route: basis
        for basis in after.bases
        if basis.route in exchanged
        # Where the purpose has ended with the consent, the basis is for something else.
        and (not before.purposes or any(basis in _bases(after, one) for one in consented))
    }
    for purpose in consented:
        now = _bases(after, purpose)
        if now and not any(_is_consent(one) or one.route in places for one in now):
            known = {one.route for one in before.bases}
            basis = next((one for one in now if one.route not in known), now[0])
            places[basis.route] = basis
    return list(places.values())


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
