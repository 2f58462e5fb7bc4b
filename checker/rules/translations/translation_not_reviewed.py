"""A text has not been reviewed in all its languages together.

Why
    What people are told must be the same in each language (GDPR Art. 12(1)). Nobody has said yet
    that this text is.

Mend
    Compare its languages; then stamp the text with `klar translations stamp`.

Limits
    Looks only where the policy has a translation lock: at texts without a stamp, at those whose
    stamp lacks a language of the statement, and at those that have changed in all their languages
    since. A change in some of them only is translation-stale.
"""

from __future__ import annotations

from collections.abc import Iterator

from checker.finding import Certainty, Severity
from checker.rules import Context, Hit
from checker.translations import CHANGED, NEW

SEVERITY = Severity.NOTE
CERTAINTY = Certainty.FACT
DUTY = "clear-language"
LEGAL: tuple[str, ...] = ("GDPR 12(1)",)
NEEDS = ("statement", "translations.lock")
MESSAGE = "the languages of this text {what}"
REMEDY = "Compare them; then run `klar translations stamp {route} --by NAME`."

_WHAT = {
    CHANGED: "have all changed since they were last reviewed together",
    NEW: "have never been reviewed together",
}


def check(context: Context) -> Iterator[Hit]:
    """Yield each text that has no stamp for what it says now."""
    for one in context.translations:
        if one.state in _WHAT:
            yield Hit(one.text.route, {"what": _WHAT[one.state], "route": one.text.route})
