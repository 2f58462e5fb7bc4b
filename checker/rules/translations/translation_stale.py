"""A text was changed in one language, and the others have not been looked at since.

Why
    What people are told must be the same in each language, or some of them are told what is not so
    (GDPR Art. 5(1)(a) and 12(1)).

Mend
    Bring the other languages up to date, or find that they need no change; then stamp the text with
    `klar translations stamp`.

Limits
    Looks only where the policy has a translation lock, at texts that were stamped. White space,
    no-break spaces and the shape of quotation marks change nothing. In a version that is higher
    than the one released last it is an error, stale-translation-in-new-version. Whether the
    languages say the same is for whoever stamps them to know.
"""

from __future__ import annotations

from collections.abc import Iterator

from checker.finding import Certainty, Severity
from checker.rules import Context, Hit
from checker.rules.translations._stale import stale_texts
from checker.rules.versions._release import versions

SEVERITY = Severity.WARNING
CERTAINTY = Certainty.FACT
DUTY = "clear-language"
LEGAL: tuple[str, ...] = ("GDPR 5(1)(a)", "GDPR 12(1)")
NEEDS = ("statement", "translations.lock")
MESSAGE = "this text was changed in {changed}, and not looked at in {behind} since"
REMEDY = (
    "Bring {behind} up to date where that is needed; then run `klar translations stamp {route} "
    "--by NAME`."
)


def check(context: Context) -> Iterator[Hit]:
    """Yield each stale text, at the first of its languages that is behind."""
    found = versions(context)
    if not found or not found.is_new:
        yield from stale_texts(context)
