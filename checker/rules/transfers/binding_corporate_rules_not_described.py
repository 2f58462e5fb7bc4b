"""A transfer rests on binding corporate rules, and the statement tells nothing of them.

Why
    Beside what Art. 13 and 14 ask for, people must be told of the rules' principles, of their
    rights under them and of who is liable (GDPR Art. 47(2)(g)).

Mend
    Say it under `text` of the safeguard, or link under `copy` to where the rules are published.

Limits
    Only whether there is a text or a link, not what it says. An offer to send a copy on request, or
    a link within the statement, is no description.
"""

from __future__ import annotations

from collections.abc import Iterator

from checker.finding import Certainty, Severity
from checker.model import Text
from checker.rules import Context, Hit
from checker.rules.transfers._places import told_transfers

SEVERITY = Severity.WARNING
CERTAINTY = Certainty.JUDGEMENT
DUTY = "binding-corporate-rules"
LEGAL: tuple[str, ...] = ("GDPR 47(2)(g)",)
NEEDS = ("activity", "group", "organisation", "recipients", "sharing")
MESSAGE = "the transfer to {name!r} rests on binding corporate rules, and nothing is told of them"
REMEDY = (
    "Tell their principles, people's rights under them and who is liable, or link to the published "
    "rules under `copy`; counsel decides which of them must be in the statement itself."
)


def check(context: Context) -> Iterator[Hit]:
    """Yield binding corporate rules without a text, and without a link to them."""
    for recipient, transfer in told_transfers(context):
        for safeguard in transfer.safeguards:
            if (
                safeguard.tool == "binding-corporate-rules"
                and not safeguard.text
                and not transfer.text
                and not _leads_to_an_address(transfer.copy)
            ):
                yield Hit(f"{safeguard.route}/text", {"name": context.name(recipient)})


def _leads_to_an_address(text: Text | None) -> bool:
    """Whether a text links to something outside the statement, in any language."""
    return text is not None and any(
        "](http" in words or "](<http" in words for words in text.languages.values()
    )
