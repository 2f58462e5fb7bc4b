"""The published pages, in a real browser."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import pytest

from tests.archives import done, released
from tests.running import ROOT, STATEMENT, klar

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


@pytest.fixture(scope="module", params=["statement", "draft", "pictures"])
def dist(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The real statement, as published and as a draft with its gaps, and the example's pictures."""
    folder = tmp_path_factory.mktemp("pages") / "dist"
    policy = ROOT / "tests" / "example" if request.param == "pictures" else STATEMENT
    draft = ["--draft"] if request.param == "draft" else []
    run = klar("render", "-C", policy, "--out", folder, *draft)
    assert run.returncode == 0, run.stdout + run.stderr
    return folder


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("width", [320, 768, 1280])
def test_no_page_scrolls_sideways_or_asks_the_network(
    browser: Browser, dist: Path, language: str, width: int
) -> None:
    fits_and_is_alone(browser, dist / language / "statement.html", width)


def fits_and_is_alone(browser: Browser, file: Path, width: int) -> None:
    """A page does not scroll sideways, has no script, and asks nobody for anything."""
    page = browser.new_page(viewport={"width": width, "height": 900})
    asked: list[str] = []
    complaints: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda message: complaints.append(message.text))
    page.goto(file.as_uri())
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert page.evaluate("document.scripts.length") == 0
    assert [url for url in asked if not url.startswith("file:")] == []
    assert complaints == []
    page.close()


@pytest.mark.parametrize("language", LANGUAGES)
def test_headings_go_down_one_level_at_a_time_and_links_have_targets(
    browser: Browser, dist: Path, language: str
) -> None:
    is_in_order(browser, dist / language / "statement.html", language)


def is_in_order(browser: Browser, file: Path, language: str) -> None:
    """A page's headings, its links to itself, its ids and its language are as they should be."""
    page = browser.new_page()
    page.goto(file.as_uri())
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


@pytest.mark.parametrize("dist", ["pictures"], indirect=True)
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("width", [320, 1280])
def test_pictures_fit_the_page_and_show_every_word_inside_its_box(
    browser: Browser, dist: Path, language: str, width: int
) -> None:
    page = browser.new_page(viewport={"width": width, "height": 900})
    page.goto((dist / language / "statement.html").as_uri())
    sizes = page.evaluate(
        "[...document.querySelectorAll('figure svg')].map(s => s.getBoundingClientRect())"
        ".map(r => [r.left, r.right, r.height])"
    )
    assert len(sizes) > 10
    for left, right, height in sizes:
        assert 0 <= left < right <= width
        assert right - left >= 240, "too small to read"
        assert height > 60
    outside = page.evaluate(
        "[...document.querySelectorAll('svg .box')].flatMap(b => {"
        " const room = b.querySelector('rect').getBBox();"
        " return [...b.querySelectorAll('text')].map(t => [t.textContent, t.getBBox()])"
        "  .filter(([_, t]) => t.x + t.width > room.x + room.width || t.y < room.y"
        "   || t.y + t.height > room.y + room.height + 1).map(([words, _]) => words); })"
    )
    assert outside == []
    page.close()


@pytest.mark.parametrize("dist", ["pictures"], indirect=True)
def test_a_screen_reader_is_told_what_each_picture_shows(browser: Browser, dist: Path) -> None:
    page = browser.new_page()
    page.goto((dist / "nb" / "statement.html").as_uri())
    pictures = page.get_by_role("img").all()
    assert len(pictures) > 10
    assert len(page.locator("figure svg").all()) == len(pictures)
    session = page.context.new_cdp_session(page)
    nodes = session.send("Accessibility.getFullAXTree")["nodes"]
    told = [node for node in nodes if node.get("role", {}).get("value") in ("img", "image")]
    assert len(told) == len(pictures)
    for node in told:
        assert node["name"]["value"].startswith("Opplysningenes vei: ")
        assert len(node["description"]["value"]) > 40
    page.close()


# The archive

ARCHIVE = (
    "{}/versions.html",
    "versions/2.0.0/{}/changes.html",
    "versions/1.1.0/{}/changes.html",
    "versions/1.1.0/{}/statement.html",
)


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A site with earlier versions."""
    folder = tmp_path_factory.mktemp("archived")
    policy = released(folder)
    done(klar("render", "-C", policy, "--out", folder / "dist", "--on", "2026-11-01"))
    return folder / "dist"


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("page", ARCHIVE)
def test_the_pages_of_the_archive_keep_to_the_same(
    browser: Browser, archive: Path, page: str, language: str
) -> None:
    file = archive / page.format(language)
    is_in_order(browser, file, language)
    for width in (320, 768, 1280):
        fits_and_is_alone(browser, file, width)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_banner_can_be_read_whatever_style_sheet_is_below_it(
    browser: Browser, archive: Path, scheme: Literal["light", "dark"]
) -> None:
    page = browser.new_page(color_scheme=scheme, viewport={"width": 1280, "height": 900})
    file = archive / "versions/1.0.0/da/statement.html"
    for own in (True, False):
        if not own:
            # An earlier klar may have had another look altogether.
            page.route("**/versions/**/statement.css", lambda route: route.abort())
        page.goto(file.as_uri())
        for selector in ("p", "a"):
            ink, paper = page.evaluate(
                "s => ['color', 'background-color'].map((name, at) => getComputedStyle("
                "document.querySelector(at ? '.klar-earlier' : `.klar-earlier ${s}`))[name])",
                selector,
            )
            assert contrast(ink, paper) >= 7, (selector, ink, paper)
        box = page.locator(".klar-earlier").bounding_box()
        assert box
        assert box["y"] < 60
        assert box["height"] < 260
    page.close()


def contrast(one: str, other: str) -> float:
    """How far two colours are apart, as WCAG 2 measures it."""

    def light(colour: str) -> float:
        parts = [int(part) / 255 for part in re.findall(r"\d+", colour)[:3]]
        linear = [
            part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
        ]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    brighter, darker = sorted((light(one), light(other)), reverse=True)
    return (brighter + 0.05) / (darker + 0.05)
