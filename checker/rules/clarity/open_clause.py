"""A list of what people must be told is left open.

Why
    "Such as" and "among others" make a list of examples, while GDPR Art. 13 and 14 ask for the
    purposes, the recipients and, for data from elsewhere, the categories and sources themselves;
    and Art. 12(1) for clear words. WP260 warns against lists without an end.

Mend
    Complete the list and remove its name from `open`; or describe the rest by its category.

Limits
    A judgement. One finding for each activity, group or sharing rule. An open list of data
    subjects is no matter of Art. 13 or 14, nor is one of data that all come from the person.
"""

from __future__ import annotations

from collections.abc import Iterator

from checker.finding import Certainty, Severity
from checker.model import Activity, Group, Policy, SharingRule
from checker.rules import Context, Hit

SEVERITY = Severity.WARNING
CERTAINTY = Certainty.JUDGEMENT
DUTY = "clear-language"
LEGAL: tuple[str, ...] = ("GDPR 12(1)", "GDPR 13(1)", "GDPR 14(1)", "WP260 rev.01")
NEEDS = ("activity", "group", "organisation", "sharing")
MESSAGE = "{name!r} leaves open what else there is: {lists}"
REMEDY = (
    "Complete the list and take it out of `open`. Counsel must decide whether examples are enough, "
    "and be able to show why."
)

_LISTS = {
    "data": "the data",
    "disclosures": "the recipients",
    "purposes": "the purposes",
    "roles": "who is responsible",
    "sources": "the sources",
}


def check(context: Context) -> Iterator[Hit]:
    """Yield whatever leaves a list open that the law asks for, naming its lists."""
    policy = context.policy
    for owner in policy.told():
        lists = [name for name in owner.open if _owed(policy, owner, name)]
        if lists:
            fields = {
                "name": context.words(owner.title),
                "lists": ", ".join(_LISTS[one] for one in lists),
            }
            yield Hit(f"{owner.route}/open", fields)


def _owed(policy: Policy, owner: Activity | Group | SharingRule, name: str) -> bool:
    if name == "data" and isinstance(owner, Activity):
        sources = policy.sources_of(owner)
        return not sources or not all(source.from_the_person for source in sources)
    return name != "subjects"
