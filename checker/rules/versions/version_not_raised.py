"""The statement has changed since the last release, and its version does not show it.

Why
    A version stands for one text: whoever was told of 2.0.0, or agreed to something under it, must
    be able to have that text again (GDPR Art. 5(2), 12(1)). How far the version is raised tells
    readers whether they must look: WP260 rev.01 asks that changes that matter are brought to them.

Mend
    Raise `version` in statement.yaml. A material change raises the first number (2.0.0), another
    change of what people are told the second (1.1.0), other words and corrected translations the
    third (1.0.1). Then set `last_updated`, and tell of the change in changelog.yaml.

Limits
    Looks only where there is a release to compare with, and while every id that is used exists.
    What counts as material is settled by a table with its reasons, not by weighing the case: where
    counsel disagrees, the finding can be waived as disputed. A version may be raised further, or
    where nothing has changed in meaning.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from checker.finding import Certainty, Severity, Words
from checker.model import version_number
from checker.rules import Context, Hit
from checker.rules.versions._release import NOTHING, in_words, place, versions

if TYPE_CHECKING:
    from checker.changes import Diff

SEVERITY = Severity.ERROR
CERTAINTY = Certainty.FACT
DUTY = "clear-language"
LEGAL: tuple[str, ...] = ("GDPR 5(2)", "GDPR 12(1)", "WP260 rev.01")
NEEDS = ("changelog", "statement")
MESSAGE = "version {version} must be {least} or higher: {before} is released{reason}"
REMEDY = (
    "Set `version` to {least} or higher: a material change raises the first number, another change "
    "of what is said the second, words and translations the third."
)


def check(context: Context) -> Iterator[Hit]:
    """Yield the version if it is lower than the changes since the last release ask for."""
    found = versions(context)
    if not found:
        return
    version, before = found.after.version, found.before.version
    least = _least(before, found.diff.level)
    if version_number(version) < version_number(least):
        fields = {
            "version": version,
            "least": least,
            "before": before,
            "reason": Words(_reason(found.diff)),
        }
        first = next((one for one in found.diff.changes if one.level == found.diff.level), None)
        related = ((place(first), _FOUND[first.level]),) if first else ()
        yield Hit("statement/version", fields, related if found.changed else ())


def _least(before: str, level: str) -> str:
    major, minor, patch = version_number(before)
    if level == "material":
        return f"{major + 1}.0.0"
    if level == "substantive":
        return f"{major}.{minor + 1}.0"
    return before if level == NOTHING else f"{major}.{minor}.{patch + 1}"


def _reason(diff: Diff) -> str:
    if diff.level == NOTHING:
        return ""
    changes = diff.at(diff.level)
    more = f" and {len(changes) - 1} more" if len(changes) > 1 else ""
    return f", and {_SINCE[diff.level]} since: {in_words(changes[0])}{more}"


_SINCE = {
    "translation": "a translation has changed",
    "editorial": "words have changed",
    "substantive": "what is said has changed",
    "material": "something material has changed",
}
_FOUND = {
    "translation": "here a translation has changed",
    "editorial": "here words have changed",
    "substantive": "here what is said has changed",
    "material": "this change is material",
}
