"""A controller is not identified.

Why
    People must be told who the controller is (GDPR Art. 13(1)(a), 14(1)(a)), in each country to
    which the statement speaks. "The company responsible", or a set of companies nobody can list,
    does not tell them.

Mend
    In organisation.yaml, name the companies: `kind: company` with `name` and `country`, and for a
    set its `members`; and name them under `roles`, for every market.

Limits
    One finding for each entity, however many activities name it, and one for the organisation where
    several activities have nobody. A role without `applies_in` holds in every market; one of an
    activity or its group goes before the organisation's, which hold in the markets it leaves out.
    Activities in which we are processor only are not looked at: there the duty is the customer's.
"""

from __future__ import annotations

from collections.abc import Iterator

from checker.finding import Certainty, Severity, Words
from checker.model import Activity
from checker.rules import Context, Hit
from checker.rules._markets import listed, markets_of
from checker.rules.controller._controllers import controllers, has_companies

SEVERITY = Severity.ERROR
CERTAINTY = Certainty.FACT
DUTY = "controller"
LEGAL: tuple[str, ...] = ("GDPR 13(1)(a)", "GDPR 14(1)(a)")
NEEDS = ("activity", "group", "organisation", "recipients", "statement")
MESSAGE = "the statement does not say who the controller is: {gap}"
REMEDY = "Name the controller: a company, or a set whose members are listed."


def check(context: Context) -> Iterator[Hit]:
    """Yield where nobody is controller, and the controllers that are no identified company."""
    yield from _nobody(context)
    for entity, role in controllers(context.policy):
        unknown = entity.kind == "unspecified" or (
            entity.kind == "set"
            and not (entity.members_known and has_companies(context.policy, entity))
        )
        if unknown or (entity.kind == "company" and not entity.name):
            name = repr(str(context.name(entity)))
            lacks = "does not list its companies" if entity.kind == "set" else "names no company"
            yield Hit(
                entity.route,
                {"gap": Words(f"{name} {lacks}")},
                related=((role.route, "has the role here"),),
            )


def _nobody(context: Context) -> Iterator[Hit]:
    """The activities in which nobody has a role, and the markets in which nobody has one."""
    policy = context.policy
    general = policy.organisation.roles if policy.organisation else ()
    without: list[Activity] = []
    markets: dict[str, dict[str, None]] = {}
    for activity in policy.owing_notice():
        roles = policy.roles_of(activity)
        if not roles:
            without.append(activity)
            continue
        scopes = [role.applies_in for role in (*roles, *general)]
        if all(scopes):
            covered = {market for scope in scopes for market in scope}
            group = policy.group_of(activity)
            owner = group.id if group and group.roles else activity.id
            route = "statement/organisation/roles" if general else f"{owner}/roles"
            for market in markets_of(policy, activity.applies_in):
                if market not in covered:
                    markets.setdefault(route, {})[market] = None
    if len(without) == 1:
        activity = without[0]
        gap = Words(f"nobody is named for {str(context.words(activity.title))!r}")
        yield Hit(f"{activity.id}/roles", {"gap": gap})
    elif without:
        gap = Words(f"nobody is named for {len(without)} activities")
        yield Hit("statement/organisation/roles", {"gap": gap})
    for route, missing in markets.items():
        yield Hit(route, {"gap": f"nobody is named for {listed(tuple(missing))}"})
