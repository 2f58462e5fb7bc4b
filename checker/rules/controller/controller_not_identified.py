"""A controller is not identified.

Why
    People must be told who the controller is (GDPR Art. 13(1)(a), 14(1)(a)). "The company
    responsible", or a set of companies nobody can list, does not tell them.

Mend
    In organisation.yaml, name the companies: `kind: company` with `name` and `country`, and for a
    set its `members`.

Limits
    One finding for each entity, however many activities name it. Activities in which we are
    processor only are not looked at: there the duty is the customer's.
"""

from __future__ import annotations

from collections.abc import Iterator

from checker.finding import Certainty, Severity
from checker.rules import Context, Hit
from checker.rules.controller._controllers import controllers

SEVERITY = Severity.ERROR
CERTAINTY = Certainty.FACT
DUTY = "controller"
LEGAL: tuple[str, ...] = ("GDPR 13(1)(a)", "GDPR 14(1)(a)")
NEEDS = ("activity", "group", "organisation", "recipients")
MESSAGE = "{name!r} is a controller, but the statement does not say which {what}"
REMEDY = "Name the controller: a company, or a set whose members are listed."


def check(context: Context) -> Iterator[Hit]:
    """Yield the entities that are controllers but no identified company or set of them."""
    policy = context.policy
    for activity in policy.owing_notice():
        if not policy.roles_of(activity):
            yield Hit(
                f"{activity.id}/roles",
                {"name": context.words(activity.title), "what": "company answers for it"},
            )
    for entity, role in controllers(policy):
        unknown = entity.kind == "unspecified" or (
            entity.kind == "set" and not (entity.members and entity.members_known)
        )
        if unknown or (entity.kind == "company" and not entity.name):
            what = "companies it means" if entity.kind == "set" else "company it is"
            yield Hit(
                entity.route,
                {"name": context.name(entity), "what": what},
                related=((role.route, "has the role here"),),
            )
