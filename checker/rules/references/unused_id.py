"""Something is defined that nothing uses.

Why
    What no activity uses and no section shows is not on the page and not in the graph. Often it is
    left over, or the place that should name it forgot to.

Mend
    Use it, or remove it.

Limits
    Looks at data subjects, data categories, legal entities, channels, recipients, documents,
    groups and sections. Activities are the business of not-on-the-page.
"""

from __future__ import annotations

from collections.abc import Iterator

from checker.finding import Certainty, Severity
from checker.rules import Context, Hit

SEVERITY = Severity.WARNING
CERTAINTY = Certainty.FACT
DUTY = "clear-language"
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
REMEDY = (
    "Name {id} where it belongs, or remove it: as it stands it is on no page. If some activity "
    "should have named it, that activity tells too little."
)


_WHAT = {
    "subject": "the group of data subjects",
    "category": "the data category",
    "entity": "the legal entity",
    "channel": "the channel",
    "recipient": "the recipient",
    "document": "the document",
    "group": "the group of activities",
    "section": "the section",
}


def check(context: Context) -> Iterator[Hit]:
    """Yield whatever nothing refers to, apart from what is shown as a whole."""
    policy = context.policy
    shown = {block.show for block in policy.shown_blocks() if block.show and not block.only}
    for name, kind in policy.kind_of.items():
        what = _WHAT.get(kind)
        if what and name not in context.used and _SHOWN_AS.get(kind) not in shown:
            yield Hit(name, {"what": what, "id": name})


_SHOWN_AS = {"channel": "channels", "entity": "controllers"}
