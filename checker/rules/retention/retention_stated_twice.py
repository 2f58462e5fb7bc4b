"""The same data are kept for two different periods.

Why
    The period must be told (GDPR Art. 13(2)(a), 14(2)(a)) and the statement be accurate (Art.
    5(1)(a)). Of two periods for the same data, from the same event, at least one is wrong.

Mend
    Keep the one that holds; or say under `data`, `subjects`, `bases` or `applies_in` what each is
    for.

Limits
    Only rules that differ in nothing but the period are compared: the same data, people, bases,
    consent, markets and start. Silent where `combine_retention` says how the rules go together.
"""

from __future__ import annotations

from collections.abc import Iterator

from checker.finding import Certainty, Severity
from checker.model import Retention, Text
from checker.rules import Context, Hit
from checker.rules.retention._durations import normal

SEVERITY = Severity.ERROR
CERTAINTY = Certainty.FACT
DUTY = "retention"
LEGAL: tuple[str, ...] = ("GDPR 5(1)(a)", "GDPR 13(2)(a)", "GDPR 14(2)(a)")
NEEDS = ("activity", "group", "organisation", "retention")
MESSAGE = "the same data are kept for {period} here and for {other} elsewhere"
REMEDY = "Decide which period holds and remove the other, or state what each of them is for."


def check(context: Context) -> Iterator[Hit]:
    """Yield every period that differs from an earlier one for the same things."""
    policy = context.policy
    yield from _differing(policy.general_retention)
    for activity in policy.owing_notice():
        if not activity.combine_retention:
            yield from _differing(activity.retention)


def _differing(rules: tuple[Retention, ...]) -> Iterator[Hit]:
    if len(rules) < 2:
        return
    first: dict[object, tuple[Retention, str]] = {}
    for rule in rules:
        if rule.period is None:
            continue
        earlier, period = first.setdefault(_scope(rule), (rule, rule.period))
        if normal(period) != normal(rule.period):
            fields = {"period": rule.period, "other": period}
            related = ((f"{earlier.route}/period", "the other period"),)
            yield Hit(f"{rule.route}/period", fields, related=related)


def _scope(rule: Retention) -> object:
    """All by which two periods may rightly differ."""
    return (
        rule.kind,
        rule.at_most,
        rule.consent,
        *(frozenset(ids) for ids in (rule.data, rule.subjects, rule.bases, rule.applies_in)),
        *(_words(text) for text in (rule.start, rule.while_)),
    )


def _words(text: Text | None) -> frozenset[tuple[str, str]]:
    return frozenset(text.languages.items()) if text else frozenset()
