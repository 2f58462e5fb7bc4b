"""`klar diff`: between directories, git refs and releases, in every format and language."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from tests.changing import Values, changed, item
from tests.policies import STARTER
from tests.repositories import committed, git
from tests.running import ROOT, klar

EXAMPLE = ROOT / "tests/example"
SCHEMA = json.loads((ROOT / "tests/diff-output.schema.json").read_text(encoding="utf-8"))


def edited(values: Values) -> None:
    """A longer period, a purpose more, a right harder to use, a translation, a typing error."""
    offers = values["activities/customer-offers"]
    item(offers["retention"], "after-the-last-purchase")["period"] = "P5Y"
    offers["purposes"].append(
        {
            "id": "statistics",
            "text": {
                "da": "at føre statistik",
                "nb": "å føre statistikk",
                "sv": "att föra statistik",
            },
        }
    )
    item(values["rights"]["rights"], "object")["channels"].remove("unsubscribe")
    values["activities/newsletter"]["title"]["sv"] = "Nyhetsbrevet"
    values["activities/newsletter"].pop("claims")
    values["statement"].update(version="3.0.0", last_updated="2027-01-01")


@pytest.fixture(scope="module")
def versions(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A repository with the example at the tag v2.1.0, and edited after it."""
    folder = tmp_path_factory.mktemp("diff") / "Ærlig tale"
    folder.mkdir()
    policy = folder / "privacy_policy"
    changed(EXAMPLE, policy)
    committed(folder)
    git(folder, "tag", "v2.1.0")
    changed(EXAMPLE, policy, edited)
    committed(folder)
    return folder


def report(versions: Path, *arguments: str) -> Any:
    run = klar("diff", *arguments, "--format", "json", cwd=versions)
    assert run.returncode == 0, run.stderr
    data = json.loads(run.stdout)
    jsonschema.validate(data, SCHEMA, format_checker=jsonschema.FormatChecker())
    return data


def test_what_changed_since_a_ref(versions: Path) -> None:
    data = report(versions, "v2.1.0")
    assert data["level"] == "material"
    assert (data["before"]["version"], data["after"]["version"]) == ("2.1.0", "3.0.0")
    by_kind = {one["kind"]: one for one in data["changes"]}
    assert by_kind.keys() == {
        "retention-longer",
        "purpose-added",
        "right-harder",
        "translation-edited",
        "claim-withdrawn",
    }
    longer = by_kind["retention-longer"]
    assert (longer["before"], longer["after"]) == ("P2Y", "P5Y")
    assert (longer["subjects"], longer["markets"]) == (["customers"], [])
    assert longer["anchor"] == "customer-offers--retention--after-the-last-purchase"
    file = versions / longer["path"]
    assert "period: P5Y" in file.read_text(encoding="utf-8").splitlines()[longer["line"] - 1]
    assert by_kind["translation-edited"]["languages"] == ["sv"]
    # What is gone has no place in the files as they are.
    assert by_kind["claim-withdrawn"]["gone"]
    assert by_kind["claim-withdrawn"]["path"] is None
    assert by_kind["right-harder"]["before"] == ["unsubscribe"]


def test_refs_directories_and_the_policy_itself_compare_alike(
    versions: Path, tmp_path: Path
) -> None:
    before = changed(EXAMPLE, tmp_path / "before")
    since_ref = report(versions, "v2.1.0")["changes"]
    both_refs = report(versions, "v2.1.0", "main")["changes"]
    directories = report(versions, str(before), "privacy_policy")["changes"]

    def bare(changes: Any) -> Any:
        places = ("path", "line", "column")
        return [{key: one[key] for key in one if key not in places} for one in changes]

    assert bare(since_ref) == bare(both_refs) == bare(directories)
    assert report(versions, "main")["changes"] == []
    assert report(versions, "main", "main")["level"] == "none"


def test_a_release_is_named_by_its_version(tmp_path: Path) -> None:
    policy = changed(EXAMPLE, tmp_path / "privacy_policy")
    assert klar("release", cwd=tmp_path).returncode == 0
    file = policy / "activities/customer-offers.yaml"
    file.write_text(file.read_text(encoding="utf-8").replace("P2Y", "P1Y"), encoding="utf-8")
    data = report(tmp_path, "2.1.0")
    assert [one["kind"] for one in data["changes"]] == ["retention-shorter"]
    assert report(tmp_path, "2.1.0", "2.1.0")["changes"] == []


LANGUAGES = ("en", "da", "nb", "sv")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("form", ["text", "markdown"])
def test_it_is_told_in_plain_words(versions: Path, language: str, form: str) -> None:
    run = klar("diff", "v2.1.0", "--lang", language, "--format", form, cwd=versions)
    assert run.returncode == 0, run.stderr
    words = {
        "en": ("5 years", "2 years"),
        "da": ("5 år", "2 år"),
        "nb": ("5 år", "2 år"),
        "sv": ("5 år", "2 år"),
    }[language]
    said = " ".join(run.stdout.split())
    for one in words:
        assert one in said
    statistics = {"sv": "att föra statistik", "nb": "å føre statistikk"}.get(
        language, "at føre statistik"
    )
    assert statistics in said.lower()
    # Nothing in it is a code, but for ids and routes.
    assert "P5Y" not in said
    assert "retention-longer" not in said


def test_the_languages_are_those_of_the_statement_and_english(versions: Path) -> None:
    run = klar("diff", "v2.1.0", "--lang", "fi", cwd=versions)
    assert run.returncode == 2
    assert "da, nb, sv, en" in run.stderr
    run = klar("diff", "v2.1.0", "--lang", "en", "--format", "html", cwd=versions)
    assert run.returncode == 2


def test_text_is_as_wide_as_the_terminal(versions: Path) -> None:
    run = klar("diff", "v2.1.0", cwd=versions, COLUMNS="60")
    # A place is never broken: it is copied from here.
    assert [one for one in run.stdout.splitlines() if len(one) > 60 and ".yaml:" not in one] == []
    assert "\x1b" not in run.stdout
    assert "\x1b[" in klar("diff", "v2.1.0", "--color", "always", cwd=versions).stdout


@pytest.mark.parametrize("language", ["da", "nb", "sv"])
def test_the_page_with_what_came_and_went(versions: Path, language: str) -> None:
    run = klar("diff", "v2.1.0", "--format", "html", "--lang", language, cwd=versions)
    assert run.returncode == 0, run.stderr
    assert f'<html lang="{language}"' in run.stdout
    bare = re.sub(r'<span class="spoken">[^<]*</span>', "", run.stdout)
    assert re.search(r"<del>2.år</del><ins>5.år</ins>", bare)
    assert "<script" not in run.stdout


def test_nothing_has_changed(versions: Path) -> None:
    run = klar("diff", "main", cwd=versions)
    assert run.returncode == 0
    assert "Nothing has changed in meaning" in run.stdout


@pytest.mark.parametrize("ref", ["no-such-ref", "--help-me", "v2.1.0:x", "a" * 300, "main..v2.1.0"])
def test_a_name_that_stands_for_nothing_is_wrong_usage(versions: Path, ref: str) -> None:
    run = klar("diff", "--", ref, cwd=versions)
    assert run.returncode == 2
    assert "Traceback" not in run.stderr
    assert run.stdout == ""


def test_outside_a_repository_a_name_must_be_a_directory(tmp_path: Path) -> None:
    changed(STARTER, tmp_path / "privacy_policy")
    run = klar("diff", "main", cwd=tmp_path, GIT_CEILING_DIRECTORIES=str(tmp_path.parent))
    assert run.returncode == 3
    assert run.stderr.startswith("klar: 'main' is no directory, and ")


def test_a_policy_that_cannot_be_read_is_not_compared(versions: Path, tmp_path: Path) -> None:
    broken = changed(EXAMPLE, tmp_path / "broken")
    (broken / "terms.yaml").write_text("terms: [", encoding="utf-8")
    run = klar("diff", "v2.1.0", broken, cwd=versions)
    assert run.returncode == 3
    assert "terms.yaml:" in run.stderr
    run = klar("diff", broken, cwd=versions)
    assert run.returncode == 3


ATTACK = "\x1b[31m <b onclick=x>@everyone</b> [x](javascript:1) ::error::x {what} | `x`"


def test_nothing_from_data_is_markup_or_steers_a_terminal(versions: Path, tmp_path: Path) -> None:
    def attack(values: Values) -> None:
        words = ATTACK.replace("\x1b", "")
        values["activities/customer-offers"]["purposes"].append(
            {"id": "attack", "text": {"da": words, "nb": words, "sv": words}}
        )

    after = changed(EXAMPLE, tmp_path / "after", attack)
    text = klar("diff", "v2.1.0", after, cwd=versions).stdout
    assert "\x1b" not in text
    marked = klar("diff", "v2.1.0", after, "--format", "markdown", cwd=versions).stdout
    assert r"\<b onclick" in marked
    assert r"\@<!-- -->everyone" in marked
    page = klar("diff", "v2.1.0", after, "--format", "html", "--lang", "da", cwd=versions).stdout
    assert "<b onclick" not in page
    assert "javascript:1" not in page.replace("](javascript:1)", "")
