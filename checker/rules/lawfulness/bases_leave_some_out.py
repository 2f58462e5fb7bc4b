"""Every lawful basis covers only named people or data, and some are in none of them.

Why
    Each person must be told the legal basis on which their data are processed (GDPR Art. 13(1)(c),
    14(1)(c)), and each kind of data needs one (Art. 6(1)).

Mend
    Add the basis for those left out, or widen the `subjects` or `data` of one there is.

Limits
    Looks at an activity as a whole: whether a basis is missing for one purpose only is not judged.
    One group of people may lie within another: counsel must say. Silent while a scope names
    something that does not exist.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator

from checker.finding import Certainty, Severity, Words
from checker.rules import Context, Hit

SEVERITY = Severity.WARNING
CERTAINTY = Certainty.JUDGEMENT
DUTY = "purposes-and-bases"
LEGAL: tuple[str, ...] = ("GDPR 13(1)(c)", "GDPR 14(1)(c)", "GDPR 6(1)")
NEEDS = ("activity", "data-categories", "data-subjects", "group", "organisation", "recipients")
MESSAGE = "no lawful basis in {name!r} covers these {what}: {left_out}"
REMEDY = (
    "Add or widen a basis so that it covers them; counsel must say which one carries this"
    " processing."
)


def check(context: Context) -> Iterator[Hit]:
    """Yield activities whose scoped bases leave out people or data of theirs."""
    policy = context.policy
    people = {subject.id: subject.title for subject in policy.subjects.values()}
    data = {category.id: category.title for category in policy.categories.values()}
    for activity in policy.owing_notice():
        ours = policy.our_bases(activity)
        uses = [use.category for use in policy.data_of(activity)]
        for what, scopes, whole, titles in (
            ("people", [basis.subjects for basis in ours], policy.subjects_of(activity), people),
            ("data", [basis.data for basis in ours], uses, data),
        ):
            left_out = _left_out(scopes, whole, titles)
            if left_out:
                named = Words(", ".join(context.words(titles[name]) for name in left_out))
                fields = {"name": context.words(activity.title), "what": what, "left_out": named}
                yield Hit(f"{activity.id}/bases", fields)


def _left_out(
    scopes: list[tuple[str, ...]], whole: Iterable[str], known: Container[str]
) -> list[str]:
    """What no scope covers; nothing if some basis covers all, or names what does not exist."""
    covered = {name for scope in scopes for name in scope}
    if not covered or not all(scopes) or not all(name in known for name in covered):
        return []
    return [name for name in whole if name in known and name not in covered]
