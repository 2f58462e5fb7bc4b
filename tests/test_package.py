"""The wheel and the source distribution hold all that klar needs, and work from anywhere."""

from __future__ import annotations

import subprocess
import sys
import sysconfig
import tarfile
import zipfile
from pathlib import Path

import pytest

from tests.running import ROOT


@pytest.fixture(scope="module")
def distributions(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the wheel and the source distribution, built from this tree."""
    folder = tmp_path_factory.mktemp("distributions")
    command = [sys.executable, "-m", "hatchling", "build", "--directory", str(folder)]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    return folder


def install(archive: Path, place: Path) -> Path:
    """Install an archive into a new environment that borrows this one's dependencies."""
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", str(place)], check=True)
    python = place / "bin" / "python"
    borrowed = sysconfig.get_path("purelib")
    own = subprocess.run(
        [str(python), "-c", "import sysconfig; print(sysconfig.get_path('purelib'))"],
        check=True,
        capture_output=True,
        text=True,
    ).stdout.strip()
    # What is installed here comes first, so klar itself is never the borrowed one.
    (Path(own) / "borrowed.pth").write_text(f"{borrowed}\n")
    subprocess.run(
        [sys.executable, "-m", "pip", "--python", str(python), "--quiet",
         "--disable-pip-version-check", "install", "--no-deps", "--no-index",
         "--no-build-isolation", str(archive)],
        check=True,
        env={"PATH": "/usr/bin:/bin", "PYTHONPATH": borrowed},
    )  # fmt: skip
    return place / "bin" / "klar"


@pytest.mark.parametrize("kind", ["*.whl", "*.tar.gz"])
def test_an_installed_klar_works_from_an_empty_folder(
    distributions: Path, tmp_path: Path, kind: str
) -> None:
    (archive,) = distributions.glob(kind)
    klar = install(archive, tmp_path / "environment")
    empty = tmp_path / "empty"
    empty.mkdir()

    def run(*arguments: str) -> str:
        return subprocess.run(
            [str(klar), *arguments], cwd=empty, check=True, capture_output=True, text=True
        ).stdout

    where = subprocess.run(
        [str(klar.with_name("python")), "-c", "import checker; print(checker.__file__)"],
        cwd=empty,
        check=True,
        capture_output=True,
        text=True,
    ).stdout
    assert str(tmp_path) in where
    run("init", "privacy_policy")
    assert run("check", "--as-of", "2026-11-24") == "no findings\n"
    run("init", "--example", "example_policy")
    assert run("check", "-C", "example_policy", "--as-of", "2026-11-24") == "no findings\n"
    run("render")
    assert (empty / "dist" / "manifest.json").is_file()
    assert "13(1)(c)" in run("explain", "purpose-without-lawful-basis")
    assert run("graph").startswith("flowchart")


def test_the_wheel_holds_schemas_templates_phrases_law_and_starter(distributions: Path) -> None:
    (wheel,) = distributions.glob("*.whl")
    names = zipfile.ZipFile(wheel).namelist()
    for needed in (
        "checker/py.typed",
        "checker/schemas/common.schema.json",
        "checker/docs_templates/statement.css",
        "checker/docs_templates/phrases/nb.yaml",
        "checker/law/eea.yaml",
        "checker/starter/statement.yaml",
        "checker/example/activities/science-club.yaml",
    ):
        assert needed in names
    assert not [name for name in names if name.startswith(("tests/", "privacy_policy/"))]


def test_the_source_distribution_holds_the_tests_and_the_statement(distributions: Path) -> None:
    (archive,) = distributions.glob("*.tar.gz")
    with tarfile.open(archive) as file:
        names = {name.split("/", 1)[1] for name in file.getnames() if "/" in name}
    assert {"README.md", "Makefile", "tests/test_package.py", "requirements-dev.txt"} <= names
