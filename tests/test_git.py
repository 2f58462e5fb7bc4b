"""A policy at a git ref, read from real repositories."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from checker.git import GitError, tree_at
from checker.source import MAX_BYTES, Document, read_tree
from tests.policies import overlay
from tests.repositories import committed, git


def read_from(documents: tuple[Document, ...]) -> list[tuple[str, str, list[str]]]:
    return [(one.path, one.text, [it.kind for it in one.problems]) for one in documents]


def test_a_ref_gives_what_a_checkout_of_it_would(tmp_path: Path) -> None:
    policy = overlay(tmp_path / "a folder with ø")
    (policy / "large.yaml").write_bytes(b"#" * (MAX_BYTES + 1))
    (policy / "other.YML").write_text("a: b\n", encoding="utf-8")
    (policy / "latin.yaml").write_bytes(b"a: \xe5\n")
    (policy / "notes.txt").write_text("a: b\n", encoding="utf-8")
    (policy / ".hidden.yaml").write_text("a: b\n", encoding="utf-8")
    (policy / "link").symlink_to("statement.yaml")
    (policy / "activities" / "link.yaml").symlink_to("/etc/passwd")
    committed(tmp_path)
    assert read_from(tree_at(str(policy), "HEAD")) == read_from(read_tree(str(policy)))


def test_a_folder_whose_name_is_not_utf_8(tmp_path: Path) -> None:
    try:
        policy = overlay(tmp_path / os.fsdecode(b"\xe5"))
    except OSError:
        pytest.skip("this file system takes no such name")
    committed(tmp_path)
    assert read_from(tree_at(str(policy), "HEAD")) == read_from(read_tree(str(policy)))


def test_a_part_in_a_submodule_is_not_passed_over(tmp_path: Path) -> None:
    policy = overlay(tmp_path / "one")
    (tmp_path / "two").mkdir()
    committed(tmp_path / "two")
    committed(tmp_path / "one")
    add = ("submodule", "--quiet", "add", str(tmp_path / "two"), "policy/more")
    git(tmp_path / "one", "-c", "protocol.file.allow=always", *add)
    committed(tmp_path / "one")
    (problem,) = [it for one in tree_at(str(policy), "HEAD") for it in one.problems]
    assert (problem.span.path, problem.fields["what"]) == ("more", "a submodule")


def test_in_a_hook_of_another_repository_the_policy_s_own_counts(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    policy = overlay(tmp_path / "one")
    committed(tmp_path / "one")
    (tmp_path / "two").mkdir()
    committed(tmp_path / "two")
    monkeypatch.setenv("GIT_DIR", str(tmp_path / "two" / ".git"))
    monkeypatch.setenv("GIT_INDEX_FILE", "no/such/file")
    assert read_from(tree_at(str(policy), "HEAD")) == read_from(read_tree(str(policy)))


def test_what_a_partial_clone_lacks_is_not_fetched(tmp_path: Path) -> None:
    policy = overlay(tmp_path / "origin")
    git_folder = tmp_path / "origin"
    committed(git_folder)
    (policy / "terms.yaml").unlink()
    committed(git_folder)
    git(git_folder, "config", "uploadpack.allowFilter", "true")
    git(tmp_path, "clone", "--quiet", "--filter=blob:none", git_folder.as_uri(), "clone")
    clone = str(tmp_path / "clone" / "policy")
    assert tree_at(clone, "HEAD")
    with pytest.raises(GitError, match="without --filter"):
        tree_at(clone, "HEAD~1")


def test_without_git_there_is_a_clear_error(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(GitError, match="git is not installed"):
        tree_at(str(tmp_path), "HEAD")
