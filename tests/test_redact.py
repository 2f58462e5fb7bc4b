"""`klar redact`: the words go in every form, it shows that they did, and nothing else goes."""

from __future__ import annotations

import html
import json
import re
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from checker.engine import compile_documents
from checker.versions.frozen import Release, frozen_documents, frozen_files, policy_of
from checker.versions.redact import RedactionError, redact
from tests.policies import overlay
from tests.releases import files_in, history, problems, release, set_version
from tests.running import klar

BY = ("--by", "Ola Hansen", "--reason", "Sletting, sak 2026/17", "--on", "2026-04-01")
NAME = "Jørgen O'Neill-Åse"
MAIL = "jorgen_o.neill@example.com"
PHONE = "+47 22 33 44 55"


def with_officer(tmp_path: Path) -> Path:
    """A policy that names a person wherever it can: in names, texts, addresses and ids."""
    policy = overlay(tmp_path)
    organisation = policy / "organisation.yaml"
    text = organisation.read_text("utf-8")
    text = text.replace("address: dpo@example.com", f"address: {MAIL}")
    text = text.replace("channels: [dpo-email]", "channels: [dpo-email, jorgen-o-neill-ase]")
    phone = f'  - id: jorgen-o-neill-ase\n    kind: phone\n    address: "{PHONE}"\n'
    text = text.replace("  - id: unsubscribe\n", f"{phone}  - id: unsubscribe\n")
    for language, words in {
        "nb": f"{NAME}s kontor er i 2. etasje. Skriv til *Jørgen\n        O'Neill-Åse*.",
        "da": f"[{NAME}](mailto:{MAIL}) svarer (tel:+4722334455 eller 22334455).",
        "sv": f"{NAME.upper()} svarar på https://example.com/J%C3%B8rgen%20O'Neill-%C3%85se.",
    }.items():
        start = f"      {language}: "
        lines = text.split("\n")
        told = ("ombud", "Databeskyttelsesrådgiveren")
        at = max(
            number
            for number, line in enumerate(lines)
            if line.startswith(start) and any(word in line for word in told)
        )
        lines[at] = f'{start}"{words}"'
        text = "\n".join(lines)
    organisation.write_text(text, "utf-8")
    release(policy)
    return policy


def said(release_: Release) -> dict[str, str]:
    """Everything that the files of a release say, however it is written there."""
    folder = Path(release_.folder)
    forms = {}
    for path, data in files_in(folder).items():
        text = data.decode()
        plain = re.sub(r"<[^>]*>", "", text) + text
        forms[path] = unquote(html.unescape(plain)).replace("\\", "").casefold()
    return forms


@pytest.fixture(scope="module")
def named(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Not to be changed."""
    return with_officer(tmp_path_factory.mktemp("named"))


def test_words_go_in_every_form(tmp_path: Path) -> None:
    policy = with_officer(tmp_path)
    (one,) = history(policy).releases
    before = said(one)
    assert all("neill" in before[path] for path in before if path.endswith(("html", "md")))
    assert all("22334455" in before[path] for path in before if path.endswith(("html", "md")))
    run = klar("redact", "1.0.0", NAME, MAIL, PHONE, "22334455", *BY, "-C", policy)
    assert run.returncode == 0, run.stderr
    assert run.stderr == "Earlier commits of git still hold the words.\n"
    assert problems(policy) == []
    (one,) = history(policy).releases
    for path, text in said(one).items():
        squeezed = re.sub(r"[\s()*-]", "", text)
        for word in ("neill", "jorgen", "jørgen", "22334455"):
            assert word not in squeezed, (path, word)
    pages = frozen_files(one)
    page = pages["nb/statement.html"].decode()
    assert "[…]s kontor er i 2. etasje. Skriv til <em>[…]</em>." in page
    assert '<a href="mailto:%5B%E2%80%A6%5D">' in page
    assert '<a href="tel:%5B%E2%80%A6%5D">' in page
    assert "[…]s kontor er i 2. etasje" in pages["nb/statement.md"].decode()
    source = {document.path: document.value for document in frozen_documents(one)}
    channels = {it["id"]: it.get("address") for it in source["organisation.yaml"]["channels"]}
    assert channels["dpo-email"] == channels["redacted"] == "[…]"
    # Ids go on leading where they led.
    assert 'id="redacted"' in page
    assert source["organisation.yaml"]["officers"][0]["channels"] == ["dpo-email", "redacted"]
    policy_of(one)
    rules = {f.rule.id for f in compile_documents(frozen_documents(one)).findings}
    assert rules <= {"invalid-value", "text-with-markup", "format-not-of-the-language"}


def test_the_manifest_goes_on_telling_the_truth(tmp_path: Path) -> None:
    policy = with_officer(tmp_path)
    assert klar("redact", "1.0.0", MAIL, *BY, "-C", policy).returncode == 0
    (one,) = history(policy).releases
    manifest = json.loads(frozen_files(one)["manifest.json"])
    hashes = {
        file["path"]: file["sha256"]
        for files in (manifest["files"], *(it["files"] for it in manifest["languages"]))
        for file in files
    }
    assert len(hashes) == 13
    assert hashes.items() <= one.hashes.items()


def test_what_is_recorded_holds_no_words_and_follows(tmp_path: Path) -> None:
    policy = with_officer(tmp_path)
    released = history(policy).releases[0].record["files"]
    assert klar("redact", "1.0.0", MAIL, *BY, "-C", policy).returncode == 0
    assert klar("redact", "1.0.0", NAME, *BY, "-C", policy).returncode == 0
    (one,) = history(policy).releases
    first, second = one.redactions
    assert (first.date, first.by, first.reason) == (
        "2026-04-01",
        "Ola Hansen",
        "Sletting, sak 2026/17",
    )
    for path, (before, after) in first.files.items():
        assert before == released[path] != after
        assert path not in second.files or second.files[path][0] == after
    assert "statement.css" not in first.files
    recorded = (Path(one.folder) / "redactions.json").read_text("utf-8")
    assert "neill" not in recorded.casefold()
    assert json.loads((Path(one.folder) / "release.json").read_bytes())["files"] == released
    shown = klar("history", "-C", policy)
    assert shown.returncode == 0
    lines = shown.stdout.splitlines()
    files = len(first.files)
    assert lines[1] == (
        f"  redacted 2026-04-01 in {files} files, by Ola Hansen: Sletting, sak 2026/17"
    )
    assert lines[1:3] == [lines[1]] * 2


def test_the_chain_goes_on(tmp_path: Path) -> None:
    policy = with_officer(tmp_path)
    release(policy, "1.1.0", day="2026-03-01")
    assert klar("redact", "1.0.0", MAIL, *BY, "-C", policy).returncode == 0
    assert problems(policy) == []
    set_version(policy, "1.2.0", "2026-04-02")
    assert klar("release", "-C", policy).returncode == 0
    assert klar("redact", "1.1.0", MAIL, *BY, "-C", policy).returncode == 0
    assert problems(policy) == []
    assert [len(one.redactions) for one in history(policy).releases] == [1, 1, 0]


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["Ann"], "Words of fewer than 4 characters would take others with them"),
        (["  a  b  "], "Words of fewer than 4 characters would take others with them"),
        (["Nobody Here"], "The words stand nowhere in 1.0.0."),
        ([MAIL, "Nobody"], "The words given as number 2 stand nowhere in 1.0.0."),
        (["title"], "The words stand nowhere in 1.0.0."),
        (["contact"], "places of 1.0.0: without them the statement itself would go"),
        (["post"], "Without the words the source could not be read"),
        (["No", MAIL], "Words of fewer than 4 characters"),
        (["privacy-statement"], "release.json as well"),
    ],
)
def test_what_is_refused(words: list[str], message: str, named: Path) -> None:
    before = files_in(named)
    run = klar("redact", "1.0.0", *words, *BY, "-C", named)
    assert run.returncode == 2, run.stdout
    assert message in " ".join(run.stderr.split())
    assert run.stdout == ""
    assert files_in(named) == before


def test_who_redacts_does_not_record_the_words(named: Path) -> None:
    reason = ("--by", "x", "--reason", f"{MAIL} asks")
    run = klar("redact", "1.0.0", MAIL, *reason, "-C", named)
    assert run.returncode == 2
    assert "must not hold the words themselves" in run.stderr
    assert MAIL not in run.stderr


def test_what_is_asked_of_no_release(named: Path, tmp_path: Path) -> None:
    run = klar("redact", "1.0.1", MAIL, *BY, "-C", named)
    assert run.returncode == 2
    assert "'1.0.1' is not released. Did you mean '1.0.0'?" in run.stderr
    empty = overlay(tmp_path)
    run = klar("redact", "1.0.0", MAIL, *BY, "-C", empty)
    assert (run.returncode, run.stderr) == (3, f"klar: {empty} has no releases\n")
    assert not (empty / "releases").exists()
    run = klar("redact", "1.0.0", MAIL, "--by", " ", "--reason", "x", "-C", named)
    assert run.returncode == 2


def test_it_is_said_which_other_releases_have_the_words(tmp_path: Path) -> None:
    policy = with_officer(tmp_path)
    release(policy, "1.1.0", day="2026-02-01")
    organisation = policy / "organisation.yaml"
    organisation.write_text(organisation.read_text("utf-8").replace(MAIL, "dpo@example.com"))
    release(policy, "1.2.0", day="2026-03-01")
    run = klar("redact", "1.0.0", MAIL, *BY, "-C", policy)
    assert run.returncode == 0, run.stderr
    assert run.stderr.startswith("The words also stand in 1.1.0.\n")
    run = klar("redact", "1.1.0", NAME, *BY, "-C", policy)
    assert run.stderr.startswith("The words also stand in 1.0.0, 1.2.0.\n")


def test_only_these_words_go(tmp_path: Path) -> None:
    policy = with_officer(tmp_path)
    organisation = policy / "organisation.yaml"
    text = organisation.read_text("utf-8")
    organisation.write_text(
        text.replace("2. etasje", "Karinas etasje, bak Oskari, Kari-Anne og Kari"), "utf-8"
    )
    set_version(policy, "1.1.0", "2026-02-01")
    release(policy)
    assert klar("redact", "1.1.0", "Kari", *BY, "-C", policy).returncode == 0
    page = frozen_files(history(policy).releases[1])["nb/statement.html"].decode()
    assert "kontor er i Karinas etasje, bak Oskari, […]-Anne og […]." in page
    # What stands in classes, tags and fields of the structure is none of it.
    assert (
        '<div class="klar"'
        in frozen_files(history(policy).releases[1])["nb/statement.fragment.html"].decode()
    )


def test_words_that_markup_parts_are_given_in_parts(tmp_path: Path) -> None:
    policy = with_officer(tmp_path)
    organisation = policy / "organisation.yaml"
    text = organisation.read_text("utf-8")
    organisation.write_text(text.replace("2. etasje", "**Ka**rianne Eide sin etasje"), "utf-8")
    set_version(policy, "1.1.0", "2026-02-01")
    release(policy)
    before = files_in(policy)
    run = klar("redact", "1.1.0", "Karianne Eide", *BY, "-C", policy)
    assert run.returncode == 2
    assert "The words are parted by emphasis or a link: give each part" in run.stderr
    assert files_in(policy) == before
    assert klar("redact", "1.1.0", "rianne Eide", *BY, "-C", policy).returncode == 0


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=25)
@given(st.data())
def test_any_words_of_the_source_go_from_every_file(named: Path, data: st.DataObject) -> None:
    """Or it is refused; never half of it, and the source can still be read."""
    (one,) = history(named).releases
    texts = [text for text in _texts([it.value for it in frozen_documents(one)]) if " " in text]
    words = data.draw(st.sampled_from(texts)).split()
    start = data.draw(st.integers(0, len(words) - 1))
    phrase = " ".join(words[start : start + data.draw(st.integers(1, 3))])
    try:
        files = redact(one, [phrase], "x", "y", "2026-04-01").files
    except RedactionError:
        return
    for path, content in files.items():
        if path.endswith(("html", "md", "source.json")):
            text = html.unescape(re.sub(r"<[^>]*>", "", content.decode()))
            text = re.sub(r"[\\\s]+", " ", text)
            assert not re.search(rf"(?<!\w){re.escape(phrase)}(?!\w)", text), path
    assert json.loads(files["source.json"]).keys() == {it.path for it in frozen_documents(one)}


def _texts(value: Any) -> list[str]:
    if isinstance(value, str):
        return [value]
    inner = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return [text for one in inner for text in _texts(one)]


def test_a_redacted_release_can_still_be_compared(tmp_path: Path) -> None:
    policy = with_officer(tmp_path)
    run = klar("redact", "1.0.0", MAIL, PHONE, *BY, "-C", policy)
    assert run.returncode == 0, run.stderr
    for command in (("diff",), ("diff", "--format", "html"), ("notice",), ("review",)):
        name, *options = command
        run = klar(name, "1.0.0", *options, "-C", policy)
        assert run.returncode == 0, run.stderr
    # The policy is as it was: what was taken out of the release is no change.
    assert "Nothing has changed in meaning" in klar("diff", "1.0.0", "-C", policy).stdout


def test_words_that_are_emphasis_are_sought_without_its_signs(tmp_path: Path) -> None:
    policy = with_officer(tmp_path)
    organisation = policy / "organisation.yaml"
    text = organisation.read_text("utf-8")
    organisation.write_text(text.replace("2. etasje", "hos Kari *Eide* Moe"), "utf-8")
    set_version(policy, "1.1.0", "2026-02-01")
    release(policy)
    run = klar("redact", "1.1.0", "Kari *Eide* Moe", *BY, "-C", policy)
    assert run.returncode == 2
    assert "the words are parted by emphasis or a link" in run.stderr
