"""The changelog has no entry for a new version.

Why
    Readers who come back must be able to see what is new (GDPR Art. 12(1)); WP260 rev.01 asks that
    they are told of changes, and not left to compare two texts.

Mend
    In changelog.yaml, add an entry for the version, that says in all languages of the statement
    what has changed.

Limits
    Looks only where there is a release to compare with, and something has changed in meaning since.
    Whether the entry tells enough is for its author; that it tells of every material change is
    material-change-not-told.
"""

from __future__ import annotations

from collections.abc import Iterator

from checker.finding import Certainty, Severity
from checker.rules import Context, Hit
from checker.rules.versions._release import told, versions

SEVERITY = Severity.ERROR
CERTAINTY = Certainty.FACT
DUTY = "clear-language"
LEGAL: tuple[str, ...] = ("GDPR 12(1)", "WP260 rev.01")
NEEDS = ("changelog", "statement")
MESSAGE = "the changelog does not say what changed from {before} to {version}"
REMEDY = "Add an entry with `version: {version}` to changelog.yaml."


def check(context: Context) -> Iterator[Hit]:
    """Yield the changelog's entries, or the version if there are none."""
    found = versions(context)
    if found and found.is_new and found.changed and not told(context.policy):
        fields = {"before": found.before.version, "version": found.after.version}
        entries = "statement/changelog/entries"
        listed = context.routes.exists(entries)
        yield Hit(entries if listed else "statement/version", fields)
