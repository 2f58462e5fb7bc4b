"""The statement rules out what another part of it may allow.

Why
    A claim such as "we share these data only with …" must be true of everything the statement says
    (GDPR Art. 5(1)(a), 13(1)(e)). Beside it stands a processor, an authority, a rule for everything
    or sharing by consent, and a reader cannot tell which of them holds. The same is so where data
    that are said to be used for nothing else are used by another activity, too (Art. 13(1)(c)).

Mend
    Say in the claim what it does not cover, such as processors; or limit the general rule with
    `applies_to`; or correct the claim. Of data that are used twice, say which are meant.

Limits
    A judgement: whether "share" covers processors or what an authority may demand, whether a
    `condition` is a consent, or the special claim goes before the general rule, is for counsel.
    General rules on authorities are not held against a claim, nor are disclosures against a claim
    with a qualifier. Silent where the claim is plainly contradicted (claim-contradicted). That data
    are used for nothing else is held only to activities with the same data of the same people, and
    only where the claim names the data: one category can stand for different data.
"""

from __future__ import annotations

from collections.abc import Iterator

from checker.finding import Certainty, Severity, Words
from checker.rules import Context, Hit
from checker.rules.collection._data import names_of
from checker.rules.promises._claims import WITHOUT_CONSENT, conflicts, other_uses, spoken

SEVERITY = Severity.WARNING
CERTAINTY = Certainty.JUDGEMENT
DUTY = "promises"
LEGAL: tuple[str, ...] = (
    "GDPR 5(1)(a)",
    "GDPR 13(1)(c)",
    "GDPR 14(1)(c)",
    "GDPR 13(1)(e)",
    "GDPR 14(1)(e)",
)
NEEDS = ("activity", "data-categories", "group", "organisation", "recipients", "sharing")
MESSAGE = "the statement says {claim!r}, but {doubt}"
REMEDY = "Counsel must decide whether the claim holds beside that. {remedy}"


_SHARING = "Say what it does not cover, or limit the other rule with `applies_to`."
_CONSENT = (
    "Name the consent under `consent` of the disclosure, or say what the claim does not cover."
)


def check(context: Context) -> Iterator[Hit]:
    """Yield claims that something else in the statement only puts in doubt."""
    recipients = context.policy.recipients
    for claim, plain, doubtful in conflicts(context):
        if not plain:
            names = dict.fromkeys(
                repr(str(context.name(recipients[one.recipient]))) for one in doubtful
            )
            consent = claim.kind == WITHOUT_CONSENT
            how = ", and no consent is stated" if consent else ""
            fields = {
                "claim": spoken(context, claim),
                "doubt": Words(f"data may go to {', '.join(names)}{how}"),
                "remedy": _CONSENT if consent else _SHARING,
                "disclosures": ", ".join(one.route for one in doubtful),
            }
            related = tuple((one.route, "may get data here") for one in doubtful)
            yield Hit(claim.route, fields, related=related)
    for claim, activity, data in other_uses(context.policy):
        used = f"{names_of(context, data)} are used for {str(context.words(activity.title))!r}"
        fields = {
            "claim": spoken(context, claim),
            "doubt": Words(used),
            "remedy": "Correct one of the two, or say which data are meant.",
            "activity": activity.id,
        }
        yield Hit(claim.route, fields, related=((f"{activity.route}/data", "used here, too"),))
