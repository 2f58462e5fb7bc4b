"""Data on criminal offences are used, and nothing says what allows it.

Why
    Data on convictions and offences may be processed only under the control of an authority or
    where Union or national law allows it (GDPR Art. 10). National law differs: what is allowed in
    Denmark may be forbidden in Sweden. It belongs to the legal basis that people must be told (Art.
    13(1)(c), 14(1)(c)).

Mend
    Add an entry under `special_data` with the `provision` relied on, for each market.

Limits
    A consent, a ground of Art. 9(2) and laws named under `bases` count here: the laws for an entry,
    or for data that serve only the purposes of those bases. Words such as "the law in force" name
    no provision. Whether consent can carry the data is the business of criminal-data-on-consent,
    and what only the editor infers that of inferred-criminal-data-without-ground.
"""

from __future__ import annotations

from collections.abc import Iterator

from checker.finding import Certainty, Severity
from checker.rules import Context, Hit
from checker.rules.special_data._gaps import gaps
from checker.rules.special_data._grounds import rests_on_something

SEVERITY = Severity.ERROR
CERTAINTY = Certainty.FACT
DUTY = "criminal-offences"
LEGAL: tuple[str, ...] = (
    "GDPR 10",
    "GDPR 13(1)(c)",
    "GDPR 14(1)(c)",
    "DK databeskyttelsesloven § 8, stk. 3",
    "NO personopplysningsloven § 11",
    "SE dataskyddslagen 3 kap. 8 §",
    "SE dataskyddslagen 3 kap. 9 §",
)
NEEDS = ("activity", "data-categories", "group", "organisation")
MESSAGE = "{name!r} uses {data}, and nothing says what allows it{where}"
REMEDY = "Name the provision that allows it under `provision` in `special_data`, for each market."


def check(context: Context) -> Iterator[Hit]:
    """Yield entries that rest on nothing, and uses of such data that no entry covers."""
    for gap in gaps(context, "criminal-offence", rests_on_something, by_law=True):
        if not gap.inferred:
            yield gap.hit
