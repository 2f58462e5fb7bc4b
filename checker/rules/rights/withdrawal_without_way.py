"""Nothing says how a consent is withdrawn.

Why
    Withdrawing must be as easy as giving (GDPR Art. 7(3)). Who is told of the right and not of the
    way has to search for it.

Mend
    Say it under `withdrawal` of the consent situation: its `channels`, or `text`. One way for every
    consent can stand under `channels` of the right in rights.yaml.

Limits
    A judgement: counsel must weigh whether the way given is as easy as giving the consent was. The
    channels for using all rights count as a way. Where no right has any way, rights-without-way
    says so once for all.
"""

from __future__ import annotations

from collections.abc import Iterator

from checker.finding import Certainty, Severity
from checker.model import Activity, Consent, Policy, SharingRule
from checker.rules import Context, Hit
from checker.rules.rights._scope import has_way

SEVERITY = Severity.WARNING
CERTAINTY = Certainty.JUDGEMENT
DUTY = "easy-withdrawal"
LEGAL: tuple[str, ...] = ("GDPR 7(3)", "GDPR 12(2)")
NEEDS = ("activity", "group", "organisation", "rights", "sharing")
MESSAGE = "nothing says how the consent in {name!r} is withdrawn"
REMEDY = (
    "Name the channels under `withdrawal` of the consent, and decide whether withdrawing is as "
    "easy as giving."
)


def check(context: Context) -> Iterator[Hit]:
    """Yield consents without a way to withdraw them, each once."""
    policy = context.policy
    procedure = policy.procedure
    general = (procedure and (procedure.channels or procedure.text)) or any(
        right.right == "withdraw-consent" and (right.channels or right.documents)
        for right in policy.rights
    )
    if general or not has_way(policy):
        return
    seen: set[str] = set()
    for owner in policy.owing_a_basis():
        for route in _without_way(policy, owner):
            if route not in seen:
                seen.add(route)
                yield Hit(route, {"name": context.words(owner.title)})


def _without_way(policy: Policy, owner: Activity | SharingRule) -> Iterator[str]:
    bases = [b.route for b in owner.bases if b.article == "6(1)(a)" and not b.consent]
    if isinstance(owner, SharingRule):
        yield from bases
        return
    for offered in policy.rights_of(owner):
        if offered.right == "withdraw-consent" and (offered.channels or offered.text):
            return
    consents = policy.consents_of(owner)
    if consents:
        yield from (consent.route for consent in consents if not _way(consent))
    else:
        yield from bases
        for entry in owner.special_data:
            if entry.ground == "9(2)(a)" and not entry.consent:
                yield entry.route


def _way(consent: Consent) -> bool:
    return bool(consent.withdrawal and (consent.withdrawal.channels or consent.withdrawal.text))
