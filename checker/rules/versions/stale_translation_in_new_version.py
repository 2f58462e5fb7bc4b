"""A new version has a text that was changed in one language and not looked at in the others.

Why
    What people are told must be the same in each language (GDPR Art. 5(1)(a), 12(1)). In a draft a
    translation may lag behind; a version that people are told of may not.

Mend
    Bring the other languages up to date, or find that they need no change; then stamp the text with
    `klar translations stamp`.

Limits
    Looks only where the policy has a translation lock, at texts that were stamped, and only if the
    version is another than the one released last; otherwise this is translation-stale, a warning.
    Whether the languages say the same is for whoever stamps them to know.
"""

from __future__ import annotations

from collections.abc import Iterator

from checker.finding import Certainty, Severity
from checker.rules import Context, Hit
from checker.rules.translations._stale import stale_texts
from checker.rules.versions._release import versions

SEVERITY = Severity.ERROR
CERTAINTY = Certainty.FACT
DUTY = "clear-language"
LEGAL: tuple[str, ...] = ("GDPR 5(1)(a)", "GDPR 12(1)")
NEEDS = ("changelog", "statement", "translations.lock")
MESSAGE = "{version} has a text that was changed in {changed}, and not looked at in {behind} since"
REMEDY = (
    "Bring {behind} up to date where that is needed; then run `klar translations stamp {route} "
    "--by NAME`."
)


def check(context: Context) -> Iterator[Hit]:
    """Yield each stale text of a new version, at the first of its languages that is behind."""
    found = versions(context)
    if found and found.is_new:
        for hit in stale_texts(context):
            yield hit._replace(fields={**hit.fields, "version": found.after.version})
