"""A ground of Art. 9(2) that needs a provision of law names none.

Why
    Some grounds hold only together with Union or national law: employment and social protection,
    substantial public interest, health care, public health, research (GDPR Art. 9(2)(b), (g) to
    (j)). Without the provision nobody can tell whether the ground is there (Art. 13(1)(c)).

Mend
    Name it under `provision` of the entry, for each market.

Limits
    A judgement: for (b) a collective agreement and for (h) a contract with a health professional
    can take its place, which counsel must weigh. Laws named under `bases` count. Whether the
    provision fits is not judged.
"""

from __future__ import annotations

from collections.abc import Iterator

from checker.finding import Certainty, Severity
from checker.rules import Context, Hit

SEVERITY = Severity.WARNING
CERTAINTY = Certainty.JUDGEMENT
DUTY = "special-categories"
LEGAL: tuple[str, ...] = ("GDPR 9(2)", "GDPR 13(1)(c)", "GDPR 14(1)(c)")
NEEDS = ("activity", "group", "organisation")
MESSAGE = "{name!r} rests on Art. {ground}, and the law that this needs is not named"
REMEDY = (
    "Name the provision under `provision`, or decide what takes its place and say so in `text`."
)


def check(context: Context) -> Iterator[Hit]:
    """Yield entries whose ground needs law, in activities that name none."""
    for activity in context.policy.owing_notice():
        if any(basis.laws for basis in activity.bases):
            continue
        for entry in activity.special_data:
            ground = entry.ground
            if ground and not entry.provision and context.law.needs_law(ground):
                fields = {"name": context.words(activity.title), "ground": ground}
                yield Hit(entry.route, fields)
