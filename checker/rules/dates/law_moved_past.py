"""The law has changed since the statement was last updated, in matters it speaks of.

Why
    A statement must be true on the day it is read, not only on the day it was written (GDPR Art.
    12(1)), and measures are reviewed and updated where necessary (Art. 24(1)).

Mend
    Go through the changes and mend what they make wrong. Then set `last_updated`, also if nothing
    had to change.

Limits
    Knows the changes in klar's law only, and goes by what the policy holds and by its markets: a
    country that data go to, clauses, cookies, children's consent, marketing, a regime of retention,
    the name of an authority in some text.
    What a change means for the statement is for counsel. Where it leaves a transfer without its
    ground, or a decision is claimed that came later, only the finding on that transfer is given.
"""

from __future__ import annotations

from collections.abc import Iterator

from checker.finding import Certainty, Severity
from checker.law.book import Act
from checker.rules import Context, Hit
from checker.rules.dates._topics import concerning

SEVERITY = Severity.WARNING
CERTAINTY = Certainty.JUDGEMENT
DUTY = "law-in-force"
LEGAL: tuple[str, ...] = ("GDPR 12(1)", "GDPR 24(1)")
NEEDS = (
    "activity",
    "cookies",
    "data-categories",
    "data-subjects",
    "group",
    "organisation",
    "recipients",
    "retention",
    "rights",
    "sharing",
)
MESSAGE = "since the statement was last updated the law has changed: {union}{national}"
REMEDY = (
    "Have counsel decide what each change asks of the statement; mend it, and set `last_updated` "
    "when it has been gone through."
)


def check(context: Context) -> Iterator[Hit]:
    """Yield one finding with all changes that concern the policy: for everyone, then by country.

    The oldest come first. They fill two fields, so that none is cut off.
    """
    acts = list(concerning(context, context.law.acts(context.statement_date, context.as_of)))
    # A judgment may concern more than one topic, and is told once.
    union = dict.fromkeys(_told(act) for act in acts if not act.country)
    national = dict.fromkeys(
        _told(act) for act in sorted(acts, key=lambda act: act.country or "") if act.country
    )
    if union or national:
        between = "; " if union and national else ""
        yield Hit(
            "statement/last_updated",
            {"union": "; ".join(union), "national": between + "; ".join(national)},
        )


def _told(act: Act) -> str:
    where = f"{act.country}, " if act.country else ""
    return f"{act.title} ({where}{act.date})"
