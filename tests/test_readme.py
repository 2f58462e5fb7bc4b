"""What README.md says works: its commands, its examples, the rules and files it names."""

from __future__ import annotations

import re
import shlex
import shutil
from collections.abc import Iterator
from pathlib import Path

import click
import pytest
import yaml

from checker import catalogue, resources
from checker.cli import klar as group
from checker.engine import Result, compile_policy
from tests import examples
from tests.archives import released
from tests.policies import STARTER, as_released, overlay
from tests.releases import release
from tests.repositories import committed
from tests.running import ROOT, STATEMENT, TODAY, klar
from tests.test_rules import RULES

README = (ROOT / "README.md").read_text(encoding="utf-8")
_FENCE = re.compile(r"(?ms)^```(\w*)\n(.*?)^```$")
BLOCKS = [(language, text) for language, text in _FENCE.findall(README)]
NAMED = [" ".join(words.split()) for words in re.findall(r"`([^`]+)`", _FENCE.sub("", README))]
"""What stands in backticks, with line breaks as spaces."""


def commands() -> Iterator[str]:
    """Every command line of klar's: in blocks, and in sentences where it has more than a name."""
    for _, text in BLOCKS:
        for line in text.splitlines():
            if line.startswith("klar "):
                yield line.partition("#")[0].strip()
    for words in NAMED:
        if re.match("klar [a-z]+ ", words):
            # `--format a|b` stands for several commands.
            several = re.search(r"\S+\|\S+", words)
            for one in several[0].split("|") if several else [""]:
                yield words.replace(several[0], one) if several else words


COMMANDS = sorted(set(commands()))
FINDINGS = {"check": (0, 1)}
"""The exit codes that the README's table allows; 0 alone where a command finds nothing."""


def test_the_readme_shows_every_command_that_works_on_a_policy() -> None:
    shown = {command.split()[1] for command in COMMANDS}
    assert {"check", "explain", "flows", "graph", "init", "render"} <= shown
    known = group.list_commands(click.Context(group))
    for words in NAMED:
        if words.startswith("klar "):
            assert words.split()[1] in known, words


@pytest.mark.parametrize("policy", [STATEMENT, STARTER], ids=["the statement", "the starter"])
@pytest.mark.parametrize("command", COMMANDS)
def test_a_command_of_the_readme_does_what_it_says(
    command: str, policy: Path, tmp_path: Path
) -> None:
    name, *arguments = shlex.split(command)[1:]
    if name != "init":
        shutil.copytree(policy, tmp_path / "privacy_policy")
        shutil.copytree(resources.path("schemas"), tmp_path / "schemas")
    if name in ("diff", "notice", "review", "translations"):
        # Since a release, or since a commit.
        klar("release", cwd=tmp_path)
        committed(tmp_path)
    if name == "redact":
        name_somebody(tmp_path / "privacy_policy")
    if name == "translations":
        klar(name, "export", "--to", "sv", "--out", "sv.po", cwd=tmp_path)
    if "--on" in arguments:
        klar("release", cwd=tmp_path)
    result = klar(name, *arguments, cwd=tmp_path)
    assert result.returncode in FINDINGS.get(name, (0,)), result.stderr
    assert "Traceback" not in result.stderr


def name_somebody(policy: Path) -> None:
    """Release a policy that names the person whom the README redacts."""
    shutil.rmtree(policy / "releases", ignore_errors=True)
    changes = policy / "changelog.yaml"
    text = changes.read_text(encoding="utf-8")
    person = "Kari Nordmann <kari@example.com>"
    changes.write_text(re.sub(r"(?m)^    nb: .*", f"    nb: {person}", text, count=1), "utf-8")
    release(policy)


def test_the_exit_codes_are_those_of_klar(tmp_path: Path) -> None:
    assert re.findall(r"(?m)^\| ([0-9]) \|", README) == ["0", "1", "2", "3"]
    assert klar("check", "-C", STARTER, "--as-of", TODAY).returncode == 0
    policy = overlay(tmp_path, RULES / "source-not-stated" / "fail-none")
    check_it = ("check", "-C", policy, "--as-of", TODAY)
    assert klar(*check_it).returncode == 0
    assert klar(*check_it, "--fail-on", "warning").returncode == 1
    assert klar("check", "--as-of", "yesterday").returncode == 2
    assert klar("check", "-C", ROOT / "nowhere").returncode == 3


def example(start: str) -> str:
    """The block of YAML that begins so."""
    (found,) = (
        text for language, text in BLOCKS if language == "yaml" and text.lstrip().startswith(start)
    )
    return str(found)


def check(policy: Path) -> Result:
    return compile_policy(str(policy), TODAY)


def test_the_example_of_a_recipient_can_be_used_as_it_is(tmp_path: Path) -> None:
    policy = overlay(tmp_path)
    (item,) = yaml.safe_load(example("- id: mail-service"))
    assert item["id"] == "mail-service"
    recipients = policy / "recipients.yaml"
    text, count = re.subn(
        r"(?m)^  - id: mail-service\n(?:    .*\n)+",
        lambda _: example("- id: mail-service"),
        recipients.read_text(encoding="utf-8"),
    )
    assert count == 1
    recipients.write_text(text, encoding="utf-8")
    assert check(policy).findings == ()


def test_the_example_of_a_changelog_entry_is_what_a_new_version_needs(tmp_path: Path) -> None:
    policy = overlay(tmp_path)
    base = as_released(policy)
    edits = {
        "activities/enquiries.yaml": [("period: P1Y", "period: P2Y")],
        "changelog.yaml": [("entries:\n", f"entries:\n{example('- id: enquiries-kept-longer')}")],
        "statement.yaml": [
            ("version: 1.0.0", "version: 2.0.0"),
            ("last_updated: 2026-01-15", "last_updated: 2026-03-01"),
            ("languages:", "effective:\n  - {id: everywhere, from: 2026-04-01}\nlanguages:"),
        ],
    }
    for name, pairs in edits.items():
        for old, new in pairs:
            replace(policy / name, old, new)
    assert compile_policy(str(policy), TODAY, base=base).findings == ()
    # In an emergency it takes effect at once, and nobody is told before.
    told = "    notified:\n      - place: website\n        on: 2026-03-01\n"
    replace(policy / "changelog.yaml", told, example("emergency:"))
    replace(policy / "statement.yaml", "  - {id: everywhere, from: 2026-04-01}\n", "")
    replace(policy / "statement.yaml", "effective:\n", "")
    (finding,) = compile_policy(str(policy), TODAY, base=base).findings
    assert finding.rule.id == "emergency-correction"


def replace(file: Path, old: str, new: str) -> None:
    """Replace the words of a file, which must be there once."""
    text = file.read_text(encoding="utf-8")
    assert text.count(old) == 1, (file, old)
    file.write_text(text.replace(old, new), encoding="utf-8")


def test_the_example_of_a_waiver_can_be_used_as_it_is(tmp_path: Path) -> None:
    policy = overlay(tmp_path, RULES / "dpo-without-contact" / "fail-no-channels")
    (policy / "waivers.yaml").write_text(example("waivers:"), encoding="utf-8")
    (finding,) = check(policy).findings
    assert finding.waived
    assert finding.rule.id == "dpo-without-contact"


def test_the_example_of_a_finding_reads_as_klar_prints_it(tmp_path: Path) -> None:
    (shown,) = (text for _, text in BLOCKS if text.startswith("error["))
    policy = overlay(tmp_path, RULES / "dpo-without-contact" / "fail-no-channels")
    printed = klar("check", "-C", policy, "--as-of", TODAY).stdout
    head, _, rest = shown.partition("   -->")
    assert " ".join(head.split()) in " ".join(printed.split())
    for line in rest.splitlines()[1:]:
        said = line.strip()
        if said.startswith("="):
            assert said in printed


def test_the_rules_it_names_exist() -> None:
    rules = catalogue.every_rule()
    named = re.findall(r"klar explain (\S+?)`|error\[([a-z-]+)\]|rule: ([a-z-]+)", README)
    assert named
    for one in named:
        assert "".join(one) in rules


def test_the_files_it_names_exist(tmp_path: Path) -> None:
    policy = released(tmp_path)
    assert klar("render", "-C", policy, "--out", tmp_path / "dist").returncode == 0
    dist = tmp_path / "dist"
    frozen = policy / "releases" / "1.0.0"
    places = (ROOT, STATEMENT, policy, frozen, ROOT / "checker", tmp_path, dist, dist / "da")
    paths = [
        words for words in NAMED if re.fullmatch(r"[\w./-]+(/|\.(yaml|json|html|md|css))", words)
    ]
    paths += re.findall(r"\]\((?!https?:|ref:)([^)#]+)\)", README)
    assert "privacy_policy/" in paths
    for path in paths:
        if path != "/":
            assert any((place / path).exists() for place in places), path


def test_the_stages_it_lists_are_modules() -> None:
    (stages,) = re.findall(
        r"`checker/` is the compiler, one stage after the other: (.*?)\.\s", README, re.DOTALL
    )
    for name in re.findall("`([a-z_]+)/?`", stages):
        module = ROOT / "checker" / name
        assert module.is_dir() or module.with_suffix(".py").is_file(), name


def test_the_make_targets_it_names_exist() -> None:
    targets = re.findall(r"(?m)^([a-z]+):", (ROOT / "Makefile").read_text(encoding="utf-8"))
    for target in re.findall(r"\bmake ([a-z]+)(?=`| +#)", README):
        assert target in targets, target


def test_the_picture_of_flows_is_what_klar_draws() -> None:
    assert examples.PICTURE.read_text(encoding="utf-8") == examples.picture()
