"""Special categories rest on explicit consent, and no consent is described.

Why
    Explicit consent under GDPR Art. 9(2)(a) is for one or more stated purposes and can be withdrawn
    (Art. 7(3), 13(2)(c)). People must be able to tell what they consent to, and when.

Mend
    Describe the consent under `consents` of the activity, and refer to it under `consent` of the
    entry.

Limits
    A judgement: counsel must weigh whether the statement makes the consent recognisable elsewhere.
    Any consent situation of the activity or its group counts. Where people are not even told that
    they can withdraw, withdrawal-not-stated says so alone. Data on offences that no consent can
    carry are the business of criminal-data-on-consent.
"""

from __future__ import annotations

from collections.abc import Iterator

from checker.finding import Certainty, Severity
from checker.model import Activity, SpecialData
from checker.rules import Context, Hit
from checker.rules._consents import consents_used
from checker.rules._markets import markets_of
from checker.rules.rights._withdrawals import untold
from checker.rules.special_data._grounds import consent_carries

SEVERITY = Severity.WARNING
CERTAINTY = Certainty.JUDGEMENT
DUTY = "special-categories"
LEGAL: tuple[str, ...] = ("GDPR 9(2)(a)", "GDPR 13(2)(c)", "GDPR 14(2)(d)")
NEEDS = ("activity", "group", "organisation", "rights", "sharing")
MESSAGE = "{name!r} rests on explicit consent that is described nowhere"
REMEDY = (
    "Describe the consent under `consents` and refer to it under `consent`, or decide that people "
    "can tell from the rest what they consent to."
)


def check(context: Context) -> Iterator[Hit]:
    """Yield entries under Art. 9(2)(a) in activities without any consent situation."""
    policy = context.policy
    silent = {one.owner.id for one in untold(policy).values() if one.consent is None}
    for activity in policy.owing_notice():
        if activity.id not in silent and not any(consents_used(policy, activity)):
            for entry in activity.special_data:
                if (
                    entry.ground == "9(2)(a)"
                    and not entry.consent
                    and _can_carry(context, entry, activity)
                ):
                    yield Hit(entry.route, {"name": context.words(activity.title)})


def _can_carry(context: Context, entry: SpecialData, activity: Activity) -> bool:
    """Whether consent carries data on offences in any of an entry's markets; others it can."""
    markets = markets_of(context.policy, entry.applies_in, activity.applies_in)
    return entry.nature != "criminal-offence" or any(
        consent_carries(context, entry.nature, market) for market in markets
    )
