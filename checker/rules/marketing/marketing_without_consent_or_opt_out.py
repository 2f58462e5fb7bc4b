"""Direct marketing states neither a consent nor a way to say no.

Why
    Marketing by e-mail, SMS and the like takes prior consent; towards customers it may go without,
    for similar products of one's own, if saying no is free and easy when the address is given and
    in each message. So do the marketing acts of Denmark, Norway and Sweden say. Whatever the
    channel, people may object to direct marketing at any time (GDPR Art. 21(2)).

Mend
    Add the consent under `consents` with the effect `electronic-marketing`, or the way to say no
    under `rights` of the activity: `object` or `opt-out`.

Limits
    A judgement: counsel must weigh by which channels the marketing goes and to whom. Looks at
    purposes marked `direct_marketing`; messages about a service somebody has are none. A basis
    under Art. 6(1)(a) that covers the purpose counts as consent.
"""

from __future__ import annotations

from collections.abc import Iterator

from checker.finding import Certainty, Severity
from checker.model import Activity, Policy, Purpose
from checker.rules import Context, Hit
from checker.rules._consents import consents_used

SEVERITY = Severity.WARNING
CERTAINTY = Certainty.JUDGEMENT
DUTY = "electronic-marketing"
LEGAL: tuple[str, ...] = (
    "GDPR 21(2)",
    "DK markedsføringsloven § 10",
    "NO markedsføringsloven § 15",
    "SE marknadsföringslagen 19 §",
)
NEEDS = ("activity", "group", "organisation")
MESSAGE = "the direct marketing in {name!r} states neither a consent nor a way to say no"
REMEDY = (
    "Counsel must decide which channels need prior consent. Say where people give it (`consents`, "
    "effect `electronic-marketing`), or how they say no (`opt-out` or `object` under `rights`)."
)


def check(context: Context) -> Iterator[Hit]:
    """Yield the first direct-marketing purpose of an activity that has neither."""
    policy = context.policy
    for activity in policy.owing_notice():
        marketing = [purpose for purpose in activity.purposes if purpose.direct_marketing]
        if marketing and not _consent_or_way_out(policy, activity):
            purpose = next((one for one in marketing if not _on_consent(one, activity)), None)
            if purpose:
                yield Hit(purpose.route, {"name": context.words(activity.title)})


def _consent_or_way_out(policy: Policy, activity: Activity) -> bool:
    if any(offered.right in ("object", "opt-out") for offered in policy.rights_of(activity)):
        return True
    return any("electronic-marketing" in one.effect for one in consents_used(policy, activity))


def _on_consent(purpose: Purpose, activity: Activity) -> bool:
    return any(
        basis.article == "6(1)(a)" and (not basis.purposes or purpose.id in basis.purposes)
        for basis in activity.bases
    )
