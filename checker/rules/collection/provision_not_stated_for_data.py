"""Nothing says whether people must give some of the data that they give.

Why
    Where data come from the person, they must be told whether giving them is required by law or
    contract, whether they are obliged, and what happens if they do not (GDPR Art. 13(2)(e)).

Mend
    Add the data named under `data` of the `provision` that holds for them, or add one for them.

Limits
    A judgement: what is said of the rest may be meant for these, too, and counsel must say so.
    Raised where every `provision` says which data it concerns, for data that a source says the
    person provides. Data with another source of their own count as provided only where a source
    says so. Silent for data for which Art. 13(4) is claimed, and where a provision names data that
    do not exist: that is unknown-reference.
"""

from __future__ import annotations

from collections.abc import Iterator

from checker.finding import Certainty, Severity
from checker.model import Activity, Policy
from checker.rules import Context, Hit
from checker.rules.collection._data import is_excepted, names_of, parts_with_data

SEVERITY = Severity.WARNING
CERTAINTY = Certainty.JUDGEMENT
DUTY = "provision"
LEGAL: tuple[str, ...] = ("GDPR 13(2)(e)",)
NEEDS = ("activity", "group", "organisation", "data-categories")
MESSAGE = "nothing says whether people must give {data} for {name!r}"
REMEDY = "State it under `provision` for these data, too, with the consequence where they must."


def check(context: Context) -> Iterator[Hit]:
    """Yield activities with data provided by the person that no provision covers."""
    policy = context.policy
    for activity in policy.owing_notice():
        if not activity.provision or not all(one.data for one in activity.provision):
            continue
        covered = {category for one in activity.provision for category in one.data}
        if any(category not in policy.categories for category in covered):
            continue
        missing = [one for one in _provided(policy, activity) if one not in covered]
        if missing and not context.misspelt(*parts_with_data(activity, "sources", "provision")):
            yield Hit(
                f"{activity.id}/provision",
                {"name": context.words(activity.title), "data": names_of(context, missing)},
            )


def _provided(policy: Policy, activity: Activity) -> Iterator[str]:
    """The categories that the person provides, in the order of the activity's data."""
    provided: set[str] = set()
    elsewhere: set[str] = set()
    for_the_rest = False
    for source in policy.sources_of(activity):
        if source.kind != "provided":
            elsewhere.update(source.data)
        elif source.data:
            provided.update(source.data)
        else:
            for_the_rest = True
    uses = [use.category for use in policy.data_of(activity)]
    for category in dict.fromkeys((*uses, *sorted(provided))):
        given = category in provided or (for_the_rest and category not in elsewhere)
        if given and not is_excepted(activity, category, "13(4)"):
            yield category
