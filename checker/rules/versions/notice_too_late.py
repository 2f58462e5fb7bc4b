"""People are told of a change too late: after it, or sooner before it than they were promised.

Why
    Of a new purpose people must be told before their data are used for it (GDPR Art. 13(3), 14(4)).
    Who was promised some time to act may rely on it (Art. 5(1)(a)).

Mend
    Let the change take effect later, under `effective` in statement.yaml; or correct the day under
    `notified`, if people were told before.

Limits
    Looks only where there is a release to compare with and the version has been raised. The promise
    is that of the version before. The last of the places promised without a reservation counts;
    where there is none, the first place at which people were told. Where nothing was promised, only
    new purposes are judged here. An emergency excuses all but these. Months end on the day of the
    same number, or on the month's last.
"""

from __future__ import annotations

from collections.abc import Iterator

from checker.durations import after
from checker.durations import in_words as duration
from checker.finding import Certainty, Severity, Words
from checker.rules import Context, Hit
from checker.rules.versions._notice import notice as notice_of
from checker.rules.versions._release import in_words

SEVERITY = Severity.ERROR
CERTAINTY = Certainty.FACT
DUTY = "new-purposes"
LEGAL: tuple[str, ...] = ("GDPR 5(1)(a)", "GDPR 12(1)", "GDPR 13(3)", "GDPR 14(4)")
NEEDS = ("changelog", "statement")
MESSAGE = "people are told on {on} of what takes effect on {start}{promise}: {change}"
REMEDY = "Let it take effect on {due} or later, or correct the day if people were told before."


def check(context: Context) -> Iterator[Hit]:
    """Yield the day that is too late."""
    notice = notice_of(context)
    if not notice or not notice.is_late or not (notice.new_purpose or notice.period):
        return
    last = notice.last
    assert last
    period = notice.period
    fields = {
        "on": last.on,
        "start": notice.takes_effect or "",
        "promise": f", and were promised {duration(period)}" if period else "",
        "due": after(last.on, period) if period else last.on,
        "change": Words(in_words(notice.new_purpose or notice.changes[0])),
    }
    related = tuple(
        (f"{one.route}/from", "when it takes effect")
        for one in notice.versions.after.effective
        if one.start == notice.takes_effect
    )
    yield Hit(f"{last.route}/on", fields, related)
