"""The statement rules out sharing that another part of it may allow.

Why
    A claim such as "we share these data only with …" must be true of everything the statement says
    (GDPR Art. 5(1)(a), 13(1)(e)). Beside it stands a processor, a rule for everything or sharing
    by consent, and a reader cannot tell which of them holds.

Mend
    Say in the claim what it does not cover, such as processors; or limit the general rule with
    `applies_to`; or correct the claim.

Limits
    A judgement: whether "share" covers processors, or the special claim goes before the general
    rule, is for counsel. General rules on authorities are not held against a claim, nor are
    disclosures against a claim with a qualifier. Silent where the claim is plainly contradicted
    (claim-contradicted).
"""

from __future__ import annotations

from collections.abc import Iterator

from checker.finding import Certainty, Severity, Words
from checker.rules import Context, Hit
from checker.rules.promises._claims import conflicts, spoken

SEVERITY = Severity.WARNING
CERTAINTY = Certainty.JUDGEMENT
DUTY = "promises"
LEGAL: tuple[str, ...] = ("GDPR 5(1)(a)", "GDPR 13(1)(e)", "GDPR 14(1)(e)")
NEEDS = ("activity", "group", "organisation", "recipients", "sharing")
MESSAGE = "the statement says {claim!r}, but data may go to {recipients}"
REMEDY = (
    "Counsel must decide whether the claim holds beside that. Say what it does not cover, or limit "
    "the other rule with `applies_to`."
)


def check(context: Context) -> Iterator[Hit]:
    """Yield claims that only a processor, a general rule or sharing by consent puts in doubt."""
    recipients = context.policy.recipients
    for claim, plain, doubtful in conflicts(context):
        if not plain:
            names = dict.fromkeys(
                repr(str(context.name(recipients[one.recipient]))) for one in doubtful
            )
            fields = {
                "claim": spoken(context, claim),
                "recipients": Words(", ".join(names)),
                "disclosures": ", ".join(one.route for one in doubtful),
            }
            related = tuple((one.route, "may get data here") for one in doubtful)
            yield Hit(claim.route, fields, related=related)
