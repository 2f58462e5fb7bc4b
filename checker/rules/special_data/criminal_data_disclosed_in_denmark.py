"""Data on criminal offences go to another controller in Denmark, where that takes more than use.

Why
    A Danish company may process data on offences where its interest clearly outweighs that of the
    person (databeskyttelsesloven § 8, stk. 3). It may disclose them only with explicit consent, or
    for interests that clearly outweigh those in secrecy (§ 8, stk. 4): what allows the use does not
    settle that (GDPR Art. 10).

Mend
    Leave the data out of the disclosure with `data`, name the explicit consent under `consent`, or
    say under `condition` in which cases such interests call for it.

Limits
    A judgement: counsel must weigh the interests. Silent where a `condition` is stated, where a
    ground of Art. 9(2) carries the data (§ 8, stk. 5), where laws named under `bases` cover them,
    and where nothing allows even the use. Looks at disclosures that the activity, its group, or a
    sharing rule with its id under `applies_to` states, to others than processors and authorities.
    Data on consent alone are the business of disclosure-beyond-consent.
"""

from __future__ import annotations

from collections.abc import Iterator

from checker.finding import Certainty, Severity
from checker.rules import Context, Hit
from checker.rules.special_data._disclosed import SECRECY, beyond, hit

SEVERITY = Severity.WARNING
CERTAINTY = Certainty.JUDGEMENT
DUTY = "criminal-offences"
LEGAL: tuple[str, ...] = ("GDPR 10", "DK databeskyttelsesloven § 8, stk. 4")
NEEDS = ("activity", "data-categories", "group", "organisation", "recipients", "sharing")
MESSAGE = "{name!r} gets {data} of {names}, and what allows that in Denmark is not stated"
REMEDY = (
    "Decide whether § 8, stk. 4 allows it: then name the explicit consent under `consent`, or say "
    "under `condition` when overriding interests call for it. Otherwise leave these data out with "
    "`data`."
)


def check(context: Context) -> Iterator[Hit]:
    """Yield unconditional disclosures of data on offences that rest on a provision alone."""
    for one in beyond(context, SECRECY):
        if not one.disclosure.condition:
            yield hit(context, one)
