"""A new language is data: a phrases file, a folder of language files, and the texts. No code.

The language is made up: Norwegian in Greek letters, under the code zz. babel does not know it, as
it does not know Kven or Meänkieli; whatever on its page is not of it is in Latin letters.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from html.parser import HTMLParser
from importlib import import_module
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from tests.policies import STARTER
from tests.running import ROOT, TODAY

CODE = "zz"
_GREEK = str.maketrans("abcdefghijklmnopqrstuvwxyzæøå", "αβψδεφγηιξκλμνοπχρστθωςχυζάόέ")
_GREEK_CAPITALS = str.maketrans("ABCDEFGHIJKLMNOPQRSTUVWXYZÆØÅ", "ΑΒΨΔΕΦΓΗΙΞΚΛΜΝΟΠΧΡΣΤΘΩΣΧΥΖΆΌΈ")
_LATIN = re.compile(r"[A-Za-zÀ-ÖØ-öø-ÿ]+")
_KEPT = re.compile(r"(\{[a-z_]+\}|\]\([^)]*\))")
"""What no language changes: the fields of phrases, and where links lead."""


def zz(norwegian: str) -> str:
    """The made-up language's words for Norwegian ones."""
    parts = _KEPT.split(norwegian)
    return "".join(
        part if at % 2 else part.translate(_GREEK).translate(_GREEK_CAPITALS)
        for at, part in enumerate(parts)
    )


_LANGUAGES = (("da", "dansk"), ("nb", "norsk"), ("sv", "svensk"))


def phrases(direction: str = "ltr") -> str:
    """The phrases file: a linguist's work, and what babel does not know."""
    norwegian = (ROOT / "docs_templates/phrases/nb.yaml").read_text(encoding="utf-8")
    lines = [
        re.sub(r': "(.*)"$', lambda found: f': "{zz(found[1])}"', line)
        for line in norwegian.splitlines()
    ]
    months = "januar februar mars april mai juni juli august september oktober november desember"
    english = (
        "january february march april may june july august september october november december"
    )
    countries = {
        "DK": "Danmark",
        "NO": "Norge",
        "SE": "Sverige",
        "AU": "Australia",
        "FI": "Finland",
    }
    lines += [
        "locale:",
        f'  name: "{zz("zettisk")}"',
        f"  direction: {direction}",
        "  list:",
        f'    two: "{{a}} {zz("og")} {{b}}"',
        '    between: "{a}· {b}"',
        f'    last: "{{a}}· {zz("og")} {{b}}"',
        '  date: "{year}: {month} {day}"',
        '  plural: { one: "n is 1" }',
        "  month:",
        *(
            f'    {name}: "{zz(month)}"'
            for name, month in zip(english.split(), months.split(), strict=True)
        ),
        "  country:",
        *(f'    {code}: "{zz(name)}"' for code, name in countries.items()),
        "  language:",
        *(f'    {code}: "{zz(name)}"' for code, name in _LANGUAGES),
    ]
    return "\n".join(lines) + "\n"


PLAIN = f"""\
abbreviations: [{zz("bl.a")}]
closing: [{zz("osv")}]
bands:
  - {{ to: 40, label: {zz("lett")} }}
  - {{ label: {zz("tung")} }}
limits: {{ statement: 45, statement-warning: 55, section: 60, sentence: 12 }}
least: {{ section: 100, text: 20 }}
"""
VAGUE = f"vague:\n  hedge: [{zz('kanskje')}]\n"


class Copy(NamedTuple):
    """A copy of klar with the language in it, and a policy beside it."""

    folder: Path

    @property
    def policy(self) -> Path:
        """The policy directory."""
        return self.folder / "privacy_policy"

    def klar(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        """Run the copy in its folder."""
        return self.python("-m", "checker", *arguments)

    def python(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        """Run Python with the copy and nothing else of klar's."""
        kept = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
        return subprocess.run(
            [sys.executable, *arguments],
            cwd=self.folder,
            env={**kept, "PYTHONPATH": str(self.folder), "COLUMNS": "100"},
            capture_output=True,
            encoding="utf-8",
            timeout=120,
            check=False,
        )

    def page(self) -> str:
        """Render, and give the page in the language."""
        run = self.klar("render", "--out", "dist")
        assert run.returncode == 0, run.stdout + run.stderr
        return (self.folder / f"dist/{CODE}/statement.html").read_text(encoding="utf-8")


def files(folder: Path) -> dict[str, str]:
    """The hash of each file of klar's in a folder."""
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for part in ("checker", "schemas", "docs_templates")
        for path in sorted((folder / part).rglob("*"))
        if path.is_file() and "__pycache__" not in path.parts
    }


def copied(folder: Path) -> Copy:
    """A copy of klar, and of the starter as a policy that lists the language."""
    for part in ("checker", "schemas", "docs_templates"):
        shutil.copytree(ROOT / part, folder / part)
    shutil.copytree(STARTER, folder / "privacy_policy")
    statement = folder / "privacy_policy/statement.yaml"
    text = statement.read_text(encoding="utf-8")
    assert "languages: [nb, da, sv]" in text
    statement.write_text(text.replace("[nb, da, sv]", f"[nb, da, sv, {CODE}]"), encoding="utf-8")
    return Copy(folder)


def add_language(copy: Copy) -> None:
    """All that a new language takes, but for the texts."""
    (copy.folder / f"docs_templates/phrases/{CODE}.yaml").write_text(phrases(), encoding="utf-8")
    own = copy.folder / "checker/languages" / CODE
    own.mkdir()
    (own / "plain.yaml").write_text(PLAIN, encoding="utf-8")
    (own / "phrases.yaml").write_text(VAGUE, encoding="utf-8")


def write_texts(copy: Copy) -> None:
    """Write the texts as an editor does: a line after the Norwegian one."""
    for path in copy.policy.rglob("*.yaml"):
        lines = path.read_text(encoding="utf-8").split("\n")
        written: list[str] = []
        for line in lines:
            written.append(line)
            found = re.fullmatch(r'( *)nb: ("?)(.*)\2', line)
            if found:
                words = json.loads(f'"{found[3]}"') if found[2] else found[3]
                written.append(f"{found[1]}{CODE}: {json.dumps(zz(words), ensure_ascii=False)}")
        path.write_text("\n".join(written), encoding="utf-8")


def import_texts(copy: Copy) -> None:
    """Have the texts translated: exported as a PO file, filled in, and imported."""
    polib: Any = import_module("polib")
    run = copy.klar("translations", "export", "--to", CODE, "--all", "--out", "zz.po")
    assert run.returncode == 0, run.stderr
    catalogue = polib.pofile(str(copy.folder / "zz.po"))
    assert len(catalogue) > 100
    for entry in catalogue:
        assert not entry.msgstr
        entry.msgstr = zz(entry.msgid)
    catalogue.save()
    run = copy.klar("translations", "import", "zz.po")
    assert run.returncode == 0, run.stdout + run.stderr


@pytest.fixture(
    scope="module",
    params=[write_texts, import_texts],
    ids=["texts written", "texts from a PO file"],
)
def copy(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Copy:
    """A copy of klar with the language, and a policy with its texts."""
    made = copied(tmp_path_factory.mktemp("klar"))
    add_language(made)
    add_texts: Callable[[Copy], None] = request.param
    add_texts(made)
    return made


def test_no_code_is_touched(copy: Copy) -> None:
    before, after = files(ROOT), files(copy.folder)
    assert {path for path in after if after[path] != before.get(path)} == {
        f"docs_templates/phrases/{CODE}.yaml",
        f"checker/languages/{CODE}/plain.yaml",
        f"checker/languages/{CODE}/phrases.yaml",
    }
    assert not before.keys() - after.keys()
    imported = copy.python("-c", "import checker; print(checker.__file__)").stdout.strip()
    assert Path(imported) == copy.folder / "checker/__init__.py"


def test_the_policy_has_no_findings_but_those_of_the_languages_own_data(copy: Copy) -> None:
    run = copy.klar("check", "--as-of", TODAY, "--format", "json")
    findings = json.loads(run.stdout)["findings"]
    assert run.returncode == 0
    # The language's own limit for a sentence is twelve words; the others allow twice that.
    assert {one["rule"] for one in findings} == {"sentence-too-long"}
    assert all(one["route"].endswith(f"/{CODE}") for one in findings)


class _Words(HTMLParser):
    """The words of a page with the language they are marked as, and what its elements say."""

    def __init__(self) -> None:
        super().__init__()
        self.words: list[tuple[str, str]] = []
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self._languages: list[str] = [""]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        self.elements.append((tag, given))
        if tag not in ("meta", "link", "br"):
            self._languages.append(given.get("lang") or self._languages[-1])

    def handle_endtag(self, tag: str) -> None:
        del tag
        self._languages.pop()

    def handle_data(self, data: str) -> None:
        if data.strip():
            self.words.append((self._languages[-1], data.strip()))


def names(value: Any) -> Iterator[str]:
    """The words of a block tree that are the same in every language: proper names, addresses."""
    if isinstance(value, list):
        for item in value:
            yield from names(item)
    elif isinstance(value, dict):
        if value.get("name"):
            yield value["text"]
        for item in value.values():
            yield from names(item)


def test_the_page_is_in_the_language_and_in_no_other(copy: Copy) -> None:
    page = _Words()
    page.feed(copy.page())
    elements = dict(reversed(page.elements))
    assert elements["html"] == {"lang": CODE}
    tree = json.loads((copy.folder / f"dist/{CODE}/statement.json").read_text(encoding="utf-8"))
    assert tree["lang"] == CODE
    assert tree["title"] == zz("Personvernerklæring")
    same = {word for name in names(tree) for word in _LATIN.findall(name)}
    same |= set(_LATIN.findall(tree["issuer"]))
    own = [text for language, text in page.words if language == CODE]
    assert len(" ".join(own).split()) > 800
    left = {word for text in own for word in _LATIN.findall(text)} - same
    assert left == set()
    assert {language for language, _ in page.words} == {"nb", "da", "sv", CODE}
    others = [text for language, text in page.words if language != CODE]
    assert others == ["Norsk bokmål", "Dansk", "Svenska"]


def test_values_are_written_as_the_language_writes_them(copy: Copy) -> None:
    page = copy.page()
    text = " ".join(re.sub(r"<[^>]+>", "", page).split()).replace("\u00a0", " ")
    assert f"2026: {zz('januar')} 15" in text
    assert f"1 {zz('år')}" in text
    assert zz("Australia") in text
    assert re.search(rf"\w· {zz('og')} \w", text)
    # The other languages' pages lead to this one by its own name.
    danish = (copy.folder / "dist/da/statement.html").read_text(encoding="utf-8")
    assert f'lang="{CODE}">{zz("Zettisk")}</a>' in danish


def test_its_words_and_sentences_are_checked_by_its_own_data(copy: Copy) -> None:
    data = json.loads(copy.klar("readability", "--lang", CODE, "--format", "json").stdout)
    (reading,) = data["languages"]
    assert reading["language"] == CODE
    assert reading["words"] > 400
    assert reading["band"] == zz("lett")
    enquiries = copy.policy / "activities/enquiries.yaml"
    before = enquiries.read_bytes()
    hedged = before.decode().replace(zz("å svare på det"), zz("å kanskje svare på det"))
    assert hedged != before.decode()
    enquiries.write_text(hedged, encoding="utf-8")
    try:
        found = copy.klar("check", "--format", "concise", "--rule", "vague-wording").stdout
    finally:
        enquiries.write_bytes(before)
    assert "vague-wording" in found
    assert f"'{zz('kanskje')}'" in found


def test_a_language_may_be_written_from_the_right(copy: Copy) -> None:
    path = copy.folder / f"docs_templates/phrases/{CODE}.yaml"
    before = path.read_bytes()
    path.write_text(phrases("rtl"), encoding="utf-8")
    try:
        page = copy.page()
        fragment = (copy.folder / f"dist/{CODE}/statement.fragment.html").read_text("utf-8")
    finally:
        path.write_bytes(before)
    assert f'<html lang="{CODE}" dir="rtl">' in page
    assert f'lang="{CODE}" dir="rtl">' in fragment
    assert "dir=" not in (copy.folder / "dist/da/statement.html").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def bare(tmp_path_factory: pytest.TempPathFactory) -> Copy:
    """A copy of klar without the language, and a policy with its texts."""
    made = copied(tmp_path_factory.mktemp("bare"))
    write_texts(made)
    return made


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (None, "klar has no phrases for the language zz"),
        (phrases().partition("locale:")[0], "babel does not know the language zz"),
        (phrases().replace('    NO: "', '    NA: "'), "zz.yaml lacks the phrase locale.country.NO"),
        (phrases().replace("  date:", "  day:"), "zz.yaml lacks the phrase locale.date"),
    ],
    ids=["no phrases", "nothing of its ways", "a country", "dates"],
)
def test_what_a_language_lacks_is_said_in_one_line(
    content: str | None, says: str, bare: Copy
) -> None:
    path = bare.folder / f"docs_templates/phrases/{CODE}.yaml"
    path.unlink(missing_ok=True)
    if content:
        path.write_text(content, encoding="utf-8")
    assert bare.klar("check").returncode == 0
    run = bare.klar("render", "--out", "dist")
    assert run.returncode == 3
    assert says in run.stderr
    assert run.stderr.count("\n") == 1
    assert not (bare.folder / "dist/manifest.json").exists()
    measured = bare.klar("readability", "--lang", CODE)
    assert measured.returncode == 0
    assert "klar cannot measure zz" in measured.stderr
