"""Sensitive data used for employment law go to others in Sweden, and no duty or consent is stated.

Why
    Sensitive data that are processed for duties and rights in employment law may in Sweden be
    disclosed to a third party only under a duty to do so in that law, or with explicit consent
    (dataskyddslagen 3 kap. 2 §; GDPR Art. 9(2)(b)).

Mend
    Leave the data out of the disclosure with `data`, name the explicit consent under `consent`, or
    say under `condition` which duty calls for the disclosure.

Limits
    A judgement: counsel must decide whether there is such a duty. Silent where a `condition` is
    stated, or another ground for the data. Looks at disclosures that the activity, its group, or a
    sharing rule with its id under `applies_to` states, to others than processors and authorities.
"""

from __future__ import annotations

from collections.abc import Iterator

from checker.finding import Certainty, Severity
from checker.rules import Context, Hit
from checker.rules.special_data._disclosed import EMPLOYMENT, beyond, hit

SEVERITY = Severity.WARNING
CERTAINTY = Certainty.JUDGEMENT
DUTY = "special-categories"
LEGAL: tuple[str, ...] = ("GDPR 9(2)(b)", "SE dataskyddslagen 3 kap. 2 §")
NEEDS = ("activity", "data-categories", "group", "organisation", "recipients", "sharing")
MESSAGE = "{name!r} gets {data} of {names}, and no duty or consent to that in Sweden is stated"
REMEDY = (
    "Decide whether employment law makes it a duty: then say so under `condition`. Otherwise name "
    "the explicit consent under `consent`, or leave these data out with `data`."
)


def check(context: Context) -> Iterator[Hit]:
    """Yield unconditional disclosures of data that rest on employment law."""
    for one in beyond(context, EMPLOYMENT):
        if not one.disclosure.condition:
            yield hit(context, one)
