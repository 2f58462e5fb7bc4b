"""Where the statement relies on consent."""

from __future__ import annotations

from collections.abc import Iterator

from checker.model import Activity, Consent, Policy, SharingRule


def consents_used(policy: Policy, activity: Activity) -> Iterator[Consent]:
    """The consent situations of an activity and its group, and those that its bases refer to."""
    own = policy.consents_of(activity)
    yield from own
    for basis in activity.bases:
        if basis.consent and not any(consent.route == basis.consent for consent in own):
            head = basis.consent.split("/", 1)[0]
            owner = policy.activities.get(head) or policy.groups.get(head)
            for consent in owner.consents if owner else ():
                if consent.route == basis.consent:
                    yield consent


def relies_on_consent(policy: Policy, owner: Activity | SharingRule) -> bool:
    """Whether an activity or sharing rule relies on a consent of any kind."""
    if any(basis.article == "6(1)(a)" or basis.consent for basis in owner.bases):
        return True
    if isinstance(owner, SharingRule):
        return any(disclosure.consent for disclosure in owner.disclosures)
    return (
        bool(policy.consents_of(owner))
        or any(entry.ground == "9(2)(a)" or entry.consent for entry in owner.special_data)
        or any(disclosure.consent for disclosure in policy.disclosures_of(owner))
        or any(rule.consent for rule in owner.retention)
        or any(relies_on_consent(policy, rule) for rule in policy.sharing_rules_for(owner))
    )
