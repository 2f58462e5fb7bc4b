"""What klar says about a policy: findings, and the rules they come from."""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple

from checker.source import Span


class Severity(StrEnum):
    """How much a finding weighs, the heaviest first."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"

    @property
    def rank(self) -> int:
        """0 for an error, 1 for a warning, 2 for a note."""
        return _RANKS[self]


_RANKS = {Severity.ERROR: 0, Severity.WARNING: 1, Severity.NOTE: 2}


class Certainty(StrEnum):
    """Whether a finding follows from the data and the law, or needs counsel to weigh it."""

    FACT = "fact"
    JUDGEMENT = "judgement"


class RuleInfo(NamedTuple):
    """A rule as users meet it: in findings, in `klar rules` and in `klar explain`.

    `duty` is the id of the duty it serves, a row of `klar duties`.
    """

    id: str
    severity: Severity
    certainty: Certainty
    legal: tuple[str, ...]
    message: str
    remedy: str
    page: str
    duty: str

    @property
    def summary(self) -> str:
        """The first paragraph of the rule's page."""
        return self.page.strip().split("\n\n", 1)[0].replace("\n", " ")


class Related(NamedTuple):
    """Another place that a finding speaks of."""

    span: Span
    message: str


class Waived(NamedTuple):
    """Why a finding is accepted, by whom and until when (the last day, ISO 8601)."""

    kind: str
    reason: str
    owner: str
    until: str


class Finding(NamedTuple):
    """One defect at one place. `span.path` is relative to the policy directory.

    `legal` is what the rule rests on as far as it concerns this place.
    """

    rule: RuleInfo
    severity: Severity
    message: str
    remedy: str
    span: Span
    route: str
    fingerprint: str
    legal: tuple[str, ...] = ()
    related: tuple[Related, ...] = ()
    waived: Waived | None = None

    @property
    def sort_key(self) -> tuple[str, int, int, str, str]:
        """Findings are sorted by path, position and rule."""
        span = self.span
        return (span.path, span.line, span.column, self.rule.id, self.fingerprint)


class Words(str):
    """A field of a message that only names a thing as the editor does, such as a title.

    It is no part of what a finding is recognised by: correcting a title makes no finding new.
    """

    __slots__ = ()


def fingerprint(rule: str, route: str, fields: dict[str, str]) -> str:
    """What a finding is recognised by when lines move: its rule, route and fields, hashed."""
    from hashlib import sha256

    own = {key: value for key, value in fields.items() if not isinstance(value, Words)}
    parts = [rule, route, *(f"{key}={own[key]}" for key in sorted(own))]
    return sha256("\x1f".join(parts).encode()).hexdigest()[:16]


LONGEST_FIELD = 1000


def fill(template: str, fields: dict[str, str]) -> str:
    """A message or remedy with its named fields filled in, each cut to a readable length."""
    return template.format_map({key: _cut(value) for key, value in fields.items()})


def _cut(value: str) -> str:
    return value if len(value) <= LONGEST_FIELD else f"{value[:LONGEST_FIELD]}…"
