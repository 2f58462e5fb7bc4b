"""The published pages, in a real browser."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.running import STATEMENT, klar

if TYPE_CHECKING:
    from playwright.sync_api import Browser

ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
LANGUAGES = ("da", "nb", "sv")


def needed(*names: str) -> str:
    """The path of a program these tests cannot do without: skipped on a laptop, failed in CI."""
    for name in names:
        if path := shutil.which(name):
            return path
    message = f"{names[0]} is not installed"
    if os.environ.get("CI"):
        pytest.fail(message)
    pytest.skip(message)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    from playwright.sync_api import sync_playwright

    chromium = needed("chromium", "chromium-browser", "google-chrome")
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=chromium, args=ARGUMENTS)
        yield running
        running.close()


@pytest.fixture(scope="module", params=[False, True], ids=["statement", "draft"])
def dist(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The real statement, as published and as a draft with its gaps."""
    folder = tmp_path_factory.mktemp("pages") / "dist"
    draft = ["--draft"] if request.param else []
    run = klar("render", "-C", STATEMENT, "--out", folder, *draft)
    assert run.returncode == 0, run.stdout + run.stderr
    return folder


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("width", [320, 768, 1280])
def test_no_page_scrolls_sideways_or_asks_the_network(
    browser: Browser, dist: Path, language: str, width: int
) -> None:
    page = browser.new_page(viewport={"width": width, "height": 900})
    asked: list[str] = []
    complaints: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda message: complaints.append(message.text))
    page.goto((dist / language / "statement.html").as_uri())
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert page.evaluate("document.scripts.length") == 0
    assert [url for url in asked if not url.startswith("file:")] == []
    assert complaints == []
    page.close()


@pytest.mark.parametrize("language", LANGUAGES)
def test_headings_go_down_one_level_at_a_time_and_links_have_targets(
    browser: Browser, dist: Path, language: str
) -> None:
    page = browser.new_page()
    page.goto((dist / language / "statement.html").as_uri())
    levels = page.evaluate(
        "[...document.querySelectorAll('h1,h2,h3,h4,h5,h6')].map(h => Number(h.tagName[1]))"
    )
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))
    dangling = page.evaluate(
        "[...document.querySelectorAll('a[href^=\"#\"]')]"
        ".map(a => a.getAttribute('href').slice(1)).filter(id => !document.getElementById(id))"
    )
    assert dangling == []
    repeated = page.evaluate(
        "(ids => ids.filter((id, i) => ids.indexOf(id) !== i))"
        "([...document.querySelectorAll('[id]')].map(e => e.id))"
    )
    assert repeated == []
    assert page.evaluate("document.documentElement.lang") == language
    page.close()


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_print_has_every_word_of_the_page(
    browser: Browser, dist: Path, language: str, tmp_path: Path
) -> None:
    pdftotext = needed("pdftotext")
    page = browser.new_page()
    page.goto((dist / language / "statement.html").as_uri())
    words = page.evaluate("document.querySelector('main').innerText")
    page.pdf(path=str(tmp_path / "page.pdf"), format="A4")
    page.close()
    printed = subprocess.run(
        [pdftotext, str(tmp_path / "page.pdf"), "-"], check=True, capture_output=True, text=True
    ).stdout

    def bare(text: str) -> set[str]:
        return set(re.findall(r"\w{4,}", text.replace("\u00ad", "").casefold()))

    # A word that a line break splits is found in neither form; there are few of those.
    missing = bare(words) - bare(printed)
    assert len(missing) <= len(bare(words)) * 0.02, sorted(missing)
