"""What holds for every rule, and for the house they live in."""

from __future__ import annotations

import ast
import re
import string
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

import pytest

import checker
from checker import catalogue
from checker.engine import compile_policy
from checker.finding import Certainty, RuleInfo, Severity
from checker.law.book import Book
from checker.routes import span_of
from checker.schema import FOLDERS, KINDS, SHAPES
from checker.source import PROBLEMS
from tests import test_rules
from tests.policies import BASE, BREAKS, STARTER, base_of, files_of, overlay
from tests.test_rules import AS_OF, FIXTURES, RULES, day_of, expected, spots_of

PACKAGE = Path(checker.__file__).parent
RULE_FILES = sorted(
    path for path in (PACKAGE / "rules").glob("*/*.py") if not path.name.startswith("_")
)
EVERY_RULE = catalogue.every_rule()
MODEL_RULES = {rule.info.id: rule for rule in catalogue.rules()}

WITHOUT_FIXTURE = {*BREAKS, "unreadable-file"}
"""What a fixture cannot hold; test_rules.py has a test of its own for each."""

KEBAB = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*")


# Every rule


@pytest.mark.parametrize("rule", EVERY_RULE)
def test_a_rule_has_pass_and_fail_fixtures(rule: str) -> None:
    if rule in WITHOUT_FIXTURE:
        assert hasattr(test_rules, f"test_{rule.replace('-', '_')}")
        return
    names = [path.name for path in FIXTURES if path.parent.name == rule]
    assert any(name.startswith("fail-") for name in names), "no fail fixture"
    assert any(name.startswith("pass-") for name in names), "no pass fixture"


def test_every_fixture_belongs_to_a_rule_and_holds_a_file() -> None:
    for fixture in FIXTURES:
        assert fixture.parent.name in EVERY_RULE, fixture
        assert KEBAB.fullmatch(fixture.name), fixture
        assert files_of(fixture), fixture


def test_fixtures_hold_only_what_differs() -> None:
    for fixture in FIXTURES:
        for file in files_of(fixture):
            original = STARTER / file
            if original.exists():
                assert (fixture / file).read_bytes() != original.read_bytes(), fixture / file
        laid = fixture / BASE
        for file in files_of(laid) if laid.is_dir() else ():
            if (STARTER / file).exists():
                assert (laid / file).read_bytes() != (STARTER / file).read_bytes(), laid / file


@pytest.mark.parametrize("info", EVERY_RULE.values(), ids=lambda info: info.id)
def test_a_rule_has_a_page(info: RuleInfo) -> None:
    assert KEBAB.fullmatch(info.id)
    summary, *sections = info.page.strip().split("\n\n")
    assert re.fullmatch(r"[A-Z0-9].*\.", summary, re.DOTALL), "a summary is a sentence"
    titles = [section.split("\n", 1)[0] for section in sections if not section.startswith(" ")]
    assert titles == ["Why", "Mend", "Limits"]
    for section in sections:
        title, _, text = section.partition("\n")
        assert title.startswith(" ") or text.startswith("    "), f"{title} has no text"


@pytest.mark.parametrize("info", EVERY_RULE.values(), ids=lambda info: info.id)
def test_a_rule_has_a_message_and_a_remedy(info: RuleInfo) -> None:
    assert info.message.strip() == info.message != ""
    assert not info.message.endswith("."), "a message is a clause"
    assert info.remedy.strip() == info.remedy != ""
    assert info.remedy.endswith((".", "}")), "a remedy is a sentence"
    for template in (info.message, info.remedy):
        for _, field, _, _ in string.Formatter().parse(template):
            assert field is None or re.fullmatch("[a-z_]+", field), "fields are named"


@pytest.mark.parametrize("info", EVERY_RULE.values(), ids=lambda info: info.id)
def test_a_rule_weighs_what_it_may(info: RuleInfo) -> None:
    if info.certainty is Certainty.JUDGEMENT:
        assert info.severity is not Severity.ERROR, "what needs weighing is at most a warning"
    book = Book()
    for reference in info.legal:
        assert book.title(reference), reference
        if info.severity is Severity.ERROR:
            assert book.verification(reference) != "unverified", reference


def test_ids_are_not_given_twice() -> None:
    named = [*(rule.info.id for rule in catalogue.rules()), *PROBLEMS, *SHAPES]
    named += catalogue.WAIVER_RULES
    assert len(named) == len(set(named))
    assert set(named) <= set(EVERY_RULE)


# The rules that look at the model


def test_every_file_is_a_rule_by_its_name() -> None:
    assert sorted(path.stem.replace("_", "-") for path in RULE_FILES) == sorted(MODEL_RULES)
    for path in RULE_FILES:
        assert re.fullmatch("[a-z][a-z0-9]*(_[a-z0-9]+)*", path.stem), path
        module = import_module(f"checker.rules.{path.parent.name}.{path.stem}")
        info = MODEL_RULES[path.stem.replace("_", "-")].info
        assert (info.page, info.message) == (module.__doc__, module.MESSAGE)
        assert isinstance(module.SEVERITY, Severity)
        assert isinstance(module.CERTAINTY, Certainty)
        assert isinstance(module.LEGAL, tuple)


def test_a_rule_of_law_names_it() -> None:
    # Only what holds the format together rests on no article.
    for path in RULE_FILES:
        info = MODEL_RULES[path.stem.replace("_", "-")].info
        if path.parent.name not in ("references", "texts"):
            assert info.legal, path


@pytest.mark.parametrize("rule", MODEL_RULES.values(), ids=lambda rule: rule.info.id)
def test_needs_are_kinds_of_file(rule: catalogue.Rule) -> None:
    assert rule.needs <= set(KINDS)


RULES_MAY_IMPORT = {
    "__future__",
    "bisect",
    "collections",
    "collections.abc",
    "difflib",
    "functools",
    "itertools",
    "re",
    "typing",
    "unicodedata",
    "checker.durations",
    "checker.finding",
    "checker.nearest",
    "checker.changes",
    "checker.flows",
    "checker.graph",
    "checker.law.adequacy",
    "checker.law.book",
    "checker.languages",
    "checker.model",
    "checker.routes",
    "checker.rules",
    "checker.translations",
}
RULES_MUST_NOT_CALL = {"open", "print", "input", "eval", "exec", "compile", "__import__"}


@pytest.mark.parametrize(
    "path", sorted((PACKAGE / "rules").rglob("*.py")), ids=lambda path: path.stem
)
def test_rules_do_no_input_or_output_and_ask_no_clock(path: Path) -> None:
    for module in imports(path):
        known = any(
            module == name or (name.startswith("checker.") and module.startswith(f"{name}."))
            for name in RULES_MAY_IMPORT
        )
        assert known, f"{path} imports {module}"
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Name):
            assert node.id not in RULES_MUST_NOT_CALL, f"{path}:{node.lineno}"


# The direction of imports

STAGES = (
    ("durations", "git", "nearest", "resources", "source"),
    ("finding",),
    ("model",),
    ("graph", "languages", "law", "translations"),
    ("changes", "flows"),
    ("build", "catalogue", "routes", "rules", "schema", "schema_errors", "waivers"),
    ("engine",),
    ("editor", "exchange", "render", "report", "versions"),
    ("__main__", "cli"),
)
"""From the bottom to the top. A module may import its own stage and those before it."""
STAGE = {name: number for number, names in enumerate(STAGES) for name in names}


def imports(path: Path) -> Iterator[str]:
    """The modules a file imports, wherever in it."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: imports name the whole module"
            assert node.module
            if node.module == "checker":
                yield from (f"checker.{alias.name}" for alias in node.names)
            else:
                yield node.module
        elif isinstance(node, ast.Call) and ast.unparse(node.func).endswith("import_module"):
            name = node.args[0]
            # checker.rules.{family}.{stem}: what stands before the first field.
            if isinstance(name, ast.JoinedStr) and isinstance(name.values[0], ast.Constant):
                yield str(name.values[0].value).rstrip(".")


def stage_of(module: str) -> int:
    """The stage of a module of the package; new ones must be given theirs above."""
    assert module in STAGE, f"checker.{module} has no stage"
    return STAGE[module]


@pytest.mark.parametrize(
    "path", sorted(PACKAGE.rglob("*.py")), ids=lambda path: path.relative_to(PACKAGE).as_posix()
)
def test_no_stage_reaches_back(path: Path) -> None:
    relative = path.relative_to(PACKAGE)
    own = relative.parts[0].removesuffix(".py")
    here = -1 if own == "__init__" else stage_of(own)
    for module in imports(path):
        package, _, rest = module.partition(".")
        imported = rest.split(".")[0]
        if package == "checker" and imported and imported != "__version__":
            assert stage_of(imported) <= here, f"{relative} imports {module}"


# One slip is one finding


def test_a_misspelt_id_is_one_finding(tmp_path: Path) -> None:
    """What hangs on an id that does not exist is not known, and no rule guesses at it."""
    policy = overlay(tmp_path)
    sound = compile_policy(str(policy), AS_OF)
    misspelt = 0
    for reference in sound.policy.references:
        place = sound.routes.find(reference.route)
        assert place
        span = span_of(place[0])
        file = policy / span.path
        before = file.read_bytes()
        lines = before.decode().split("\n")
        slip = rf"(?<![\w-]){re.escape(reference.target)}(?![\w-])(?!:)"
        lines[span.line - 1], found = re.subn(slip, f"{reference.target}x", lines[span.line - 1])
        if found == 1:
            misspelt += 1
            file.write_text("\n".join(lines), encoding="utf-8")
            findings = compile_policy(str(policy), AS_OF).findings
            rules = {one.rule.id for one in findings} - {"unused-id"}
            assert rules == {"unknown-reference"}, reference
            file.write_bytes(before)
    assert misspelt > 50


# One tab is one finding

STARTER_FILES = files_of(STARTER)


def with_tab(file: Path) -> None:
    """Insert a tab at the start of a file's second line."""
    first, _, rest = file.read_bytes().partition(b"\n")
    file.write_bytes(first + b"\n\t" + rest)


@pytest.mark.parametrize("file", STARTER_FILES, ids=lambda file: file.as_posix())
def test_one_tab_is_one_finding(file: Path, tmp_path: Path) -> None:
    policy = overlay(tmp_path)
    with_tab(policy / file)
    result = compile_policy(str(policy), AS_OF)
    assert spots_of(result.findings) == {(file.as_posix(), 2, "forbidden-character"): 1}


@pytest.mark.parametrize("file", STARTER_FILES, ids=lambda file: file.as_posix())
def test_another_ending_is_one_finding(file: Path, tmp_path: Path) -> None:
    policy = overlay(tmp_path)
    renamed = file.with_suffix(".yml")
    (policy / file).rename(policy / renamed)
    result = compile_policy(str(policy), AS_OF)
    assert spots_of(result.findings) == {(renamed.as_posix(), 1, "wrong-file-ending"): 1}


@pytest.mark.parametrize("file", STARTER_FILES, ids=lambda file: file.as_posix())
def test_a_link_for_a_file_is_one_finding(file: Path, tmp_path: Path) -> None:
    policy = overlay(tmp_path)
    (policy / file).unlink()
    (policy / file).symlink_to(STARTER / file)
    result = compile_policy(str(policy), AS_OF)
    assert spots_of(result.findings) == {(file.as_posix(), 1, "not-a-plain-file"): 1}


@pytest.mark.parametrize("folder", FOLDERS)
def test_a_link_for_a_folder_is_one_finding(folder: str, tmp_path: Path) -> None:
    policy = overlay(tmp_path)
    (policy / folder).rename(tmp_path / folder)
    (policy / folder).symlink_to(tmp_path / folder)
    result = compile_policy(str(policy), AS_OF)
    assert spots_of(result.findings) == {(folder, 1, "not-a-plain-file"): 1}


def slips(name: str) -> set[str]:
    """A name with one letter missing or doubled."""
    letters = range(len(name))
    fewer = {name[:at] + name[at + 1 :] for at in letters}
    return fewer | {name[:at] + name[at] + name[at:] for at in letters}


SINGLE = [file for file in STARTER_FILES if file.parent == Path()]


@pytest.mark.parametrize("file", SINGLE, ids=lambda file: file.as_posix())
def test_a_slip_in_a_files_name_is_one_finding(file: Path, tmp_path: Path) -> None:
    policy = overlay(tmp_path)
    for stem in slips(file.stem):
        renamed = file.with_stem(stem)
        (policy / file).rename(policy / renamed)
        (finding,) = compile_policy(str(policy), AS_OF).findings
        assert (finding.rule.id, finding.span.path) == ("unexpected-file", str(renamed))
        assert finding.message.endswith(f"; did you mean {file}?")
        (policy / renamed).rename(policy / file)


@pytest.mark.parametrize("file", sorted(set(STARTER_FILES) - set(SINGLE)), ids=str)
def test_a_slip_in_a_name_in_a_folder_is_one_finding(file: Path, tmp_path: Path) -> None:
    policy = overlay(tmp_path)
    renamed = file.with_stem(file.stem[:-1])
    (policy / file).rename(policy / renamed)
    (finding,) = compile_policy(str(policy), AS_OF).findings
    assert (finding.rule.id, finding.span.path) == ("file-not-named-by-its-id", str(renamed))


@pytest.mark.parametrize("folder", FOLDERS)
def test_a_slip_in_a_folders_name_is_one_finding_a_file(folder: str, tmp_path: Path) -> None:
    policy = overlay(tmp_path)
    files = [file.name for file in STARTER_FILES if file.parent == Path(folder)]
    for name in slips(folder):
        (policy / folder).rename(policy / name)
        result = compile_policy(str(policy), AS_OF)
        expects = {(f"{name}/{file}", 1, "unexpected-file"): 1 for file in files}
        assert spots_of(result.findings) == expects
        (policy / name).rename(policy / folder)


SOUND = [
    fixture
    for fixture in FIXTURES
    if fixture.name.startswith("pass-") and fixture.parent.name in MODEL_RULES
]


@pytest.mark.parametrize(
    "fixture", SOUND, ids=[path.relative_to(RULES).as_posix() for path in SOUND]
)
def test_one_tab_is_one_finding_where_a_file_keeps_a_rule_silent(
    fixture: Path, tmp_path: Path
) -> None:
    """A near miss is one because of what its files say: without one of them nothing is known."""
    assert not expected(fixture)
    policy = overlay(tmp_path, fixture)
    base = base_of(fixture)
    for file in files_of(fixture):
        if not file.name.endswith(".yaml"):
            continue
        before = (policy / file).read_bytes()
        with_tab(policy / file)
        result = compile_policy(str(policy), day_of(fixture), base=base)
        assert spots_of(result.findings) == {(file.as_posix(), 2, "forbidden-character"): 1}
        (policy / file).write_bytes(before)
