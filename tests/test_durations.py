"""Comparing periods of different units."""

from __future__ import annotations

import pytest

from checker.durations import in_words
from checker.rules.retention._durations import normal, shorter


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("P3Y", "P5Y"),
        ("P3Y6M", "P5Y"),
        ("P30D", "P5W"),
        ("P360D", "P1Y"),
        ("P30D", "P31D"),
        ("P4W", "P1M2D"),
        ("P11M", "P1Y"),
        ("P1M", "P32D"),
        ("P1Y", "P1Y1D"),
        ("P1825D", "P5Y1M"),
    ],
)
def test_shorter(one: str, other: str) -> None:
    assert shorter(one, other)
    assert not shorter(other, one)


@pytest.mark.parametrize(
    ("one", "other"),
    [("P12M", "P1Y"), ("P42M", "P3Y6M"), ("P2W", "P14D"), ("P30D", "P1M"), ("P365D", "P1Y")],
)
def test_neither_is_surely_shorter(one: str, other: str) -> None:
    assert not shorter(one, other)
    assert not shorter(other, one)


def test_the_same_period_in_other_units() -> None:
    assert normal("P1Y6M") == normal("P18M") == (18, 0)
    assert normal("P1W2D") == normal("P9D") == (0, 9)


@pytest.mark.parametrize(
    ("duration", "words"),
    [
        ("P1Y", "1 year"),
        ("P5Y", "5 years"),
        ("P3Y6M", "3 years and 6 months"),
        ("P1Y1M1D", "1 year, 1 month and 1 day"),
        ("P2W", "2 weeks"),
    ],
)
def test_messages_say_a_duration_in_words(duration: str, words: str) -> None:
    assert in_words(duration) == words
