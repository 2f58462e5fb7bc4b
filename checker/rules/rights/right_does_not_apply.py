"""A right is offered for an activity that the law does not give it for.

Why
    Data portability goes with consent and contract only (GDPR Art. 20(1)), only a consent can be
    withdrawn (Art. 7(3)), and what a law obliges us to do goes on after an objection (Art. 21(1)).
    What an activity offers, people will ask for; information about their rights must be accurate
    (Art. 12(1), 13(2)(b)).

Mend
    Take the right out of `rights` here, or correct the bases if there is another that it goes with.

Limits
    A judgement: counsel must weigh whether more is promised than the law asks, on purpose. Looks at
    what an activity or its group offers; the general list in rights.yaml promises nothing for a
    particular activity. Silent where a basis is not known. An objection may be granted freely where
    the processing rests on consent or contract; only where nothing but a legal obligation carries
    it is the right to object doubted.
"""

from __future__ import annotations

from collections.abc import Iterator

from checker.finding import Certainty, Severity
from checker.model import Activity, OfferedRight, Policy, Text
from checker.rules import Context, Hit
from checker.rules._consents import relies_on_consent
from checker.rules.rights._scope import applies

SEVERITY = Severity.WARNING
CERTAINTY = Certainty.JUDGEMENT
DUTY = "rights"
LEGAL: tuple[str, ...] = ("GDPR 13(2)(b)", "GDPR 14(2)(c)", "GDPR 20(1)", "GDPR 21(1)", "GDPR 7(3)")
NEEDS = ("activity", "group", "organisation", "sharing")
MESSAGE = "{name!r} offers {right}, but {why}"
REMEDY = (
    "Take the right out here, or state the {basis} it goes with; decide whether more is to be "
    "promised than the law asks."
)

_WORDS = {
    "portability": {
        "right": "data portability",
        "why": "rests on neither consent nor contract",
        "basis": "consent or contract",
    },
    "object": {
        "right": "to object",
        "why": "rests on nothing but legal obligations",
        "basis": "legitimate interest or public task",
    },
    "withdraw-consent": {
        "right": "to withdraw a consent",
        "why": "no consent is relied on",
        "basis": "consent",
    },
}


def check(context: Context) -> Iterator[Hit]:
    """Yield rights that an activity offers, or a group of which it holds for none."""
    policy = context.policy
    members: dict[str, list[Activity]] = {}
    for activity in policy.owing_notice():
        if activity.part_of:
            members.setdefault(activity.part_of, []).append(activity)
        yield from _hits(context, activity.title, activity.rights, [activity])
    for name, activities in members.items():
        group = policy.groups.get(name)
        if group:
            yield from _hits(context, group.title, group.rights, activities)


def _hits(
    context: Context, title: Text, rights: tuple[OfferedRight, ...], activities: list[Activity]
) -> Iterator[Hit]:
    for offered in rights:
        words = _WORDS.get(offered.right)
        if words and not any(_may_apply(context.policy, offered.right, a) for a in activities):
            yield Hit(offered.route, {**words, "name": context.words(title)})


def _may_apply(policy: Policy, right: str, activity: Activity) -> bool:
    if not activity.bases or any(basis.article is None for basis in activity.bases):
        return True
    if right == "object":
        obliged = all(basis.article == "6(1)(c)" for basis in activity.bases)
        return not obliged or applies(right, activity)
    if right == "withdraw-consent":
        return relies_on_consent(policy, activity)
    explicit = any(entry.ground == "9(2)(a)" for entry in activity.special_data)
    return explicit or applies(right, activity)
