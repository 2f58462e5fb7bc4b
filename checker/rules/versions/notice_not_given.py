"""Nothing says that people are told of a new purpose, or of a change they were promised notice of.

Why
    Before data that are held already serve a new purpose, people must be told of it (GDPR Art.
    13(3), 14(4)). Who was promised notice of a change some time before may rely on it (Art.
    5(1)(a)).

Mend
    Tell people before the change takes effect, and say under `notified` in the version's changelog
    entry where and when.

Limits
    Looks only where there is a release to compare with and the version has been raised, and where
    no place is promised without a reservation: otherwise notice-place-left-out asks for the places.
    A new activity counts as a new purpose if it uses data of people who were concerned before. An
    emergency is no excuse for a new purpose. Whether people were told is known by the entry alone.
"""

from __future__ import annotations

from collections.abc import Iterator

from checker.durations import in_words as duration
from checker.finding import Certainty, Severity, Words
from checker.rules import Context, Hit
from checker.rules.versions._notice import notice as notice_of
from checker.rules.versions._release import in_words

SEVERITY = Severity.ERROR
CERTAINTY = Certainty.FACT
DUTY = "new-purposes"
LEGAL: tuple[str, ...] = ("GDPR 5(1)(a)", "GDPR 13(3)", "GDPR 14(4)")
NEEDS = ("changelog", "statement")
MESSAGE = "the entry of {version} does not say that people are told beforehand{promise}: {change}"
REMEDY = "Tell people before it takes effect, and say under `notified` where and when."


def check(context: Context) -> Iterator[Hit]:
    """Yield the entry if it says of nobody that they are told."""
    notice = notice_of(context)
    if not notice or notice.places or notice.told.notified:
        return
    if notice.new_purpose or notice.period:
        promised = f", {duration(notice.period)} as promised" if notice.period else ""
        fields = {
            "version": notice.versions.after.version,
            "change": Words(in_words(notice.new_purpose or notice.changes[0])),
            "promise": promised,
        }
        yield Hit(notice.told.entry.route, fields)
