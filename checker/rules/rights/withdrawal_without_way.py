"""Nothing says how a consent is withdrawn, or the way is plainly harder than giving it.

Why
    Withdrawing must be as easy as giving (GDPR Art. 7(3)). Who is told of the right and not of the
    way has to search for it; who gave a consent with a click should not need a letter to end it.

Mend
    Say it under `withdrawal` of the consent situation: its `channels`, or `text`. One way for every
    consent can stand under `channels` of the right in rights.yaml.

Limits
    A judgement: counsel must weigh whether the way given is as easy as giving the consent was. The
    channels for using all rights count as a way. Where no right has any way, rights-without-way
    says so once for all; that a consent can be withdrawn at all is withdrawal-not-stated, and an
    explicit consent that is described nowhere is explicit-consent-not-described. Of the ways that a
    consent names itself, two are doubted: nothing but letters, and for access to a device, which is
    allowed on it, nothing but e-mail, telephone, letters or visits.
"""

from __future__ import annotations

from collections.abc import Iterator

from checker.finding import Certainty, Severity
from checker.model import Activity, Consent, Policy, SharingRule
from checker.rules import Context, Hit
from checker.rules.rights._scope import has_way
from checker.rules.rights._withdrawals import untold

SEVERITY = Severity.WARNING
CERTAINTY = Certainty.JUDGEMENT
DUTY = "easy-withdrawal"
LEGAL: tuple[str, ...] = ("GDPR 7(3)", "GDPR 12(2)")
NEEDS = ("activity", "group", "organisation", "rights", "sharing")
MESSAGE = "{name!r} relies on consent, and {why}"
REMEDY = (
    "Name the channels under `withdrawal` of the consent, and decide whether withdrawing is as "
    "easy as giving."
)


_NO_WAY = "nothing says how it is withdrawn"
_BY_LETTER = "it is withdrawn by letter only"
_OFF_THE_DEVICE = "what is allowed on the device cannot be stopped there"
_OFF_DEVICE = {"email", "phone", "post", "in-person"}


def check(context: Context) -> Iterator[Hit]:
    """Yield consents without a way to withdraw them, or with a hard one only, each once."""
    yield from _no_ways(context)
    yield from _hard_ways(context)


def _no_ways(context: Context) -> Iterator[Hit]:
    policy = context.policy
    procedure = policy.procedure
    general = (procedure and (procedure.channels or procedure.text)) or any(
        right.right == "withdraw-consent" and (right.channels or right.documents)
        for right in policy.rights
    )
    if general or not has_way(policy):
        return
    seen = set(untold(policy))
    for owner in policy.owing_a_basis():
        for route, place in _without_way(policy, owner):
            if route not in seen:
                seen.add(route)
                fields = {"name": context.words(owner.title), "why": _NO_WAY}
                yield Hit(place, fields)


def _hard_ways(context: Context) -> Iterator[Hit]:
    policy = context.policy
    seen: set[str] = set()
    for activity in policy.owing_notice():
        for consent in policy.consents_of(activity):
            if consent.withdrawal and consent.route not in seen:
                seen.add(consent.route)
                channels = [policy.channels.get(name) for name in consent.withdrawal.channels]
                kinds = {channel.kind if channel else None for channel in channels}
                why = None
                if kinds == {"post"}:
                    why = _BY_LETTER
                elif kinds and kinds <= _OFF_DEVICE and "device-access" in consent.effect:
                    why = _OFF_THE_DEVICE
                if why:
                    fields = {"name": context.words(activity.title), "why": why}
                    yield Hit(f"{consent.withdrawal.route}/channels", fields)


def _without_way(policy: Policy, owner: Activity | SharingRule) -> Iterator[tuple[str, str]]:
    """The routes of what has no way, and where the way should stand."""
    bases = [(b.route, b.route) for b in owner.bases if b.article == "6(1)(a)" and not b.consent]
    if isinstance(owner, SharingRule):
        yield from bases
        return
    for offered in policy.rights_of(owner):
        if offered.right == "withdraw-consent" and (offered.channels or offered.text):
            return
    consents = policy.consents_of(owner)
    if consents:
        yield from ((one.route, _place(one)) for one in consents if not _way(one))
    else:
        yield from bases


def _way(consent: Consent) -> bool:
    return bool(consent.withdrawal and (consent.withdrawal.channels or consent.withdrawal.text))


def _place(consent: Consent) -> str:
    return f"{consent.route}/withdrawal/channels" if consent.withdrawal else consent.route
