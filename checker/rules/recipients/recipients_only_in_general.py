"""Recipients are promised for each activity, and for this one only a general rule names any.

Why
    People must be told who gets their data (GDPR Art. 13(1)(e), 14(1)(e)). Where the statement
    says that sharing is described for each activity, a reader takes silence for "nobody", while a
    rule for everything says that somebody may.

Mend
    State the disclosures of the activity, or `no_recipients: true` if there are none; or limit the
    general rule with `applies_to`.

Limits
    A judgement: it may be that only the general rule applies. A rule on authorities alone puts no
    promise in doubt. Looks where a promise is kept by
    disclosures of activities or groups (`kept_by`), and the activity and its group have none. An
    activity that the promise names itself is the business of promise-not-kept.
"""

from __future__ import annotations

from collections.abc import Iterator

from checker.finding import Certainty, Severity
from checker.rules import Context, Hit

SEVERITY = Severity.WARNING
CERTAINTY = Certainty.JUDGEMENT
DUTY = "recipients"
LEGAL: tuple[str, ...] = ("GDPR 13(1)(e)", "GDPR 14(1)(e)", "GDPR 5(1)(a)")
NEEDS = (
    "activity",
    "group",
    "organisation",
    "retention",
    "section",
    "sharing",
    "sources",
    "statement",
)
MESSAGE = "only general rules say who gets the data of {name!r}, though more is promised"
REMEDY = (
    "Find out who gets these data. Add the disclosures, or `no_recipients: true`, or limit the "
    "general rule with `applies_to`."
)


def check(context: Context) -> Iterator[Hit]:
    """Yield activities without recipients of their own where those are promised."""
    policy = context.policy
    promised: dict[str, str] = {}
    for promise in policy.every_promise():
        for route in promise.kept_by:
            owner, _, field = route.partition("/")
            if field.split("/", 1)[0] == "disclosures" and policy.kind_of.get(owner) in _OWNERS:
                promised.setdefault(owner, promise.route)
    if not promised:
        return
    general = [
        rule
        for rule in policy.sharing.values()
        if not rule.applies_to and any(one.role != "authority" for one in rule.disclosures)
    ]
    if not general:
        return
    for activity in policy.owing_notice():
        group = policy.group_of(activity)
        owners = (activity, group) if group else (activity,)
        settled = any(o.disclosures or o.no_recipients or o.id in promised for o in owners)
        special = (rule for rule in policy.sharing_rules_for(activity) if rule.applies_to)
        if settled or any(rule.disclosures for rule in special):
            continue
        yield Hit(
            f"{activity.id}/disclosures",
            {"name": context.words(activity.title)},
            related=(
                (next(iter(promised.values())), "the promise"),
                (general[0].route, "a general rule"),
            ),
        )


_OWNERS = ("activity", "group")
