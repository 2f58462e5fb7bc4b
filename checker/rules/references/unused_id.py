"""Something is defined that nothing uses.

Why
    What no activity uses and no section shows is not on the page and not in the graph. Often it is
    left over, or the place that should name it forgot to.

Mend
    Use it, or remove it.

Limits
    Looks at data subjects, data categories, legal entities, channels, recipients, documents,
    activities, groups and sections. Internal activities need no section.
"""

from __future__ import annotations

from collections.abc import Iterator

from checker.finding import Certainty, Severity
from checker.rules import Context, Hit

SEVERITY = Severity.WARNING
CERTAINTY = Certainty.FACT
LEGAL: tuple[str, ...] = ()
NEEDS = (
    "activity",
    "cookies",
    "documents",
    "group",
    "organisation",
    "recipients",
    "retention",
    "rights",
    "section",
    "sharing",
    "sources",
    "statement",
)
MESSAGE = "{what} {id!r} is used nowhere"
REMEDY = "Use it where it belongs, or remove it."


_WHAT = {
    "subject": "the group of data subjects",
    "category": "the data category",
    "entity": "the legal entity",
    "channel": "the channel",
    "recipient": "the recipient",
    "document": "the document",
    "activity": "the activity",
    "group": "the group of activities",
    "section": "the section",
}


def check(context: Context) -> Iterator[Hit]:
    """Yield whatever nothing refers to, apart from what is shown as a whole."""
    policy = context.policy
    used = {reference.target for reference in policy.references}
    used.update(reference.target.split("/", 1)[0] for reference in policy.references)
    shown = {
        block.show
        for section in policy.sections.values()
        for block in section.content
        if block.show and not block.only
    }
    for name, kind in policy.kind_of.items():
        what = _WHAT.get(kind)
        if what is None or name in used:
            continue
        if (kind == "channel" and "channels" in shown) or (
            kind == "entity" and "controllers" in shown
        ):
            continue
        if kind == "activity" and not policy.activities[name].public:
            continue
        yield Hit(name, {"what": what, "id": name})
