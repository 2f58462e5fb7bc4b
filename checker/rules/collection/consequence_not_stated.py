"""Nothing says what happens if people do not give data that are theirs to give.

Why
    Where data come from the person, they must be told the possible consequences of not giving them
    (GDPR Art. 13(2)(e)), also where giving them is voluntary: that there is no answer without an
    address, or that nothing happens at all.

Mend
    Say under `consequence` of the `provision` what happens, or that nothing does.

Limits
    A judgement: there may be no consequence. Asked where giving the data is voluntary; where the
    law or a contract demands them it is provision-not-stated. Silent where the provision has a
    `text`, which may say it, and where all bases are consents with a `refusal`.
"""

from __future__ import annotations

from collections.abc import Iterator

from checker.finding import Certainty, Severity
from checker.model import Activity, Policy
from checker.rules import Context, Hit

SEVERITY = Severity.WARNING
CERTAINTY = Certainty.JUDGEMENT
DUTY = "provision"
LEGAL: tuple[str, ...] = ("GDPR 13(2)(e)",)
NEEDS = ("activity", "group", "organisation")
MESSAGE = "giving data for {name!r} is voluntary, and nothing says what happens if one does not"
REMEDY = (
    "Find out what happens, and state it under `consequence`. Counsel must decide whether that can "
    "be left out where nothing does."
)


def check(context: Context) -> Iterator[Hit]:
    """Yield voluntary provisions of data from the person without a word on the consequence."""
    policy = context.policy
    for activity in policy.owing_notice():
        if not any(source.kind == "provided" for source in policy.owed_sources(activity)):
            continue
        if _refusal_told(policy, activity):
            continue
        for provision in activity.provision:
            if provision.kind == "voluntary" and not (provision.consequence or provision.text):
                yield Hit(f"{provision.route}/consequence", {"name": context.words(activity.title)})


def _refusal_told(policy: Policy, activity: Activity) -> bool:
    """Whether all rests on consents of which the statement says what refusing them means."""
    told = {one.route for one in policy.consents_of(activity) if one.refusal}
    return bool(activity.bases) and all(one.consent in told for one in activity.bases)
