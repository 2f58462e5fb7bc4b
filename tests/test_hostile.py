"""Hostile, broken and nearly valid policies end in findings, never in a traceback or in green."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from checker import schema
from checker.engine import compile_policy
from checker.report.json_report import json_report
from checker.report.text import concise_report, text_report
from checker.source import read
from tests.policies import STARTER, overlay
from tests.running import TODAY, klar

STARTER_FILES = sorted(str(path.relative_to(STARTER)) for path in STARTER.rglob("*.yaml"))
LOOSE = settings(suppress_health_check=[HealthCheck.too_slow], deadline=None, max_examples=60)


def reports(root: Path) -> list[str]:
    """Compile a tree and write every report; gives the rules' ids."""
    result = compile_policy(str(root), TODAY)
    list(text_report(result, str(root)))
    list(concise_report(result, str(root)))
    json_report(result, str(root))
    return [finding.rule.id for finding in result.findings]


@LOOSE
@given(st.sampled_from(STARTER_FILES), st.binary(max_size=200))
def test_arbitrary_bytes_in_any_file_are_findings(name: str, data: bytes) -> None:
    with tempfile.TemporaryDirectory() as folder:
        root = overlay(Path(folder))
        (root / name).write_bytes(data)
        assert reports(root)


YAML_LIKE = st.recursive(
    st.one_of(
        st.booleans(),
        st.integers(),
        st.text(max_size=8),
        st.sampled_from(["id", "title", "da", "P1Y", "2026-02-31", "a/b", "visitors"]),
    ),
    lambda inner: st.one_of(
        st.lists(inner, max_size=3),
        st.dictionaries(
            st.sampled_from(["id", "title", "text", "da", "kind", "rule", "route", "x"]),
            inner,
            max_size=4,
        ),
    ),
    max_leaves=12,
)


@LOOSE
@given(st.sampled_from(STARTER_FILES), YAML_LIKE)
def test_arbitrary_yaml_in_any_file_is_a_finding(name: str, value: Any) -> None:
    import json

    with tempfile.TemporaryDirectory() as folder:
        root = overlay(Path(folder))
        (root / name).write_text(json.dumps(value))
        assert reports(root)


def _mutated(data: st.DataObject, value: Any) -> Any:
    """A valid value with one thing wrong somewhere inside it."""
    if isinstance(value, dict) and value:
        key = data.draw(st.sampled_from(sorted(value)))
        how = data.draw(
            st.sampled_from(["inside", "inside", "inside", "drop", "rename", "replace"])
        )
        if how == "inside":
            return {**value, key: _mutated(data, value[key])}
        if how == "drop":
            return {k: v for k, v in value.items() if k != key}
        if how == "rename":
            return {(f"{k}x" if k == key else k): v for k, v in value.items()}
        return {**value, key: data.draw(YAML_LIKE)}
    if isinstance(value, list) and value:
        index = data.draw(st.integers(0, len(value) - 1))
        how = data.draw(st.sampled_from(["inside", "inside", "drop", "double"]))
        if how == "inside":
            return [*value[:index], _mutated(data, value[index]), *value[index + 1 :]]
        if how == "drop":
            return [*value[:index], *value[index + 1 :]]
        return [*value, value[index]]
    return data.draw(YAML_LIKE)


@LOOSE
@given(st.sampled_from(STARTER_FILES), st.data())
def test_nearly_valid_policies_never_break_a_stage(name: str, data: st.DataObject) -> None:
    import json

    value = read(name, (STARTER / name).read_bytes()).value
    with tempfile.TemporaryDirectory() as folder:
        root = overlay(Path(folder))
        (root / name).write_text(json.dumps(_mutated(data, value)))
        reports(root)


@settings(deadline=None, max_examples=150)
@given(st.sampled_from(STARTER_FILES), st.data())
def test_the_two_schema_validators_agree(name: str, data: st.DataObject) -> None:
    """What jsonschema-rs refuses, jsonschema can explain; what it accepts has no errors."""
    import json

    from checker.schema_errors import explain

    kind = schema.kind_of(name)
    assert kind is not None
    value = read(name, (STARTER / name).read_bytes()).value
    document = read(name, json.dumps(_mutated(data, value)).encode())
    if document.problems:
        return
    schemas = {each: schema.load(each) for each in ("common", *schema.KINDS)}
    refused = bool(schema.check([(kind, document)]))
    assert refused == bool(explain(kind, schemas, document.value))


@pytest.mark.parametrize(
    "content",
    [
        "[" * 100_000,
        "{" * 100_000,
        "- " * 50_000,
        "a: " * 50_000,
        "? " * 50_000,
        "'" * 100_000,
        "x" * 200_000,
        "\n" * 200_000,
        "#" * 200_000,
        "k: " + "9" * 100_000,
        "".join(f"k{n}: v\n" for n in range(20_000)),
    ],
    ids=range(11),
)
def test_large_and_deep_files_are_refused_in_good_time(tmp_path: Path, content: str) -> None:
    root = overlay(tmp_path)
    (root / "terms.yaml").write_text(content)
    run = klar("check", "-C", root, "--as-of", TODAY, "--format", "concise")
    assert run.returncode == 1
    assert "terms.yaml" in run.stdout
    assert "Traceback" not in run.stderr


@pytest.mark.parametrize("command", ["check", "render", "graph", "flows", "duties"])
@pytest.mark.parametrize(
    "broken", ["tab", "empty", "truncated", "missing", "link", "not-a-mapping"]
)
def test_no_command_passes_a_broken_tree_or_shows_a_traceback(
    tmp_path: Path, command: str, broken: str
) -> None:
    root = overlay(tmp_path / "policy")
    target = root / "statement.yaml"
    text = target.read_text()
    target.unlink()
    if broken == "tab":
        target.write_text("\t" + text)
    elif broken == "empty":
        target.write_text("")
    elif broken == "truncated":
        target.write_text(text[: len(text) // 2] + '"')
    elif broken == "link":
        target.symlink_to("/dev/zero")
    elif broken == "not-a-mapping":
        target.write_text("- a\n- b\n")
    out = ("--out", tmp_path / "dist") if command == "render" else ()
    run = klar(command, "-C", root, *out)
    assert run.returncode in (1, 3)
    assert run.stdout or run.stderr.count("\n") == 1
    assert "Traceback" not in run.stdout + run.stderr
    assert not (tmp_path / "dist").exists()
