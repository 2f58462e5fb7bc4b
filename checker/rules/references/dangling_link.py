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
from checker.model import Policy
from checker.nearest import did_you_mean
from checker.rules import Context, Hit

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
    reached = {entry.section for entry in policy.entries()}
    hints = 0
    for text in policy.texts:
        for language, words in text.languages.items():
            if "ref:" not in words:
                continue
            for target in _LINK.findall(words):
                fields = {"target": target, "language": language, "suggestion": ""}
                if not context.routes.exists(target):
                    hints += 1
                    if hints <= _HINTS:
                        fields["suggestion"] = did_you_mean(target, policy.kind_of)
                    fields["where"] = "nowhere"
                elif _on_no_page(policy, target.split("/", 1)[0], reached):
                    fields["where"] = "to something that is on no page"
                else:
                    continue
                yield Hit(f"{text.route}/{language}", fields)


def _on_no_page(policy: Policy, head: str, reached: set[str]) -> bool:
    kind = policy.kind_of.get(head)
    if kind == "activity":
        return not policy.activities[head].public
    if kind == "section":
        # A section in the contents that does not exist may be this one, misspelt.
        return head not in reached and reached.issubset(policy.sections)
    # The page names documents but has no place of its own for one.
    return kind == "document"
