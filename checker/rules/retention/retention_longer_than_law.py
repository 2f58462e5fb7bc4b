"""Data are kept for a longer time than a statute allows.

Why
    Acts on whistleblowing, money laundering and cameras set the longest time for which personal
    data may be kept; beyond it, keeping them has no ground (GDPR Art. 5(1)(e), 6(1)).

Mend
    Shorten the period, in a rule of its own for that country (`applies_in`) where the others allow
    more; or state the other ground on which the data are kept on.

Limits
    A judgement: another act or a pending case may demand that data are kept on. Looks at periods
    with a `regime`, in the markets in which they apply, as of the statement's date; without
    `regime` no statutory period is held against a rule. From which day a period runs is not
    compared: the start is words. Where a country has several periods for the regime, the longest
    counts. Credit information is not looked at: its acts bind agencies, not those who use what
    agencies know. Recordings may be kept longer where the police or a dispute needs them: a `text`
    of the rule is taken to say so.
"""

from __future__ import annotations

from collections.abc import Iterator

from checker.finding import Certainty, Severity
from checker.law.book import StatutoryPeriod
from checker.rules import Context, Hit
from checker.rules.retention._durations import shorter
from checker.rules.retention._statutory import Broken, Kept, against, kept_by_regime

SEVERITY = Severity.WARNING
CERTAINTY = Certainty.JUDGEMENT
DUTY = "retention"
LEGAL: tuple[str, ...] = (
    "GDPR 5(1)(e)",
    "DK databeskyttelsesloven § 20",
    "DK hvidvaskloven § 30",
    "DK tv-overvågningsloven § 4 c, stk. 4",
    "NO hvitvaskingsloven § 30",
    "NO kameraforskriften § 5",
    "SE penningtvättslagen 5 kap. 3 §",
    "SE visselblåsarlagen 7 kap. 8 §",
)
NEEDS = ("activity", "group", "organisation", "retention")
MESSAGE = "{period} is longer than the law allows: {law}"
REMEDY = (
    "Counsel must say whether another duty demands to keep the data on. If none does, state the "
    "statutory period, in a rule for each country where they differ."
)


def check(context: Context) -> Iterator[Hit]:
    """Yield stated periods that are longer than the most a statute allows in some market."""
    bound = (kept for kept in kept_by_regime(context) if not _may_be_longer(kept))
    yield from against(context, bound, _above_the_most, LEGAL)


def _may_be_longer(kept: Kept) -> bool:
    return kept.regime == "credit-information" or (
        kept.regime == "camera-surveillance" and kept.rule.text is not None
    )


def _above_the_most(period: str, asked: tuple[StatutoryPeriod, ...]) -> Broken | None:
    most: Broken | None = None
    for law in asked:
        if law.maximum is None or not shorter(law.maximum, period):
            return None
        if most is None or shorter(most.period, law.maximum):
            most = Broken(law.maximum, law)
    return most
