"""Nothing says that people are told of a material change before it takes effect.

Why
    The law asks for notice beforehand only where data are to serve a new purpose (GDPR Art. 13(3),
    14(4)); but information is to be provided and not left to be found (Art. 12(1)), and WP260
    rev.01 reads that as active notice of all changes that matter, well before they take effect.

Mend
    Tell people before the change takes effect, and say under `notified` in the version's changelog
    entry where and when. Counsel must decide whom the change concerns so much that they must be
    told.

Limits
    A judgement. Looks only where there is a release to compare with and the version has been
    raised, and where the statement promises neither a place without a reservation nor a time: what
    it promises, and new purposes, are errors of their own. Nothing is said in an emergency. Whether
    people were told is known by the entry alone.
"""

from __future__ import annotations

from collections.abc import Iterator

from checker.finding import Certainty, Severity, Words
from checker.rules import Context, Hit
from checker.rules.versions._notice import notice as notice_of
from checker.rules.versions._release import in_words

SEVERITY = Severity.WARNING
CERTAINTY = Certainty.JUDGEMENT
DUTY = "new-purposes"
LEGAL: tuple[str, ...] = ("GDPR 12(1)", "WP260 rev.01")
NEEDS = ("changelog", "statement")
MESSAGE = "{problem}: {change}"
REMEDY = (
    "Tell people before it takes effect, and say under `notified` where and when; counsel must "
    "decide who must be told."
)


def check(context: Context) -> Iterator[Hit]:
    """Yield the entry if it says of nobody that they are told, or the day that is too late."""
    notice = notice_of(context)
    if not notice or notice.new_purpose or notice.period or notice.left_out:
        return
    last, version = notice.last, notice.versions.after.version
    if last and notice.is_late:
        route = f"{last.route}/on"
        problem = f"people are told on {last.on} of what takes effect on {notice.takes_effect}"
    elif not notice.told.notified:
        route = notice.told.entry.route
        problem = f"the entry of {version} does not say that people are told of a material change"
    else:
        return
    yield Hit(route, {"problem": problem, "change": Words(in_words(notice.changes[0]))})
