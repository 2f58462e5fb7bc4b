"""The history of a policy: what it reads back, and that it notices whatever was changed."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from checker.engine import compile_documents, compile_policy
from checker.render.site import render_files
from checker.source import TreeError, read_tree
from checker.versions.history import (
    frozen_documents,
    frozen_files,
    policy_of,
)
from tests.policies import STARTER, overlay
from tests.releases import history, problems, release
from tests.running import STATEMENT, TODAY, klar

EXAMPLE = Path(__file__).parent / "example"


@pytest.fixture(scope="module")
def _three(tmp_path_factory: pytest.TempPathFactory) -> Path:
    policy = overlay(tmp_path_factory.mktemp("three"))
    release(policy)
    release(policy, "1.1.0", day="2026-02-01")
    release(policy, "2.0.0", day="2026-03-01")
    return policy


@pytest.fixture
def three(_three: Path, tmp_path: Path) -> Path:
    """A policy with three releases, to be broken."""
    return shutil.copytree(_three, tmp_path / "policy")


def test_no_releases_are_no_history(tmp_path: Path) -> None:
    policy = overlay(tmp_path)
    assert history(policy).releases == ()
    assert problems(policy) == []
    run = klar("history", "-C", policy)
    assert (run.returncode, run.stdout) == (0, "no releases\n\nno problems\n")


def test_no_policy_is_no_empty_history(tmp_path: Path) -> None:
    with pytest.raises(TreeError):
        history(tmp_path / "nothing")
    run = klar("history", "-C", tmp_path / "nothing")
    assert run.returncode == 3
    assert run.stderr.count("\n") == 1


def test_releases_are_read_in_order(three: Path) -> None:
    found = history(three)
    assert found.problems == ()
    assert [one.version for one in found.releases] == ["1.0.0", "1.1.0", "2.0.0"]
    assert [one.last_updated for one in found.releases][1:] == ["2026-02-01", "2026-03-01"]
    assert found.releases[0].languages == ("da", "nb", "sv")
    assert found.releases[0].record["previous"] is None
    first = found.releases[0]
    assert found.releases[1].record["previous"] == {"version": "1.0.0", "sha256": first.sha256}


@pytest.mark.parametrize("root", [STARTER, STATEMENT, EXAMPLE], ids=lambda path: path.name)
def test_a_frozen_source_is_the_policy(root: Path, tmp_path: Path) -> None:
    policy = shutil.copytree(root, tmp_path / "policy", ignore=shutil.ignore_patterns("releases"))
    release(policy)
    (one,) = history(policy).releases
    tree = {document.path: document for document in read_tree(str(policy))}
    frozen = {document.path: document for document in frozen_documents(one)}
    assert {path: document.value for path, document in frozen.items()} == {
        path: document.value for path, document in tree.items()
    }
    again = compile_documents(frozen.values(), TODAY)
    today = compile_policy(str(policy), TODAY)
    assert {f.fingerprint for f in again.findings} == {f.fingerprint for f in today.findings}
    assert frozen_files(one) == render_files(today.policy, (), draft=False)
    assert frozen_files(one) == render_files(policy_of(one), (), draft=False)
