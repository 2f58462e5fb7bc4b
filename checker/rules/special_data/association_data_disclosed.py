"""Data that an association may only use inside itself are disclosed to others.

Why
    Bodies with a political, philosophical, religious or trade union aim may process special
    categories of data of their members and of people in regular contact with them, on condition
    that the data are not disclosed outside that body without the consent of these people (GDPR Art.
    9(2)(d)).

Mend
    Name the consent under `consent` of the disclosure, leave these data out of it with `data`, or
    name another ground in `special_data` if one carries the disclosure.

Limits
    Looks at disclosures to controllers and joint controllers that the activity, its group, or a
    sharing rule with its id under `applies_to` states, where no other ground is stated for the
    data; vital interests are one for disclosures under a `condition`. A processor is not outside,
    and where the role is not stated nobody can tell; companies of the group are taken to be inside,
    as are the organisation's own legal entities. What a rule for everything lets out is the
    business of general-rule-discloses-special-data.
"""

from __future__ import annotations

from collections.abc import Iterator

from checker.finding import Certainty, Severity
from checker.rules import Context, Hit
from checker.rules.special_data._disclosed import ASSOCIATION, beyond, hit

SEVERITY = Severity.ERROR
CERTAINTY = Certainty.FACT
DUTY = "special-categories"
LEGAL: tuple[str, ...] = ("GDPR 9(2)(d)",)
NEEDS = ("activity", "data-categories", "group", "organisation", "recipients", "sharing")
MESSAGE = (
    "{name!r} gets {data} of {names}, which Art. 9(2)(d) keeps inside the association without "
    "consent{where}"
)
REMEDY = (
    "Name the consent under `consent` of the disclosure, leave these data out with `data`, or name "
    "the ground of Art. 9(2) that carries the disclosure in `special_data`."
)


def check(context: Context) -> Iterator[Hit]:
    """Yield disclosures to other controllers of data for which only Art. 9(2)(d) is stated."""
    policy = context.policy
    for one in beyond(context, ASSOCIATION):
        recipient = policy.recipients[one.disclosure.recipient]
        inside = recipient.within_group or recipient.entity in policy.entities
        if one.disclosure.role in ("controller", "joint-controller") and not inside:
            yield hit(context, one)
