"""Every mutant of the complete example gives the findings that the law asks for, and no others."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from checker.catalogue import every_rule
from tests import mutations
from tests.mutations import BEGIN, END, Mutant

MUTANTS = list(mutations.mutants())
PLAUSIBLE = {
    "removed",
    "emptied",
    "vague",
    "renamed",
    "dated",
    "country-swapped",
    "basis-swapped",
    "narrowed",
    "contradicted",
    "misplaced",
    "widened",
}
"""The ways in which editors break things."""


@pytest.fixture(scope="module")
def policy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return mutations.copied(tmp_path_factory.mktemp("example"))


@pytest.mark.parametrize("mutant", MUTANTS, ids=lambda mutant: mutant.name)
def test_what_an_editor_breaks_is_found(mutant: Mutant, policy: Path) -> None:
    wrong = mutations.shortcomings(policy, mutant)
    if mutant.missed is None:
        assert wrong == []
    else:
        assert wrong, "it is found after all: remove `missed`"


def test_every_duty_is_broken_in_three_ways_or_more() -> None:
    duties = {info.duty for info in every_rule().values()}
    ways = {table["duty"]: [way["way"] for way in table["ways"]] for table in mutations.tables()}
    assert set(ways) == duties
    for duty, names in ways.items():
        assert len(names) == len(set(names)) >= 3, duty
        assert set(names) <= PLAUSIBLE, duty


def test_at_most_three_mutants_for_each_way() -> None:
    counted = Counter(mutant.name.rpartition("-")[0] for mutant in MUTANTS)
    assert set(counted.values()) <= {1, 2, 3}
    assert all(mutant.expect for mutant in MUTANTS)


def test_the_readme_prints_the_shares() -> None:
    text = mutations.README.read_text(encoding="utf-8")
    assert f"{BEGIN}{mutations.shares()}{END}" in text
