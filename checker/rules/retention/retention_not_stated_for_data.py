"""Some of an activity's data are covered by none of its retention rules.

Why
    People must be told for all their data how long they are kept (GDPR Art. 13(2)(a), 14(2)(a)).
    Where every rule is limited to some data, people, bases or countries, what none of them names
    has no period.

Mend
    Add a rule for the rest, or widen one of those there are.

Limits
    A judgement: words may have been meant to cover more than the fields say. Silent where a
    general rule in retention.yaml gives a period or event. Rules that only prolong others
    (`prolongs`) cover nothing. Each of data, people, bases and markets is looked at by itself, and
    not where a rule names one that the activity does not have. Data that are said never to be
    stored, or for which an exception from the duty to inform is claimed, need no period.
"""

from __future__ import annotations

from collections.abc import Iterator

from checker.finding import Certainty, Severity, Words
from checker.model import Activity, Retention
from checker.rules import Context, Hit
from checker.rules.retention._kinds import give_a_period, settling

SEVERITY = Severity.WARNING
CERTAINTY = Certainty.JUDGEMENT
DUTY = "retention"
LEGAL: tuple[str, ...] = ("GDPR 13(2)(a)", "GDPR 14(2)(a)")
NEEDS = ("activity", "data-categories", "data-subjects", "group", "organisation", "retention")
MESSAGE = "the rules here do not say how long {missing} are kept"
REMEDY = "Decide how long, and add a rule or widen one of these."


def check(context: Context) -> Iterator[Hit]:
    """Yield activities all of whose rules are limited, with what is left over."""
    policy = context.policy
    if give_a_period(policy.general_retention):
        return
    for activity in policy.owing_notice():
        rules = settling(activity.retention)
        if rules:
            missing = _missing(context, activity, rules)
            if missing:
                ids = ", ".join(name for _, names in missing for name in names)
                told = " and ".join(
                    f"{what} {', '.join(_title(context, name) for name in names)}"
                    for what, names in missing
                )
                fields = {"missing": Words(told), "ids": ids}
                yield Hit(f"{activity.id}/retention", fields)


def _missing(
    context: Context, activity: Activity, rules: tuple[Retention, ...]
) -> list[tuple[str, list[str]]]:
    """What none of an activity's rules covers, by what it is."""
    policy = context.policy
    group = policy.group_of(activity)
    claims = (*activity.claims, *(group.claims if group else ()))
    settled = {name for claim in claims if claim.kind == "never-stored" for name in claim.data}
    settled.update(name for one in activity.exceptions for name in one.data)
    markets = policy.statement.markets if policy.statement else ()
    data = [use.category for use in policy.data_of(activity)]
    bases = [basis.id for basis in activity.bases if not basis.whose]
    found: list[tuple[str, list[str]]] = []
    for what, limits, everything, needless in (
        ("the data", [rule.data for rule in rules], data, settled),
        ("the data of", [rule.subjects for rule in rules], policy.subjects_of(activity), ()),
        ("the data processed on the basis", [rule.bases for rule in rules], bases, ()),
        ("data in", [rule.applies_in for rule in rules], activity.applies_in or markets, ()),
    ):
        covered = {name for limit in limits for name in limit}
        if all(limits) and covered.issubset(everything):
            left = [name for name in everything if name not in covered and name not in needless]
            if left:
                found.append((what, left))
    return found


def _title(context: Context, name: str) -> str:
    policy = context.policy
    thing = policy.categories.get(name) or policy.subjects.get(name)
    return repr(str(context.words(thing.title))) if thing else name
