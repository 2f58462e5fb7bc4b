"""A ground of Art. 9(2) that needs a provision of law names none.

Why
    Some grounds hold only together with Union or national law: employment and social protection,
    substantial public interest, health care, public health, research (GDPR Art. 9(2)(b), (g) to
    (j)). Without the provision nobody can tell whether the ground is there (Art. 13(1)(c)).

Mend
    Name it under `provision` of the entry, for each market: for (b) also a collective agreement. Of
    a contract with a health professional for (h) (Art. 9(3)), say so in `text`.

Limits
    A judgement: counsel must weigh what can take the law's place. For (h) a `text` is taken to say
    so, where no `provision` is stated. Laws named under `bases` count, for the data and
    markets of those bases, but do not mend a `provision` that only says that there is law. Whether
    one that is named fits is not judged.
"""

from __future__ import annotations

from collections.abc import Iterator

from checker.finding import Certainty, Severity
from checker.rules import Context, Hit
from checker.rules._markets import markets_of
from checker.rules.special_data._grounds import laws_for, names_law

SEVERITY = Severity.WARNING
CERTAINTY = Certainty.JUDGEMENT
DUTY = "special-categories"
LEGAL: tuple[str, ...] = ("GDPR 9(2)", "GDPR 13(1)(c)", "GDPR 14(1)(c)")
NEEDS = ("activity", "group", "organisation")
MESSAGE = "{name!r} rests on Art. {ground}, and the law that this needs is not named"
REMEDY = "Name the provision under `provision`{instead}."

_INSTEAD = {
    "9(2)(b)": ", or the collective agreement that takes its place",
    "9(2)(h)": ", or say in `text` with which health professional there is a contract",
}


def check(context: Context) -> Iterator[Hit]:
    """Yield entries whose ground needs law, and for which none is named in some market."""
    policy = context.policy
    for activity in policy.owing_notice():
        for entry in activity.special_data:
            ground = entry.ground
            if not ground or names_law(entry.provision) or not context.law.needs_law(ground):
                continue
            if ground == "9(2)(h)" and entry.text and not entry.provision:
                continue
            markets = markets_of(policy, entry.applies_in, activity.applies_in)
            if entry.provision or not all(
                laws_for(activity, category, market)
                for category in entry.data or (None,)
                for market in markets
            ):
                fields = {
                    "name": context.words(activity.title),
                    "ground": ground,
                    "instead": _INSTEAD.get(ground, ""),
                }
                route = f"{entry.route}/provision" if entry.provision else entry.route
                yield Hit(route, fields)
