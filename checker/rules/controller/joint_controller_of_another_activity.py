"""Data reach a joint controller of other activities, and here no joint control is stated.

Why
    Joint controllers settle for each processing who does what, and tell people the essence of that
    (GDPR Art. 26(1), (2)): an arrangement for one activity says nothing of another. Whoever reads
    of this activity finds no arrangement with the joint controller that gets the data.

Mend
    State the joint control at this activity or its group under `roles`, with its `arrangement`; or
    correct the `role` of the disclosure.

Limits
    A judgement: counsel must decide whether the arrangement of the other activity covers this one,
    too. Counts what the activity, its group and the organisation state under `roles`; markets are
    not told apart. Of a joint controller that no role names at all, and of one that has a role
    without an arrangement, joint-arrangement-not-told speaks.
"""

from __future__ import annotations

from collections.abc import Iterator

from checker.finding import Certainty, Severity, Words
from checker.model import Activity, Disclosure, Policy
from checker.rules import Context, Hit
from checker.rules._texts import some
from checker.rules.controller._joint import joint_roles, members_of, parties_of

SEVERITY = Severity.WARNING
CERTAINTY = Certainty.JUDGEMENT
DUTY = "joint-controllers"
LEGAL: tuple[str, ...] = ("GDPR 26(1)", "GDPR 26(2)")
NEEDS = ("activity", "group", "organisation", "recipients", "sharing")
MESSAGE = (
    "{name!r} gets data of {names} as joint controller, and is one by the roles of other "
    "activities only"
)
REMEDY = (
    "Decide whether it is a joint controller here. If so, state that under `roles` of the activity "
    "with its `arrangement`; if not, correct `role`."
)


def check(context: Context) -> Iterator[Hit]:
    """Yield disclosures to joint controllers whose role is stated for other activities alone."""
    policy = context.policy
    told: dict[str, str] = {}
    for role in joint_roles(context):
        for name in parties_of(policy, [role]):
            told.setdefault(name, role.route)
    found: dict[str, tuple[Disclosure, list[Activity]]] = {}
    explained: dict[str, set[str]] = {}
    for activity, disclosure in _joint_disclosures(policy):
        if disclosure.recipient not in policy.recipients:
            continue
        own = members_of(policy, [disclosure.recipient])
        if told.keys().isdisjoint(own):
            continue
        here = policy.roles_of(activity)
        general = policy.organisation.roles if policy.organisation else ()
        for role in (*here, *general):
            if role.role == "joint-controller" and role.route not in explained:
                explained[role.route] = parties_of(policy, [role])
        if all(own.isdisjoint(explained.get(role.route, ())) for role in (*here, *general)):
            found.setdefault(disclosure.route, (disclosure, []))[1].append(activity)
    for disclosure, activities in found.values():
        recipient = policy.recipients[disclosure.recipient]
        own = members_of(policy, [recipient.id])
        fields: dict[str, str] = {
            "name": context.name(recipient),
            "names": Words(some([context.words(one.title) for one in activities])),
        }
        elsewhere = next(route for name, route in told.items() if name in own)
        related = ((elsewhere, "joint control is stated here"),)
        yield Hit(f"{disclosure.route}/role", fields, related)


def _joint_disclosures(policy: Policy) -> Iterator[tuple[Activity, Disclosure]]:
    """The disclosures to joint controllers by which data of told activities go out."""
    rules = [
        (rule, joint)
        for rule in policy.sharing.values()
        if (joint := [one for one in rule.disclosures if one.role == "joint-controller"])
    ]
    for activity in policy.owing_notice():
        for disclosure in policy.disclosures_of(activity):
            if disclosure.role == "joint-controller":
                yield activity, disclosure
        for rule, joint in rules:
            if not rule.applies_to or activity.id in rule.applies_to:
                for disclosure in joint:
                    yield activity, disclosure
