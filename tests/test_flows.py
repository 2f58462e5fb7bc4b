"""`klar flows` and `klar graph`, run as their users run them."""

from __future__ import annotations

import json
from itertools import pairwise
from pathlib import Path

import networkx
import pytest
from networkx.readwrite.json_graph import node_link_graph

from tests.policies import overlay
from tests.running import STATEMENT, klar


def test_each_step_names_its_place(tmp_path: Path) -> None:
    run = klar("flows", "-C", overlay(tmp_path).name, "--from", "name", cwd=tmp_path)
    assert run.returncode == 0
    for line in run.stdout.splitlines():
        if line.startswith("  "):
            path, row, column = line.rsplit("  ", 1)[1].split(":")
            assert (tmp_path / path).is_file()
            assert int(row) > 0
            assert int(column) > 0


def test_json_gives_the_same_paths(tmp_path: Path) -> None:
    root = overlay(tmp_path)
    text = klar("flows", "-C", root, "--from", "name").stdout
    data = json.loads(klar("flows", "-C", root, "--from", "name", "--format", "json").stdout)
    assert data["format_version"] == 1
    assert len(data["paths"]) == text.strip().count("\n\n") + 1
    for path in data["paths"]:
        assert path[0]["from"] == "name"
        for before, after in pairwise(path):
            assert before["to"] == after["from"]


def test_no_path_is_an_answer(tmp_path: Path) -> None:
    run = klar("flows", "-C", overlay(tmp_path), "--from", "name", "--to", "ZZ")
    assert (run.returncode, run.stdout) == (0, "No data take such a path.\n")


def test_an_unknown_name_is_wrong_usage(tmp_path: Path) -> None:
    run = klar("flows", "-C", overlay(tmp_path), "--from", "nmae")
    assert run.returncode == 2
    assert "Did you mean 'name'?" in run.stderr


def test_a_limit_says_that_there_are_more(tmp_path: Path) -> None:
    root = overlay(tmp_path)
    run = klar("flows", "-C", root, "--limit", "1")
    assert run.stdout.count("\n\n") == 1
    assert "more than 1" in run.stderr
    data = json.loads(klar("flows", "-C", root, "--limit", "1", "--format", "json").stdout)
    assert data["more"] is True


def test_criminal_records_of_the_real_statement_stay_criminal_records() -> None:
    run = klar(
        "flows", "-C", STATEMENT, "--from", "criminal-record-certificate", "--format", "json"
    )
    for path in json.loads(run.stdout)["paths"]:
        uses = [step["to"] for step in path if "/data/" in step["to"]]
        assert all(use.endswith("/criminal-record-certificate") for use in uses)


@pytest.mark.parametrize("form", ["mermaid", "dot", "graphml", "json"])
def test_every_format_of_the_real_graph_is_read_by_its_reader(form: str) -> None:
    run = klar("graph", "-C", STATEMENT, "--format", form, "--lang", "sv")
    assert run.returncode == 0
    if form == "json":
        assert len(node_link_graph(json.loads(run.stdout), edges="edges")) > 50
    elif form == "graphml":
        assert len(networkx.parse_graphml(run.stdout)) > 50
    elif form == "dot":
        import subprocess

        from tests.test_pages import needed

        command = [needed("dot"), "-Tplain"]
        done = subprocess.run(command, input=run.stdout, text=True, capture_output=True, check=True)
        assert done.stdout.count("\nnode ") > 50
    else:
        assert run.stdout.startswith("flowchart LR\n")


def test_labels_come_in_a_language_of_the_statement_only() -> None:
    run = klar("graph", "-C", STATEMENT, "--lang", "fi")
    assert run.returncode == 2
    assert "da, nb, sv" in run.stderr
