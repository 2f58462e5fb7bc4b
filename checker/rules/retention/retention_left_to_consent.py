"""How long data are kept is left to the words of a consent that the statement does not show.

Why
    People must be told the period or the criteria for it (GDPR Art. 13(2)(a), 14(2)(a)). Who reads
    the statement later cannot work it out from a consent whose text is nowhere to be read.

Mend
    State the period here, or name the document with the consent's text under `document`.

Limits
    A judgement: whoever gave the consent may have been told the period there and then, and counsel
    must see that every consent text has it. A document named without an address is the business of
    retention-document-unknown.
"""

from __future__ import annotations

from collections.abc import Iterator

from checker.finding import Certainty, Severity
from checker.rules import Context, Hit
from checker.rules.retention._documents import settled_elsewhere

SEVERITY = Severity.WARNING
CERTAINTY = Certainty.JUDGEMENT
DUTY = "retention"
LEGAL: tuple[str, ...] = ("GDPR 13(2)(a)", "GDPR 14(2)(a)")
NEEDS = ("activity", "group", "organisation", "retention")
MESSAGE = "only the text of a consent says how long data are kept, and it is nowhere to be read"
REMEDY = (
    "State the period here, or name the consent's text under `document`. Counsel must make sure "
    "that the consent does say how long."
)


def check(context: Context) -> Iterator[Hit]:
    """Yield rules of kind consent-text whose consent names no document."""
    for rule, name in settled_elsewhere(context.policy):
        if rule.kind == "consent-text" and not name:
            related = ((rule.consent, "the consent"),) if rule.consent else ()
            yield Hit(rule.route, {}, related=related)
