"""The reader: the strict subset of YAML, and where everything stands."""

from __future__ import annotations

import os
import socket
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from checker.source import MAX_BYTES, PROBLEMS, TreeError, read, read_tree


def problems(text: str | bytes) -> list[tuple[str, int, int]]:
    data = text.encode() if isinstance(text, str) else text
    return [(p.kind, p.span.line, p.span.column) for p in read("x.yaml", data).problems]


def test_values_are_text_unless_they_are_true_false_or_a_plain_number() -> None:
    text = """\
country: NO
switch: on
answer: no
date: 2020-04-20
version: 1.0
hexadecimal: "0x1F"
time: 9.30
yes: true
no: false
number: -12
"""
    assert read("x.yaml", text.encode()).value == {
        "country": "NO",
        "switch": "on",
        "answer": "no",
        "date": "2020-04-20",
        "version": "1.0",
        "hexadecimal": "0x1F",
        "time": "9.30",
        "yes": True,
        "no": False,
        "number": -12,
    }


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a: 1\na: 2\n", [("duplicate-key", 2, 1)]),
        ("a: {b: 1, c: 2, b: 3}\n", [("duplicate-key", 1, 17)]),
        ("a: &x b\n", [("anchor-or-alias", 1, 4)]),
        ("a: &x {b: c}\n", [("anchor-or-alias", 1, 4)]),
        ("a: &x b\nc: *x\n", [("anchor-or-alias", 1, 4), ("anchor-or-alias", 2, 4)]),
        ("<<: {a: b}\n", [("merge-key", 1, 1)]),
        ("a: !!str 1\n", [("yaml-tag", 1, 4)]),
        ("a: !x [b]\n", [("yaml-tag", 1, 4)]),
        ("a: !!python/object/apply:os.system [id]\n", [("yaml-tag", 1, 4)]),
        ("%YAML 1.1\n---\na: b\n", [("yaml-directive", 1, 1)]),
        ("a: b\n---\nc: d\n", [("several-documents", 2, 1)]),
        ("a:\tb\n", [("forbidden-character", 1, 3)]),
        ("a: b\n\tc: d\n", [("forbidden-character", 2, 1)]),
        ("a: b\x07\n", [("forbidden-character", 1, 5)]),
        ("a: b\x1b[31m\n", [("forbidden-character", 1, 5)]),
        ("a: b\u202ec\n", [("forbidden-character", 1, 5)]),
        ("a: b\u200bc\n", [("forbidden-character", 1, 5)]),
        ("a: b\u00adc\n", [("forbidden-character", 1, 5)]),
        ("a: b\u2028c\n", [("forbidden-character", 1, 5)]),
        ("a: b\ufeff\n", [("forbidden-character", 1, 5)]),
        ("a: b\rc: d\n", [("forbidden-character", 1, 5)]),
        ('a: "\\u202e"\n', [("forbidden-character", 1, 4)]),
        ('"\\u200b": a\n', [("forbidden-character", 1, 1)]),
        (b"a: b\nc: \xff\n", [("not-utf-8", 2, 4)]),
        ("\u00e6: b".encode("latin-1"), [("not-utf-8", 1, 1)]),
        ("a: b".encode("utf-16"), [("not-utf-8", 1, 1)]),
        ("", [("empty-file", 1, 1)]),
        ("# nothing\n", [("empty-file", 1, 1)]),
        ("a:\n", [("empty-value", 1, 3)]),
        ("a: ~\n", [("empty-value", 1, 4)]),
        ("a: null\n", [("empty-value", 1, 4)]),
        ("- \n", [("empty-value", 1, 2)]),
        ("a: 0777\n", [("ambiguous-number", 1, 4)]),
        ("a: 0x1F\n", [("ambiguous-number", 1, 4)]),
        ("a: 1_000\n", [("ambiguous-number", 1, 4)]),
        ("a: 190:20:30\n", [("ambiguous-number", 1, 4)]),
        ("a: 1e3\n", [("ambiguous-number", 1, 4)]),
        ("a: .inf\n", [("ambiguous-number", 1, 4)]),
        ("a: +4792203214\n", [("ambiguous-number", 1, 4)]),
        (f"a: {'9' * 5000}\n", [("ambiguous-number", 1, 4)]),
        ("1: b\n", [("key-not-text", 1, 1)]),
        ("? [a]\n: b\n", [("key-not-text", 1, 3)]),
        ("[" * 65, [("too-deep", 1, 65)]),
        ("a: [b\n", [("yaml-syntax", 2, 1)]),
        ("a: b: c\n", [("yaml-syntax", 1, 5)]),
        ("a: 'b\n", [("yaml-syntax", 2, 1)]),
    ],
)
def test_what_the_subset_leaves_out_is_refused_where_it_stands(
    text: str | bytes, expected: list[tuple[str, int, int]]
) -> None:
    assert problems(text) == expected


def test_all_problems_of_a_file_are_found_in_one_run() -> None:
    text = "a: 0777\nb: &x c\na: ~\nd: !t e\n"
    assert [kind for kind, _, _ in problems(text)] == [
        "ambiguous-number",
        "anchor-or-alias",
        "duplicate-key",
        "empty-value",
        "yaml-tag",
    ]


def test_a_byte_order_mark_may_only_come_first() -> None:
    document = read("x.yaml", "\ufeffa: b\n".encode())
    assert document.value == {"a": "b"}
    assert document.value_span(("a",))[1:3] == (1, 4)


def test_line_ends_of_either_kind_give_the_same_places() -> None:
    unix = read("x.yaml", b"a: b\nc:\n  - d\n")
    windows = read("x.yaml", b"a: b\r\nc:\r\n  - d\r\n")
    assert windows.value == unix.value
    assert windows.value_span(("c", 0)) == unix.value_span(("c", 0))


def test_the_largest_file_is_read_and_the_next_byte_refused() -> None:
    filler = b"# " + b"x" * (MAX_BYTES - 8)
    assert read("x.yaml", filler + b"\na: b\n").value == {"a": "b"}
    assert problems(filler + b"\na: bc\n") == [("file-too-large", 1, 1)]


def test_64_levels_are_read() -> None:
    text = "[" * 64 + "]" * 64
    assert problems(text) == []


def test_every_refusal_says_what_why_and_what_to_do() -> None:
    for refusal in PROBLEMS.values():
        assert refusal.message
        assert refusal.remedy
        assert refusal.why.endswith(".")


SCALARS = st.one_of(
    st.booleans(),
    st.integers(min_value=-(10**12), max_value=10**12),
    st.text(st.characters(codec="ascii", min_codepoint=32, max_codepoint=126), max_size=12),
    st.sampled_from(["æøå", "naïve", "NO", "no", "2020-04-20", "«sitat»", "”citat”"]),
)
VALUES = st.recursive(
    SCALARS,
    lambda inner: st.one_of(
        st.lists(inner, max_size=4),
        st.dictionaries(st.from_regex(r"[a-z_]{1,8}", fullmatch=True), inner, max_size=4),
    ),
    max_leaves=20,
)


@given(st.dictionaries(st.from_regex(r"k[a-z_]{1,8}", fullmatch=True), VALUES, min_size=1))
def test_what_another_writer_wrote_is_read_as_it_was_meant(value: dict[str, Any]) -> None:
    text = yaml.safe_dump(value, allow_unicode=True, default_style='"')
    text = text.replace('!!bool "true"', "true").replace('!!bool "false"', "false")
    import re

    text = re.sub(r'!!int "(-?\d+)"', r"\1", text)
    document = read("x.yaml", text.encode())
    assert document.problems == ()
    assert document.value == value


@given(st.dictionaries(st.from_regex(r"k[a-z_]{1,8}", fullmatch=True), VALUES, min_size=1))
def test_every_span_holds_the_value_it_stands_for(value: dict[str, Any]) -> None:
    """Each plain scalar is found again at its span, and every key at its own."""
    import json

    # JSON is YAML, and needs no style: every value is on one line.
    text = json.dumps(value, ensure_ascii=False)
    document = read("x.yaml", text.encode())
    assert document.problems == ()

    def cut(span: Any) -> str:
        assert span.line == span.end_line == 1
        return text[span.column - 1 : span.end_column - 1]

    def walk(node: Any, path: tuple[str | int, ...]) -> None:
        assert json.loads(cut(document.value_span(path))) == node
        if isinstance(node, dict):
            for key, child in node.items():
                assert json.loads(cut(document.key_span((*path, key)))) == key
                walk(child, (*path, key))
        elif isinstance(node, list):
            for index, child in enumerate(node):
                walk(child, (*path, index))

    walk(value, ())


@given(st.binary(max_size=300))
def test_arbitrary_bytes_are_read_or_refused(data: bytes) -> None:
    document = read("x.yaml", data)
    assert document.problems or document.value is not None
    for problem in document.problems:
        PROBLEMS[problem.kind].message.format_map(problem.fields)
        assert problem.span.line >= 1
        assert problem.span.column >= 1


@given(st.text(st.sampled_from("ab: -\n[]{}&*!|>'\"%#?,~<0123\t\\u"), max_size=80))
def test_arbitrary_yaml_is_read_or_refused(text: str) -> None:
    document = read("x.yaml", text.encode())
    assert document.problems or document.value is not None


class TestTree:
    """What may lie in a policy directory."""

    def kinds(self, root: Path) -> dict[str, list[str]]:
        return {d.path: [p.kind for p in d.problems] for d in read_tree(str(root))}

    def test_files_are_read_in_the_order_of_their_paths(self, tmp_path: Path) -> None:
        (tmp_path / "b").mkdir()
        for name in ("c.yaml", "b/z.yaml", "a.yaml"):
            (tmp_path / name).write_text("a: b\n")
        assert list(self.kinds(tmp_path)) == ["a.yaml", "b/z.yaml", "c.yaml"]

    def test_hidden_files_and_other_files_are_left_alone(self, tmp_path: Path) -> None:
        (tmp_path / ".git").mkdir()
        (tmp_path / ".git/x.yaml").write_text("\t")
        (tmp_path / ".x.yaml").write_text("\t")
        (tmp_path / "README.md").write_text("\t")
        assert self.kinds(tmp_path) == {}

    def test_links_are_refused_wherever_they_lead(self, tmp_path: Path) -> None:
        root = tmp_path / "policy"
        root.mkdir()
        (tmp_path / "outside.yaml").write_text("secret: 1\n")
        (root / "out.yaml").symlink_to(tmp_path / "outside.yaml")
        (root / "zero.yaml").symlink_to("/dev/zero")
        (root / "folder").symlink_to(tmp_path)
        assert self.kinds(root) == {
            "folder": ["not-a-plain-file"],
            "out.yaml": ["not-a-plain-file"],
            "zero.yaml": ["not-a-plain-file"],
        }

    def test_pipes_and_sockets_are_refused_without_waiting(self, tmp_path: Path) -> None:
        os.mkfifo(tmp_path / "pipe.yaml")
        with socket.socket(socket.AF_UNIX) as listener:
            listener.bind(str(tmp_path / "socket.yaml"))
            assert self.kinds(tmp_path) == {
                "pipe.yaml": ["not-a-plain-file"],
                "socket.yaml": ["not-a-plain-file"],
            }

    def test_other_endings_of_yaml_are_not_passed_over(self, tmp_path: Path) -> None:
        (tmp_path / "a.yml").write_text("a: b\n")
        (tmp_path / "b.YAML").write_text("a: b\n")
        assert self.kinds(tmp_path) == {
            "a.yml": ["wrong-file-ending"],
            "b.YAML": ["wrong-file-ending"],
        }

    def test_a_name_that_cannot_be_shown_is_refused_and_shown_escaped(self, tmp_path: Path) -> None:
        (tmp_path / "a\x1b[31m.yaml").write_text("a: b\n")
        (tmp_path / "b\u202e.yaml").write_text("a: b\n")
        with open(os.fsencode(tmp_path) + b"/c\xff.yaml", "w") as file:
            file.write("a: b\n")
        found = self.kinds(tmp_path)
        assert list(found.values()) == [["unsafe-file-name"]] * 3
        assert all(path.isascii() and path.isprintable() for path in found)

    @pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
    def test_a_file_without_permission_is_a_finding(self, tmp_path: Path) -> None:
        (tmp_path / "a.yaml").write_text("a: b\n")
        (tmp_path / "a.yaml").chmod(0)
        assert self.kinds(tmp_path) == {"a.yaml": ["unreadable-file"]}

    def test_a_missing_tree_is_one_clear_line(self, tmp_path: Path) -> None:
        with pytest.raises(TreeError, match="no such file or directory"):
            read_tree(str(tmp_path / "missing"))

    def test_a_file_is_no_tree(self, tmp_path: Path) -> None:
        (tmp_path / "a.yaml").write_text("a: b\n")
        with pytest.raises(TreeError, match="not a directory"):
            read_tree(str(tmp_path / "a.yaml"))


def test_what_is_soon_seen_to_be_free_of_forbidden_characters_is() -> None:
    from checker.source import FORBIDDEN, _is_plainly_free

    for number in (*range(0x3000), 0xFE0F, 0xFFA0, 0xE0100):
        assert not (_is_plainly_free(chr(number)) and FORBIDDEN.search(chr(number))), hex(number)
    assert _is_plainly_free("æ ø å «»\n")
