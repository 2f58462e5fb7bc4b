"""Some of an activity's data have a source, and others have none.

Why
    Whether GDPR Art. 13 or Art. 14 applies is settled for each kind of data by where it comes from,
    and Art. 14(2)(f) asks for the source where that is not the person.

Mend
    Find out where the data named come from, and add them under `data` of that source; or add the
    source, with kind derived for what you work out yourselves.

Limits
    A judgement, as for source-not-stated: data from the person need no source to be told. Raised
    where every source says which data it gives; a source that names none is taken to give them all.
    Silent for data for which an exception from the duty to inform is claimed, and where a source
    names data that do not exist: that is unknown-reference.
"""

from __future__ import annotations

from collections.abc import Iterator

from checker.finding import Certainty, Severity
from checker.rules import Context, Hit
from checker.rules.collection._data import is_excepted, names_of, parts_with_data

SEVERITY = Severity.WARNING
CERTAINTY = Certainty.JUDGEMENT
DUTY = "source"
LEGAL: tuple[str, ...] = ("GDPR 14(2)(f)",)
NEEDS = ("activity", "group", "organisation", "data-categories")
MESSAGE = "{name!r} says where some of its data come from, but not these: {data}"
REMEDY = "Find out where these data come from, and name them under `data` of that source."


def check(context: Context) -> Iterator[Hit]:
    """Yield activities with data categories that none of their sources gives."""
    policy = context.policy
    for activity in policy.owing_notice():
        sources = policy.sources_of(activity)
        if not sources or not all(source.data for source in sources):
            continue
        given = {category for source in sources for category in source.data}
        if any(category not in policy.categories for category in given):
            continue
        missing = [
            use
            for use in policy.data_of(activity)
            if use.category not in given and not is_excepted(activity, use.category)
        ]
        if missing and not context.misspelt(*parts_with_data(activity, "sources")):
            data = names_of(context, [use.category for use in missing])
            yield Hit(
                f"{activity.id}/sources",
                {"name": context.words(activity.title), "data": data},
                related=tuple((use.route, "has no source") for use in missing if not use.inherited),
            )
