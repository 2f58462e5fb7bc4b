"""A legal obligation or public task is the basis, and no act is named.

Why
    Such a basis must be laid down in Union or national law (GDPR Art. 6(3)). Only the act lets
    people see what is required and for how long (Art. 13(1)(c), 14(1)(c)).

Mend
    Name the act under `laws` of the basis.

Limits
    Goes by the editor's classification where there is one. A basis with a `text` or a `document` of
    its own may name the act there and is left alone. So are sharing rules: a duty to hand data over
    is laid down in whatever act a request rests on.
"""

from __future__ import annotations

from collections.abc import Iterator

from checker.finding import Certainty, Severity
from checker.rules import Context, Hit

SEVERITY = Severity.WARNING
CERTAINTY = Certainty.JUDGEMENT
DUTY = "purposes-and-bases"
LEGAL: tuple[str, ...] = ("GDPR 6(3)", "GDPR 13(1)(c)", "GDPR 14(1)(c)")
NEEDS = ("activity", "group", "organisation", "recipients")
MESSAGE = "{name!r} rests on {basis}, and no act is named"
REMEDY = (
    "Name the act under `laws`; counsel must say which one requires or allows the processing, in"
    " each market."
)

_LAID_DOWN = {"6(1)(c)": "a legal obligation", "6(1)(e)": "a public task"}


def check(context: Context) -> Iterator[Hit]:
    """Yield bases that must be laid down in law and name none."""
    for activity in context.policy.owing_notice():
        for basis in context.policy.our_bases(activity):
            kind = _LAID_DOWN.get(basis.article or "")
            if kind and not basis.laws and not basis.text and not basis.document:
                yield Hit(basis.route, {"name": context.words(activity.title), "basis": kind})
