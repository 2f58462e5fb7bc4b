"""The history of a policy: what it reads back, and that it notices whatever was changed."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from checker import resources
from checker.cli.released import broken_releases, history_of
from checker.engine import compile_documents, compile_policy
from checker.git import tree_at
from checker.render.html import templates
from checker.render.site import render_files
from checker.source import TreeError, read_tree
from checker.versions.frozen import (
    FormError,
    HistoryError,
    frozen_documents,
    frozen_files,
    policy_of,
)
from checker.versions.history import read_history
from checker.versions.record import dump
from checker.versions.renderer import _CODE, Rendering, rendered_again, renderer
from tests.policies import STARTER, overlay
from tests.releases import (
    files_in,
    history,
    problems,
    release,
    relist,
    rewrite_record,
    set_version,
)
from tests.repositories import committed, git
from tests.running import ROOT, STATEMENT, TODAY, klar

EXAMPLE = Path(__file__).parent / "example"
SCHEMA = json.loads((Path(__file__).parent / "history-output.schema.json").read_bytes())
RELEASE_SCHEMA = json.loads((Path(__file__).parent / "release.schema.json").read_bytes())
LOOSE = settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=150)


@pytest.fixture(scope="module")
def original(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A policy with three releases, words redacted in the first; not to be changed."""
    policy = overlay(tmp_path_factory.mktemp("three"))
    release(policy)
    release(policy, "1.1.0", day="2026-02-01")
    release(policy, "2.0.0", day="2026-03-01")
    redacting = ("--by", "A", "--reason", "B", "--on", "2026-04-01")
    assert klar("redact", "1.0.0", "dpo@example.com", *redacting, "-C", policy).returncode == 0
    return policy


@pytest.fixture
def three(original: Path, tmp_path: Path) -> Path:
    """The same policy, to be broken."""
    return shutil.copytree(original, tmp_path / "policy")


# What is read


def test_no_releases_are_no_history(tmp_path: Path) -> None:
    policy = overlay(tmp_path)
    assert history(policy) == ((), ())
    run = klar("history", "-C", policy)
    assert (run.returncode, run.stdout) == (0, "no releases\n\nno problems\n")


def test_no_policy_is_no_empty_history(tmp_path: Path) -> None:
    with pytest.raises(TreeError):
        history(tmp_path / "nothing")
    run = klar("history", "-C", tmp_path / "nothing")
    assert run.returncode == 3
    assert run.stderr == f"klar: cannot read {tmp_path}/nothing: no such directory\n"


def test_releases_are_read_in_order(original: Path) -> None:
    found = history(original)
    assert found.problems == ()
    first, second, third = found.releases
    assert [one.version for one in found.releases] == ["1.0.0", "1.1.0", "2.0.0"]
    assert (second.last_updated, second.takes_effect) == ("2026-02-01", "2026-02-01")
    assert first.languages == ("da", "nb", "sv")
    assert first.record["previous"] is None
    assert second.record["previous"] == {"version": "1.0.0", "sha256": first.sha256}
    assert third.record["previous"] == {"version": "1.1.0", "sha256": second.sha256}


@pytest.mark.parametrize("root", [STARTER, STATEMENT, EXAMPLE], ids=lambda path: path.name)
def test_a_frozen_source_is_the_policy(root: Path, tmp_path: Path) -> None:
    policy = shutil.copytree(root, tmp_path / "policy", ignore=shutil.ignore_patterns("releases"))
    release(policy)
    (one,) = history(policy).releases
    tree = {document.path: document.value for document in read_tree(str(policy))}
    assert {it.path: it.value for it in frozen_documents(one)} == tree
    again = compile_documents(frozen_documents(one), TODAY)
    today = compile_policy(str(policy), TODAY)
    assert {f.fingerprint for f in again.findings} == {f.fingerprint for f in today.findings}
    assert frozen_files(one) == render_files(today.policy, (), draft=False)
    assert frozen_files(one) == render_files(policy_of(one), (), draft=False)


def test_releases_are_no_part_of_the_source(three: Path) -> None:
    (three / "releases" / "1.0.0" / "sections.yaml").write_text("a: b\n")
    (three / "activities" / "releases").mkdir()
    (three / "activities" / "releases" / "one.yaml").write_text("a: b\n")
    committed(three.parent)
    paths = [document.path for document in read_tree(str(three))]
    assert "activities/releases/one.yaml" in paths
    assert not [path for path in paths if path.startswith("releases/")]
    assert [document.path for document in tree_at(str(three), "HEAD")] == paths


def test_a_link_in_the_place_of_the_releases_is_refused_once(three: Path) -> None:
    (three / "releases").rename(three.parent / "elsewhere")
    (three / "releases").symlink_to(three.parent / "elsewhere")
    run = klar("check", "-C", three, "--as-of", TODAY, "--format", "concise")
    assert run.returncode == 1
    assert run.stdout.count("\n") == 1
    assert "[not-a-plain-file]" in run.stdout
    assert problems(three) == [("altered", "releases", "it is not a folder")]


def test_a_form_that_klar_no_longer_reads_is_said_in_one_line(three: Path) -> None:
    folder = three / "releases" / "2.0.0"
    source = json.loads((folder / "source.json").read_bytes())
    source["statement.yaml"]["unheard_of"] = 1
    (folder / "source.json").write_bytes(dump(source))
    one = read_history(str(three)).releases[-1]
    with pytest.raises(HistoryError, match="is not as it was released"):
        policy_of(one)
    files = one.record["files"] | {"source.json": one.hashes["source.json"]}
    with pytest.raises(FormError):
        policy_of(_covered_up(three, folder, files))


def _covered_up(policy: Path, folder: Path, files: dict[str, str]) -> Any:
    from hashlib import sha256

    own = {path: sha256((folder / path).read_bytes()).hexdigest() for path in files}
    rewrite_record(folder, files=own)
    relist(policy)
    return history(policy).releases[-1]


# What is noticed


@LOOSE
@given(st.data())
def test_any_byte_changed_in_any_file_is_found(original: Path, data: st.DataObject) -> None:
    files = [path for path in (original / "releases").rglob("[!.]*") if path.is_file()]
    file = data.draw(st.sampled_from(sorted(files)))
    content = file.read_bytes()
    at = data.draw(st.integers(0, len(content) - 1))
    bit = data.draw(st.integers(1, 255))
    file.write_bytes(content[:at] + bytes((content[at] ^ bit,)) + content[at + 1 :])
    try:
        assert problems(original)
    finally:
        file.write_bytes(content)


@LOOSE
@given(st.data())
def test_any_file_removed_cut_or_added_is_found(original: Path, data: st.DataObject) -> None:
    files = [path for path in (original / "releases").rglob("[!.]*") if path.is_file()]
    file = data.draw(st.sampled_from(sorted(files)))
    content = file.read_bytes()
    how = data.draw(st.sampled_from(["removed", "cut", "longer", "beside"]))
    beside = file.with_name("more.html")
    if how == "removed":
        file.unlink()
    elif how == "cut":
        file.write_bytes(content[: data.draw(st.integers(0, len(content) - 1))])
    elif how == "longer":
        file.write_bytes(content + data.draw(st.binary(min_size=1, max_size=3)))
    else:
        beside.write_bytes(b"")
    try:
        found = problems(original)
        assert found
        shown = (beside if how == "beside" else file).relative_to(original).as_posix()
        assert shown in {path for _, path, _ in found}
        if how == "removed":
            assert ("missing", shown, "it is missing") in found
    finally:
        file.write_bytes(content)
        beside.unlink(missing_ok=True)


def _swap_lines(sums: list[str]) -> list[str]:
    return [sums[0], sums[1], sums[3], sums[2]]


@pytest.mark.parametrize(
    ("change", "found"),
    [
        (
            lambda sums: sums[:3],
            [
                (
                    "left-over",
                    "releases/2.0.0",
                    "SHA256SUMS does not list it: no release, but what an interrupted one, a merge "
                    "or somebody left here",
                )
            ],
        ),
        (
            _swap_lines,
            [
                (
                    "chain",
                    "releases/1.1.0/release.json",
                    "it follows 1.0.0, and is listed after 2.0.0",
                ),
                (
                    "chain",
                    "releases/2.0.0/release.json",
                    "it follows 1.1.0, and is listed after 1.0.0",
                ),
            ],
        ),
        (
            lambda sums: [*sums, sums[3]],
            [
                (
                    "chain",
                    "releases/SHA256SUMS",
                    "2.0.0 is listed twice: two branches both released it",
                )
            ],
        ),
        (
            lambda sums: [sums[0], *sums[2:]],
            [("altered", "releases/1.0.0/redactions.json", "SHA256SUMS does not list it")],
        ),
        (
            lambda sums: [*sums, "\n"],
            [("altered", "releases/SHA256SUMS", "line 5 is not of the form it takes")],
        ),
        (
            lambda sums: [*sums[:3], sums[3].rstrip()],
            [("altered", "releases/SHA256SUMS", "its last line is cut off")],
        ),
        (lambda _: [], [("altered", "releases/SHA256SUMS", "it is empty")]),
        (
            lambda sums: [sums[1], sums[0], *sums[2:]],
            [
                (
                    "altered",
                    "releases/SHA256SUMS",
                    "line 1 does not follow the line of its release",
                )
            ],
        ),
        (
            lambda sums: [sums[0].replace("1.0.0", "../../x"), *sums[1:]],
            [("altered", "releases/SHA256SUMS", "line 1 is not of the form it takes")],
        ),
    ],
)
def test_lines_of_the_list(
    change: Callable[[list[str]], list[str]], found: list[tuple[str, str, str]], three: Path
) -> None:
    sums = three / "releases" / "SHA256SUMS"
    sums.write_text("".join(change(sums.read_text().splitlines(keepends=True))))
    assert problems(three) == found


def test_a_missing_list_and_a_missing_release(three: Path) -> None:
    shutil.rmtree(three / "releases" / "1.1.0")
    assert problems(three) == [("missing", "releases/1.1.0", "the release 1.1.0 is missing")]
    (three / "releases" / "SHA256SUMS").unlink()
    assert problems(three) == [("missing", "releases/SHA256SUMS", "it is missing")]


def test_a_release_rewritten_with_its_line_breaks_the_chain_after_it(three: Path) -> None:
    rewrite_record(three / "releases" / "1.1.0", level="material")
    assert problems(three) == [
        ("altered", "releases/1.1.0/release.json", "it is not the record that SHA256SUMS lists")
    ]
    relist(three)
    assert problems(three) == [
        (
            "chain",
            "releases/2.0.0/release.json",
            "the 1.1.0 that it follows is not the one that is here",
        )
    ]


def test_versions_and_dates_go_up(tmp_path: Path) -> None:
    policy = overlay(tmp_path)
    release(policy, "2.0.0", day="2026-02-01")
    release(policy, "1.9.0", day="2026-02-01")
    release(policy, "1.10.0", day="2026-01-31")
    assert problems(policy) == [
        (
            "chain",
            "releases/1.10.0/release.json",
            "it is dated 2026-01-31, before 1.9.0",
        ),
        (
            "chain",
            "releases/1.9.0/release.json",
            "it follows 2.0.0, which is no lower version",
        ),
    ]


def test_redactions_that_do_not_follow(three: Path) -> None:
    file = three / "releases" / "1.0.0" / "redactions.json"
    value = json.loads(file.read_bytes())
    value["redactions"].append(value["redactions"][0])
    file.write_bytes(dump(value))
    relist(three)
    ((kind, path, message),) = problems(three)
    assert (kind, path) == ("altered", "releases/1.0.0/redactions.json")
    assert message.endswith("does not follow from what was there before")


def test_line_ends_that_git_converted(three: Path) -> None:
    assert (three / "releases" / ".gitattributes").read_bytes().startswith(b"* -text")
    page = three / "releases" / "2.0.0" / "nb" / "statement.md"
    page.write_bytes(page.read_bytes().replace(b"\n", b"\r\n"))
    assert [path for _, path, _ in problems(three)] == ["releases/2.0.0/nb/statement.md"]


def test_what_git_checks_out_with_converted_line_ends_is_as_released(tmp_path: Path) -> None:
    policy = overlay(tmp_path / "one")
    release(policy)
    committed(tmp_path / "one")
    git(tmp_path, "-c", "core.autocrlf=true", "clone", "--quiet", "one", "two")
    assert b"\r\n" in (tmp_path / "two" / "policy" / "statement.yaml").read_bytes()
    assert problems(tmp_path / "two" / "policy") == []


def test_links_pipes_and_folders_are_never_followed(three: Path) -> None:
    folder = three / "releases" / "2.0.0"
    (folder / "statement.css").unlink()
    (folder / "statement.css").symlink_to("/dev/zero")
    (folder / "manifest.json").unlink()
    os.mkfifo(folder / "manifest.json")
    (folder / "source.json").unlink()
    (folder / "source.json").mkdir()
    shutil.copytree(folder / "nb", three / "nb")
    shutil.rmtree(folder / "nb")
    (folder / "nb").symlink_to(three / "nb")
    (folder / "da" / "deep").mkdir()
    (folder / "da" / "deep" / "file").write_text("x")
    plain = "it is not a plain file"
    kept = [one for one in problems(three) if not one[1].startswith("releases/2.0.0/nb/")]
    assert kept == [
        ("altered", "releases/2.0.0/da/deep", "it is no part of the release 2.0.0"),
        ("altered", "releases/2.0.0/manifest.json", plain),
        ("altered", "releases/2.0.0/nb", "it is no part of the release 2.0.0"),
        ("altered", "releases/2.0.0/source.json", plain),
        ("altered", "releases/2.0.0/statement.css", plain),
    ]
    (three / "releases" / "1.1.0").rename(three / "elsewhere")
    (three / "releases" / "1.1.0").symlink_to(three / "elsewhere")
    assert ("altered", "releases/1.1.0", "it is not a folder") in problems(three)


def test_what_cannot_be_read_is_said(three: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    opened = os.open

    def refuse(path: Any, *arguments: Any, **more: Any) -> int:
        if str(path).endswith("statement.css"):
            raise PermissionError(13, "Permission denied", path)
        return opened(path, *arguments, **more)

    monkeypatch.setattr(os, "open", refuse)
    found = problems(three)
    assert len(found) == 3
    assert {message for _, _, message in found} == {"it cannot be read: permission denied"}
    with pytest.raises(HistoryError, match=r"cannot read releases/1\.1\.0/statement\.css: perm"):
        frozen_files(history(three).releases[1])


JSON = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(), st.floats(), st.text(max_size=5)),
    lambda inner: st.one_of(
        st.lists(inner, max_size=3), st.dictionaries(st.text(max_size=5), inner, max_size=3)
    ),
    max_leaves=8,
)


@LOOSE
@given(st.data())
def test_absurd_records_are_problems(original: Path, data: st.DataObject) -> None:
    """Whatever JSON stands in the last record, and whoever listed it: never a traceback."""
    file = original / "releases" / "2.0.0" / "release.json"
    sums = original / "releases" / "SHA256SUMS"
    content, listed = file.read_bytes(), sums.read_bytes()
    record = json.loads(content)
    field = data.draw(st.sampled_from([*record, "unheard-of", ""]))
    value = data.draw(JSON)
    if field and field in record and value == record[field]:
        return
    changed: Any = {**record, field: value} if field else value
    if field in ("emergency", "generator", "level", "renderer", "statement"):
        # Any text will do there.
        changed[field] = [value]
    try:
        file.write_bytes(
            json.dumps(changed).encode() if data.draw(st.booleans()) else dump(changed)
        )
        relist(original)
        assert problems(original)
    finally:
        file.write_bytes(content)
        sums.write_bytes(listed)


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\xff\xfe",
        b"[" * 100_000,
        b"[" * 100_000 + b"]" * 100_000,
        b"1" * 100_000,
        b'{"a": NaN}',
        b'"\\ud800"\n',
        b"{}\n",
    ],
)
@pytest.mark.parametrize("name", ["release.json", "redactions.json"])
def test_absurd_files_are_one_problem(name: str, content: bytes, three: Path) -> None:
    (three / "releases" / "1.0.0" / name).write_bytes(content)
    relist(three)
    found = problems(three)
    assert f"releases/1.0.0/{name}" in {path for _, path, _ in found}
    run = klar("history", "-C", three)
    assert run.returncode == 1
    assert run.stderr == ""


# Two branches that both release


def test_two_branches_that_both_release_conflict_in_git(tmp_path: Path) -> None:
    policy = overlay(tmp_path / "repository")
    repository = policy.parent
    release(policy)
    committed(repository)
    git(repository, "checkout", "--quiet", "-b", "other")
    set_version(policy, "1.2.0", "2026-03-01")
    assert klar("release", "-C", policy).returncode == 0
    committed(repository)
    git(repository, "checkout", "--quiet", "main")
    (policy / "statement.yaml").write_text(
        (policy / "statement.yaml").read_text("utf-8") + "# edited here too\n", "utf-8"
    )
    set_version(policy, "1.1.0", "2026-02-01")
    assert klar("release", "-C", policy).returncode == 0
    committed(repository)
    with pytest.raises(subprocess.CalledProcessError) as failed:
        git(repository, "merge", "other")
    assert "CONFLICT (content): Merge conflict in policy/releases/SHA256SUMS" in failed.value.stdout
    # With the marks still in it, it is said what happened.
    ((kind, path, message),) = problems(policy)
    assert (kind, path) == ("chain", "releases/SHA256SUMS")
    assert message == "line 2 is left over from a merge: two branches both released a version"
    assert klar("history", "-C", policy).stdout.startswith("no releases can be read\n")
    # A careless merge keeps both lines.
    sums = policy / "releases" / "SHA256SUMS"
    kept = [line for line in sums.read_text().splitlines(True) if line[0] not in "<=>"]
    sums.write_text("".join(kept))
    assert problems(policy) == [
        (
            "chain",
            "releases/SHA256SUMS",
            "1.1.0 and 1.2.0 both follow 1.0.0: two branches both released",
        )
    ]
    run = klar("history", "-C", policy)
    assert run.returncode == 1
    assert "raise `version` in statement.yaml above the one kept" in run.stdout
    # Doing what it says mends it.
    shutil.rmtree(policy / "releases" / "1.2.0")
    sums.write_text("".join(kept[:2]))
    git(repository, "checkout", "--theirs", "--", "policy/statement.yaml")
    set_version(policy, "1.3.0", "2026-03-01")
    assert klar("release", "-C", policy).returncode == 0
    committed(repository, "merged")
    assert problems(policy) == []


def test_two_first_releases_of_the_same_version_conflict_in_git(tmp_path: Path) -> None:
    policy = overlay(tmp_path / "repository")
    repository = policy.parent
    committed(repository)
    git(repository, "checkout", "--quiet", "-b", "other")
    set_version(policy, "1.0.0", "2026-02-01")
    release(policy)
    committed(repository)
    git(repository, "checkout", "--quiet", "main")
    release(policy)
    committed(repository)
    with pytest.raises(subprocess.CalledProcessError) as failed:
        git(repository, "merge", "other")
    assert "policy/releases/SHA256SUMS" in failed.value.stdout
    assert "policy/releases/1.0.0/release.json" in failed.value.stdout


# What it is rendered with


def test_the_renderer_is_all_that_a_page_is_made_with() -> None:
    """Every module that rendering a policy loads counts, and every template."""
    script = (
        "import sys\n"
        "from checker.versions.history import read_history\n"
        "from checker.engine import compile_policy\n"
        f"policy = compile_policy({str(EXAMPLE)!r}).policy\n"
        "policy = policy._replace(statement=policy.statement._replace(flow_pictures=True))\n"
        "before = {name for name in sys.modules if name.startswith('checker')}\n"
        "from checker.render.site import render_files\n"
        "render_files(policy, (), draft=False)\n"
        "mine = {'checker.build', 'checker.model', 'checker.routes', 'checker.source'}\n"
        "after = {name for name in sys.modules if name.startswith('checker')}\n"
        "print(*sorted(after - before | mine & after))\n"
    )
    loaded = subprocess.run(
        [sys.executable, "-c", script], cwd=ROOT, check=True, capture_output=True, text=True
    ).stdout.split()
    assert len(loaded) > 15
    for module in loaded:
        first = module.removeprefix("checker.").split(".")[0]
        assert {first, f"{first}.py"} & {*_CODE}, module
    assert all(os.path.exists(resources.path(part)) for part in _CODE)
    assert {name.split(".")[-1] for name in templates().list_templates()} >= {"j2", "css"}


def test_pages_are_rendered_again(original: Path) -> None:
    found, renderings = rendered_again(history(original))
    assert found.problems == ()
    assert renderings == (Rendering.REDACTED, Rendering.SAME, Rendering.SAME)


def test_a_page_that_its_source_does_not_give_is_found(tmp_path: Path) -> None:
    policy = overlay(tmp_path)
    folder = release(policy)
    page = folder / "nb" / "statement.md"
    page.write_bytes(page.read_bytes() + b"More.\n")
    _covered_up(policy, folder, history(policy).releases[0].record["files"])
    assert problems(policy) == []
    run = klar("history", "-C", policy)
    assert run.returncode == 1
    shown = os.path.relpath(page, ROOT)
    assert f"\n{shown}: it is not what the source of its release renders to\n" in run.stdout


def test_what_another_klar_rendered_is_compared_by_hash_and_that_is_said(tmp_path: Path) -> None:
    policy = overlay(tmp_path)
    folder = release(policy)
    page = folder / "nb" / "statement.md"
    page.write_bytes(page.read_bytes() + b"More.\n")
    _covered_up(policy, folder, history(policy).releases[0].record["files"])
    assert renderer() != "0" * 64
    rewrite_record(folder, renderer="0" * 64)
    relist(policy)
    run = klar("history", "-C", policy)
    assert run.returncode == 0
    assert run.stdout == (
        "1.0.0  2026-01-15  in force from 2026-01-15  first\n"
        "\n"
        "pages compared by their hashes only, as another version of klar rendered them: 1.0.0\n"
        "no problems\n"
    )


# What is shown


def test_the_text(three: Path) -> None:
    rewrite_record(three / "releases" / "2.0.0", emergency="It could \x1b[31mnot wait.")
    relist(three)
    run = klar("history", "-C", three)
    assert run.returncode == 0
    assert run.stdout == (
        "1.0.0  2026-01-15  in force from 2026-01-15  first\n"
        "  redacted 2026-04-01 in 14 files, by A: B\n"
        "1.1.0  2026-02-01  in force from 2026-02-01  none\n"
        "2.0.0  2026-03-01  in force from 2026-03-01  none\n"
        "  emergency: It could ·[31mnot wait.\n"
        "\n"
        "2 releases rendered again: every page is the same, byte for byte\n"
        "pages compared by their hashes only, as words were redacted in them: 1.0.0\n"
        "no problems\n"
    )


def test_the_json_has_its_shape_and_so_have_the_files(three: Path) -> None:
    (three / "releases" / "2.0.0" / "statement.css").unlink()
    run = klar("history", "-C", three, "--format", "json")
    assert run.returncode == 1
    value = json.loads(run.stdout)
    jsonschema.validate(value, SCHEMA)
    assert [one["rendering"] for one in value["releases"]] == ["redacted", "same", "altered"]
    (problem,) = value["problems"]
    assert problem["kind"] == "missing"
    assert problem["path"].endswith("policy/releases/2.0.0/statement.css")
    for version in ("1.0.0", "1.1.0", "2.0.0"):
        folder = three / "releases" / version
        record = json.loads((folder / "release.json").read_bytes())
        jsonschema.validate(record, RELEASE_SCHEMA)
        source = {"$ref": "#/$defs/source", **RELEASE_SCHEMA}
        for name in ("properties", "required", "additionalProperties", "type"):
            source.pop(name)
        jsonschema.validate(json.loads((folder / "source.json").read_bytes()), source)
    redactions = {"$defs": RELEASE_SCHEMA["$defs"], "$ref": "#/$defs/redactions"}
    file = three / "releases" / "1.0.0" / "redactions.json"
    jsonschema.validate(json.loads(file.read_bytes()), redactions)
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate({**record, "more": 1}, RELEASE_SCHEMA)


def test_the_tool_of_that_name_reads_the_list(original: Path) -> None:
    done = subprocess.run(
        ["sha256sum", "-c", "--strict", "SHA256SUMS"],
        cwd=original / "releases",
        check=True,
        capture_output=True,
        text=True,
    )
    assert done.stdout == (
        "1.0.0/release.json: OK\n1.0.0/redactions.json: OK\n"
        "1.1.0/release.json: OK\n2.0.0/release.json: OK\n"
    )


def test_a_check_looks_at_releases_and_renders_nothing(three: Path) -> None:
    assert broken_releases(history_of(str(three))) == []
    assert klar("check", "-C", three, "--as-of", TODAY).returncode == 0
    (three / "releases" / "left").mkdir()
    assert broken_releases(history_of(str(three))) == []
    (three / "releases" / "2.0.0" / "nb" / "statement.html").write_bytes(b"")
    (three / "releases" / "2.0.0" / "da" / "statement.html").unlink()
    run = klar("check", "-C", three, "--as-of", TODAY, "--format", "json")
    assert run.returncode == 1
    assert [(f["rule"], f["severity"]) for f in json.loads(run.stdout)["findings"]] == [
        ("release-missing", "error"),
        ("release-altered", "error"),
    ]
    only = klar("check", "-C", three, "--as-of", TODAY, "--rule", "unused-id")
    assert (only.returncode, only.stdout) == (0, "no findings\n")
    script = (
        "import sys\n"
        "from checker.cli.released import broken_releases, history_of\n"
        f"print(len(broken_releases(history_of({str(three)!r}))))\n"
        "print('jinja2' in sys.modules, 'babel' in sys.modules)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], cwd=ROOT, check=True, capture_output=True, text=True
    )
    assert done.stdout == "2\nFalse False\n"


def test_nothing_is_written(original: Path) -> None:
    before = files_in(original)
    klar("history", "-C", original)
    klar("check", "-C", original)
    assert files_in(original) == before
