"""The statement does not say how people are told of its changes.

Why
    Before data are used for a new purpose, people must be told (GDPR Art. 13(3), 14(4)), and
    material changes are to be brought to them actively, not left for them to find (WP260 rev.01,
    paragraphs 29 to 31). A statement that says how gives its readers something to expect.

Mend
    In changelog.yaml, say under `notice` of `policy` what people are told of material changes, and
    under `notice_places` where.

Limits
    Guidance: the duty is to tell people, not to promise it. That the statement is updated is no
    word on how they are told. Whether the way promised reaches them is not judged.
"""

from __future__ import annotations

from collections.abc import Iterator

from checker.finding import Certainty, Severity
from checker.rules import Context, Hit

SEVERITY = Severity.NOTE
CERTAINTY = Certainty.JUDGEMENT
DUTY = "new-purposes"
LEGAL: tuple[str, ...] = ("GDPR 13(3)", "GDPR 14(4)", "WP260 rev.01")
NEEDS = ("activity", "changelog", "group", "organisation")
MESSAGE = "the statement does not say how people are told of material changes"
REMEDY = "Say under `notice` what people are told and when, and under `notice_places` where."


def check(context: Context) -> Iterator[Hit]:
    """Yield the change policy if it promises no notice, or the place where it should be."""
    policy = context.policy
    changes = policy.change_policy
    if changes and (changes.notice or changes.notice_places):
        return
    if next(policy.owing_notice(), None):
        yield Hit(f"{changes.route}/notice" if changes else "statement/changelog/policy", {})
