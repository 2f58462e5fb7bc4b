"""Who gets data that a claim says nobody, or only somebody else, gets."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from checker.finding import Words
from checker.model import Activity, Claim, Consent, Disclosure, Group, Policy, SharingRule
from checker.rules import Context


class Conflict(NamedTuple):
    """A claim, the disclosures that plainly contradict it, and those that only may."""

    claim: Claim
    plain: tuple[Disclosure, ...]
    doubtful: tuple[Disclosure, ...]


WITHOUT_CONSENT = "not-without-consent"
_ABOUT_SHARING = ("not-shared", "only-shared-with", WITHOUT_CONSENT, "not-available-across")


def conflicts(context: Context) -> Iterator[Conflict]:
    """The claims about sharing that some disclosure contradicts, or may.

    Plain is what the activity or its group states itself, or a sharing rule that names the
    activity, unless the recipient is a processor or an authority, or the person's consent is asked:
    whether "we do not share" speaks of those, or of a rule for everything, is for counsel to say,
    and whether a `condition` is a consent. A list of those who get data that has a processor in it
    speaks of processors. A general rule on authorities is no doubt: no claim can rule out what a
    law demands.
    """
    policy = context.policy
    consents = {one.route: one for one in policy.every_consent()}
    members = told_by_group(policy)
    for owner in policy.told():
        for claim in owner.claims:
            if claim.kind not in _ABOUT_SHARING or claim.qualifier:
                continue
            if context.misspelt(claim.route):
                continue
            plain: dict[str, Disclosure] = {}
            doubtful: dict[str, Disclosure] = {}
            reached = list(_reached(policy, owner, members))
            on_processors = claim.kind == "only-shared-with" and any(
                one.role == "processor" and one.recipient in claim.recipients
                for _, one, _ in reached
            )
            for activity, disclosure, general in reached:
                data = _data(policy, activity)
                if not _meet(claim.data or data, disclosure.data or data):
                    continue
                if not _against(policy, claim, disclosure, activity, consents):
                    continue
                named = disclosure.recipient in claim.recipients
                asked = bool(
                    (claim.kind == "not-shared" and disclosure.consent)
                    or (claim.kind == WITHOUT_CONSENT and disclosure.condition)
                )
                if general and disclosure.role == "authority":
                    continue
                spoken_of = (
                    named
                    or (on_processors and disclosure.role == "processor")
                    or disclosure.role not in ("authority", "processor")
                )
                if general or asked or not spoken_of:
                    doubtful[disclosure.route] = disclosure
                else:
                    plain[disclosure.route] = disclosure
            if plain or doubtful:
                yield Conflict(claim, tuple(plain.values()), tuple(doubtful.values()))


class OtherUse(NamedTuple):
    """A claim that data are used for nothing else, and an activity that uses them too."""

    claim: Claim
    activity: Activity
    data: tuple[str, ...]


def other_uses(policy: Policy) -> Iterator[OtherUse]:
    """For each such claim that names its data, the first other use of them.

    That is an activity outside those the claim is made for, with the same data of the same people.
    """
    told = policy.owing_notice()
    members = told_by_group(policy)
    for owner in policy.told():
        if isinstance(owner, SharingRule):
            continue
        for claim in owner.claims:
            if claim.kind != "no-other-purpose" or claim.qualifier or not claim.data:
                continue
            own = members[owner.id] if isinstance(owner, Group) else [owner]
            people = {who for one in own for who in policy.subjects_of(one)}
            for other in told:
                used = {use.category for use in policy.data_of(other)}
                both = tuple(name for name in claim.data if name in used)
                if both and other not in own and not people.isdisjoint(policy.subjects_of(other)):
                    yield OtherUse(claim, other, both)
                    break


def told_by_group(policy: Policy) -> dict[str, list[Activity]]:
    """The activities that people must be told of, by their groups."""
    members: dict[str, list[Activity]] = {}
    for activity in policy.owing_notice():
        if activity.part_of:
            members.setdefault(activity.part_of, []).append(activity)
    return members


def _reached(
    policy: Policy, owner: Activity | Group | SharingRule, members: dict[str, list[Activity]]
) -> Iterator[tuple[Activity | None, Disclosure, bool]]:
    """The disclosures that a claim of `owner` speaks of, and whether only a general rule has them.

    With the activity whose data they concern, where there is one.
    """
    if isinstance(owner, SharingRule):
        for disclosure in owner.disclosures:
            yield None, disclosure, False
        return
    for activity in members[owner.id] if isinstance(owner, Group) else (owner,):
        for disclosure in policy.disclosures_of(activity):
            yield activity, disclosure, False
        for rule in policy.sharing_rules_for(activity):
            for disclosure in rule.disclosures:
                yield activity, disclosure, not rule.applies_to


def _data(policy: Policy, activity: Activity | None) -> tuple[str, ...]:
    return tuple(use.category for use in policy.data_of(activity)) if activity else ()


def _meet(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """Whether two sets of data have something in common; an empty one is not known."""
    return not one or not other or not set(one).isdisjoint(other)


def _against(
    policy: Policy,
    claim: Claim,
    disclosure: Disclosure,
    activity: Activity | None,
    consents: dict[str, Consent],
) -> bool:
    """Whether what a claim rules out is what a disclosure states."""
    recipient = policy.recipients.get(disclosure.recipient)
    if recipient is None:
        return False
    named = recipient.id in claim.recipients
    if claim.kind == "not-shared":
        return named or not claim.recipients
    if claim.kind == "not-available-across":
        return recipient.within_group and (named or not claim.recipients)
    if claim.kind == "only-shared-with":
        same = {
            other.entity for name in claim.recipients if (other := policy.recipients.get(name))
        } - {None}
        return bool(claim.recipients) and not named and recipient.entity not in same
    if disclosure.consent or (activity and _on_consent_only(activity)):
        return False
    if claim.recipients:
        return named
    consent = consents.get(claim.consent or "")
    return consent is not None and "sharing" in consent.effect


def _on_consent_only(activity: Activity) -> bool:
    return bool(activity.bases) and all(one.article == "6(1)(a)" for one in activity.bases)


def spoken(context: Context, claim: Claim) -> Words:
    """A claim in the editor's words."""
    return context.words(claim.text) if claim.text else Words(claim.kind)
