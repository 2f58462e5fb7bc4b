"""Data come from elsewhere, and nothing says which data.

Why
    Where data are not obtained from the person, they must be told the categories (GDPR
    Art. 14(1)(d)); they cannot know otherwise.

Mend
    List the categories under `data` of the activity, or under `data` of the source.

Limits
    Silent where all data come from the person: Art. 13 has no such point. Data that the source
    itself names are stated.
"""

from __future__ import annotations

from collections.abc import Iterator

from checker.finding import Certainty, Severity
from checker.rules import Context, Hit

SEVERITY = Severity.ERROR
CERTAINTY = Certainty.FACT
DUTY = "categories"
LEGAL: tuple[str, ...] = ("GDPR 14(1)(d)",)
NEEDS = ("activity", "group", "organisation")
MESSAGE = "data for {name!r} come from elsewhere, and nothing says which data"
REMEDY = "List the data categories under `data`."


def check(context: Context) -> Iterator[Hit]:
    """Yield activities with no data categories and a source elsewhere that names none."""
    policy = context.policy
    for activity in policy.owing_notice():
        elsewhere = [
            source
            for source in policy.owed_sources(activity)
            if source.from_elsewhere and not source.data
        ]
        if elsewhere and not policy.data_of(activity):
            yield Hit(
                f"{activity.id}/data",
                {"name": context.words(activity.title)},
                related=((elsewhere[0].route, "the source"),),
            )
