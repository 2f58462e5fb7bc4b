"""Children's data rest on consent, and nothing says from which age or how parents consent.

Why
    Where a service is offered directly to a child and rests on consent, a parent must give or
    authorise it below the age that national law sets (GDPR Art. 8(1)), and the controller makes
    reasonable efforts to verify that (Art. 8(2)).

Mend
    State `from_age` and `parental` of the consent.

Limits
    A judgement: counsel must weigh whether the service is offered online directly to children; for
    other consents general rules on capacity apply. Looks at activities with data subjects marked
    `children` that rest on Art. 6(1)(a), and not at consents on which only bases for other people
    rest. Whether the age is right is the business of
    child-consent-age-too-low.
"""

from __future__ import annotations

from collections.abc import Iterator

from checker.finding import Certainty, Severity
from checker.model import Activity, Consent
from checker.rules import Context, Hit
from checker.rules._consents import consents_used

SEVERITY = Severity.WARNING
CERTAINTY = Certainty.JUDGEMENT
DUTY = "children"
LEGAL: tuple[str, ...] = ("GDPR 8(1)", "GDPR 8(2)")
NEEDS = ("activity", "data-subjects", "group", "organisation")
MESSAGE = "children consent in {name!r}, and nothing says from which age or how their parents do"
REMEDY = (
    "State `from_age` and `parental` of the consent, or decide that no service is offered online "
    "directly to children here."
)


def check(context: Context) -> Iterator[Hit]:
    """Yield consents of children, and bases on consent that no situation describes, each once."""
    policy = context.policy
    children = {subject.id for subject in policy.subjects.values() if subject.children}
    if not children:
        return
    seen: set[str] = set()
    for activity in policy.owing_notice():
        concerned = children.intersection(policy.subjects_of(activity))
        for route in _consents_of(context, activity, concerned) if concerned else ():
            if route not in seen:
                seen.add(route)
                yield Hit(route, {"name": context.words(activity.title)})


def _consents_of(context: Context, activity: Activity, children: set[str]) -> Iterator[str]:
    consents = [
        consent
        for consent in consents_used(context.policy, activity)
        if "basis" in consent.effect
        and (not consent.subjects or children & {*consent.subjects})
        and _for_children(consent, activity, children)
    ]
    for consent in consents:
        if consent.from_age is None and consent.parental is None:
            yield consent.route
    if not consents:
        for basis in activity.bases:
            concerned = not basis.subjects or children & {*basis.subjects}
            if basis.article == "6(1)(a)" and concerned:
                yield basis.route


def _for_children(consent: Consent, activity: Activity, children: set[str]) -> bool:
    """Whether a basis that names the consent is for children, or none names it."""
    bases = [basis for basis in activity.bases if basis.consent == consent.route]
    return not bases or any(not basis.subjects or children & {*basis.subjects} for basis in bases)
