"""A link in a text leads to nothing.

Why
    The reader is sent to a part of the statement that is not there (GDPR Art. 12(1): easily
    accessible information).

Mend
    Write `[words](ref:ID)` with the id, or the route, of a part of the statement that is on the
    page. To send the reader to a document, name it under `documents`.

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
from checker.rules.references._links import NOWHERE, lead, shown_sections

SEVERITY = Severity.ERROR
CERTAINTY = Certainty.FACT
WAIVABLE = False
DUTY = "clear-language"
LEGAL: tuple[str, ...] = ("GDPR 12(1)",)
NEEDS = ()
MESSAGE = "the link to {target!r} leads {where} ({language}){suggestion}"
REMEDY = "Link to a part of the statement that exists, or remove the link."


_LINK = re.compile(
    r"(?<!\\)(?:\\\\)*\[(?:[^\[\]\\]|\\.|\[[^\[\]\\]*\])*+\]\(\s*<?ref:([^)>\s]*)", re.DOTALL
)
_HINTS = 50
"""How many hits get a suggestion: a thousand slips need none."""


def check(context: Context) -> Iterator[Hit]:
    """Yield every `ref:` link whose route does not exist or is on no page."""
    policy = context.policy
    if policy.unread:
        return
    shown = shown_sections(policy)
    hints = 0
    for text in policy.texts:
        for language, words in text.languages.items():
            if "ref:" not in words:
                continue
            for target in _LINK.findall(words):
                where = lead(context, target, shown)
                if where is None:
                    continue
                fields = {"target": target, "language": language, "where": where, "suggestion": ""}
                if where == NOWHERE:
                    hints += 1
                    if hints <= _HINTS:
                        fields["suggestion"] = did_you_mean(target, policy.kind_of)
                yield Hit(f"{text.route}/{language}", fields)
