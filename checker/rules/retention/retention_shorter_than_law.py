"""Data are kept for a shorter time than a statute demands.

Why
    Accounting and anti-money-laundering acts set the least time for which their material is kept,
    and the countries differ. A stated period that is shorter announces a breach of them, or is not
    the real one (GDPR Art. 5(1)(a), 13(2)(a), 14(2)(a)).

Mend
    State the period of each country in a rule of its own with `applies_in`, or correct the
    `regime`.

Limits
    Looks at periods with a `regime`, in the markets in which they apply, as of the statement's
    date; without `regime` no statutory period is held against a rule. From which day a period runs
    is not compared: the start is words. Where a country has several periods for the regime, the
    shortest counts. A period with a `qualifier` does not say that nothing is kept longer; the
    reservation itself is mandatory-point-hedged.
"""

from __future__ import annotations

from collections.abc import Iterator

from checker.finding import Certainty, Severity
from checker.law.book import StatutoryPeriod
from checker.rules import Context, Hit
from checker.rules.retention._durations import shorter
from checker.rules.retention._statutory import Broken, against, kept_by_regime

SEVERITY = Severity.ERROR
CERTAINTY = Certainty.FACT
DUTY = "retention"
LEGAL: tuple[str, ...] = (
    "GDPR 5(1)(a)",
    "GDPR 13(2)(a)",
    "GDPR 14(2)(a)",
    "DK bogføringsloven § 12",
    "DK hvidvaskloven § 30",
    "NO bokføringsloven § 13",
    "NO hvitvaskingsloven § 30",
    "SE bokföringslagen 7 kap. 2 §",
    "SE penningtvättslagen 5 kap. 3 §",
)
NEEDS = ("activity", "group", "organisation", "retention")
MESSAGE = "{period} is shorter than the law demands: {law}"
REMEDY = "State the statutory period, in a rule for each country where they differ."


def check(context: Context) -> Iterator[Hit]:
    """Yield stated periods that are shorter than the least a statute allows in some market."""
    plain = (kept for kept in kept_by_regime(context) if not kept.rule.qualifier)
    yield from against(context, plain, _below_the_least, LEGAL)


def _below_the_least(period: str, asked: tuple[StatutoryPeriod, ...]) -> Broken | None:
    least: Broken | None = None
    for law in asked:
        if law.minimum is None or not shorter(period, law.minimum):
            return None
        if least is None or shorter(law.minimum, least.period):
            least = Broken(law.minimum, law)
    return least
