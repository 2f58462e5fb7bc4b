"""A version is a correction in an emergency.

Why
    People must be told of material changes in good time (GDPR Art. 12(1); WP260 rev.01). Where a
    correction could not wait, it must be seen who decided that, and why (Art. 5(2)).

Mend
    Nothing is to be mended: this note stays for as long as the version does, and the release keeps
    it for good. If the version can wait, remove `emergency` and tell people first.

Limits
    Whether it could not have waited is not judged. An emergency lets the effective date, the places
    and the time of the notice go, but never for new purposes: of those people must be told before
    (GDPR Art. 13(3)).
"""

from __future__ import annotations

from collections.abc import Iterator

from checker.finding import Certainty, Severity, Words
from checker.rules import Context, Hit
from checker.rules.versions._release import told

SEVERITY = Severity.NOTE
CERTAINTY = Certainty.FACT
WAIVABLE = False
DUTY = "new-purposes"
LEGAL: tuple[str, ...] = ("GDPR 5(2)", "GDPR 12(1)", "GDPR 13(3)", "WP260 rev.01")
NEEDS = ("changelog", "statement")
MESSAGE = "{version} is a correction in an emergency, which need not wait: {reason} ({by})"
REMEDY = "Tell people as soon as you can, and add under `notified` where and when."


def check(context: Context) -> Iterator[Hit]:
    """Yield the emergency that the version's entry claims."""
    entry = told(context.policy)
    if entry and entry.emergency:
        one = entry.emergency
        fields = {
            "version": entry.entry.version,
            "reason": Words(" ".join(one.reason.split()).rstrip(".")),
            "by": Words(one.by),
        }
        yield Hit(one.route, fields)
