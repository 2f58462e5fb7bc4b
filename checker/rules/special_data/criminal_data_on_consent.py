"""Data on criminal offences rest on consent where consent does not carry them.

Why
    National law decides who may process data on offences (GDPR Art. 10). In Denmark a company may
    with explicit consent. In Sweden companies may not, unless a regulation or the authority allows
    it; consent does not help. In Norway Art. 9(2)(a) applies correspondingly, but an employer may
    ask for a police certificate only where an act says so.

Mend
    Name the `provision` that allows it in that market, or say under `applies_in` in which markets
    the consent is relied on.

Limits
    A judgement: counsel must decide what carries the data in each market. Silent where a provision
    is named, and in markets whose law takes explicit consent by itself; but in a market where the
    consent that the entry names is not given (`applies_in` of the consent), neither helps.
"""

from __future__ import annotations

from collections.abc import Iterator

from checker.finding import Certainty, Severity
from checker.rules import Context, Hit
from checker.rules._markets import listed, markets_of, of_markets
from checker.rules.special_data._grounds import consent_carries, on_consent_alone

SEVERITY = Severity.WARNING
CERTAINTY = Certainty.JUDGEMENT
DUTY = "criminal-offences"
LEGAL: tuple[str, ...] = (
    "GDPR 10",
    "DK databeskyttelsesloven § 8, stk. 3",
    "NO personopplysningsloven § 11",
    "SE dataskyddslagen 3 kap. 8 §",
    "SE dataskyddslagen 3 kap. 9 §",
)
NEEDS = ("activity", "group", "organisation")
MESSAGE = "the data on criminal offences in {name!r} rest on consent in {markets}"
REMEDY = (
    "Consent cannot carry this in Sweden, and a Norwegian police certificate needs an act; Danish "
    "law takes explicit consent. Decide what carries it in {markets} and name the `provision`, or "
    "say under `applies_in` where consent is relied on."
)


def check(context: Context) -> Iterator[Hit]:
    """Yield entries on consent, with the markets where that is in doubt."""
    policy = context.policy
    given = {consent.route: consent.applies_in for consent in policy.every_consent()}
    for activity in policy.owing_notice():
        for entry in activity.special_data:
            if entry.nature != "criminal-offence":
                continue
            given_in = given.get(entry.consent) if entry.consent else None
            alone = on_consent_alone(entry)
            doubtful = tuple(
                market
                for market in markets_of(policy, entry.applies_in, activity.applies_in)
                if (given_in and market not in given_in)
                or (alone and not consent_carries(context, entry.nature, market))
            )
            if doubtful:
                fields = {"name": context.words(activity.title), "markets": listed(doubtful)}
                yield Hit(entry.route, fields, legal=of_markets(LEGAL, doubtful))
