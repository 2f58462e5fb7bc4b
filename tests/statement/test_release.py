"""The first release of the published statement: the version of 20 April 2020, as it was frozen."""

from __future__ import annotations

import json

from checker.changes import Level, diff
from checker.engine import compile_policy
from checker.law.book import Book
from checker.versions.frozen import frozen_files, policy_of
from checker.versions.history import read_history
from tests.running import STATEMENT, TODAY, klar


def test_the_version_of_2020_04_20_is_the_first_release() -> None:
    history = read_history(str(STATEMENT))
    assert history.problems == ()
    first = history.releases[0]
    assert (first.version, first.last_updated, first.takes_effect) == (
        "1.0.0",
        "2020-04-20",
        "2020-04-20",
    )
    assert first.record["previous"] is None
    assert first.languages == ("da", "nb", "sv")
    pages = frozen_files(first)
    assert {f"{language}/statement.html" for language in first.languages} <= pages.keys()


def test_the_history_of_the_statement_is_as_it_was() -> None:
    run = klar("history", "-C", STATEMENT, "--format", "json")
    assert run.returncode == 0, run.stdout
    assert json.loads(run.stdout)["problems"] == []


def test_the_statement_is_its_last_release_or_a_version_that_follows_it() -> None:
    last = policy_of(read_history(str(STATEMENT)).releases[-1])
    now = compile_policy(str(STATEMENT), only=("text-missing-language",)).policy
    assert last.statement
    assert now.statement
    if last.statement.version == now.statement.version:
        assert diff(last, now, Book()).level is Level.NONE
    else:
        assert klar("check", "-C", STATEMENT, "--as-of", TODAY).returncode == 0
