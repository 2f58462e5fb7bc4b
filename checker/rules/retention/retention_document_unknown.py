"""How long data are kept is left to a document that cannot be found.

Why
    People must be told the period or the criteria for it (GDPR Art. 13(2)(a), 14(2)(a)). A notice
    may have layers, but then it must lead to the next one (WP260); a document without an address
    leads nowhere.

Mend
    Give the document its address under `urls`, or state the period here.

Limits
    A judgement: people may be handed the document, which counsel must find out. One finding for
    each document, however many rules leave the period to it. What the document says is not read.
"""

from __future__ import annotations

from collections.abc import Iterator

from checker.finding import Certainty, Severity
from checker.rules import Context, Hit
from checker.rules.retention._documents import settled_elsewhere

SEVERITY = Severity.WARNING
CERTAINTY = Certainty.JUDGEMENT
DUTY = "retention"
LEGAL: tuple[str, ...] = ("GDPR 13(2)(a)", "GDPR 14(2)(a)", "WP260 rev.01")
NEEDS = ("activity", "documents", "group", "organisation", "retention")
MESSAGE = "{name!r} settles how long data are kept, and nothing says where it can be read"
REMEDY = (
    "Add its address under `urls`, or state the period where the data are described. If people are "
    "handed the document, decide whether that tells them in time."
)


def check(context: Context) -> Iterator[Hit]:
    """Yield documents without an address that settle how long data are kept."""
    leaning: dict[str, list[str]] = {}
    for rule, name in settled_elsewhere(context.policy):
        if name:
            leaning.setdefault(name, []).append(rule.route)
    for name, routes in leaning.items():
        document = context.policy.documents.get(name)
        if document and not document.urls:
            related = tuple((route, "leaves the period to it") for route in routes)
            yield Hit(
                f"{document.route}/urls", {"name": context.words(document.title)}, related=related
            )
