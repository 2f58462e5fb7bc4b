"""On each of six days other transfers of the example stand on something in force.

The statement is of October 2026. Asked as of an earlier day, what was not yet adopted, or had been
struck down, is found where it is named. Time alone is never more than a warning.
"""

from __future__ import annotations

import pytest

from checker.engine import compile_policy
from checker.finding import Severity
from tests.running import ROOT

EXAMPLE = ROOT / "tests" / "example"

NEW_US = "mail-service/transfers/us-mail/decision"
"""Names the Data Privacy Framework of 2023, so no decision before it carries this transfer."""
ANY_US = "statistics-service/transfers/us-statistics/mechanism"
"""Names no decision: Privacy Shield carried it from 2016 to July 2020, Safe Harbour to 2015."""
JAPAN = "telescope-maker/transfers/japan/decision"
KOREA = "microscope-maker/transfers/korea/decision"
BRAZIL = "club-moderator/transfers/brazil/decision"
DECISION = "adequacy-decision-not-in-force"
CLAUSES = {
    ("clauses-not-in-force", f"{place}/instrument")
    for place in (
        "remote-support/transfers/india/safeguards/indian-clauses",
        "mail-service/transfers/us-mail/safeguards/us-mail-clauses",
        "statistics-service/transfers/us-statistics/safeguards/us-statistics-clauses",
    )
}
"""The clauses of 2021 could be used from 27 June 2021."""

EXPECTED = {
    "2015-10-10": {(DECISION, one) for one in (NEW_US, ANY_US, JAPAN, KOREA, BRAZIL)} | CLAUSES,
    "2020-04-20": {(DECISION, one) for one in (NEW_US, KOREA, BRAZIL)} | CLAUSES,
    "2020-07-17": {(DECISION, one) for one in (NEW_US, ANY_US, KOREA, BRAZIL)} | CLAUSES,
    "2023-01-01": {(DECISION, one) for one in (NEW_US, ANY_US, BRAZIL)},
    "2023-08-01": {(DECISION, BRAZIL)},
    "2026-11-22": set(),
}


@pytest.mark.parametrize("day", EXPECTED)
def test_what_the_transfers_rest_on(day: str) -> None:
    result = compile_policy(str(EXAMPLE), day)
    assert {(one.rule.id, one.route) for one in result.findings} == EXPECTED[day]
    assert all(one.severity is Severity.WARNING for one in result.findings)


def test_the_days_differ_pairwise() -> None:
    assert len({frozenset(found) for found in EXPECTED.values()}) == len(EXPECTED)
