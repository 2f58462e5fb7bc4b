"""`klar translations`, run as those who keep the languages together run it."""

from __future__ import annotations

import codecs
import json
import os
import shutil
import subprocess
import textwrap
from pathlib import Path

import polib
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from checker.engine import compile_policy
from checker.exchange.edit import Change, edited
from checker.exchange.po import Translation, Unit, parsed, unfit, written
from checker.exchange.rewrite import rewrite
from checker.model import Text
from checker.source import FORBIDDEN, MAX_BYTES, read, read_tree
from checker.translations import checksum
from tests.policies import STARTER, overlay
from tests.repositories import committed, git
from tests.running import klar

CATEGORIES = "data-categories.yaml"
SMALL = compile_policy(str(STARTER), only=("unknown-reference",)).policy


def run(policy: Path, *command: str) -> subprocess.CompletedProcess[str]:
    return klar("translations", command[0], "-C", policy.name, *command[1:], cwd=policy.parent)


def edit(policy: Path, before: str, after: str, file: str = CATEGORIES) -> None:
    path = policy / file
    text = path.read_text(encoding="utf-8")
    assert before in text
    path.write_text(text.replace(before, after, 1), encoding="utf-8")


def state(policy: Path, route: str, *options: str) -> dict[str, object]:
    data = json.loads(run(policy, "status", "--format", "json", *options).stdout)
    found: dict[str, object] = next(one for one in data["states"] if one["route"] == route)
    return found


def files(policy: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in policy.rglob("*") if path.is_file()}


# Stamps


def test_an_edit_in_one_language_makes_the_others_stale_until_it_is_stamped(tmp_path: Path) -> None:
    policy = overlay(tmp_path)
    assert run(policy, "stamp", "message", "--by", "Kari Nordmann").returncode == 0
    lock = (policy / "translations.lock.yaml").read_text(encoding="utf-8")
    (line,) = [one for one in lock.splitlines() if one.startswith("  message/title: ")]
    assert line.endswith(" by Kari Nordmann")
    edit(policy, "nb: det du skriver til oss", "nb: det du sender oss")
    found = state(policy, "message/title")
    assert (found["state"], found["changed"], found["behind"]) == ("stale", ["nb"], ["da", "sv"])
    check = klar("check", "-C", policy, "--format", "json", "--rule", "translation-stale")
    (finding,) = json.loads(check.stdout)["findings"]
    assert finding["severity"] == "warning"
    place = Path(finding["path"]).read_text(encoding="utf-8").splitlines()[finding["line"] - 1]
    assert place.strip() == "da: det, du skriver til os"
    # "Reviewed, no change needed" is a stamp like any other.
    assert run(policy, "stamp", "message/title", "--by", "Ola").returncode == 0
    assert "message/title" not in run(policy, "status").stdout


def test_a_change_in_all_languages_asks_for_a_look_and_no_more(tmp_path: Path) -> None:
    policy = overlay(tmp_path)
    run(policy, "stamp", "message", "--by", "Kari")
    for before in ("nb: det du", "da: det, du", "sv: det du"):
        edit(policy, before, before.replace("det", "alt det"))
    assert state(policy, "message/title")["state"] == "changed"


def test_a_missing_language_cannot_be_stamped(tmp_path: Path) -> None:
    policy = overlay(tmp_path)
    edit(policy, "      sv: det du skriver till oss\n", "")
    assert state(policy, "message/title")["missing"] == ["sv"]
    done = run(policy, "stamp", "message/title", "--by", "Kari")
    assert done.returncode == 1
    assert "message/title lacks sv" in done.stderr
    assert not (policy / "translations.lock.yaml").exists()


def test_the_lock_has_a_sorted_line_for_each_text_and_the_same_bytes_again(tmp_path: Path) -> None:
    policy = overlay(tmp_path)
    run(policy, "stamp", "newsletter", "--by", "Kari")
    run(policy, "stamp", "message", "enquiries", "--by", "Ola")
    first = (policy / "translations.lock.yaml").read_bytes()
    lines = [one for one in first.decode().splitlines() if one.startswith("  ")]
    assert lines == sorted(lines)
    assert len(lines) > 15
    assert {line.rpartition(" by ")[2] for line in lines} == {"Kari", "Ola"}
    run(policy, "stamp", "message", "newsletter", "--by", "Somebody else")
    assert (policy / "translations.lock.yaml").read_bytes() == first


def test_stamps_of_two_branches_merge(tmp_path: Path) -> None:
    policy = overlay(tmp_path)
    run(policy, "stamp", "enquiries", "newsletter", "orders", "--by", "Kari")
    committed(tmp_path)
    for branch, text, route in (
        ("one", "enquiries", "enquiries/title"),
        ("two", "orders", "orders/title"),
    ):
        git(tmp_path, "switch", "--quiet", "--create", branch, "main")
        for language in ("nb", "da", "sv"):
            edit(policy, f"\n  {language}: ", f"\n  {language}: I ", f"activities/{text}.yaml")
        run(policy, "stamp", route, "--by", branch)
        committed(tmp_path)
    git(tmp_path, "merge", "--quiet", "--no-edit", "one")
    status = json.loads(run(policy, "status", "--format", "json").stdout)
    assert {one["state"] for one in status["states"]} == {"new"}


@pytest.mark.parametrize("name", ["Kari: Nordmann", 'Ola "O" #1', "Åse Ærlig", "{x}", "- a"])
def test_any_name_is_kept(tmp_path: Path, name: str) -> None:
    policy = overlay(tmp_path)
    assert run(policy, "stamp", "message", "--by", name).returncode == 0
    assert klar("check", "-C", policy, "--rule", "unknown-reference").returncode == 0
    documents = {one.path: one for one in read_tree(str(policy))}
    assert documents["translations.lock.yaml"].value["texts"]["message/title"].endswith(name)


def test_wrong_use_says_what_was_meant(tmp_path: Path) -> None:
    policy = overlay(tmp_path)
    done = run(policy, "stamp", "mesage", "--by", "Kari")
    assert done.returncode == 2
    assert "Did you mean 'message'?" in done.stderr
    assert run(policy, "stamp", "--by", "Kari").returncode == 2
    assert run(policy, "stamp", "message", "--by", "a\x1bb").returncode == 2


def test_nobody_can_stamp_everything_at_once(tmp_path: Path) -> None:
    policy = overlay(tmp_path)
    done = run(policy, "stamp", "message", "statement", "--by", "Kari")
    assert done.returncode == 2
    assert "name them" in done.stderr
    assert run(policy, "stamp", "statement/title", "--by", "Kari").returncode == 0
    assert run(policy, "stamp", "*", "--by", "Kari").returncode == 2


def test_the_stamp_of_a_text_that_is_gone_is_told_and_dropped(tmp_path: Path) -> None:
    policy = overlay(tmp_path)
    run(policy, "stamp", "statement/title", "--by", "Kari")
    edit(policy, "statement/title", "statement/name", "translations.lock.yaml")
    status = run(policy, "status").stdout
    assert status.endswith("gone with a stamp, which the next one drops (1)\n  statement/name\n")
    assert json.loads(run(policy, "status", "--format", "json").stdout)["gone"] == [
        "statement/name"
    ]
    done = run(policy, "stamp", "statement/title", "--by", "Kari")
    assert done.stderr == "Stamped 1 text; dropped 1 stamp of texts that are gone.\n"


def test_a_lock_that_cannot_be_read_loses_nothing(tmp_path: Path) -> None:
    policy = overlay(tmp_path)
    run(policy, "stamp", "message", "--by", "Kari")
    lock = policy / "translations.lock.yaml"
    broken = lock.read_text(encoding="utf-8") + "<<<<<<< HEAD\n"
    lock.write_text(broken, encoding="utf-8")
    done = run(policy, "stamp", "message", "--by", "Kari")
    assert done.returncode == 3
    assert "translations.lock.yaml" in done.stderr
    assert lock.read_text(encoding="utf-8") == broken


SPACES = st.sampled_from([" ", "\n", "  ", "\u00a0", "\u202f"])
QUOTES = st.sampled_from(list("\"'»«“”„’"))


@given(st.lists(st.sampled_from(["a", "b", "å"]), min_size=2, max_size=5), st.data())
def test_white_space_and_quotation_marks_make_nothing_stale(
    words: list[str], data: st.DataObject
) -> None:
    def spelt() -> str:
        parts = [f"{data.draw(QUOTES)}{word}{data.draw(SPACES)}" for word in words]
        return "".join(parts)

    assert checksum(spelt()) == checksum(spelt())
    assert checksum(" ".join(words)) != checksum(" ".join([*words, "c"]))


# Since a ref


def test_since_a_ref_shows_what_changed_and_who_has_not_followed(tmp_path: Path) -> None:
    home = tmp_path / "a folder with ø"
    policy = overlay(home / "sub")
    committed(home)
    edit(policy, "nb: det du skriver til oss", "nb: det du sender oss")
    found = state(policy, "message/title", "--since", "main")
    assert (found["changed"], found["behind"]) == (["nb"], ["da", "sv"])
    text = run(policy, "status", "--since", "HEAD").stdout
    assert "nb - det du skriver til oss" in text
    assert "nb + det du sender oss" in text
    git(home, "checkout", "--quiet", "--detach")
    assert run(policy, "status", "--since", "main").returncode == 0


@pytest.mark.parametrize("ref", ["nope", "-x", "", "main:sub", "HEAD~99"])
def test_a_ref_that_is_none_is_wrong_usage(tmp_path: Path, ref: str) -> None:
    policy = overlay(tmp_path)
    committed(tmp_path)
    done = run(policy, "status", f"--since={ref}")
    assert (done.returncode, done.stdout) == (2, "")


def test_without_a_repository_or_a_commit_there_is_a_clear_error(tmp_path: Path) -> None:
    policy = overlay(tmp_path)
    done = run(policy, "status", "--since", "main")
    assert done.returncode == 3
    assert "in no git repository" in done.stderr
    git(tmp_path, "init", "--quiet")
    done = run(policy, "status", "--since", "main")
    assert done.returncode == 2
    assert "no commits" in done.stderr


def test_a_shallow_clone_says_how_to_deepen_it(tmp_path: Path) -> None:
    policy = overlay(tmp_path / "origin")
    committed(tmp_path / "origin")
    edit(policy, "nb: navn", "nb: navnet")
    committed(tmp_path / "origin")
    origin = (tmp_path / "origin").as_uri()
    git(tmp_path, "clone", "--quiet", "--depth", "1", origin, "clone")
    done = run(tmp_path / "clone" / "policy", "status", "--since", "HEAD~1")
    assert done.returncode == 2
    assert "git fetch --unshallow" in done.stderr


def test_since_a_ref_tells_changes_and_nothing_that_was_so_before(tmp_path: Path) -> None:
    policy = overlay(tmp_path)
    edit(policy, "      sv: det du skriver till oss\n", "")
    committed(tmp_path)
    assert json.loads(run(policy, "status", "--format", "json", "--since", "HEAD").stdout) == {
        "format_version": 1,
        "languages": ["nb", "da", "sv"],
        "since": "HEAD",
        "texts": 106,
        "counts": {"missing": 0, "stale": 0, "changed": 0, "new": 0, "reviewed": 0},
        "states": [],
        "gone": [],
    }
    edit(policy, "da: det, du skriver til os", "da: det, du skriver til os\n      sv: det du")
    assert "new in sv" in run(policy, "status", "--since", "HEAD").stdout
    edit(policy, "  - id: message\n", "  - id: messages\n")
    done = run(policy, "status", "--since", "HEAD").stdout
    assert "a new text" in done
    assert done.endswith("gone (1)\n  message/title\n")


def test_a_policy_of_old_that_cannot_be_read_says_where(tmp_path: Path) -> None:
    policy = overlay(tmp_path)
    (policy / "terms.yaml").write_text("other: 1\n", encoding="utf-8")
    committed(tmp_path)
    (policy / "terms.yaml").unlink()
    done = run(policy, "status", "--since", "HEAD")
    assert done.returncode == 3
    assert "policy/terms.yaml:1:1: " in done.stderr


# Out and back


def test_what_needs_another_source_is_told(tmp_path: Path) -> None:
    policy = overlay(tmp_path)
    run(policy, "stamp", "message", "--by", "Kari")
    committed(tmp_path)
    edit(policy, "da: det, du skriver til os", "da: det, du sender os")
    done = run(policy, "export", "--to", "sv", "--since", "HEAD")
    assert "msgctxt" not in done.stdout
    assert done.stderr == "1 text more for sv, but not from nb: use --from da\n"


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no named pipes")
def test_the_file_may_be_a_link_or_a_pipe(tmp_path: Path) -> None:
    policy = overlay(tmp_path)
    expected = run(policy, "export", "--to", "sv", "--all").stdout
    (tmp_path / "link.po").symlink_to("real.po")
    run(policy, "export", "--to", "sv", "--all", "--out", "link.po")
    assert (tmp_path / "link.po").is_symlink()
    assert (tmp_path / "real.po").read_text(encoding="utf-8") == expected
    assert run(policy, "export", "--to", "sv", "--all", "--out", "/dev/stdout").stdout == expected
    assert Path("/dev/stdout").is_symlink()
    assert run(policy, "export", "--to", "sv", "--out", ".").returncode == 3


@pytest.mark.skipif(not shutil.which("msgfmt"), reason="gettext is not installed")
def test_gettext_finds_nothing_to_say(tmp_path: Path) -> None:
    policy = overlay(tmp_path)
    run(policy, "export", "--to", "sv", "--all", "--out", "sv.po")
    done = subprocess.run(
        ["msgfmt", "--check", "--output-file=/dev/null", "sv.po"],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")


def test_what_is_stale_goes_out_with_the_source_as_it_was(tmp_path: Path) -> None:
    policy = overlay(tmp_path)
    run(policy, "stamp", "message", "--by", "Kari")
    committed(tmp_path)
    edit(policy, "nb: det du skriver til oss", "nb: det du sender oss")
    run(policy, "export", "--to", "sv", "--from", "nb", "--since", "HEAD", "--out", "sv.po")
    (entry,) = polib.pofile(str(tmp_path / "sv.po"))
    assert (entry.msgctxt, entry.msgid) == ("message/title", "det du sender oss")
    assert entry.previous_msgid == "det du skriver til oss"
    assert entry.msgstr == "det du skriver till oss"
    assert entry.fuzzy
    assert entry.occurrences[0][0] == f"policy/{CATEGORIES}"
    assert entry.comment.startswith("What the page calls them")


def test_out_and_back_changes_no_byte(tmp_path: Path) -> None:
    policy = overlay(tmp_path)
    before = files(policy)
    assert run(policy, "export", "--to", "sv", "--all", "--out", "sv.po").returncode == 0
    first = (tmp_path / "sv.po").read_bytes()
    assert run(policy, "import", "sv.po").returncode == 0
    assert files(policy) == before
    run(policy, "export", "--to", "sv", "--all", "--out", "sv.po")
    assert (tmp_path / "sv.po").read_bytes() == first


def translated(policy: Path, **words: str) -> subprocess.CompletedProcess[str]:
    """Import a PO file in which the Swedish of some texts is another; `__` stands for `/`."""
    run(policy, "export", "--to", "sv", "--from", "nb", "--all", "--out", "sv.po")
    path = str(policy.parent / "sv.po")
    file = polib.pofile(path)
    for name, text in words.items():
        entry = next(one for one in file if one.msgctxt == name.replace("__", "/"))
        entry.msgstr = text
    file.save(path)
    return run(policy, "import", "sv.po")


def test_a_translation_comes_in_and_touches_nothing_else(tmp_path: Path) -> None:
    policy = overlay(tmp_path)
    before = (policy / CATEGORIES).read_text(encoding="utf-8")
    done = translated(policy, message__title="det som du skriver: till oss")
    assert done.stdout == "message/title\n"
    after = (policy / CATEGORIES).read_text(encoding="utf-8")
    assert after == before.replace(
        "sv: det du skriver till oss", 'sv: "det som du skriver: till oss"'
    )


def test_a_quotation_mark_or_a_no_break_space_comes_in_though_it_makes_nothing_stale(
    tmp_path: Path,
) -> None:
    policy = overlay(tmp_path)
    done = translated(policy, message__title=" det du skriver\u00a0till oss\n")
    assert done.stdout == "message/title\n"
    assert "sv: det du skriver\u00a0till oss\n" in (policy / CATEGORIES).read_text(encoding="utf-8")


@pytest.mark.parametrize("header", ["sv_SE", "sv-SE", "sv"])
def test_a_country_behind_the_language_is_no_other_language(tmp_path: Path, header: str) -> None:
    policy = overlay(tmp_path)
    run(policy, "export", "--to", "sv", "--all", "--out", "sv.po")
    text = (tmp_path / "sv.po").read_text(encoding="utf-8")
    (tmp_path / "sv.po").write_text(
        text.replace('"Language: sv', f'"Language: {header}'), encoding="utf-8"
    )
    assert run(policy, "import", "sv.po").returncode == 0


@pytest.mark.parametrize(
    ("source", "before", "words", "why"),
    [
        ("a [b](ref:c)", "x [y](ref:c)", "z", "lacks a link that the source has: ref:c"),
        ("a [b](ref:c)", "", "z", "lacks a link that the source has: ref:c"),
        ("a [b](ref:d)", "x [y](ref:c)", "z [y](ref:c)", "the source has not: ref:c"),
        ("a [b](https://b.no)", "x [y](https://b.se)", "z [y](https://b.se)", ""),
        ("a [b](https://b.no)", "x [y](https://b.se)", "z", "the source has: https://b.no"),
        ("a [b](https://b.no)", "", "z [y](https://b.se)", "the source has not: https://b.se"),
        ("a [b](ref:c), [d](ref:e)", "x [y](ref:c)", "[z](ref:e) [y](ref:c)", ""),
        ("a", "", "x\ty", "U+0009"),
    ],
)
def test_links_are_those_of_the_source(source: str, before: str, words: str, why: str) -> None:
    assert (why in unfit(words, source, before)) if why else unfit(words, source, before) == ""


@pytest.mark.parametrize(
    ("words", "why"),
    [
        ("det <b>du</b> skriver", "HTML"),
        ("[hit](https://evil.example)", "a link that the source has not"),
        ("[hit](javascript:alert)", "a link that the source has not"),
        ("det du\u202eskriver", "U+202E"),
        ("det `du` skriver", "code"),
        ("{{ det }}", "a template"),
    ],
)
def test_no_markup_comes_in(tmp_path: Path, words: str, why: str) -> None:
    policy = overlay(tmp_path)
    before = files(policy)
    done = translated(policy, message__title=words, name__title="namnet")
    assert done.returncode == 1
    assert why in done.stdout
    assert "message/title" in done.stdout
    assert files(policy) == before


def test_what_no_longer_matches_its_source_is_refused(tmp_path: Path) -> None:
    policy = overlay(tmp_path)
    run(policy, "export", "--to", "sv", "--from", "nb", "--all", "--out", "sv.po")
    edit(policy, "nb: det du skriver til oss", "nb: det du sender oss")
    before = files(policy)
    done = run(policy, "import", "sv.po")
    assert done.returncode == 1
    assert "message/title: the nb text has changed since the file was made" in done.stdout
    assert files(policy) == before


def test_what_is_fuzzy_or_empty_is_left_for_later(tmp_path: Path) -> None:
    policy = overlay(tmp_path)
    run(policy, "export", "--to", "sv", "--from", "nb", "--all", "--out", "sv.po")
    file = polib.pofile(str(tmp_path / "sv.po"))
    file[0].flags, file[0].msgstr, file[1].msgstr = ["fuzzy"], "annat", ""
    file.save(str(tmp_path / "sv.po"))
    before = files(policy)
    done = run(policy, "import", "sv.po")
    assert "fuzzy or empty: 2." in done.stderr
    assert files(policy) == before


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"no po file",
        b"\xff",
        b"#" * (MAX_BYTES + 1),
        b'msgid "a"\nmsgstr "b"\n',
        b'msgid ""\nmsgstr "\\n"\n',
    ],
)
def test_what_is_no_po_file_of_ours_is_refused(tmp_path: Path, content: bytes) -> None:
    policy = overlay(tmp_path)
    (tmp_path / "x.po").write_bytes(content)
    before = files(policy)
    done = run(policy, "import", "x.po")
    assert done.returncode == 3
    assert done.stderr.startswith("klar: x.po")
    assert "bug" not in done.stderr
    assert files(policy) == before


@pytest.mark.parametrize("start", [b"", codecs.BOM_UTF8], ids=["plain", "marked"])
@pytest.mark.parametrize("end", [b"\n", b"\r\n"], ids=["lf", "crlf"])
def test_files_of_windows_stay_what_they_are(tmp_path: Path, start: bytes, end: bytes) -> None:
    policy = overlay(tmp_path)
    path = policy / CATEGORIES
    path.write_bytes(start + path.read_bytes().replace(b"\n", end))
    before = path.read_bytes()
    words = "det du skriver " * 10
    assert translated(policy, message__title=words).returncode == 0
    folded = "\n".join(textwrap.wrap(words, 100, initial_indent=" " * 8, subsequent_indent=" " * 8))
    new = f"      sv: >-\n{folded}\n".encode().replace(b"\n", end)
    old = b"      sv: det du skriver till oss\n".replace(b"\n", end)
    assert path.read_bytes() == before.replace(old, new, 1)


def test_a_missing_language_comes_in_after_the_others(tmp_path: Path) -> None:
    policy = overlay(tmp_path)
    for path in policy.rglob("*.yaml"):
        lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
        path.write_text(
            "".join(one for one in lines if not one.strip().startswith("da: ")), encoding="utf-8"
        )
    run(policy, "export", "--to", "da", "--from", "nb", "--out", "da.po")
    file = polib.pofile(str(tmp_path / "da.po"))
    assert len(file) > 50
    for entry in file:
        assert entry.msgstr == ""
        entry.msgstr = f"{entry.msgid}"
    file.save(str(tmp_path / "da.po"))
    assert run(policy, "import", "da.po").returncode == 0
    check = klar("check", "-C", policy, "--rule", "text-missing-language")
    assert check.returncode == 0
    lines = (policy / CATEGORIES).read_text(encoding="utf-8").splitlines()
    keys = [line.split(":")[0].strip() for line in lines if line.startswith("      ")]
    assert keys[:3] == ["nb", "da", "sv"]


# Texts in place

WORDS = st.text(
    st.characters(codec="utf-8", exclude_categories=["Cs", "Cc", "Cf", "Zl", "Zp", "Co", "Cn"])
    | st.just("\n"),
    min_size=1,
    max_size=300,
).filter(lambda words: words.strip() and not FORBIDDEN.search(words))
SOURCES = (
    "# first\ntext: {da: en, sv: två}  # here\nother: 1\n",
    "# first\ntext:\n  da: en\n  sv: två  # here\n# after\nother: 1\n",
    "text:\n  da: >-\n    en lang\n    tekst\n\n  sv: |\n    två\n    rader\n\nother: 1\n",
    "list:\n  - text:\n      da: 'en'\n      sv: \"två\"\n  # between\n  - other: 1\n",
    'text:\n  da: "en\n    lang"\n  sv: "två\n    rader"  # here\nother: 1\n',
    "text:\n  da: en\n  sv: >-  # here\n    två\n    rader\n# after\n\nother: 1\n",
    "---\ntext:\n  da:\n    en\n  sv: två\n    rader  # here\nother: 1\n...\n",
    "text: {da: en,\n  sv: två,\n  }  # here\nother: 1\n",
    "other: 1\ntext:\n  da: en\n  sv: >-\n    två\n    rader",
)


@given(WORDS, WORDS, st.booleans())
def test_any_text_goes_out_and_comes_back(source: str, target: str, stale: bool) -> None:
    text = Text("some/text", {"nb": source, "sv": target})
    policy = SMALL._replace(texts=(text,))
    content = written(policy, [Unit(text, None, "", stale, target)], "nb", "sv", str)
    assert "\r" not in content
    back = parsed(content, policy)
    assert (back.same, back.unfinished, back.changed, back.refused) == (not stale, stale, (), ())
    if not stale:
        other = policy._replace(texts=(Text("some/text", {"nb": source}),))
        (taken,) = parsed(content, other).changed or parsed(content, other).refused
        if isinstance(taken, Translation):
            assert taken.words in (target, target.strip())


def test_either_all_files_are_written_or_none(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "a").write_bytes(b"old a")
    replace = os.replace

    def interrupted(source: str, target: str) -> None:
        if target.endswith("c"):
            raise KeyboardInterrupt
        replace(source, target)

    monkeypatch.setattr(os, "replace", interrupted)
    with pytest.raises(KeyboardInterrupt):
        rewrite(str(tmp_path), {"a": b"new a", "b": b"new b", "c": b"new c"})
    assert files(tmp_path) == {"a": b"old a"}
    with pytest.raises(OSError, match="no/such"):
        rewrite(str(tmp_path), {"a": b"new a", "no/such/d": b"new d"})
    assert files(tmp_path) == {"a": b"old a"}
    rewrite(str(tmp_path), {"a": b"new a", "b": b"new b"})
    assert files(tmp_path) == {"a": b"new a", "b": b"new b"}


@given(st.sampled_from(SOURCES), st.sampled_from(["da", "nb", "sv", "xx"]), WORDS)
@example("text:\n  da: en\n  sv: >-\n    två\n    rader", "sv", "0\n")
def test_any_text_goes_in_and_everything_else_stays(source: str, language: str, words: str) -> None:
    document = read("a.yaml", source.encode())
    path = ("list", 0, "text") if "list" in document.value else ("text",)
    text = edited(document, [Change(path, language, words)], ("da", "nb", "sv"))
    again = read("a.yaml", text.encode())
    assert again.problems == ()
    value = again.value["list"][0]["text"] if "list" in again.value else again.value["text"]
    assert value[language] == words
    for line in source.splitlines():
        if line.startswith(("#", "other", "  #", "  - other")):
            assert line in text.splitlines()
    assert ("# here" in text) == ("# here" in source)
