"""Data that may concern criminal offences are used, and nothing says what allows it.

Why
    Concrete suspicion of an offence is enough for GDPR Art. 10: then Union or national law must
    allow the processing, and people must be told what it rests on (Art. 13(1)(c), 14(1)(c)).

Mend
    Name the `provision` under `special_data` for each market, or take away the mark if the data do
    not concern offences.

Limits
    A judgement: the statement does not call them so, the editor does (`inferred`). Counsel must
    decide whether Art. 10 applies. What counts as allowing it is as in
    criminal-data-without-ground.
"""

from __future__ import annotations

from collections.abc import Iterator

from checker.finding import Certainty, Severity
from checker.rules import Context, Hit
from checker.rules.special_data._gaps import gaps
from checker.rules.special_data._grounds import rests_on_something

SEVERITY = Severity.WARNING
CERTAINTY = Certainty.JUDGEMENT
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
MESSAGE = "{name!r} seems to use {data}, and nothing says what allows it{where}"
REMEDY = (
    "Decide whether Art. 10 applies; then name the provision under `provision` for each market, or "
    "remove the inference."
)


def check(context: Context) -> Iterator[Hit]:
    """Yield what only the editor takes for data on offences, resting on nothing."""
    for gap in gaps(context, "criminal-offence", rests_on_something, by_law=True):
        if gap.inferred:
            yield gap.hit
