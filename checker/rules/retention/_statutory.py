"""What the two rules on statutory periods share."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

from checker.durations import in_words
from checker.law.book import StatutoryPeriod
from checker.model import Retention
from checker.rules import Context, Hit


class Kept(NamedTuple):
    """A stated period for material with statutory periods, and the markets it is stated for."""

    rule: Retention
    period: str
    regime: str
    markets: tuple[str, ...]


def kept_by_regime(context: Context) -> Iterator[Kept]:
    """The periods that people are told for material with a statutory regime."""
    policy = context.policy
    everywhere = policy.statement.markets if policy.statement else ()
    owners = [
        *((activity.applies_in, activity.retention) for activity in policy.owing_notice()),
        ((), policy.general_retention),
    ]
    for applies_in, rules in owners:
        for rule in rules:
            if rule.regime and rule.period:
                markets = rule.applies_in or applies_in or everywhere
                yield Kept(rule, rule.period, rule.regime, markets)


class Broken(NamedTuple):
    """What a statute asks or allows, and the fact of law that says so."""

    period: str
    law: StatutoryPeriod


def against(
    context: Context,
    every: Iterable[Kept],
    broken_by: Callable[[str, tuple[StatutoryPeriod, ...]], Broken | None],
    legal: tuple[str, ...],
) -> Iterator[Hit]:
    """A hit for each stated period that breaks what a statute says, naming all its markets.

    `broken_by` gets the stated period and a market's statutory ones as of the statement's date. Of
    a rule's `legal`, the national acts are cited only where they are the ones that are broken.
    """
    general = tuple(one for one in legal if one.startswith("GDPR "))
    for kept in every:
        broken: list[Broken] = []
        for market in kept.markets:
            asked = context.law.statutory(kept.regime, market, context.statement_date)
            one = broken_by(kept.period, asked)
            if one:
                broken.append(one)
        # What a verified fact carries is not weakened by an unverified one beside it.
        told = [one for one in broken if one.law.verification != "unverified"] or broken
        if told:
            law = ", ".join(
                f"{in_words(one.period)} after {one.law.start_of_period}"
                f" ({one.law.provision}{_doubt(one)})"
                for one in told
            )
            yield Hit(
                f"{kept.rule.route}/period",
                {"period": in_words(kept.period), "law": law},
                verification=told[0].law.verification,
                legal=(*general, *dict.fromkeys(one.law.provision for one in told)),
            )


def _doubt(broken: Broken) -> str:
    """What is doubtful about a period that is not verified: that is for counsel to weigh, too."""
    doubt = broken.law.doubt if broken.law.verification == "unverified" else None
    return f"; {doubt[0].lower()}{doubt[1:].rstrip('.')}" if doubt else ""
