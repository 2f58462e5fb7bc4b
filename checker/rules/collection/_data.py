"""The data of an activity, category by category."""

from __future__ import annotations

from collections.abc import Iterable

from checker.finding import Words
from checker.model import Activity
from checker.rules import Context


def is_excepted(activity: Activity, category: str, article: str = "") -> bool:
    """Whether an exception from the duty to inform (of an article) is claimed for a category."""
    return any(
        one.article.startswith(article) and (not one.data or category in one.data)
        for one in activity.exceptions
    )


def parts_with_data(activity: Activity, *fields: str) -> list[str]:
    """The routes where an activity's data are named: in its own fields and in others' it takes."""
    parts = [f"{activity.id}/data", *(f"{activity.id}/{field}" for field in fields)]
    if activity.part_of:
        parts += [f"{activity.part_of}/{field}" for field in fields]
    if activity.data_same_as:
        parts.append(f"{activity.data_same_as.activity}/data")
    return parts


def names_of(context: Context, categories: Iterable[str]) -> Words:
    """The titles of data categories, as the editor knows them; commas may stand in one."""
    known = context.policy.categories
    return Words(
        "; ".join(context.words(known[one].title) if one in known else one for one in categories)
    )
