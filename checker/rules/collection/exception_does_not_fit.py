"""An exception from the duty to inform is claimed for data to which it cannot apply.

Why
    The exception of GDPR Art. 13(4) is for data collected from the person, those of Art. 14(5) for
    data from elsewhere. Observed data, such as those of cameras, are collected from the person.

Mend
    Have counsel decide which exception is meant, if any. Of those in Art. 14(5) only (a), that
    people know already, has a counterpart for data from the person: Art. 13(4). If none applies,
    remove the claim and tell what is owed.

Limits
    Looks at where the sources say that the data come from: silent where no source is stated for
    them, where one of several fits, and for derived data. A claim that names no data is for all of
    them, apart from those that another claim is for. Whether the reason holds is not judged.
"""

from __future__ import annotations

from collections.abc import Iterator

from checker.finding import Certainty, Severity, Words
from checker.model import Exemption, Source
from checker.rules import Context, Hit
from checker.rules.collection._data import is_excepted, names_of

SEVERITY = Severity.ERROR
CERTAINTY = Certainty.FACT
DUTY = "exceptions"
LEGAL: tuple[str, ...] = ("GDPR 13(4)", "GDPR 14(5)")
NEEDS = ("activity", "group", "organisation", "data-categories")
MESSAGE = "for {name!r}, Art. {article} is claimed for data that come only from {origin}: {data}"
REMEDY = (
    "Have counsel decide whether another exception applies; if none does, remove the claim and "
    "tell people what is owed."
)


def check(context: Context) -> Iterator[Hit]:
    """Yield exceptions whose article is not that of where the data come from."""
    policy = context.policy
    for activity in policy.activities.values():
        if not activity.exceptions or not activity.public or policy.is_processor_only(activity):
            continue
        sources = policy.sources_of(activity)
        uses = [use.category for use in policy.data_of(activity)]
        for one in activity.exceptions:
            # Two claims for all data, one for each article, are each for what it can be for.
            other = "14(5)" if one.article == "13(4)" else "13(4)"
            meant = one.data or [name for name in uses if not is_excepted(activity, name, other)]
            misfits = [name for name in meant if _misfit(one, _sources_for(sources, name))]
            if misfits or (not one.data and not uses and _misfit(one, sources)):
                fields = {
                    "article": one.article,
                    "name": context.words(activity.title),
                    "origin": "elsewhere" if one.article == "13(4)" else "the person",
                    "data": names_of(context, misfits) if misfits else Words("all of them"),
                }
                claimed = "GDPR 13(4)" if one.article == "13(4)" else "GDPR 14(5)"
                yield Hit(f"{one.route}/article", fields, legal=(claimed,))


def _sources_for(sources: tuple[Source, ...], category: str) -> tuple[Source, ...]:
    """The sources that give a category; one that names no data gives all."""
    return tuple(source for source in sources if not source.data or category in source.data)


def _misfit(claimed: Exemption, sources: tuple[Source, ...]) -> bool:
    """Whether all the sources of some data, of which there are any, call for the other article."""
    if claimed.article == "13(4)":
        return bool(sources) and all(source.from_elsewhere for source in sources)
    return bool(sources) and all(source.from_the_person for source in sources)
