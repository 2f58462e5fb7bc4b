"""A link in a text leads to nothing.

Why
    The reader is sent to a part of the statement that is not there (GDPR Art. 12(1): easily
    accessible information).

Mend
    Write `[words](ref:ID)` with the id, or the route, of a part of the statement.

Limits
    Looks at `ref:` links only; addresses on the web are not visited. Where a file cannot be read,
    links are not judged.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from checker.finding import Certainty, Severity
from checker.nearest import did_you_mean
from checker.rules import Context, Hit

SEVERITY = Severity.ERROR
CERTAINTY = Certainty.FACT
LEGAL: tuple[str, ...] = ("GDPR 12(1)",)
NEEDS = ()
MESSAGE = "the link to {target!r} leads nowhere ({language}){suggestion}"
REMEDY = "Link to a part of the statement that exists, or remove the link."


_LINK = re.compile(r"\]\(\s*<?ref:([^)>\s]*)")


def check(context: Context) -> Iterator[Hit]:
    """Yield every `ref:` link whose route does not exist."""
    if context.policy.unread:
        return
    for text in context.policy.texts:
        for language, words in text.languages.items():
            if "ref:" not in words:
                continue
            for target in _LINK.findall(words):
                if not context.routes.exists(target):
                    suggestion = did_you_mean(target, context.policy.kind_of)
                    fields = {"target": target, "language": language, "suggestion": suggestion}
                    yield Hit(f"{text.route}/{language}", fields)
