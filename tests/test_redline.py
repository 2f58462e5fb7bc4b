"""A redline says what changed, no more and no less: either page can be read back from it."""

from __future__ import annotations

import cProfile
import os
import random
import re
import shutil
import subprocess
import sys
from collections import Counter
from collections.abc import Callable
from html.parser import HTMLParser
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from checker import model as m
from checker.render import inline
from checker.render.html import written
from checker.render.nodes import Node, Run, Runs, Tree, walk
from checker.render.phrases import load
from checker.render.redline import redline, render_redline
from checker.render.rewording import DELETED, INSERTED, reworded
from tests.policies import STARTER
from tests.running import ROOT, STATEMENT
from tests.test_pages import browser
from tests.test_render import HOSTILE, LANGUAGES, Tags, read, replaced, tree_of

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

__all__ = ["browser"]
EXAMPLE = ROOT / "tests" / "example"
POLICIES = {"statement": STATEMENT, "starter": STARTER, "example": EXAMPLE}
BLOCKS = {
    "p",
    "div",
    "section",
    "ul",
    "ol",
    "li",
    "dl",
    "dt",
    "dd",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
}
UNREAD = {"figure", "style", "title"}


class Passages(HTMLParser):
    """The words of a page block by block, as before its changes or as after them."""

    def __init__(self, html: str, left_out: str = "") -> None:
        super().__init__()
        self.passages = [""]
        self._left_out = left_out
        self._open: list[bool] = []
        self.feed(html)
        self.close()
        self.passages = [one for passage in self.passages if (one := passage.strip())]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in ("meta", "link"):
            return
        beside = dict(attrs).get("class") in ("spoken", "number")
        self._open.append(tag == self._left_out or tag in UNREAD or beside)
        if tag in BLOCKS:
            self.passages.append("")

    def handle_endtag(self, tag: str) -> None:
        self._open.pop()
        if tag in BLOCKS:
            self.passages.append("")

    def handle_data(self, data: str) -> None:
        if not any(self._open):
            self.passages[-1] += data


def passages(tree: Tree, left_out: str = "") -> list[str]:
    shared, _ = written(tree, load(tree.language))
    return Passages(shared["about"] + shared["content"], left_out).passages


def marks(tree: Tree) -> Counter[tuple[str, str]]:
    """The words that are marked, by their marks."""
    return Counter(
        (run.mark, word)
        for node in walk(tree.nodes)
        for run in (*node.title, *node.runs)
        if run.mark
        for word in run.text.split()
    )


@pytest.fixture(scope="module", params=sorted(POLICIES))
def policy(request: pytest.FixtureRequest) -> m.Policy:
    return read(POLICIES[request.param])


# Words


def shown(runs: Runs) -> str:
    pattern = {None: "{}", INSERTED: "[+{}]", DELETED: "[-{}]"}
    return "".join(pattern[run.mark].format(run.text) for run in runs)


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("in 3\u00a0år efter", "in 5\u00a0år efter", "in [-3\u00a0år][+5\u00a0år] efter"),
        ("a name and a phone", "a name, a mail and a phone", "a name[+, a mail] and a phone"),
        ("One here. Two there.", "One here. New. Two there.", "One here. [+New. ]Two there."),
        (
            "I like it. I keep it.",
            "I love it. I keep it. I do.",
            "I [-like][+love] it. I keep it.[+ I do.]",
        ),
        # What remains of a sentence that was written anew is not picked out of it.
        (
            "You have a right to complain to the authority of the land you live in.",
            "Write to the ombudsman of consumers in case of doubt.",
            "[-You have a right to complain to the authority of the land you live in.]"
            "[+Write to the ombudsman of consumers in case of doubt.]",
        ),
        (
            "We store it. Names and addresses go to banks.",
            "We store it. Photographs and emails leave Europe.",
            "We store it. [-Names and addresses go to banks]"
            "[+Photographs and emails leave Europe].",
        ),
        # Marks are words, too; a link is where it leads.
        ("a *b* c", "a b c", "a [-b][+b] c"),
        ("[a](https://a.example)", "[a](https://b.example)", "[-a][+a]"),
        ("see [this](ref:a)", "see [this](ref:b)", "see [-this][+this]"),
        ("see [this](ref:old/b)", "see [this](ref:new/b)", "see this"),
        ("see this", "see [this](ref:b)", "see this"),
        ("", "a b", "[+a b]"),
        ("a b", "", "[-a b]"),
        ("(a) b", "(c) b", "([-a][+c]) b"),
    ],
)
def test_words_are_compared_one_by_one(old: str, new: str, expected: str) -> None:
    def called(route: str) -> str:
        return route.replace("old/", "new/")

    assert shown(reworded(inline.phrase(old), inline.phrase(new), called)) == expected


def test_words_in_a_long_text_are_found_too() -> None:
    words = [f"{name}{n} and the," for n in range(150) for name in ("alpha", "beta")]
    old = " ".join(words)
    runs = reworded((Run(old),), (Run(old.replace("beta77 ", "gamma ")),), str)
    assert [(run.mark, run.text) for run in runs if run.mark] == [
        (DELETED, "beta77"),
        (INSERTED, "gamma"),
    ]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("a b " * 100_000, "b a " * 100_000),
        ("." * 500_000 + "x", "." * 500_000 + "y"),
        ("a b c d " * 120, "d c b a " * 120),
        (" " * 500_000 + "x", "x" + " " * 500_000),
    ],
)
def test_no_text_is_too_much(old: str, new: str) -> None:
    runs = reworded((Run(old),), (Run(new),), str)
    assert "".join(run.text for run in runs if run.mark != DELETED) == new
    assert "".join(run.text for run in runs if run.mark != INSERTED) == old


def test_a_place_stands_once_however_its_words_change() -> None:
    old = (Run("our good shop", route="a", anchor="a"), Run(" and more"))
    new = (Run("our very good shop", route="a", anchor="a"), Run(" and less"))
    runs = reworded(old, new, str)
    assert shown(runs) == "our [+very ]good shop and [-more][+less]"
    assert [run.anchor for run in runs] == ["a", None, None, None, None, None]


# Pages

SEED = st.integers(min_value=0, max_value=2**32)


class Editor:
    """Makes edits to a page like those of editors, at places that a seed chooses."""

    def __init__(self, tree: Tree, seed: int) -> None:
        self.tree = tree
        self.choice = random.Random(seed)  # noqa: S311
        self.done: set[str] = set()
        self.fresh = 0

    def edit(self) -> None:
        edits = (self.reword, self.reword, self.remove, self.add, self.reorder)
        edit = self.choice.choice(edits)
        self.done.add(edit.__name__)
        edit()

    @property
    def may_have_moved(self) -> bool:
        """Whether something stands elsewhere now: what is removed and added again is moved, too."""
        return "reorder" in self.done or {"add", "remove"} <= self.done

    def _at_any(self, wanted: Callable[[Node], bool], change: Callable[[Node], Node]) -> None:
        places = [node for node in walk(self.tree.sections) if wanted(node)]
        if places:
            one = self.choice.choice(places)
            self.tree = self.tree._replace(
                sections=tuple(self._put(node, one, change) for node in self.tree.sections)
            )

    def _put(self, node: Node, one: Node, change: Callable[[Node], Node]) -> Node:
        if node is one:
            return change(node)
        below = tuple(self._put(inner, one, change) for inner in node.nodes)
        same = all(a is b for a, b in zip(below, node.nodes, strict=True))
        return node if same else node._replace(nodes=below)

    def _words(self, runs: Runs) -> Runs:
        words = "".join(run.text for run in runs).split()
        at = self.choice.randrange(len(words) + 1)
        new = self.choice.choices(("new", "words", "og", "i", "til,", "dem."), k=3)
        end = self.choice.randrange(at, len(words) + 1)
        return (runs[0]._replace(text=" ".join((*words[:at], *new, *words[end:]))),)

    def reword(self) -> None:
        def change(node: Node) -> Node:
            if node.runs:
                return node._replace(runs=self._words(node.runs))
            return node._replace(title=self._words(node.title))

        # The label of a fact is klar's own.
        self._at_any(lambda node: node.kind != "fact" and bool(node.runs or node.title), change)

    def remove(self) -> None:
        def change(node: Node) -> Node:
            at = self.choice.randrange(len(node.nodes))
            return node._replace(nodes=(*node.nodes[:at], *node.nodes[at + 1 :]))

        # A list or a fact without anything below it is none.
        wanted = ("section", "activity", "group", "block", "list", "entries", "facts", "fact")
        self._at_any(lambda node: node.kind in wanted and len(node.nodes) > 1, change)

    def add(self) -> None:
        def renewed(node: Node) -> Node:
            self.fresh += 1
            name = f"fresh-{self.fresh}" if node.anchor else None
            runs, title = (
                tuple(run._replace(anchor=None, route=None) for run in words)
                for words in (node.runs, node.title)
            )
            return node._replace(
                anchor=name,
                route=name,
                runs=runs,
                title=title,
                nodes=tuple(map(renewed, node.nodes)),
            )

        def change(node: Node) -> Node:
            one = renewed(self.choice.choice([one for one in node.nodes if one.anchor]))
            at = self.choice.randrange(len(node.nodes) + 1)
            return node._replace(nodes=(*node.nodes[:at], one, *node.nodes[at:]))

        self._at_any(lambda node: any(one.anchor for one in node.nodes), change)

    def reorder(self) -> None:
        def change(node: Node) -> Node:
            nodes = [*node.nodes]
            self.choice.shuffle(nodes)
            return node._replace(nodes=tuple(nodes))

        self._at_any(lambda node: len(node.nodes) > 1, change)


TREES = [tree_of(read(STARTER), "da"), tree_of(read(EXAMPLE), "sv")]
WHICH = st.sampled_from(range(len(TREES)))


@settings(max_examples=50)
@given(WHICH, SEED, st.integers(min_value=1, max_value=12))
def test_either_page_can_be_read_back(which: int, seed: int, edits: int) -> None:
    before = TREES[which]
    editor = Editor(before, seed)
    for _ in range(edits):
        editor.edit()
    after = editor.tree
    merged = redline(before, after, {})
    assert passages(merged, "del") == passages(after)
    old = passages(merged, "ins")
    if editor.may_have_moved:
        assert Counter(old) == Counter(passages(before))
    else:
        assert old == passages(before)
    shared, _ = written(merged, load(merged.language))
    ids = Tags(shared["about"] + shared["content"]).ids
    assert len(ids) == len(set(ids))


@settings(max_examples=40)
@given(WHICH, SEED)
def test_what_has_a_place_and_only_moved_is_not_marked(which: int, seed: int) -> None:
    tree, choice = TREES[which], random.Random(seed)  # noqa: S311

    def shuffled(node: Node) -> Node:
        nodes = [shuffled(one) for one in node.nodes]
        if all(one.anchor for one in nodes):
            choice.shuffle(nodes)
        return node._replace(nodes=tuple(nodes))

    sections = [shuffled(node) for node in tree.sections]
    choice.shuffle(sections)
    moved = tree._replace(sections=tuple(sections))
    assert redline(tree, moved, {}) == moved


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_page_does_not_differ_from_itself(policy: m.Policy, language: str) -> None:
    tree = tree_of(policy, language)
    assert redline(tree, tree, {}) == tree
    html = render_redline(policy, policy, language)
    assert not re.search("<(ins|del)>", html)
    assert load(language)["redline.unchanged"] in html


# Whole edits, from the source


@pytest.fixture
def versions(tmp_path: Path) -> Callable[[Callable[[Path], None]], tuple[m.Policy, m.Policy]]:
    """The example before and after an edit of its files."""

    def make(edit: Callable[[Path], None]) -> tuple[m.Policy, m.Policy]:
        folder = tmp_path / "after"
        shutil.copytree(EXAMPLE, folder)
        edit(folder)
        return read(EXAMPLE), read(folder)

    return make


Versions = Callable[[Callable[[Path], None]], tuple[m.Policy, m.Policy]]


def change(file: Path, *replacements: tuple[str, str]) -> None:
    text = file.read_text(encoding="utf-8")
    for old, new in replacements:
        assert old in text, old
        text = text.replace(old, new)
    file.write_text(text, encoding="utf-8")


def compared(policies: tuple[m.Policy, m.Policy], language: str = "da") -> Tree:
    before, after = (tree_of(policy, language) for policy in policies)
    return redline(before, after, {})


def test_a_longer_period_is_one_word_in_every_language(versions: Versions) -> None:
    both = versions(lambda root: change(root / "activities/camera.yaml", ("P30D", "P14D")))
    for language, days in (("da", "dage"), ("nb", "dager"), ("sv", "dagar")):
        found = marks(compared(both, language))
        assert found.keys() == {
            ("deleted", "30"),
            ("deleted", days),
            ("inserted", "14"),
            ("inserted", days),
        }


def test_swapping_the_versions_swaps_the_marks(versions: Versions) -> None:
    def edit(root: Path) -> None:
        change(root / "activities/camera.yaml", ("P30D", "P14D"))
        change(root / "sections/visiting.yaml", ("[website, camera]", "[website]"))

    before, after = versions(edit)
    there, back = compared((before, after)), compared((after, before))
    assert marks(there)
    swap = {INSERTED: DELETED, DELETED: INSERTED}
    assert Counter({(swap[mark], word): n for (mark, word), n in marks(there).items()}) == marks(
        back
    )


def renamed(root: Path, old: str, new: str) -> None:
    """Rename an activity's id wherever it is used."""
    (root / f"activities/{old}.yaml").rename(root / f"activities/{new}.yaml")
    for file in root.rglob("*.yaml"):
        if file.name != "translations.lock.yaml":
            text = file.read_text(encoding="utf-8")
            file.write_text(
                re.sub(rf"\b{old}\b(?=/|\]|,|$)", new, text, flags=re.M), encoding="utf-8"
            )


def test_what_was_renamed_with_a_redirect_is_the_same(versions: Versions) -> None:
    def edit(root: Path) -> None:
        renamed(root, "camera", "surveillance")
        change(root / "activities/surveillance.yaml", ("P30D", "P14D"))
        # Renamed twice since.
        with (root / "statement.yaml").open("a") as file:
            file.write("  - {from: camera, to: cameras}\n  - {from: cameras, to: surveillance}\n")

    before, after = versions(edit)
    assert after.activities.keys() - before.activities.keys() == {"surveillance"}
    html = render_redline(before, after, "nb")
    assert spoken(html) == [
        "[slettet] 30\u00a0dager [slutt på sletting]",
        "[tilføyd] 14\u00a0dager [slutt på tilføyelse]",
    ]
    assert 'href="#surveillance"' in html


def spoken(html: str) -> list[str]:
    """Each stretch of added or removed words of the page's content as a screen reader says it."""
    content = html.partition('<main id="statement"')[2]
    content = re.sub("<figure>.*?</figure>", "", content, flags=re.S)
    words = re.sub(r"\s*\n\s*", "", re.sub("<[^>]+>", "", content))
    return re.findall(r"\[(?:tilføyd|slettet)\].*?\[slutt på (?:tilføyelse|sletting)\]", words)


def test_of_a_whole_activity_it_is_said_once_and_in_its_heading(versions: Versions) -> None:
    def edit(root: Path) -> None:
        change(root / "sections/visiting.yaml", ("[website, camera]", "[website]"))

    before, after = versions(edit)
    html = render_redline(before, after, "nb")
    heading, body = spoken(html)
    assert heading == "[slettet] Kameraovervåking i butikkene [slutt på sletting]"
    assert body.startswith("[slettet] ")
    assert "opptak" in body
    assert '<a href="#_camera"><del>' in html
    assert 'id="_camera"' in html
    assert html.count("Slettinger: 1.") == 1
    back = render_redline(after, before, "nb")
    assert spoken(back)[0] == "[tilføyd] Kameraovervåking i butikkene [slutt på tilføyelse]"
    assert '<a href="#camera"><ins>' in back
    for page in (html, back):
        tags = Tags(page)
        assert len(tags.ids) == len(set(tags.ids))
        assert {href[1:] for href in tags.hrefs if href[0] == "#"} <= set(tags.ids)


def test_what_is_told_of_a_recipient_moves_with_its_first_mention(versions: Versions) -> None:
    """The page tells it where it first names the recipient: that is another place now."""

    def edit(root: Path) -> None:
        sections = (
            ("  - section: shopping\n", ""),
            ("  - section: visiting\n", "  - section: visiting\n  - section: shopping\n"),
        )
        change(root / "statement.yaml", *sections)

    before, after = versions(edit)
    told = "Står for driften af vores it-systemer."
    old, new = (
        next(
            node.anchor
            for node in walk(tree_of(one, "da").nodes)
            if any(told == "".join(run.text for run in below.runs) for below in node.nodes)
        )
        for one in (before, after)
    )
    assert old != new
    tree = compared((before, after))
    runs = [run for node in walk(tree.nodes) for run in node.runs if told in run.text]
    assert [run.mark for run in runs] == [None]


def test_a_language_that_a_version_lacks_is_an_empty_page(versions: Versions) -> None:
    before, after = versions(
        lambda root: change(
            root / "statement.yaml", ("languages: [da, nb, sv]", "languages: [nb, sv]")
        )
    )
    removed, added = render_redline(before, after, "da"), render_redline(after, before, "da")
    assert "[Teksten mangler" not in removed + added
    removed, added = (re.split(r"<main[^>]*>|</main>", html)[1] for html in (removed, added))
    assert (Passages(removed, "del").passages, Passages(added, "ins").passages) == ([], [])
    tree = tree_of(before, "da")
    whole = passages(tree._replace(about=()))
    assert Passages(removed).passages == Passages(added).passages == whole


def test_a_thing_of_another_kind_keeps_no_words_it_has_no_place_for(policy: m.Policy) -> None:
    tree = tree_of(policy, "da")
    headed = Node(
        "group", "x", "x", title=(Run("Title"),), nodes=(Node("paragraph", runs=(Run("a"),)),)
    )
    bare = headed._replace(kind="block", title=())
    with_title, without = (tree._replace(sections=(one,)) for one in (headed, bare))
    merged = redline(with_title, without, {})
    assert passages(merged, "del") == passages(without)
    assert passages(merged, "ins") == passages(with_title)
    assert passages(redline(without, with_title, {}), "del") == passages(with_title)


def test_words_of_the_policy_make_no_markup(policy: m.Policy) -> None:
    hostile = replaced(policy, HOSTILE)
    for before, after in ((policy, hostile), (hostile, policy), (replaced(policy, "x"), hostile)):
        page = Tags(render_redline(before, after, "da"))
        tags = {tag for tag, _ in page.tags}
        assert not tags & {"script", "img", "iframe", "object", "form", "button", "link", "base"}
        assert not [name for _, names in page.tags for name in names if name.startswith("on")]
        assert all(re.match(r"#|https?://|mailto:|tel:", href) for href in page.hrefs)
        assert "<script>alert(1)</script>" in page.text
        assert len(page.ids) == len(set(page.ids))


def test_the_same_input_gives_the_same_bytes_under_any_hash_seed(
    versions: Versions, tmp_path: Path
) -> None:
    versions(lambda root: change(root / "statement.yaml", ("  - section: shopping\n", "")))
    command = (
        "import sys; from pathlib import Path; from tests.test_render import read;"
        "from checker.render.redline import render_redline;"
        "print(render_redline(*(read(Path(root)) for root in sys.argv[1:]), 'sv'))"
    )
    pages = {
        subprocess.run(
            [sys.executable, "-c", command, str(EXAMPLE), str(tmp_path / "after")],
            check=True,
            capture_output=True,
            cwd=ROOT,
            env={**os.environ, "PYTHONHASHSEED": seed},
        ).stdout
        for seed in ("1", "2")
    }
    assert len(pages) == 1


def copied(node: Node, number: int) -> Node:
    """The same with places of its own, and with a word of its own in every passage."""
    name = f"{node.anchor}-{number}" if node.anchor else None
    runs = tuple(run._replace(anchor=None, route=None) for run in node.runs)
    runs = (*runs, Run(f" {number}")) if runs else ()
    below = tuple(copied(one, number) for one in node.nodes)
    return node._replace(anchor=name, route=name, runs=runs, nodes=below)


def test_work_grows_in_step_with_the_page() -> None:
    section = tree_of(read(STARTER), "da").sections[1]

    def calls(times: int) -> int:
        nodes = [copied(one, number) for number in range(times) for one in section.nodes]
        old = section._replace(nodes=tuple(nodes))
        new = old._replace(nodes=tuple(copied(one, 1) for one in reversed(nodes)))
        before, after = (TREES[0]._replace(sections=(one,)) for one in (old, new))
        profile = cProfile.Profile()
        profile.runcall(redline, before, after, {})
        return sum(entry.callcount for entry in profile.getstats())

    assert calls(80) < calls(20) * 6


# In a browser


@pytest.mark.parametrize("width", [320, 1280])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_browser_shows_additions_and_removals_without_colours_too(
    browser: Browser,
    versions: Versions,
    tmp_path: Path,
    width: int,
    scheme: Literal["light", "dark"],
) -> None:
    def edit(root: Path) -> None:
        change(root / "activities/camera.yaml", ("P30D", "P14D"))
        change(root / "sections/shopping.yaml", ("[orders, invoice-purchase", "[orders"))

    file = tmp_path / "redline.html"
    html = render_redline(*versions(edit), "da")
    file.write_text(html, encoding="utf-8")
    page = browser.new_page(viewport={"width": width, "height": 900}, color_scheme=scheme)
    asked: list[str] = []
    complaints: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda message: complaints.append(message.text))
    page.goto(file.as_uri())
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert (asked, complaints) == ([file.as_uri()], [])
    # What the parser of a browser would mend, it has not had to.
    assert page.evaluate("document.querySelectorAll('*').length") == len(Tags(html).tags)
    assert lines_and_contrast(page, "ins")[0] == "underline"
    assert lines_and_contrast(page, "del")[0] == "line-through"
    assert min(lines_and_contrast(page, tag)[1] for tag in ("ins", "del")) >= 4.5
    hidden = page.evaluate(
        "[...document.querySelectorAll('.spoken')].map(e => e.getBoundingClientRect())"
        ".map(r => Math.max(r.width, r.height))"
    )
    assert hidden
    assert max(hidden) <= 1
    page.close()


def lines_and_contrast(page: Page, tag: str) -> tuple[str, float]:
    """The line of the first such words in the content, and the contrast of their colours."""
    line, *colours = page.evaluate(
        f"(s => [s.textDecorationLine, s.color, s.backgroundColor])"
        f"(getComputedStyle(document.querySelector('main {tag}')))"
    )
    light, dark = sorted((luminance(colour) for colour in colours), reverse=True)
    return line, (light + 0.05) / (dark + 0.05)


def luminance(colour: str) -> float:
    """The relative luminance of WCAG 2 of a colour, as a browser writes it."""
    parts = [int(part) / 255 for part in re.findall(r"\d+", colour)[:3]]
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def test_a_screen_reader_is_told_where_additions_begin_and_end(
    browser: Browser, versions: Versions, tmp_path: Path
) -> None:
    file = tmp_path / "redline.html"
    edit = versions(lambda root: change(root / "activities/camera.yaml", ("P30D", "P14D")))
    file.write_text(render_redline(*edit, "sv"), encoding="utf-8")
    page = browser.new_page()
    page.goto(file.as_uri())
    session = page.context.new_cdp_session(page)
    nodes = session.send("Accessibility.getFullAXTree")["nodes"]
    words = " ".join(
        str(node["name"]["value"]) for node in nodes if node["role"]["value"] == "StaticText"
    )
    said = re.sub(r"\s+", " ", words)
    assert (
        "[borttaget] 30 dagar [slut på borttagen text] [tillagt] 14 dagar [slut på tillägg]" in said
    )
    page.close()
