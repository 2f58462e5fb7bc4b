"""People are not told of a material change where the statement promises it.

Why
    Who was promised to be told in a place may rely on it and look nowhere else (GDPR Art. 5(1)(a),
    12(1)); of a new purpose people must be told before (Art. 13(3), 14(4)).

Mend
    Tell people there before the change takes effect, and add the place and the day under `notified`
    in the version's changelog entry.

Limits
    Looks only where there is a release to compare with and the version has been raised. The promise
    is that of the version before: people know no other. Places with a reservation, such as where
    applicable, are not asked for, and in an emergency only for new purposes. While a place under
    `notified` is none that the statement names, only that is reported. Whether people were told is
    known by the entry alone.
"""

from __future__ import annotations

from collections.abc import Iterator

from checker.finding import Certainty, Severity, Words
from checker.rules import Context, Hit
from checker.rules.versions._notice import notice as notice_of
from checker.rules.versions._release import in_words, notice_places

SEVERITY = Severity.ERROR
CERTAINTY = Certainty.FACT
DUTY = "promises"
LEGAL: tuple[str, ...] = ("GDPR 5(1)(a)", "GDPR 12(1)", "GDPR 13(3)", "GDPR 14(4)")
NEEDS = ("changelog", "statement")
MESSAGE = (
    "the entry of {version} does not say that people are told {places}, as they were promised, of "
    "a material change: {change}"
)
REMEDY = (
    "Tell people there before the change takes effect, and add under `notified`: {ids}, with the "
    "day as `on`."
)


def check(context: Context) -> Iterator[Hit]:
    """Yield the entry once if it leaves out places."""
    notice = notice_of(context)
    if not notice:
        return
    places = notice_places(notice.versions)
    if any(one.place not in places for one in notice.told.notified):
        # It may be misspelt for just what is missed here.
        return
    if notice.left_out:
        fields = {
            "version": notice.versions.after.version,
            "places": Words(_row(f"{context.words(one.text)!r}" for one in notice.left_out)),
            "ids": ", ".join(f"`place: {one.id}`" for one in notice.left_out),
            "change": Words(in_words(notice.changes[0])),
        }
        promised = tuple((one.route, "the promise") for one in notice.left_out)
        yield Hit(notice.told.entry.route, fields, promised)


def _row(names: Iterator[str]) -> str:
    *rest, last = names
    return f"{', '.join(rest)} and {last}" if rest else last
