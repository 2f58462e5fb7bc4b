"""National identification numbers are used, and nothing says what allows it.

Why
    Member states set conditions for them (GDPR Art. 87): Danish law asks for law or consent,
    Norwegian law for an objective need of certain identification, Swedish law for consent or a
    purpose that clearly justifies it. People should be told which (Art. 13(1)(c), 14(1)(c)).

Mend
    Add an entry under `special_data` with the `provision` or consent relied on, for each market.

Limits
    A judgement: counsel must decide whether the conditions of each market are met. Any provision,
    consent or ground that is named counts, but not consent alone in Norway, where it is not the
    test; and laws named under `bases`, for an entry, or for data that serve only the purposes of
    those bases. Words such as "the law in force" name no provision.
"""

from __future__ import annotations

from collections.abc import Iterator

from checker.finding import Certainty, Severity
from checker.model import SpecialData
from checker.rules import Context, Hit
from checker.rules.special_data._gaps import gaps
from checker.rules.special_data._grounds import (
    consent_carries,
    on_consent_alone,
    rests_on_something,
)

SEVERITY = Severity.WARNING
CERTAINTY = Certainty.JUDGEMENT
DUTY = "national-id"
LEGAL: tuple[str, ...] = (
    "GDPR 87",
    "DK databeskyttelsesloven § 11, stk. 2",
    "NO personopplysningsloven § 12",
    "SE dataskyddslagen 3 kap. 10 §",
)
NEEDS = ("activity", "data-categories", "group", "organisation")
MESSAGE = "{name!r} uses {data}, and nothing says what allows it{where}"
REMEDY = (
    "Decide what allows it in each market, and name the provision or consent in `special_data`."
)


def check(context: Context) -> Iterator[Hit]:
    """Yield entries that rest on nothing, and uses of such numbers that no entry covers."""

    def carried(entry: SpecialData, market: str) -> bool:
        return not on_consent_alone(entry) or consent_carries(context, "national-id", market)

    for gap in gaps(context, "national-id", rests_on_something, by_law=True, carried=carried):
        yield gap.hit
