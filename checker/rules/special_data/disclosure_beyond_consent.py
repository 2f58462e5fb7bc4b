"""Data that rest on consent go to another controller, and the consent is not to that.

Why
    Explicit consent is for one or more stated purposes (GDPR Art. 9(2)(a)), and specific and
    informed (Art. 4(11)): who consents to the use of health data or of a criminal record has not
    consented to its disclosure. Danish law says so of data on offences in terms
    (databeskyttelsesloven § 8, stk. 4).

Mend
    If people consent to the disclosure, say so: name the consent under `consent` of the disclosure,
    or add `sharing` to the `effect` of the one that the data rest on. Otherwise leave the data out
    of the disclosure with `data`, or state what else carries it in `special_data`.

Limits
    A judgement: counsel must decide how far the consent reaches. Looks at special categories and
    data on offences for which nothing but a described consent is stated, and at disclosures that
    the activity, its group, or a sharing rule with its id under `applies_to` states, to others than
    processors and authorities. A `condition` in words is taken for no consent, but for a case of
    vital interests where these are stated as well. Where consent cannot carry even the use,
    criminal-data-on-consent says so alone.
"""

from __future__ import annotations

from collections.abc import Iterator

from checker.finding import Certainty, Severity
from checker.rules import Context, Hit
from checker.rules._markets import of_markets
from checker.rules.special_data._disclosed import CONSENT, beyond, hit

SEVERITY = Severity.WARNING
CERTAINTY = Certainty.JUDGEMENT
DUTY = "special-categories"
LEGAL: tuple[str, ...] = (
    "GDPR 4(11)",
    "GDPR 9(2)(a)",
    "GDPR 10",
    "DK databeskyttelsesloven § 8, stk. 4",
)
NEEDS = ("activity", "data-categories", "group", "organisation", "recipients", "sharing")
MESSAGE = "{name!r} gets {data} of {names}, and the consent they rest on is not to that{where}"
REMEDY = (
    "Decide whether the consent covers the disclosure. If so, name it under `consent` of the "
    "disclosure, or add `sharing` to its `effect`; if not, leave these data out with `data`."
)


def check(context: Context) -> Iterator[Hit]:
    """Yield disclosures of data on a consent that has no effect on sharing."""
    for one in beyond(context, CONSENT):
        natures = set(one.data.values())
        legal = tuple(
            reference
            for reference in of_markets(LEGAL, tuple(one.markets))
            if _ABOUT.get(reference) in natures or reference not in _ABOUT
        )
        yield hit(context, one, legal)


_ABOUT = {
    "GDPR 9(2)(a)": "special-category",
    "GDPR 10": "criminal-offence",
    "DK databeskyttelsesloven § 8, stk. 4": "criminal-offence",
}
"""What some of the law is about."""
