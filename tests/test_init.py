"""`klar init` writes a policy that is whole, clean and easy to take over; or nothing at all."""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from checker import resources
from checker.cli import KlarError, klar
from checker.cli.drift import drifted_copies
from checker.engine import compile_policy
from checker.schema import KINDS, kind_of
from checker.source import read_tree
from tests.policies import STARTER, files_of

AS_OF = "2026-11-01"
SCHEMAS = Path(resources.path("schemas"))


@pytest.fixture(autouse=True)
def _working_directory(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def run(*arguments: str) -> Result:
    return CliRunner().invoke(klar, arguments)


def tree(root: Path) -> dict[str, bytes]:
    return {
        path.relative_to(root).as_posix(): path.read_bytes()
        for path in root.rglob("*")
        if path.is_file()
    }


def test_init_then_check_is_clean() -> None:
    result = run("init")
    assert result.exit_code == 0, result.output
    assert result.stderr == ""
    assert "  klar check\n" in result.stdout
    assert compile_policy("privacy_policy", AS_OF).findings == ()
    checked = run("check", "--as-of", AS_OF, "--fail-on", "note")
    assert checked.exit_code == 0, checked.output
    assert checked.stdout == "no findings\n"


def test_the_starter_and_the_schemas_are_copied_as_they_are(tmp_path: Path) -> None:
    assert run("init", "company/policy").exit_code == 0
    written = tree(tmp_path / "company" / "policy")
    starter = {file.as_posix(): (STARTER / file).read_bytes() for file in files_of(STARTER)}
    schemas = {f"schemas/{name}": data for name, data in tree(SCHEMAS).items()}
    assert written == starter | schemas
    assert {path.name for path in (tmp_path / "company").iterdir()} == {"policy"}


def test_next_steps_name_the_directory() -> None:
    assert "klar check -C company/policy\n" in run("init", "company/policy").stdout
    assert "klar check -C 'our policy'\n" in run("init", "our policy").stdout


def test_modelines_lead_to_the_schema_of_each_file(tmp_path: Path) -> None:
    assert run("init").exit_code == 0
    for document in read_tree("privacy_policy"):
        modeline = re.match(r"# yaml-language-server: \$schema=(\S+)\n", document.text)
        assert modeline, document.path
        file = tmp_path / "privacy_policy" / document.path
        schema = (file.parent / modeline[1]).resolve()
        assert schema.is_file(), document.path
        assert schema.parent == (tmp_path / "privacy_policy" / "schemas").resolve()
        assert schema.name == f"{kind_of(document.path)}.schema.json"


def test_the_starter_shows_what_there_is() -> None:
    policy = compile_policy(str(STARTER), AS_OF).policy
    assert policy.statement
    assert sorted(policy.statement.languages) == ["da", "nb", "sv"]
    assert 3 <= len(policy.activities) <= 4
    sources = {
        source.kind
        for activity in policy.activities.values()
        for source in policy.sources_of(activity)
    }
    assert {"provided", "third-party", "public"} <= sources
    assert any(recipient.transfers for recipient in policy.recipients.values())
    assert any("](ref:" in words for text in policy.texts for words in text.languages.values())
    kinds = {kind_of(document.path) for document in read_tree(str(STARTER))}
    assert set(KINDS) - kinds == {
        "assertions",
        "cookies",
        "retention",
        "sources",
        "translations.lock",
    }
    shown = {block.show for section in policy.sections.values() for block in section.content}
    every = {"controllers", "officers", "channels", "terms", "sharing", "measures", "rights"}
    assert shown - {None} == every | {"procedure", "complaints", "changes"}


def test_facts_are_not_typed_into_texts() -> None:
    policy = compile_policy(str(STARTER), AS_OF).policy
    names = [entity.name for entity in policy.entities.values()]
    names += [recipient.name for recipient in policy.recipients.values()]
    for text in policy.texts:
        for words in text.languages.values():
            assert not re.search(r"[0-9]", words), words
            assert not any(name and name in words for name in names), words


def test_an_empty_directory_is_written_into(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    before = (tmp_path / "empty").stat().st_ino
    assert run("init", "empty").exit_code == 0
    assert (tmp_path / "empty").stat().st_ino == before
    assert compile_policy("empty", AS_OF).findings == ()
    assert not [path for path in (tmp_path / "empty").iterdir() if path.name.startswith(".")]


def test_the_working_directory_can_be_the_policy(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "here").mkdir()
    monkeypatch.chdir(tmp_path / "here")
    assert run("init", ".").exit_code == 0
    assert compile_policy(".", AS_OF).findings == ()


@pytest.mark.parametrize("name", ["full", "file", "hidden", "dangling"])
def test_what_is_there_already_is_left_alone(name: str, tmp_path: Path) -> None:
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "notes.txt").write_bytes(b"mine")
    (tmp_path / "hidden").mkdir()
    (tmp_path / "hidden" / ".git").mkdir()
    (tmp_path / "file").write_bytes(b"mine")
    (tmp_path / "dangling").symlink_to(tmp_path / "nowhere")
    before = tree(tmp_path)
    result = run("init", name)
    assert result.exit_code == 2
    assert f"{name} is there already and is not an empty directory" in result.stderr
    assert result.stdout == ""
    assert tree(tmp_path) == before
    assert not (tmp_path / "nowhere").exists()


@pytest.mark.parametrize("empty", [True, False])
@pytest.mark.parametrize("failing", ["shutil.copyfile", "os.rename"])
def test_a_failure_leaves_nothing_half_done(
    empty: bool, failing: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    if empty:
        (tmp_path / "policy").mkdir()
    module, _, name = failing.partition(".")
    work = getattr(__import__(module), name)
    calls: list[str] = []

    def fail(source: str, target: str) -> None:
        calls.append(source)
        # The first of few renames, or one of the last of many copies.
        if len(calls) == (1 if name == "rename" and not empty else 5):
            raise OSError(28, "No space left on device", target)
        work(source, target)

    monkeypatch.setattr(f"checker.cli.init.{failing}", fail)
    result = run("init", "policy")
    assert isinstance(result.exception, KlarError)
    assert str(result.exception) == "cannot write policy: no space left on device"
    assert [path.name for path in tmp_path.iterdir()] == (["policy"] if empty else [])
    if empty:
        assert not list((tmp_path / "policy").iterdir())


def test_schemas_only_mends_copies_that_have_drifted(tmp_path: Path) -> None:
    assert run("init").exit_code == 0
    policy = tmp_path / "privacy_policy"
    before = tree(policy)
    (policy / "schemas" / "terms.schema.json").write_bytes(b"{}")
    (policy / "schemas" / "common.schema.json").unlink()
    (policy / "schemas" / "house.schema.json").write_bytes(b"{}")
    (policy / "terms.yaml").write_bytes(b"terms: []\n")
    assert [f.span.path for f in drifted_copies("privacy_policy")] == ["schemas/terms.schema.json"]
    result = run("init", "--schemas-only")
    assert result.exit_code == 0, result.output
    assert drifted_copies("privacy_policy") == []
    mine = {"terms.yaml": b"terms: []\n", "schemas/house.schema.json": b"{}"}
    assert tree(policy) == before | mine


def test_schemas_only_adds_them_where_there_are_none(tmp_path: Path) -> None:
    (tmp_path / "policy").mkdir()
    assert run("init", "--schemas-only", "policy").exit_code == 0
    assert tree(tmp_path / "policy" / "schemas") == tree(SCHEMAS)
    assert [path.name for path in (tmp_path / "policy").iterdir()] == ["schemas"]


def test_schemas_that_lie_beside_the_policy(tmp_path: Path) -> None:
    (tmp_path / "policy").mkdir()
    (tmp_path / "schemas").mkdir()
    result = run("init", "--schemas-only", "policy")
    assert result.exit_code == 2
    assert "lie beside it" in result.stderr
    assert "klar init --schemas-only ." in result.stderr
    assert not list((tmp_path / "policy").iterdir())
    assert run("init", "--schemas-only", ".").exit_code == 0
    assert tree(tmp_path / "schemas") == tree(SCHEMAS)


def test_schemas_are_not_written_through_a_link(tmp_path: Path) -> None:
    (tmp_path / "policy").mkdir()
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "policy" / "schemas").symlink_to(tmp_path / "elsewhere")
    assert run("init", "--schemas-only", "policy").exit_code == 2
    assert not list((tmp_path / "elsewhere").iterdir())


def test_schemas_only_needs_a_directory() -> None:
    result = run("init", "--schemas-only", "nowhere")
    assert isinstance(result.exception, KlarError)
    assert str(result.exception) == "there is no directory nowhere"
    assert not os.path.exists("nowhere")
