"""A consent is not free: something depends on it.

Why
    Consent must be freely given (GDPR Art. 4(11)). It hardly is where a contract or service is made
    to depend on it although it could do without (Art. 7(4)), or where people must give the data
    anyway.

Mend
    Let people refuse without losing anything else, or rest the processing on the basis that fits,
    often the contract.

Limits
    Goes by `conditional` and `voluntary: false` of a consent, and by data that a law or contract
    requires while only consent is their basis. What a text says about refusing is not read.
"""

from __future__ import annotations

from collections.abc import Iterator

from checker.finding import Certainty, Severity
from checker.model import Activity, Consent, Policy, Provision
from checker.rules import Context, Hit

SEVERITY = Severity.WARNING
CERTAINTY = Certainty.JUDGEMENT
DUTY = "separate-consent"
LEGAL: tuple[str, ...] = ("GDPR 7(4)", "GDPR 4(11)")
NEEDS = ("activity", "group", "organisation", "recipients")
MESSAGE = "the consent in {name!r} is not free: {why}"
REMEDY = (
    "Make the consent free or choose the basis that fits; counsel must weigh whether it was given"
    " freely."
)

_REQUIRED = {
    "statutory": "the law requires the data",
    "contractual": "a contract requires the data",
}


def check(context: Context) -> Iterator[Hit]:
    """Yield consents that something depends on, and required data that rest on consent alone."""
    policy = context.policy
    seen: set[str] = set()
    for activity in policy.owing_notice():
        for consent in policy.consents_of(activity):
            field = _unfree(consent)
            if field and consent.route not in seen:
                seen.add(consent.route)
                why = "a contract or service is made to depend on it"
                if field == "voluntary":
                    why = "it is stated not to be voluntary"
                fields = {"name": context.words(activity.title), "why": why}
                yield Hit(f"{consent.route}/{field}", fields)
        for provision in activity.provision:
            required = _REQUIRED.get(provision.kind)
            if required and _on_consent_alone(policy, activity, provision):
                fields = {"name": context.words(activity.title), "why": required}
                yield Hit(f"{provision.route}/kind", fields)


def _unfree(consent: Consent) -> str | None:
    if consent.conditional:
        return "conditional"
    return "voluntary" if consent.voluntary is False else None


def _on_consent_alone(policy: Policy, activity: Activity, provision: Provision) -> bool:
    """Whether consent is the only basis of some of the data that a provision is about."""
    ours = policy.our_bases(activity)
    for category in provision.data or tuple(use.category for use in policy.data_of(activity)):
        articles = {one.article for one in ours if not one.data or category in one.data}
        if articles == {"6(1)(a)"}:
            return True
    return False
