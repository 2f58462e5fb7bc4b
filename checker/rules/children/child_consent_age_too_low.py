"""Children are said to consent themselves at an age that is too low for an online service.

Why
    For services offered directly to children, a child's own consent counts from the age that
    national law sets; below it a parent must consent (GDPR Art. 8(1)). It is 15 in Denmark since
    2024 and 13 in Norway and Sweden, and 13 is the lowest that any country may choose.

Mend
    Raise `from_age` of the consent, or part the markets by `applies_in`.

Limits
    A judgement: Art. 8 holds only for services offered online directly to children, and counsel
    must say whether this is one. Other consents, such as one on paper in a club, go by the general
    rules on capacity.
    The age is asked as of the statement's date. A change after it is the business of
    law-moved-past. For countries that klar does not know, only less than 13 is flagged.
"""

from __future__ import annotations

from collections.abc import Iterator

from checker.finding import Certainty, Severity
from checker.model import Consent
from checker.rules import Context, Hit
from checker.rules._markets import listed, markets_of

SEVERITY = Severity.WARNING
CERTAINTY = Certainty.JUDGEMENT
DUTY = "children"
LEGAL: tuple[str, ...] = (
    "GDPR 8(1)",
    "DK databeskyttelsesloven § 6, stk. 2",
    "NO personopplysningsloven § 5",
    "SE dataskyddslagen 2 kap. 4 §",
)
NEEDS = ("activity", "group", "organisation", "statement")
MESSAGE = (
    "children are said to consent from the age of {stated}; online it is {lawful} in {markets}"
)
REMEDY = (
    "Counsel must decide whether this is a service offered online directly to children. If it is,"
    " raise `from_age` to {lawful} for {markets}, and say how parents consent below it."
)

_LOWEST = 13


def check(context: Context) -> Iterator[Hit]:
    """Yield ages below the one in force, for each lawful age with the markets where it holds."""
    policy = context.policy
    where: dict[str, tuple[Consent, dict[str, None]]] = {}
    for activity in policy.owing_notice():
        for consent in policy.consents_of(activity):
            if consent.from_age is not None:
                markets = where.setdefault(consent.route, (consent, {}))[1]
                markets.update(
                    dict.fromkeys(markets_of(policy, consent.applies_in, activity.applies_in))
                )
    for consent, markets in where.values():
        stated = consent.from_age or 0
        lacking: dict[tuple[int, str], list[str]] = {}
        for market in markets:
            known = context.law.consent_age(market, context.statement_date)
            lawful = known.age if known else _LOWEST
            if stated < lawful:
                verified = known.verification if known else "official"
                lacking.setdefault((lawful, verified), []).append(market)
        for (lawful, verified), among in lacking.items():
            fields = {
                "stated": str(stated),
                "lawful": str(lawful),
                "markets": listed(tuple(among)),
            }
            yield Hit(f"{consent.route}/from_age", fields, verification=verified)
