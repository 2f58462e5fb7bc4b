"""`klar release`: what it freezes, what it refuses, and that it is done whole or not at all."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from checker.engine import compile_policy
from checker.versions import store
from checker.versions.freeze import freeze, is_released, refusal, source_of
from checker.versions.record import RECORD, Listed, digest, read_sums
from tests.policies import overlay
from tests.releases import files_in, history, problems, release, set_version
from tests.running import ROOT, STATEMENT, klar
from tests.test_rules import RULES

REDACTING = ("--by", "Ola", "--reason", "asked to be erased", "--on", "2026-04-01")


def edit(policy: Path, file: str, before: str, after: str) -> None:
    """Replace words in a file of a policy; they must stand there."""
    text = (policy / file).read_text("utf-8")
    assert before in text
    (policy / file).write_text(text.replace(before, after), "utf-8")


def record(policy: Path, version: str) -> Any:
    return json.loads((policy / "releases" / version / RECORD).read_bytes())


# What is released


def test_a_release_holds_what_render_writes(tmp_path: Path) -> None:
    policy = overlay(tmp_path)
    run = klar("release", "-C", policy)
    shown = os.path.relpath(policy / "releases" / "1.0.0", ROOT)
    assert (run.returncode, run.stdout, run.stderr) == (0, f"{shown}\n", "")
    assert klar("render", "-C", policy, "--out", tmp_path / "out").returncode == 0
    rendered = files_in(tmp_path / "out")
    frozen = files_in(policy / "releases" / "1.0.0")
    own = {path: frozen.pop(path) for path in ("release.json", "source.json")}
    # The archive is no part of the statement itself.
    for path, data in frozen.items():
        assert path == "manifest.json" or rendered[path] == data
    assert {*frozen} >= {"manifest.json", "statement.css", "da/statement.html", "sv/statement.md"}
    assert record(policy, "1.0.0") == {
        "effective": [],
        "emergency": None,
        "files": {path: digest(data) for path, data in {**own, **frozen}.items() if path != RECORD},
        "format_version": 1,
        "generator": json.loads(frozen["manifest.json"])["generator"],
        "last_updated": "2026-01-15",
        "level": None,
        "previous": None,
        "renderer": record(policy, "1.0.0")["renderer"],
        "statement": "privacy-statement",
        "takes_effect": "2026-01-15",
        "version": "1.0.0",
    }
    assert klar("history", "-C", policy).returncode == 0
    assert klar("check", "-C", policy, "--as-of", "2026-11-01").stdout == "no findings\n"


def test_the_same_bytes_under_any_hash_seed_in_any_zone(tmp_path: Path) -> None:
    one, other = overlay(tmp_path / "one"), overlay(tmp_path / "other")
    assert klar("release", "-C", one, PYTHONHASHSEED="1", TZ="Asia/Tokyo").returncode == 0
    # Comments, quotation marks and the order of keys are no part of what is said.
    edit(other, "statement.yaml", "version: 1.0.0\n", "# Ours.\n")
    edit(
        other,
        "statement.yaml",
        "id: privacy-statement\n",
        "version: '1.0.0'\nid: privacy-statement\n",
    )
    assert klar("release", "-C", other, PYTHONHASHSEED="2", TZ="America/Lima").returncode == 0
    assert files_in(one / "releases") == files_in(other / "releases")


def test_what_changed_since_the_release_before_is_recorded(tmp_path: Path) -> None:
    policy = overlay(tmp_path)
    assert klar("release", "-C", policy).returncode == 0
    set_version(policy, "1.0.1", "2026-02-01")
    assert klar("release", "-C", policy).returncode == 0
    assert record(policy, "1.0.1")["level"] == "none"
    set_version(policy, "2.0.0", "2026-03-01")
    edit(policy, "activities/enquiries.yaml", "period: P1Y", "period: P9Y")
    (policy / "changelog.yaml").write_text(
        (policy / "changelog.yaml")
        .read_text("utf-8")
        .replace(
            "entries:\n",
            "entries:\n"
            "  - id: longer\n"
            "    version: 2.0.0\n"
            "    date: 2026-03-01\n"
            "    tells: [enquiries]\n"
            "    text: {nb: Lengre., da: Længere., sv: Längre.}\n"
            "    emergency: {reason: The court's order took effect at once., by: Kari}\n",
        ),
        "utf-8",
    )
    edit(
        policy,
        "statement.yaml",
        "languages:",
        "effective:\n"
        "  - {id: late, from: 2026-06-01, applies_in: [SE]}\n"
        "  - {id: soon, from: 2026-04-01}\n"
        "languages:",
    )
    run = klar("release", "-C", policy)
    assert run.returncode == 0, run.stdout + run.stderr
    found = record(policy, "2.0.0")
    assert found["level"] == "material"
    assert found["emergency"] == "The court's order took effect at once."
    assert found["takes_effect"] == "2026-04-01"
    assert found["previous"] == {"version": "1.0.1", "sha256": history(policy).releases[1].sha256}
    shown = klar("history", "-C", policy).stdout
    assert "\n2.0.0  2026-03-01  in force from 2026-04-01  material\n" in shown
    assert "\n  from 2026-06-01 in SE\n  from 2026-04-01 elsewhere\n" in shown
    assert "\n  emergency: The court's order took effect at once.\n" in shown


def test_where_no_other_day_is_stated_it_takes_effect_on_that_of_its_update(tmp_path: Path) -> None:
    policy = overlay(tmp_path)
    late = "effective: [{id: late, from: 2026-06-01, applies_in: [SE]}]\nlanguages:"
    edit(policy, "statement.yaml", "languages:", late)
    assert klar("release", "-C", policy).returncode == 0
    assert record(policy, "1.0.0")["takes_effect"] == "2026-01-15"
    shown = klar("history", "-C", policy).stdout
    assert shown.startswith(
        "1.0.0  2026-01-15  in force from 2026-01-15  first\n  from 2026-06-01 in"
    )
    day = ("--on", "2026-02-01", "--out", tmp_path / "dist")
    assert klar("render", "-C", policy, *day).returncode == 0


def test_a_dry_run_writes_nothing(tmp_path: Path) -> None:
    policy = overlay(tmp_path)
    before = files_in(policy)
    run = klar("release", "-C", policy, "--dry-run")
    shown = os.path.relpath(policy / "releases" / "1.0.0", ROOT)
    assert (run.returncode, run.stdout) == (0, f"{shown} would be released\n")
    assert files_in(policy) == before
    assert not (policy / "releases").exists()


# What is released already


def test_the_same_again_is_nothing_to_do(tmp_path: Path) -> None:
    policy = overlay(tmp_path)
    assert klar("release", "-C", policy).returncode == 0
    before = files_in(policy / "releases")
    edit(policy, "statement.yaml", "version:", "# A comment.\nversion:")
    (policy / "waivers.yaml").write_text(
        "waivers:\n  - {rule: unused-id, route: enquiries, kind: to-mend, owner: Kari,"
        " reason: It is about to be used., until: 2027-01-01}\n"
    )
    run = klar("release", "-C", policy)
    assert run.returncode == 0
    assert run.stdout == ""
    assert run.stderr == "1.0.0 is released already; there is nothing to do.\n"
    assert files_in(policy / "releases") == before


def refused(policy: Path) -> str | None:
    """Why a policy cannot be released, where no rule has said so before."""
    result = compile_policy(str(policy))
    assert result.policy.statement
    source = source_of(result.documents.values())
    assert not is_released(history(policy), result.policy, source)
    return refusal(str(policy), history(policy), result.policy.statement, source)


def test_something_else_under_the_same_version_is_refused(tmp_path: Path) -> None:
    policy = overlay(tmp_path)
    assert klar("release", "-C", policy).returncode == 0
    released = files_in(policy / "releases")
    edit(policy, "activities/enquiries.yaml", "period: P1Y", "period: P2Y")
    run = klar("release", "-C", policy)
    assert run.returncode == 1
    assert run.stderr == "Nothing was released.\n"
    assert "error[version-not-raised]: version 1.0.0 must be 2.0.0 or higher" in run.stdout
    # Also where that rule is waived or has no way to look.
    for file in ("organisation", "statement", "recipients", "changelog"):
        with (policy / f"{file}.yaml").open("a") as opened:
            opened.write("# A comment changes nothing.\n")
    changed = "1.0.0 is released already, and what it says has changed since, in"
    assert str(refused(policy)).startswith(f"{changed} activities/enquiries.yaml: raise `version`")
    edit(policy, "organisation.yaml", "Eksempelveien 1", "Eksempelveien 2")
    assert f"{changed} activities/enquiries.yaml and organisation.yaml: " in str(refused(policy))
    edit(policy, "rights.yaml", "within: P1M", "within: P2M")
    edit(policy, "measures.yaml", "nb: ", "nb: Alltid ")
    assert " organisation.yaml and rights.yaml: " in str(refused(policy))
    edit(policy, "terms.yaml", "nb: ", "nb: Alltid ")
    first = "activities/enquiries.yaml, measures.yaml, organisation.yaml"
    assert f"{changed} {first} and 2 more: raise" in str(refused(policy))
    assert files_in(policy / "releases") == released


def test_another_order_on_the_page_is_something_else(tmp_path: Path) -> None:
    policy = overlay(tmp_path)
    assert klar("release", "-C", policy).returncode == 0
    lines = (policy / "statement.yaml").read_text("utf-8").splitlines(keepends=True)
    start = next(at for at, line in enumerate(lines) if line.startswith("contents:")) + 1
    assert all(line.startswith("  - section:") for line in lines[start : start + 2])
    lines[start], lines[start + 1] = lines[start + 1], lines[start]
    (policy / "statement.yaml").write_text("".join(lines), "utf-8")
    assert klar("release", "-C", policy).returncode == 1


@pytest.mark.parametrize(
    ("version", "day", "rule", "words"),
    [
        (
            "1.9.9",
            "2026-05-01",
            "version-not-raised",
            "1.9.9 is no higher than 2.0.0, which is released already: raise `version`",
        ),
        (
            "2.10.0",
            "2026-01-31",
            "date-not-moved",
            "2.10.0 is dated 2026-01-31, before 2.0.0 of 2026-02-01: bring `last_updated`",
        ),
    ],
)
def test_what_does_not_follow_is_refused(
    version: str, day: str, rule: str, words: str, tmp_path: Path
) -> None:
    policy = overlay(tmp_path)
    release(policy, "2.0.0", day="2026-02-01")
    set_version(policy, version, day)
    run = klar("release", "-C", policy)
    assert (run.returncode, run.stderr) == (1, "Nothing was released.\n")
    assert f"error[{rule}]" in run.stdout
    assert str(refused(policy)).startswith(words)
    assert [one.version for one in history(policy).releases] == ["2.0.0"]


def test_an_older_version_is_not_released_again(tmp_path: Path) -> None:
    policy = overlay(tmp_path)
    release(policy)
    release(policy, "1.1.0")
    set_version(policy, "1.0.0")
    assert klar("release", "-C", policy).returncode == 1
    assert str(refused(policy)).startswith("1.0.0 is no higher than 1.1.0")


# What is not released


def test_errors_are_shown_and_nothing_is_released(tmp_path: Path) -> None:
    policy = overlay(tmp_path, RULES / "dpo-without-contact" / "fail-no-channels")
    run = klar("release", "-C", policy)
    assert run.returncode == 1
    assert "error[dpo-without-contact]" in run.stdout
    assert run.stderr == "Nothing was released.\n"
    assert not (policy / "releases").exists()


def test_waived_errors_do_not_keep_it(tmp_path: Path) -> None:
    ignored = shutil.ignore_patterns("releases")
    policy = shutil.copytree(STATEMENT, tmp_path / "policy", ignore=ignored)
    assert [f for f in compile_policy(str(policy)).findings if f.waived]
    assert klar("release", "-C", policy).returncode == 0


def test_an_incomplete_tree_is_not_released(tmp_path: Path) -> None:
    policy = overlay(tmp_path)
    (policy / "terms.yaml").write_bytes(b"terms:\n\t- a\n")
    run = klar("release", "-C", policy)
    assert run.returncode == 1
    assert "[forbidden-character]" in run.stdout
    assert not (policy / "releases").exists()


def test_a_history_with_problems_is_not_gone_on_with(tmp_path: Path) -> None:
    policy = overlay(tmp_path)
    folder = release(policy)
    (folder / "statement.css").unlink()
    set_version(policy, "1.1.0", "2026-02-01")
    before = files_in(policy)
    run = klar("release", "-C", policy)
    assert run.returncode == 1
    shown = os.path.relpath(folder, ROOT)
    assert run.stdout.startswith(f"{shown}/statement.css: it is missing\n  = mend: Restore it")
    assert run.stderr == "Nothing was released.\n"
    redacted = klar("redact", "1.0.0", "dpo@example.com", *REDACTING, "-C", policy)
    assert (redacted.returncode, redacted.stderr) == (1, "Nothing was redacted.\n")
    assert files_in(policy) == before


# Whole or not at all


def snapshot(policy: Path) -> dict[str, bytes]:
    """All that lies in a policy, empty folders too."""
    folders = {f"{path.relative_to(policy)}/": b"" for path in policy.rglob("*") if path.is_dir()}
    return files_in(policy) | folders


STEPS = ("write_file", "os.rename", "os.replace", "sync_folder", "os.mkdir")
"""What writing a release is made of, by its name in store.py."""

Begin = Callable[[Path], tuple[Listed, dict[str, bytes]]]
"""Prepares a policy, and gives what is to be written."""


def first_release(policy: Path) -> tuple[Listed, dict[str, bytes]]:
    other = shutil.copytree(policy, policy.with_name("other"))
    files = files_in(release(other))
    shutil.rmtree(other)
    return Listed("1.0.0", digest(files[RECORD]), None), files


def next_release(policy: Path) -> tuple[Listed, dict[str, bytes]]:
    release(policy)
    other = shutil.copytree(policy, policy.with_name("other"))
    files = files_in(release(other, "1.1.0"))
    shutil.rmtree(other)
    return Listed("1.1.0", digest(files[RECORD]), None), files


def rewritten_release(policy: Path) -> tuple[Listed, dict[str, bytes]]:
    """A release in the place of one that is there, as a redaction writes it."""
    files = files_in(release(policy)) | {"redactions.json": b"{}"}
    return Listed("1.0.0", digest(files[RECORD]), digest(b"{}")), files


@pytest.mark.parametrize("error", [KeyboardInterrupt, OSError(28, "No space left on device")])
@pytest.mark.parametrize("begin", [first_release, next_release, rewritten_release])
def test_whatever_fails_leaves_everything_as_it_was(
    begin: Begin, error: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    prepared = overlay(tmp_path / "prepared")
    listed, files = begin(prepared)
    before = snapshot(prepared)
    policy = tmp_path / "policy"
    failed = 0
    for number in range(100):
        for moment in ("before", "after"):
            shutil.copytree(prepared, policy)
            with monkeypatch.context() as patched:
                taken = _fail_at(patched, number, moment, error)
                try:
                    with store.exclusively(str(policy)):
                        store.write_release(str(policy), listed, files)
                except (KeyboardInterrupt, store.StoreError):
                    failed += 1
            after = snapshot(policy)
            if after != before:
                # The list has taken its place: then it is done, and all of it.
                own = {f"releases/{listed.version}/{path}": data for path, data in files.items()}
                assert own.items() <= after.items()
                assert not [path for path in after if ".klar-" in path]
                assert listed in read_sums(after["releases/SHA256SUMS"])
            shutil.rmtree(policy)
        if taken() <= number:
            break
    assert failed > 40
    assert after != before


def _fail_at(
    patched: pytest.MonkeyPatch, number: int, moment: str, error: Any
) -> Callable[[], int]:
    """Let the step of this number fail, before or after it is done; gives how many were taken."""
    count = 0

    def failing(step: Callable[..., Any]) -> Callable[..., Any]:
        def do(*arguments: Any, **more: Any) -> Any:
            nonlocal count
            count += 1
            if count == number + 1 and moment == "before":
                raise error
            result = step(*arguments, **more)
            # What makes the folders of a file passes over one that is there.
            if count == number + 1:
                raise error
            return result

        return do

    for name in STEPS:
        target: Any = store
        *path, last = name.split(".")
        for part in path:
            target = getattr(target, part)
        patched.setattr(target, last, failing(getattr(target, last)))
    return lambda: count


KILLED = """
import os, sys
from checker.versions import store

number, sign = int(sys.argv.pop(1)), int(sys.argv.pop(1))
count = 0

def killing(step):
    def do(*arguments, **more):
        global count
        count += 1
        if count - 1 == number:
            os.kill(os.getpid(), sign)
        return step(*arguments, **more)
    return do

store.write_file = killing(store.write_file)
store.sync_folder = killing(store.sync_folder)
os.rename = killing(os.rename)
os.replace = killing(os.replace)
from checker.cli import main
main()
"""


def killed(number: int, sign: int, *arguments: str | Path) -> int:
    """Run klar and send it a signal at its step of this number; gives its exit code."""
    command = [sys.executable, "-c", KILLED, str(number), str(int(sign)), *map(str, arguments)]
    return subprocess.run(command, cwd=ROOT, check=False, capture_output=True).returncode


LAST = 23
"""How many steps a release of the starter takes."""


@pytest.mark.parametrize("command", ["release", "redact"])
def test_terminated_it_leaves_nothing_behind(command: str, tmp_path: Path) -> None:
    policy = overlay(tmp_path)
    arguments: tuple[str | Path, ...] = ("release", "-C", policy)
    if command == "redact":
        release(policy)
        arguments = ("redact", "1.0.0", "dpo@example.com", *REDACTING, "-C", policy)
    before = snapshot(policy)
    codes = {}
    for number in (0, 5, LAST - 6, LAST - 5, LAST - 4, LAST - 3):
        codes[number] = killed(number, signal.SIGTERM, *arguments)
        assert snapshot(policy) == before, number
    assert set(codes.values()) == {130}


def test_killed_while_releasing_the_next_release_mends_it(tmp_path: Path) -> None:
    policy = overlay(tmp_path)
    release(policy)
    set_version(policy, "1.1.0", "2026-02-01")
    clean = shutil.copytree(policy, tmp_path / "clean")
    release(clean)
    seen = set()
    for number in range(LAST - 8, LAST + 1):
        broken = shutil.copytree(policy, tmp_path / f"broken-{number}")
        code = killed(number, signal.SIGKILL, "release", "-C", broken)
        listed = (broken / "releases" / "SHA256SUMS").read_bytes()
        if code == 0 or listed == (clean / "releases" / "SHA256SUMS").read_bytes():
            seen.add("done")
        else:
            # What is not listed is no release; the one before is as it was.
            assert {kind for kind, _, _ in problems(broken)} == {"left-over"}
            assert [one.version for one in history(broken).releases] == ["1.0.0"]
            assert klar("check", "-C", broken, "--as-of", "2026-11-01").returncode == 0
            seen.add("unlisted" if (broken / "releases" / "1.1.0").exists() else "staged")
        run = klar("release", "-C", broken)
        assert run.returncode == 0, run.stderr
        assert files_in(broken / "releases") == files_in(clean / "releases")
    assert seen == {"staged", "unlisted", "done"}


def test_killed_at_the_first_release_the_next_one_mends_it(tmp_path: Path) -> None:
    clean = overlay(tmp_path / "clean")
    release(clean)
    policy = overlay(tmp_path)
    (policy / "releases").mkdir()
    shutil.copytree(clean / "releases" / "1.0.0", policy / "releases" / "1.0.0")
    assert [one[:2] for one in problems(policy)] == [("missing", "releases/SHA256SUMS")]
    run = klar("release", "-C", policy)
    assert run.returncode == 0, run.stdout
    assert files_in(policy / "releases") == files_in(clean / "releases")


def test_what_is_complete_but_not_listed_is_not_thrown_away_for_something_else(
    tmp_path: Path,
) -> None:
    policy = overlay(tmp_path)
    release(policy)
    (policy / "releases" / "SHA256SUMS").unlink()
    edit(policy, "activities/enquiries.yaml", "period: P1Y", "period: P2Y")
    before = files_in(policy)
    run = klar("release", "-C", policy)
    assert run.returncode == 1
    assert "releases/1.0.0 is there with other content" in run.stdout
    assert files_in(policy) == before


def test_killed_while_redacting_the_release_is_put_back_or_done(tmp_path: Path) -> None:
    policy = overlay(tmp_path)
    release(policy)
    clean = files_in(policy / "releases")
    arguments = ("redact", "1.0.0", "dpo@example.com", *REDACTING, "-C")
    done = shutil.copytree(policy, tmp_path / "done")
    assert klar(*arguments, done).returncode == 0
    redacted = files_in(done / "releases")
    assert redacted != clean
    seen = set()
    for number in range(LAST - 8, LAST + 1):
        broken = shutil.copytree(policy, tmp_path / f"broken-{number}")
        killed(number, signal.SIGKILL, *arguments, broken)
        with store.exclusively(str(broken)):
            found = files_in(broken / "releases")
        assert found in (clean, redacted), number
        assert problems(broken) == []
        seen.add(found == clean)
    assert seen == {True, False}


def test_only_one_writes_at_a_time(tmp_path: Path) -> None:
    policy = overlay(tmp_path)
    with store.exclusively(str(policy)):
        run = klar("release", "-C", policy)
    assert run.returncode == 3
    assert run.stderr == (
        f"klar: another klar is writing to {policy}/releases: wait until it is done\n"
    )
    assert run.stdout == ""
    assert not (policy / "releases").exists()


def test_many_at_once_release_it_once(tmp_path: Path) -> None:
    policy = overlay(tmp_path)
    command = [sys.executable, "-m", "checker", "release", "-C", str(policy)]
    runs = [
        subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        for _ in range(4)
    ]
    for run in runs:
        run.communicate(timeout=120)
    assert {run.returncode for run in runs} <= {0, 3}
    assert 0 in {run.returncode for run in runs}
    assert problems(policy) == []
    assert [one.version for one in history(policy).releases] == ["1.0.0"]


@pytest.mark.parametrize("what", ["file", "link", "dangling"])
def test_a_folder_that_is_none_is_one_clear_line(what: str, tmp_path: Path) -> None:
    policy = overlay(tmp_path)
    releases = policy / "releases"
    if what == "file":
        releases.write_bytes(b"")
    else:
        (tmp_path / "elsewhere").mkdir()
        releases.symlink_to(tmp_path / ("elsewhere" if what == "link" else "nowhere"))
    run = klar("release", "-C", policy)
    if what == "file":
        assert run.returncode == 3
        assert run.stderr == f"klar: cannot write to {releases}: not a directory\n"
    else:
        # A link is refused with the tree, before anything is written.
        assert run.returncode == 1
        assert "[not-a-plain-file]" in run.stdout
    assert not list((tmp_path / "elsewhere").iterdir()) if what == "link" else True


def test_a_folder_that_cannot_be_written_is_one_clear_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    policy = overlay(tmp_path)

    def refuse(path: str, *arguments: Any) -> None:
        del arguments
        raise PermissionError(13, "Permission denied", path)

    monkeypatch.setattr(os, "mkdir", refuse)
    with pytest.raises(store.StoreError) as failed, store.exclusively(str(policy)):
        pass
    assert str(failed.value) == f"cannot write to {policy}/releases: permission denied"


def test_freezing_needs_a_statement(tmp_path: Path) -> None:
    policy = overlay(tmp_path)
    (policy / "statement.yaml").unlink()
    result = compile_policy(str(policy))
    with pytest.raises(ValueError, match=r"statement\.yaml"):
        freeze(result.policy, source_of(result.documents.values()), None, None)
