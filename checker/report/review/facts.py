"""A change against its base: findings that came and went, translations, flows, what to decide."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from typing import NamedTuple

from checker import catalogue
from checker.changes import Change, Level
from checker.finding import Certainty, Finding, Severity
from checker.model import Policy, Text
from checker.report.flows.compared import Comparison as Flows
from checker.report.versions.comparison import Comparison
from checker.translations import STALE, State, checksum, state_of, states

_TO_WEIGH = frozenset(("purpose-reworded", "retention-changed", "right-changed"))
"""The substantive kinds of change of which somebody has to judge whether they are material."""


class Findings(NamedTuple):
    """Findings by what became of them: `new` and `fixed` ones, and those that are now waived."""

    new: tuple[Finding, ...]
    fixed: tuple[Finding, ...]
    waived: tuple[Finding, ...]


class Review:
    """Two compiled versions, of which the one after is to be approved."""

    def __init__(self, compared: Comparison) -> None:
        self.compared = compared
        self.before, self.after = compared.before.result, compared.after.result
        self.diff = compared.diff
        self.flows = Flows(self.before, self.after, compared.wording.quoted)

    @cached_property
    def findings(self) -> Findings:
        """What became of the findings; each is known by its fingerprint. The heaviest first."""
        before = {one.fingerprint: one for one in self.before.findings}
        after = {one.fingerprint: one for one in self.after.findings}

        def was_open(finding: Finding) -> bool:
            old = before.get(finding.fingerprint)
            return old is not None and old.waived is None

        # A waiver that stood there before, wherever in its file, has been accepted before.
        accepted = {one[:-1] for one in self.before.policy.waivers}
        fresh = {
            (one.rule, one.target) for one in self.after.policy.waivers if one[:-1] not in accepted
        }
        return Findings(
            _ordered(one for one in after.values() if not one.waived and not was_open(one)),
            _ordered(one for name, one in before.items() if not one.waived and name not in after),
            _ordered(
                one for one in after.values() if one.waived and (one.rule.id, one.route) in fresh
            ),
        )

    @cached_property
    def release(self) -> tuple[Finding, ...]:
        """What the rules on a new version say."""
        return tuple(one for one in self.findings.new if one.rule.id in _release_rules())

    @cached_property
    def others(self) -> tuple[Finding, ...]:
        """The other new findings, without those that only say that a translation is stale."""
        stale = {one.text.route for one in self.stale}
        return tuple(
            one
            for one in self.findings.new
            if one.rule.id not in _release_rules()
            and not (one.rule.id == "translation-stale" and one.route in stale)
        )

    @cached_property
    def stale(self) -> tuple[State, ...]:
        """The texts whose languages no longer go together, and did before or were others."""
        return tuple(_stale(self.before.policy, self.after.policy))

    @property
    def to_weigh(self) -> list[Change]:
        """The changes of which counsel has to judge what they are."""
        warning = self.compared.wording.warning
        return [one for one in self.diff.changes if warning(one) or one.kind in _TO_WEIGH]

    @property
    def judgements(self) -> list[Finding]:
        """The new findings that counsel has to weigh, but for what is weighed as a change."""
        warned = {one.route for one in self.to_weigh if self.compared.wording.warning(one)}
        return [
            one
            for one in self.findings.new
            if one.rule.certainty is Certainty.JUDGEMENT
            and not (one.rule.id in _release_rules() and one.route in warned)
        ]

    @property
    def nothing(self) -> bool:
        """Whether there is nothing to review: no change in meaning and no finding that differs."""
        return (
            self.diff.level is Level.NONE
            and not any(self.findings)
            and not self.stale
            and not any(self.flows.changes)
        )


def _ordered(findings: Iterator[Finding]) -> tuple[Finding, ...]:
    def weight(one: Finding) -> tuple[int, bool]:
        return one.severity.rank, one.rule.certainty is Certainty.JUDGEMENT

    return tuple(sorted(findings, key=lambda one: (*weight(one), one.sort_key)))


def counts(findings: tuple[Finding, ...]) -> dict[Severity, int]:
    """How many findings there are of each severity that has any."""
    found = {severity: sum(one.severity is severity for one in findings) for severity in Severity}
    return {severity: number for severity, number in found.items() if number}


def _release_rules() -> frozenset[str]:
    family = "checker.rules.versions."
    rules = catalogue.rules()
    own = (one.info.id for one in rules if one.check.__module__.startswith(family))
    return frozenset((*own, *catalogue.RELEASE_RULES))


def _stale(before: Policy, after: Policy) -> Iterator[State]:
    old = {text.route: text for text in before.texts}
    if after.locked:
        was = {one.text.route: one for one in states(before)} if before.locked else {}
        for state in states(after):
            other = was.get(state.text.route)
            same = other is not None and other == state
            if state.state == STALE and not same:
                yield state
        return
    languages = after.statement.languages if after.statement else ()
    for text in after.texts:
        state = state_of(text, languages, _checksums(old.get(text.route)))
        if state.state == STALE:
            yield state


def _checksums(text: Text | None) -> dict[str, str]:
    return {one: checksum(words) for one, words in text.languages.items()} if text else {}
