"""`klar check`, run as its users run it."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from tests.policies import overlay
from tests.running import ROOT, STATEMENT, TODAY, klar

SCHEMA = json.loads((ROOT / "tests/check-output.schema.json").read_text())


@pytest.fixture
def policy(tmp_path: Path) -> Path:
    """A complete policy with two findings: a basis that covers nothing, an id used nowhere."""
    root = overlay(tmp_path)
    subjects = root / "data-subjects.yaml"
    subjects.write_text(
        subjects.read_text() + "  - id: nobody\n    title: {da: ingen, nb: ingen, sv: ingen}\n"
    )
    return root


def report(*arguments: str | Path, **options: Any) -> dict[str, Any]:
    run = klar("check", "--format", "json", "--as-of", TODAY, *arguments, **options)
    data: dict[str, Any] = json.loads(run.stdout)
    Draft202012Validator(SCHEMA, format_checker=Draft202012Validator.FORMAT_CHECKER).validate(data)
    return data


class TestExitCodes:
    """0 nothing to fail on, 1 findings, 2 wrong usage, 3 no such tree."""

    def test_a_clean_policy(self, tmp_path: Path) -> None:
        run = klar("check", "-C", overlay(tmp_path), "--as-of", TODAY)
        assert (run.returncode, run.stdout, run.stderr) == (0, "no findings\n", "")

    def test_the_threshold_decides_and_nothing_else(self, policy: Path) -> None:
        for form in ("text", "concise", "json"):
            for limit, code in (("error", 0), ("warning", 1), ("note", 1)):
                run = klar("check", "-C", policy, "--format", form, "--fail-on", limit,
                           "--as-of", TODAY)  # fmt: skip
                assert run.returncode == code, (form, limit)

    @pytest.mark.parametrize(
        ("arguments", "hint"),
        [
            (("chekc",), "Did you mean 'check'?"),
            (("check", "--as-of", "2026-02-30"), "is no date"),
            (("check", "--as-of", "20260230"), "is no date"),
            (("check", "--rule", "unusde-id"), "Did you mean 'unused-id'?"),
            (("check", "--fail-on", "fatal"), "'error', 'warning', 'note'"),
            (("check", "--format", "xml"), "'text', 'concise', 'json'"),
            (("check", "--fail-onn", "error"), "Did you mean '--fail-on'?"),
            (("explain", "purpose-without-basis"), "Did you mean"),
        ],
    )
    def test_wrong_usage_says_what_to_write(self, arguments: tuple[str, ...], hint: str) -> None:
        run = klar(*arguments)
        assert run.returncode == 2
        assert hint in run.stderr
        assert run.stdout == ""

    def test_a_missing_tree_is_one_line(self, tmp_path: Path) -> None:
        run = klar("check", "-C", tmp_path / "missing")
        assert run.returncode == 3
        assert run.stdout == ""
        assert run.stderr.count("\n") == 1
        assert "no such file or directory" in run.stderr

    def test_an_empty_tree_is_never_green(self, tmp_path: Path) -> None:
        run = klar("check", "-C", tmp_path, "--format", "concise")
        assert run.returncode == 1
        assert "[missing-file]" in run.stdout

    def test_the_reader_of_a_pipe_may_leave(self, policy: Path) -> None:
        import subprocess
        import sys

        command = f"{sys.executable} -m checker check -C {policy} | true"
        run = subprocess.run(
            ["bash", "-c", command], cwd=ROOT, capture_output=True, text=True, check=False
        )
        assert "Traceback" not in run.stderr


class TestText:
    """The report for a terminal."""

    def test_a_finding_shows_its_line_the_law_and_what_to_do(self, tmp_path: Path) -> None:
        overlay(tmp_path, ROOT / "tests/rules/dpo-without-contact/fail-no-channels")
        run = klar("check", "-C", "policy", "--as-of", TODAY, cwd=tmp_path)
        assert run.returncode == 1
        assert run.stdout.splitlines()[:2] == [
            "error[dpo-without-contact]: a data protection officer is designated, but there",
            "  is no way to reach them",
        ]
        place, bar, line, caret, *rest = run.stdout.splitlines()[2:]
        assert place.strip().startswith("--> policy/organisation.yaml:")
        assert bar.strip() == "|"
        assert line.split("|")[1].strip().startswith("- id: ")
        assert caret.strip().startswith("| ")
        assert set(caret.split("|")[1].strip()) == {"^"}
        labels = [row.split(" = ")[1].split(":")[0] for row in rest if " = " in row]
        assert labels == ["law", "mend", "route"]
        assert rest[-1] == "1 error, 0 warnings, 0 notes"

    def test_it_is_plain_when_piped_and_coloured_on_request(self, policy: Path) -> None:
        arguments = ("check", "-C", policy, "--as-of", TODAY)
        assert "\x1b[" not in klar(*arguments).stdout
        assert "\x1b[" in klar(*arguments, "--color", "always").stdout
        assert "\x1b[" in klar(*arguments, FORCE_COLOR="1").stdout
        assert "\x1b[" not in klar(*arguments, FORCE_COLOR="1", NO_COLOR="1").stdout
        assert "\x1b[" not in klar(*arguments, "--color", "never", FORCE_COLOR="1").stdout

    @pytest.mark.parametrize("columns", ["60", "80", "200"])
    def test_it_keeps_to_the_width_of_the_terminal(self, policy: Path, columns: str) -> None:
        run = klar("check", "-C", policy, "--as-of", TODAY, cwd=policy.parent, COLUMNS=columns)
        for line in run.stdout.splitlines():
            if "-->" not in line and "see:" not in line:
                assert len(line) <= int(columns), line

    def test_concise_is_one_line_for_each_finding(self, policy: Path) -> None:
        run = klar("check", "-C", policy.name, "--format", "concise", "--as-of", TODAY,
                   cwd=policy.parent)  # fmt: skip
        (line,) = run.stdout.splitlines()
        assert line.startswith(f"{policy.name}/data-subjects.yaml:")
        assert line.endswith(
            "warning: the group of data subjects 'nobody' is used nowhere [unused-id]"
        )

    def test_nothing_in_a_file_can_steer_the_terminal(self, tmp_path: Path) -> None:
        root = overlay(tmp_path)
        (root / "terms.yaml").write_text("terms: \x1b[2J\x1b]0;x\x07 \u202e\n")
        (root / "x\x1b[31m.yaml").write_text("a: b\n")
        run = klar("check", "-C", root, "--as-of", TODAY)
        assert run.returncode == 1
        assert "\x1b" not in run.stdout + run.stderr
        assert "\u202e" not in run.stdout


class TestJson:
    """The report for other tools: its shape is a promise."""

    def test_it_fits_its_schema(self, policy: Path) -> None:
        (finding,) = report("-C", policy)["findings"]
        assert finding["rule"] == "unused-id"
        assert finding["route"] == "nobody"

    def test_paths_are_relative_to_the_working_directory(self, policy: Path) -> None:
        here = report("-C", ".", cwd=policy)["findings"][0]["path"]
        above = report("-C", policy.name, cwd=policy.parent)["findings"][0]["path"]
        assert here == "data-subjects.yaml"
        assert above == f"{policy.name}/data-subjects.yaml"

    def test_broken_trees_give_a_report_all_the_same(self, tmp_path: Path) -> None:
        (tmp_path / "statement.yaml").write_text("\t")
        data = report("-C", tmp_path)
        assert data["policy"] == {"id": None, "version": None}
        assert {f["rule"] for f in data["findings"]} == {"forbidden-character", "missing-file"}

    def test_findings_are_sorted_by_place(self, tmp_path: Path) -> None:
        root = overlay(tmp_path)
        for name in ("recipients.yaml", "data-categories.yaml"):
            (root / name).unlink()
        found = [(f["path"], f["line"], f["column"], f["rule"])
                 for f in report("-C", root)["findings"]]  # fmt: skip
        assert len(found) > 5
        assert found == sorted(found)

    def test_fingerprints_do_not_move_with_lines(self, policy: Path) -> None:
        before = report("-C", policy)["findings"][0]
        subjects = policy / "data-subjects.yaml"
        head, rest = subjects.read_text().split("\n", 1)
        subjects.write_text(f"{head}\n\n\n{rest}")
        after = report("-C", policy)["findings"][0]
        assert after["line"] == before["line"] + 2
        assert after["fingerprint"] == before["fingerprint"]


def test_the_same_input_gives_the_same_bytes_everywhere(policy: Path) -> None:
    seen = set()
    for seed, zone, locale in (
        ("0", "UTC", "C"),
        ("1", "Pacific/Kiritimati", "nb_NO.UTF-8"),
        ("2", "America/Anchorage", "POSIX"),
    ):
        for form in ("text", "json"):
            run = klar("check", "-C", policy, "--format", form, "--as-of", TODAY,
                       PYTHONHASHSEED=seed, TZ=zone, LANG=locale, LC_ALL=locale)  # fmt: skip
            seen.add((form, run.stdout))
    assert len(seen) == 2


def test_a_check_that_finds_all_files_valid_imports_nothing_heavy() -> None:
    run = klar("check", "-C", STATEMENT, "--as-of", TODAY, PYTHONPROFILEIMPORTTIME="1")
    imported = {line.rsplit("|", 1)[-1].strip() for line in run.stderr.splitlines()}
    assert "jsonschema_rs" in imported
    for name in ("networkx", "jinja2", "jsonschema", "babel", "markdown_it", "referencing"):
        assert name not in imported


def test_every_file_is_opened_once_and_every_schema_compiled_once(tmp_path: Path) -> None:
    """What costs time is counted, not timed."""
    from checker import engine, schema, source

    root = overlay(tmp_path)
    read: list[str] = []
    original = source.read

    def counted(path: str, data: bytes) -> source.Document:
        read.append(path)
        return original(path, data)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(source, "read", counted)
        engine.compile_policy(str(root), TODAY)
    assert len(read) == len(set(read)) == len(list(root.rglob("*.yaml")))
    del schema


class TestDates:
    """Time alone never turns a check red."""

    def test_the_statement_stays_green_for_years(self) -> None:
        for day in (TODAY, "2031-11-24"):
            run = klar("check", "-C", STATEMENT, "--as-of", day)
            assert run.returncode == 0, run.stdout

    def test_strict_dates_let_expired_waivers_go(self) -> None:
        run = klar("check", "-C", STATEMENT, "--as-of", "2031-11-24", "--strict-dates")
        assert run.returncode == 1

    def test_without_a_date_it_is_today(self, policy: Path) -> None:
        from datetime import UTC, datetime, timedelta

        run = klar("check", "-C", policy, "--format", "json", TZ="UTC")
        day = json.loads(run.stdout)["as_of"]
        today = datetime.now(UTC).date()
        assert day in {today.isoformat(), (today - timedelta(days=1)).isoformat()}


class TestWaivers:
    """Gaps accepted in the open stay in sight."""

    def test_the_report_always_says_how_many_are_waived(self) -> None:
        data = report("-C", STATEMENT)
        assert data["summary"]["waived"] > 0
        assert (
            f"{data['summary']['waived']} waived"
            in klar("check", "-C", STATEMENT, "--as-of", TODAY).stdout
        )

    def test_no_waivers_shows_them_all(self) -> None:
        data = report("-C", STATEMENT)
        bare = report("-C", STATEMENT, "--no-waivers")
        waived = [f["fingerprint"] for f in data["findings"] if f["waived"]]
        assert bare["summary"]["waived"] == 0
        assert set(waived) <= {f["fingerprint"] for f in bare["findings"]}


def test_schema_copies_that_have_drifted_are_reported(tmp_path: Path) -> None:
    root = overlay(tmp_path)
    shutil.copytree(ROOT / "schemas", root / "schemas")
    assert report("-C", root)["findings"] == []
    copy = root / "schemas/activity.schema.json"
    copy.write_text(copy.read_text().replace("Processing activity", "Activity", 1))
    (finding,) = report("-C", root, cwd=tmp_path)["findings"]
    assert finding["rule"] == "schema-copy-drifted"
    assert finding["path"].endswith("schemas/activity.schema.json")


def test_one_rule_can_be_run_alone(policy: Path) -> None:
    assert report("-C", policy, "--rule", "unused-id")["summary"]["warning"] == 1
    assert report("-C", policy, "--rule", "dpo-without-contact")["findings"] == []


def test_help_has_examples_and_completion_scripts_are_printed() -> None:
    for command in ("check", "render", "graph", "flows", "rules", "explain", "init", "completion"):
        run = klar(command, "--help")
        assert run.returncode == 0
        assert "Examples:" in run.stdout
    for shell in ("bash", "zsh", "fish"):
        run = klar("completion", shell)
        assert run.returncode == 0
        assert "_KLAR_COMPLETE" in run.stdout


def test_every_rule_is_explained() -> None:
    rules = json.loads(klar("rules", "--format", "json").stdout)
    assert len(rules) > 40
    for name in ("purpose-without-lawful-basis", "forbidden-character", "waiver-expired"):
        assert name in {rule["id"] for rule in rules}
        run = klar("explain", name)
        assert run.returncode == 0
        for heading in ("Why", "Mend", "Limits"):
            assert f"\n{heading}\n" in run.stdout


def test_the_version_is_printed() -> None:
    run = klar("--version")
    assert run.returncode == 0
    assert run.stdout.startswith("klar, version ")
