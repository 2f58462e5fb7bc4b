"""Two versions side by side: what changed between them, in words, and where that stands."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from checker.changes import Change, Diff, Level, diff, kinds
from checker.engine import Result
from checker.report.summary import position
from checker.report.versions.wording import Wording
from checker.source import Span

LEVELS = tuple(sorted(Level, key=lambda level: -level.rank))
"""The levels in the order in which they are told."""


class Version(NamedTuple):
    """One of the two: what it is called, and the directory from which its paths are shown.

    `here` says that its files stand there as they are, so that a position leads somewhere.
    """

    label: str
    root: str
    result: Result
    here: bool

    @property
    def number(self) -> str:
        """Its version."""
        statement = self.result.policy.statement
        return statement.version if statement else ""

    @property
    def updated(self) -> str:
        """When it was last updated, ISO 8601."""
        statement = self.result.policy.statement
        return statement.last_updated if statement else ""


class Comparison:
    """What changed from one version to another, in one language.

    What is quoted is in a language of the statement, `quoted` where another is meant.
    """

    def __init__(
        self, before: Version, after: Version, language: str, quoted: str | None = None
    ) -> None:
        self.before, self.after = before, after
        law = after.result.context.law
        self.diff: Diff = diff(before.result.policy, after.result.policy, law)
        self.wording = Wording(self.diff, language, quoted)

    def span(self, change: Change) -> Span | None:
        """Where in the source something changed, if its files can be opened there."""
        version = self.before if change.gone else self.after
        route = f"{change.route}/{change.field}" if change.field else change.route
        return version.result.routes.span(route) if version.here else None

    def position(self, change: Change) -> str:
        """`privacy_policy/rights.yaml:3:5`, or nothing."""
        version = self.before if change.gone else self.after
        return position(version.root, self.span(change))

    def parts(self, level: Level) -> dict[str, list[Change]]:
        """The changes of a level under the titles of their parts, in the order of the policy."""
        parts: dict[str, list[Change]] = {}
        for change in self.diff.at(level):
            parts.setdefault(self.wording.part(change), []).append(change)
        return parts

    def of_no_meaning(self) -> dict[str, int]:
        """How often there was each change of no meaning, by what it is called."""
        counts: dict[str, int] = {}
        for change in self.diff.at(Level.NONE):
            said = self.wording.sentence(change)
            counts[said] = counts.get(said, 0) + 1
        return counts

    def title(self) -> str:
        """Between which versions it is."""
        say, before, after = self.wording.say, self.before, self.after
        if before.number == after.number:
            return say("same_version", version=after.number)
        return say("from_to", before=before.number, after=after.number)


def reason(change: Change) -> str:
    """Why a change matters as it does, and by what law, in English."""
    kind = kinds()[change.kind]
    return f"{kind.reason} ({', '.join(kind.law)})"


def heads(changes: Sequence[Change]) -> list[str]:
    """The ids of the parts in which something changed, each once."""
    return list(dict.fromkeys(change.route.partition("/")[0] for change in changes))
