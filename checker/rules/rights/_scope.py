"""To what the rights apply, and how they are used."""

from __future__ import annotations

from checker.model import Activity, Policy, SharingRule


def applies(right: str, owner: Activity | SharingRule) -> bool:
    """Whether people have a right against what an activity or sharing rule does, by its bases."""
    articles = {basis.article for basis in owner.bases}
    if right == "object":
        marketing = any(purpose.direct_marketing for purpose in owner.purposes)
        return marketing or bool(articles & {"6(1)(e)", "6(1)(f)"})
    if right == "portability":
        return bool(articles & {"6(1)(a)", "6(1)(b)"})
    return True


def has_way(policy: Policy) -> bool:
    """Whether the statement says anywhere where to turn to use a right."""
    procedure = policy.procedure
    if procedure and (procedure.channels or procedure.text):
        return True
    if any(right.channels or right.documents for right in policy.rights):
        return True
    offered = [right for group in policy.groups.values() for right in group.rights]
    for activity in policy.activities.values():
        if activity.public:
            offered.extend(activity.rights)
    return any(right.channels for right in offered)
