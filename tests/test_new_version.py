"""What the next version of a policy that has been released needs, by `klar check` and `release`."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from checker.cli.released import history_of, last_release
from checker.durations import after
from checker.engine import Base, compile_policy
from checker.model import Policy
from checker.versions.frozen import FormError, Release
from tests.policies import as_released, overlay
from tests.releases import release
from tests.running import klar
from tests.test_rules import AS_OF

NEEDS = {"version-not-raised", "date-not-moved"}


def edited(policy: Path, file: str, old: str, new: str) -> None:
    """Replace words in a file, in which they must stand once."""
    text = (policy / file).read_text("utf-8")
    assert text.count(old) == 1
    (policy / file).write_text(text.replace(old, new), "utf-8")


def rules_of(policy: Path, *options: str) -> list[str]:
    """The rules of what `klar check` finds."""
    run = klar("check", "-C", policy, "--as-of", AS_OF, "--format", "json", *options)
    assert run.stderr == ""
    return [one["rule"] for one in json.loads(run.stdout)["findings"]]


@pytest.fixture
def policy(tmp_path: Path) -> Path:
    """The starter, released."""
    policy = overlay(tmp_path)
    release(policy)
    return policy


def test_what_is_as_it_was_released_needs_nothing(policy: Path) -> None:
    assert rules_of(policy) == []


def test_a_change_needs_a_version_and_a_date_and_is_not_released_without(policy: Path) -> None:
    edited(policy, "activities/enquiries.yaml", "period: P1Y", "period: P2Y")
    assert set(rules_of(policy)) == NEEDS
    refused = klar("release", "-C", policy)
    assert refused.returncode == 1
    assert "error[version-not-raised]: " in refused.stdout
    assert refused.stderr.endswith("Nothing was released.\n")
    # A preview waits for no version.
    assert klar("render", "-C", policy, "--out", policy.parent / "dist").returncode == 0


def test_without_a_release_nothing_is_said(tmp_path: Path) -> None:
    policy = overlay(tmp_path)
    edited(policy, "activities/enquiries.yaml", "period: P1Y", "period: P2Y")
    assert rules_of(policy) == []


def test_where_the_release_was_altered_only_that_is_known(policy: Path) -> None:
    edited(policy, "activities/enquiries.yaml", "period: P1Y", "period: P2Y")
    source = policy / "releases" / "1.0.0" / "source.json"
    source.write_bytes(source.read_bytes().replace(b"P1Y", b"P9Y"))
    assert set(rules_of(policy)) == {"release-altered"}


def test_a_waiver_accepts_what_counsel_holds_not_to_be_material(policy: Path) -> None:
    edited(policy, "activities/enquiries.yaml", "period: P1Y", "period: P2Y")
    edited(policy, "statement.yaml", "last_updated: 2026-01-15", "last_updated: 2026-02-01")
    (policy / "waivers.yaml").write_text(
        "waivers:\n"
        "  - rule: version-not-raised\n"
        "    route: statement/version\n"
        "    kind: disputed\n"
        "    reason: Counsel holds that the period was told wrongly and never was a year.\n"
        "    owner: Counsel\n"
        "    until: 2026-12-31\n",
        "utf-8",
    )
    assert rules_of(policy, "--rule", "version-not-raised") == ["version-not-raised"]
    assert klar("check", "-C", policy, "--as-of", AS_OF).returncode == 0


def test_a_policy_that_has_not_changed_builds_no_other(tmp_path: Path) -> None:
    policy = overlay(tmp_path)
    source = as_released(policy).source

    def never() -> Policy:
        raise AssertionError("nothing has changed")

    assert compile_policy(str(policy), AS_OF, base=Base(source, never)).findings == ()


def test_a_release_of_another_form_is_said_and_not_guessed_at(
    policy: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    edited(policy, "activities/enquiries.yaml", "period: P1Y", "period: P2Y")

    def refuse(_: Release) -> Policy:
        raise FormError("the source of 1.0.0 has a form that this version of klar does not read")

    monkeypatch.setattr("checker.versions.frozen.policy_of", refuse)
    base = last_release(history_of(str(policy)))
    assert compile_policy(str(policy), AS_OF, base=base).findings == ()
    assert capsys.readouterr().err == (
        "What a new version needs is not checked: the source of 1.0.0 has a form that this version "
        "of klar does not read.\n"
    )


def test_one_slip_says_nothing_of_versions(policy: Path) -> None:
    edited(policy, "activities/orders.yaml", "measures: [encryption]", "measures: [encrypton]")
    assert rules_of(policy) == ["unknown-reference"]


@pytest.mark.parametrize(
    ("day", "period", "end"),
    [
        ("2026-01-31", "P1M", "2026-02-28"),
        ("2028-01-31", "P1M", "2028-02-29"),
        ("2028-02-29", "P1Y", "2029-02-28"),
        ("2026-12-15", "P1M", "2027-01-15"),
        ("2026-11-30", "P3M", "2027-02-28"),
        ("2026-10-01", "P2W", "2026-10-15"),
        ("2026-12-01", "P31D", "2027-01-01"),
        ("2026-01-31", "P1M1D", "2026-03-01"),
        ("2026-01-15", "P1Y6M", "2027-07-15"),
        ("9999-12-01", "P1Y", "9999-12-31"),
        ("9999-12-01", "P1M", "9999-12-31"),
        ("9999-11-30", "P1M", "9999-12-30"),
    ],
)
def test_a_day_that_is_some_time_after_another(day: str, period: str, end: str) -> None:
    assert after(day, period) == end
