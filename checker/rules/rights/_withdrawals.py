"""Which consents people are told that they can withdraw."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from checker.model import Activity, Consent, Policy, SharingRule


class Untold(NamedTuple):
    """Something that rests on a consent of which nobody is told that it can be withdrawn.

    `ground` is the route of the basis or the condition that rests on it; `consent` is the consent
    that it names, if it names one.
    """

    owner: Activity | SharingRule
    ground: str
    consent: Consent | None


def untold(policy: Policy) -> dict[str, Untold]:
    """What rests on such consents, by the route of the consent or else of the ground, each once."""
    found: dict[str, Untold] = {}
    if any(_told(right.right, right.any_time) for right in policy.rights):
        return found
    described = {consent.route: consent for consent in policy.every_consent()}
    for owner in policy.owing_a_basis():
        if isinstance(owner, Activity) and any(
            _told(offered.right, offered.any_time) for offered in policy.rights_of(owner)
        ):
            continue
        nameless: list[str] = []
        lacking = False
        for ground, name in _grounds(owner):
            consent = described.get(name) if name else None
            if consent is None:
                nameless.append(ground)
            elif not _says_so(consent):
                lacking = True
                found.setdefault(consent.route, Untold(owner, ground, consent))
        # Which consent is meant is not known: one that can be withdrawn may be it.
        own = policy.consents_of(owner) if isinstance(owner, Activity) else ()
        if nameless and not lacking and not any(_says_so(consent) for consent in own):
            found[nameless[0]] = Untold(owner, nameless[0], None)
    return found


def _grounds(owner: Activity | SharingRule) -> Iterator[tuple[str, str | None]]:
    for basis in owner.bases:
        if basis.article == "6(1)(a)":
            yield basis.route, basis.consent
    if isinstance(owner, Activity):
        for entry in owner.special_data:
            if entry.ground == "9(2)(a)":
                yield entry.route, entry.consent


def _told(right: str, any_time: bool | None) -> bool:
    return right == "withdraw-consent" and any_time is not False


def _says_so(consent: Consent) -> bool:
    withdrawal = consent.withdrawal
    if withdrawal is None or withdrawal.any_time is False:
        return False
    return bool(withdrawal.any_time or withdrawal.channels or withdrawal.text)
