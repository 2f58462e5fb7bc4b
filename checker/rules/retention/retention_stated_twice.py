"""The same data are kept for two different periods.

Why
    The period must be told (GDPR Art. 13(2)(a), 14(2)(a)) and the statement be accurate (Art.
    5(1)(a)). Of two periods for the same data, from the same event, at least one is wrong.

Mend
    Keep the one that holds; or say under `data`, `subjects`, `bases` or `applies_in` what each is
    for.

Limits
    Only periods from the same event are compared, of rules that overlap: under each of `data`,
    `subjects`, `bases` and `applies_in` both name something in common, or neither names anything.
    A rule that names some beside one that names none is the special beside the general one. Silent
    where the consent, the statute (`regime`), the `reason`, the `outcome` or the `qualifier` tells
    the rules apart, one of them only prolongs (`prolongs`), or `combine_retention` says how they go
    together; and where neither is limited, but a `text` may say in which case it holds.
"""

from __future__ import annotations

from collections.abc import Iterator

from checker.durations import in_words
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
    alike: dict[object, list[tuple[Retention, tuple[int, int]]]] = {}
    for rule in rules:
        if rule.period is None:
            continue
        length = normal(rule.period)
        earlier = alike.setdefault(_event(rule), [])
        for other, others_length in earlier:
            if length != others_length and _overlap(other, rule):
                fields = {
                    "period": in_words(rule.period),
                    "other": in_words(other.period or ""),
                }
                related = ((f"{other.route}/period", "the other period"),)
                yield Hit(f"{rule.route}/period", fields, related=related)
                break
        earlier.append((rule, length))


def _event(rule: Retention) -> object:
    """All but its scope by which a period may rightly differ, and what the scope is made of."""
    case = None if any(_scope(rule)) else rule.text
    return (
        rule.kind,
        rule.at_most,
        rule.prolongs,
        rule.consent,
        rule.regime,
        rule.qualifier,
        *(bool(names) for names in _scope(rule)),
        *(_words(text) for text in (rule.start, rule.while_, rule.reason, case)),
    )


def _scope(rule: Retention) -> tuple[tuple[str, ...], ...]:
    return rule.data, rule.subjects, rule.bases, rule.applies_in


def _overlap(one: Retention, other: Retention) -> bool:
    """Whether two rules that are limited in the same dimensions share something in each.

    Data that are first made anonymous and later erased have two periods.
    """
    if one.outcome and other.outcome and one.outcome != other.outcome:
        return False
    pairs = zip(_scope(one), _scope(other), strict=True)
    return all(not names or not set(names).isdisjoint(others) for names, others in pairs)


def _words(text: Text | None) -> frozenset[tuple[str, str]]:
    return frozenset(text.languages.items()) if text else frozenset()
