"""Joint controllers do not tell the essence of their arrangement.

Why
    Joint controllers must arrange between them who does what for the people concerned, above all
    who informs them and who answers them, and must make the essence of that available to them
    (GDPR Art. 26(1) and (2)).

Mend
    Add `arrangement` to the role, with `essence`: who does what towards people. Or name the
    `document` in which they can read it.

Limits
    The parties who inform and who answer are taken as told where either is given; what is missing
    besides is joint-arrangement-incomplete. What an arrangement `covers` are its topics, and its
    `text` is what else is said of it: neither is its essence. Whether the essence says enough is
    not judged. Where an activity and its group name the same joint controllers, one arrangement
    serves. A recipient that is said to be a joint controller is looked for in every role and
    arrangement, whatever activity states it: whether the activity at hand does is the business of
    joint-controller-of-another-activity.
"""

from __future__ import annotations

from collections.abc import Iterator

from checker.finding import Certainty, Severity
from checker.rules import Context, Hit
from checker.rules.controller._joint import joint_roles, members_of, names_of, parties_of

SEVERITY = Severity.ERROR
CERTAINTY = Certainty.FACT
DUTY = "joint-controllers"
LEGAL: tuple[str, ...] = ("GDPR 26(2)",)
NEEDS = ("activity", "group", "organisation", "recipients")
MESSAGE = "the essence of the arrangement between the joint controllers {names!r} is not told"
REMEDY = (
    "State it under `essence` of the arrangement, or name the `document` that tells it; the "
    "arrangement belongs to the role of all the joint controllers under `roles`."
)


def check(context: Context) -> Iterator[Hit]:
    """Yield joint controllers without an arrangement, or with one that tells nothing of itself.

    And recipients that are said to be joint controllers where no role or arrangement names them.
    """
    policy = context.policy
    roles = list(joint_roles(context))
    for role in roles:
        one = role.arrangement
        if one is None or not (one.essence or one.document or one.informs or one.answers):
            route = one.route if one else f"{role.route}/arrangement"
            yield Hit(route, {"names": names_of(context, role)})
    told = parties_of(policy, roles)
    for disclosure in policy.told_disclosures():
        recipient = policy.recipients.get(disclosure.recipient)
        if (
            disclosure.role == "joint-controller"
            and recipient
            and told.isdisjoint(members_of(policy, [recipient.id]))
        ):
            yield Hit(f"{disclosure.route}/role", {"names": context.name(recipient)})
