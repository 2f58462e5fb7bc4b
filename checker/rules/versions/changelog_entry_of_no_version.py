"""The changelog tells of a version that there is not.

Why
    The page would tell of a version that nobody can have had, and nobody can be shown (GDPR Art.
    5(1)(a), 12(1)).

Mend
    Tell of its changes in the entry of the version that makes them, or correct `version`.

Limits
    Looks only where there is a release to compare with. Entries that the last release had are not
    judged, whatever version they name. While the version is not raised, or has no entry of its own,
    only that is reported.
"""

from __future__ import annotations

from collections.abc import Iterator

from checker.finding import Certainty, Severity
from checker.rules import Context, Hit
from checker.rules.versions._release import told, versions

SEVERITY = Severity.WARNING
CERTAINTY = Certainty.FACT
DUTY = "clear-language"
LEGAL: tuple[str, ...] = ("GDPR 5(1)(a)", "GDPR 12(1)")
NEEDS = ("changelog", "statement")
MESSAGE = "this is {version}, and no version {entry} has been released"
REMEDY = "Correct `version`, or tell of this in the entry of {version}."


def check(context: Context) -> Iterator[Hit]:
    """Yield the version of each entry that is neither this version's nor one that was released."""
    found = versions(context)
    if not found or (found.changed and not (found.is_new and told(context.policy))):
        return
    known = {entry.version for entry in found.diff.before.changes}
    known |= {found.before.version, found.after.version}
    for entry in context.policy.changes:
        if entry.version not in known:
            fields = {"entry": entry.version, "version": found.after.version}
            yield Hit(f"{entry.route}/version", fields)
