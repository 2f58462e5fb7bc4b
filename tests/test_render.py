"""The statement's pages: everything stated, nothing else, and no markup but our own."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections import Counter
from hashlib import sha256
from html import unescape
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from checker import model as m
from checker import resources, source
from checker.build import build
from checker.finding import Certainty, Finding, RuleInfo, Severity
from checker.render import inline, phrases
from checker.render.nodes import Run, Tree, walk
from checker.render.retention import rule as retention_rule
from checker.render.scribe import Scribe
from checker.render.site import PublishError, publish, render_files
from checker.render.tree import build_tree
from checker.render.words import Words, plain
from tests.policies import STARTER
from tests.running import ROOT, STATEMENT

LANGUAGES = ("da", "nb", "sv")


def read(root: Path) -> m.Policy:
    documents = source.read_tree(str(root))
    return build({document.path: document for document in documents}, frozenset()).policy


@pytest.fixture(scope="module", params=[STATEMENT, STARTER], ids=["statement", "starter"])
def policy(request: pytest.FixtureRequest) -> m.Policy:
    return read(request.param)


def tree_of(policy: m.Policy, language: str) -> Tree:
    return build_tree(policy, language, phrases.load(language))


def finding(route: str, message: str) -> Finding:
    rule = RuleInfo("some-rule", Severity.WARNING, Certainty.FACT, (), "", "", "", "")
    span = source.Span("x.yaml", 1, 1, 1, 1)
    return Finding(rule, Severity.WARNING, message, "", span, route, "0")


class Tags(HTMLParser):
    """The tags of a page with the names of their attributes, and its visible words."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, tuple[str, ...]]] = []
        self.ids: list[str] = []
        self.hrefs: list[str] = []
        self.words: list[str] = []
        self.open: list[str] = []
        self.feed(html)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, tuple(name for name, _ in attrs)))
        values = dict(attrs)
        if values.get("id"):
            self.ids.append(str(values["id"]))
        if values.get("href"):
            self.hrefs.append(str(values["href"]))
        if tag not in ("meta", "link"):
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.words.append(data)

    @property
    def text(self) -> str:
        return squeezed("".join(self.words))


def squeezed(text: str) -> str:
    return re.sub(r"\s+", " ", text)


def pages(policy: m.Policy) -> dict[str, str]:
    files = render_files(policy, (), False)
    return {path: data.decode() for path, data in files.items()}


# Phrases


def test_every_language_has_the_same_phrases_with_the_same_fields() -> None:
    first, *others = (phrases.load(language) for language in LANGUAGES)
    for other in others:
        # An authority's own country may be one that only some languages name.
        assert other.keys() == first.keys()
        for key in sorted(first.keys()):
            assert sorted(other.fields(key)) == sorted(first.fields(key)), key


def test_a_missing_phrase_and_a_missing_language_are_one_clear_line() -> None:
    with pytest.raises(phrases.PhraseError, match=r"phrases/da\.yaml lacks the phrase no\.such"):
        phrases.load("da")["no.such"]
    with pytest.raises(phrases.PhraseError, match="no phrases for the language xx"):
        phrases.load("xx")


def test_every_phrase_that_may_follow_a_reservation_begins_small() -> None:
    for language in LANGUAGES:
        loaded = phrases.load(language)
        for key in sorted(loaded.keys()):
            if key.split(".")[0] in ("source", "role", "claim", "retention", "basis", "nature"):
                if key.startswith(("retention.outcome", "role.condition")):
                    continue
                assert loaded[key][0] == loaded[key][0].lower(), key


@pytest.mark.parametrize(
    ("language", "date", "period", "row"),
    [
        ("da", "20. april 2020", "1 år og 3 måneder", "a, b og c"),
        ("nb", "20. april 2020", "1 år og 3 måneder", "a, b og c"),
        ("sv", "20 april 2020", "1 år och 3 månader", "a, b och c"),
    ],
)
def test_values_are_written_as_the_language_writes_them(
    language: str, date: str, period: str, row: str
) -> None:
    words = Words(phrases.load(language))
    assert plain(words.date("2020-04-20")) == date
    assert words.period("P1Y3M").replace("\u00a0", " ") == period
    assert plain(words.listed([(Run("a"),), (Run("b"),), (Run("c"),)])) == row


def retention(kind: str, **fields: Any) -> m.Retention:
    empty = dict.fromkeys(m.Retention._fields)
    lists = dict.fromkeys(("same_as", "data", "subjects", "bases", "applies_in"), ())
    route = "visitors/retention/rule"
    texts = {
        field: m.Text(f"{route}/{field}", dict.fromkeys(LANGUAGES, value))
        if field not in ("period", "every", "at_most", "qualifier", "outcome", "applies_in")
        else value
        for field, value in fields.items()
    }
    values = empty | lists | {"at_most": False, "prolongs": False} | texts
    return m.Retention(**{**values, "route": route, "id": "rule", "kind": kind})


@pytest.mark.parametrize(
    ("rule", "da", "nb", "sv"),
    [
        (
            retention("period", period="P3M", start="X"),
            "3 måneder efter X",
            "3 måneder etter X",
            "3 månader efter X",
        ),
        (
            retention("period", period="P30D", at_most=True, qualifier="mainly"),
            "Hovedsageligt op til 30 dage",
            "Hovedsakelig inntil 30 dager",
            "Huvudsakligen upp till 30 dagar",
        ),
        (
            retention("relationship", while_="X", period="P3Y", at_most=True),
            "Så længe X består, og i op til 3 år derefter",
            "Så lenge X består, og i inntil 3 år deretter",
            "Så länge X består och i upp till 3 år därefter",
        ),
        (
            retention("relationship", while_="X", reason="at Y"),
            "Så længe X består, for at Y",
            "Så lenge X består, for at Y",
            "Så länge X består, för at Y",
        ),
        (retention("event", until="X"), "Indtil X", "Inntil X", "Tills X"),
        (
            retention("law", law="X", applies_in=("NO", "SE")),
            "Så længe det kræves efter X|Gælder i Norge og Sverige",
            "Så lenge det kreves etter X|Gjelder i Norge og Sverige",
            "Så länge det krävs enligt X|Gäller i Norge och Sverige",
        ),
        (
            retention("routine", depends_on="X", outcome="anonymise"),
            "Efter faste rutiner, der afhænger af X"
            "|Når opbevaringsperioden er slut, anonymiserer vi oplysningerne.",
            "Etter faste rutiner som avhenger av X"
            "|Når lagringstiden er ute, anonymiserer vi opplysningene.",
            "Enligt fasta rutiner som beror på X|Därefter anonymiserar vi uppgifterna.",
        ),
        (
            retention("review", every="P1Y", by="X"),
            "Gennemgås hvert år af X",
            "Gjennomgås hvert år av X",
            "Ses över av X varje år",
        ),
        (
            retention("review", every="P2Y"),
            "Gennemgås én gang i hver periode på 2 år",
            "Gjennomgås én gang i hver periode på 2 år",
            "Ses över en gång under varje period om 2 år",
        ),
        (retention("told-on-site"), "Oplyses på stedet", "Oppgis på stedet", "Anges på plats"),
        (
            retention("criterion", criterion="X"),
            "Afhænger af X",
            "Avhenger av X",
            "Beror på X",
        ),
    ],
)
def test_retention_is_a_sentence_in_every_language(
    rule: m.Retention, da: str, nb: str, sv: str
) -> None:
    policy = read(STARTER)
    for language, expected in (("da", da), ("nb", nb), ("sv", sv)):
        words = Words(phrases.load(language))
        node = retention_rule(Scribe(policy, words, False, frozenset()), rule)
        written = "|".join([plain(node.runs), *(plain(note.runs) for note in node.nodes)])
        assert written.replace("\u00a0", " ") == expected


def test_a_text_that_a_language_lacks_is_never_shown_in_another() -> None:
    policy = read(STATEMENT)
    assert policy.statement is not None
    intro = policy.statement.intro[0]
    text = m.Text(intro.text.route, {"da": "Kun på dansk."})
    note = intro._replace(text=text)
    lacking = policy._replace(statement=policy.statement._replace(intro=(note,)))
    page = pages(lacking)["sv/statement.html"]
    assert "Kun på dansk." not in page
    assert "[Texten saknas på svenska]" in page


def test_the_law_is_cited_only_where_the_statement_does_and_never_for_a_doubtful_basis() -> None:
    policy = read(STARTER)
    assert policy.statement is not None
    cited = policy._replace(statement=policy.statement._replace(cite_law=True))
    assert "artikkel 6 nr. 1 bokstav" in pages(cited)["nb/statement.html"].replace("\u00a0", " ")
    doubtful = {
        name: activity._replace(
            bases=tuple(
                basis._replace(classified=m.Classified("x", "6(1)(b)", "doubt"))
                for basis in activity.bases
            )
        )
        for name, activity in cited.activities.items()
    }
    cited = cited._replace(activities=doubtful, sharing={})
    assert "artikkel 6 nr. 1 bokstav" not in pages(cited)["nb/statement.html"].replace(
        "\u00a0", " "
    )


# What stands on the page


def public_texts(policy: m.Policy) -> list[m.Text]:
    internal = {one.id for one in policy.activities.values() if not one.public}
    inferred = {
        special.route
        for activity in policy.activities.values()
        for special in activity.special_data
        if special.inferred
    }
    return [
        text
        for text in policy.texts
        if text.route.split("/")[0] not in internal
        and not any(text.route.startswith(f"{route}/") for route in inferred)
    ]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_text_that_is_stated_stands_on_the_page(policy: m.Policy, language: str) -> None:
    assert policy.statement is not None
    if language not in policy.statement.languages:
        pytest.skip("not a language of this statement")
    shown = used(policy)
    files = pages(policy)
    for name in (f"{language}/statement.html", f"{language}/statement.fragment.html"):
        # Only a page of its own has the title: a site gives the fragment its own.
        titled = name.endswith("/statement.html")
        text = Tags(files[name]).text.casefold()
        for one in public_texts(policy):
            if one.route == "statement/title" and not titled:
                continue
            if one.route.split("/")[0] in policy.kind_of and one.route.split("/")[0] not in shown:
                continue
            words = plain(inline.phrase(one.languages[language])).casefold()
            assert squeezed(words) in text, one.route


def test_what_is_told_of_a_sub_recipient_stands_below_its_name() -> None:
    policy = read(STARTER)
    name, *_ = (one for one in policy.recipients.values() if one.sub_recipients)
    (passed_on,) = [
        node
        for node in walk(tree_of(policy, "nb").sections)
        if plain(node.title) == "Gir opplysningene videre til"
    ]
    assert plain(passed_on.runs) == "Eksempel Datasali Oy"
    assert [plain(note.runs) for note in passed_on.nodes][-1].endswith("i Finland")
    text = pages(policy)["nb/statement.md"]
    assert "  - Gir opplysningene videre til: Eksempel Datasali Oy\n    - " in text
    # Of several, each has what is told of it below its own name.
    other = next(iter(policy.recipients.values()))._replace(
        id="second-centre", route="second-centre", countries=("EE",), sub_recipients=()
    )
    first = name._replace(sub_recipients=(*name.sub_recipients, other.id))
    recipients = {**policy.recipients, name.id: first, other.id: other}
    (passed_on,) = [
        node
        for node in walk(tree_of(policy._replace(recipients=recipients), "nb").sections)
        if plain(node.title) == "Gir opplysningene videre til"
    ]
    assert not passed_on.runs
    items = passed_on.nodes[0].nodes
    countries = ["".join(plain(note.runs) for note in item.nodes) for item in items]
    assert ["Finland" in one for one in countries] == [True, False]
    assert ["Estland" in one for one in countries] == [False, True]


def test_data_of_which_the_same_is_said_stand_below_it_once() -> None:
    policy = read(STARTER)
    activity = next(one for one in policy.activities.values() if len(one.data) > 2)
    subjects = activity.subjects[:1]
    data = tuple(use._replace(subjects=subjects, purposes=()) for use in activity.data)
    changed = {**policy.activities, activity.id: activity._replace(data=data)}
    tree = tree_of(policy._replace(activities=changed), "nb")
    routes = [use.route for use in data]
    rows = [
        node
        for node in walk(tree.sections)
        if node.kind == "value"
        and [one.route for one in node.nodes[-1:] for one in one.nodes] == routes
    ]
    assert len(rows) == 1
    assert plain(rows[0].runs).startswith("Personer: ")


def test_a_document_names_its_owner_and_its_country_side_by_side() -> None:
    policy = read(STARTER)
    owner = next(one for one in policy.entities.values() if one.name)
    document = next(iter(policy.documents.values()))
    documents = {document.id: document._replace(owner=owner.id, country="DK")}
    scribe = Scribe(
        policy._replace(documents=documents), Words(phrases.load("da")), False, frozenset()
    )
    assert plain(scribe.document(document.id)).endswith(f" ({owner.name}, Danmark)")


def test_a_list_of_titles_alone_is_no_table() -> None:
    policy = read(STARTER)
    assert '<li id="your-rights' not in pages(policy)["nb/statement.html"]
    bare = tuple(
        right._replace(text=None, channels=(), documents=(), any_time=False)
        for right in policy.rights
    )
    page = pages(policy._replace(rights=bare))["nb/statement.html"]
    first = policy.rights[0]
    anchor = m.anchor(first.route)
    assert f'<li id="{anchor}">{first.title.languages["nb"]}</li>' in page
    assert f'<li id="{anchor}"><b>' in pages(policy)["nb/statement.html"]


def test_the_contents_lead_to_every_activity(policy: m.Policy) -> None:
    page = pages(policy)["nb/statement.html"]
    contents = page[page.index('<nav class="contents"') : page.index("<main")]
    for activity in policy.activities.values():
        if f'id="{activity.id}"' in page:
            assert f'<a href="#{activity.id}">' in contents


def test_markdown_has_every_word_of_the_page_and_no_link_inside(policy: m.Policy) -> None:
    files = pages(policy)
    for language in LANGUAGES:
        page = files[f"{language}/statement.html"]
        main = page[page.index("<main") : page.index("</main>") + 7]
        body = files[f"{language}/statement.md"].split("---\n", 2)[2]
        html = Tags(MarkdownIt().render(body))
        assert not any(href.startswith(("#", "ref:")) for href in html.hrefs)
        expected = Counter(re.findall(r"\w+", unescape(re.sub(r"<[^>]+>", " ", main))))
        assert not expected - Counter(re.findall(r"\w+", html.text))


def used(policy: m.Policy) -> set[str]:
    """The ids that the statement makes use of: the heads of what is placed or referred to."""
    statement = policy.statement
    assert statement is not None
    referred = {reference.target.split("/")[0] for reference in policy.references}
    built = {"term", "right", "sharing", "change", "policy", "procedure", "complaints"}
    return referred | {
        one
        for one, kind in policy.kind_of.items()
        if kind in built or kind in ("officer", "retention", "source", "entity")
    }


def test_what_is_internal_or_only_classified_is_nowhere(policy: m.Policy) -> None:
    everything = "".join(pages(policy).values())
    for activity in policy.activities.values():
        if not activity.public:
            for words in activity.title.languages.values():
                assert words not in everything
        for basis in activity.bases:
            if basis.classified:
                assert basis.classified.why not in everything
    assert policy.statement is not None
    if not policy.statement.cite_law:
        for law in ("artikel 6", "artikkel 6", "6(1)"):
            assert law not in everything.replace("\u00a0", " ")


def test_anchors_are_unique_and_the_same_in_every_language_and_form(policy: m.Policy) -> None:
    assert policy.statement is not None
    files = pages(policy)
    manifest = json.loads(files["manifest.json"])
    expected = manifest["languages"][0]["anchors"]
    aliases = {m.anchor(one.old) for one in policy.statement.redirects}
    assert len(expected) == len(set(expected))
    for language in manifest["languages"]:
        assert language["anchors"] == expected
        for name in ("statement.html", "statement.fragment.html"):
            page = Tags(files[f"{language['lang']}/{name}"])
            assert len(page.ids) == len(set(page.ids))
            assert set(page.ids) - aliases == set(expected)
            inside = {href[1:] for href in page.hrefs if href.startswith("#")}
            assert inside <= set(expected)


def test_every_node_carries_the_anchor_of_its_route(policy: m.Policy) -> None:
    tree = tree_of(policy, "nb")
    for node in walk((*tree.about, *tree.intro, *tree.sections)):
        if node.anchor:
            assert node.route is not None
            assert node.anchor == m.anchor(node.route)


def test_a_renamed_id_still_leads_somewhere() -> None:
    policy = read(STARTER)
    assert policy.statement is not None
    name = next(one for one in policy.activities if policy.activities[one].public)
    redirect = m.Redirect("statement/redirects/old-name", "old-name", name)
    moved = policy._replace(statement=policy.statement._replace(redirects=(redirect,)))
    for path, text in pages(moved).items():
        if path.endswith(".html"):
            assert Tags(text).ids.count("old-name") == 1


def test_the_fragment_has_no_page_of_its_own_and_begins_at_h2(policy: m.Policy) -> None:
    for path, text in pages(policy).items():
        if path.endswith("fragment.html"):
            tags = {tag for tag, _ in Tags(text).tags}
            assert tags.isdisjoint({"html", "head", "body", "main", "h1", "script", "style"})
            assert "h2" in tags
        elif path.endswith(".html"):
            attributes = {name for _, names in Tags(text).tags for name in names}
            assert "style" not in attributes
            assert not any(name.startswith("on") for name in attributes)


def test_pages_are_small_enough() -> None:
    files = render_files(read(STATEMENT), (), False)
    for language in LANGUAGES:
        assert len(files[f"{language}/statement.html"]) + len(files["statement.css"]) < 100_000


# No markup from data

HOSTILE = (
    "x </p></dd></title><script>alert(1)</script><img src=x onerror=y> \"' &amp; &lt; "
    "[a](javascript:alert%281%29) [b](data:text/html,x) ![c](vbscript:x) <https://example.org> "
    "{{ 7*7 }} {% raw %} ``` ~~~ --- | a | b"
)
BENIGN = "x words"


def replaced(value: Any, words: str) -> Any:
    """The same policy with other words in every place that takes any."""
    if isinstance(value, m.Text):
        return m.Text(value.route, dict.fromkeys(value.languages, words))
    if isinstance(value, m.Address):
        return value._replace(url="https://example.org/'&x=`a`")
    if isinstance(value, tuple) and hasattr(value, "_fields") and hasattr(value, "_replace"):
        free = {"name", "address", "register_number"}
        fields = {
            field: words
            if field in free and isinstance(inner, str)
            else (words,) * len(inner)
            if field == "lines"
            else replaced(inner, words)
            for field, inner in zip(value._fields, value, strict=True)
            if field not in ("texts", "references", "duplicates", "waivers")
        }
        return value._replace(**fields)
    if isinstance(value, tuple):
        return tuple(replaced(inner, words) for inner in value)
    if isinstance(value, dict):
        return {key: replaced(inner, words) for key, inner in value.items()}
    return value


def test_hostile_words_make_no_markup(policy: m.Policy) -> None:
    hostile, benign = pages(replaced(policy, HOSTILE)), pages(replaced(policy, BENIGN))
    assert hostile.keys() == benign.keys()
    for path in hostile:
        if path.endswith(".html"):
            assert Tags(hostile[path]).tags == Tags(benign[path]).tags, path
            assert "<script>alert(1)</script>" in Tags(hostile[path]).text
        elif path.endswith(".md"):
            body = hostile[path].split("---\n", 2)[2]
            html = MarkdownIt().render(body)
            tags = {tag for tag, _ in Tags(html).tags}
            assert tags.isdisjoint({"script", "img", "table", "code", "pre"}), path
            assert not any(href.startswith("javascript") for href in Tags(html).hrefs)
            assert not re.search(r"(?<!\\)<[a-z]", body)


@pytest.mark.parametrize(
    ("source", "words", "hrefs"),
    [
        ("*a* and **b**", "a and b", []),
        ("[a](https://x.org) [b](mailto:a@b.c) [c](tel:+4712)", "a b c", 3),
        ("[a](javascript:x)", "[a](javascript:x)", []),
        ("[a](//x.org)", "[a](//x.org)", []),
        ("[a](JavaScript:x) [b](HTTPS://x.org)", "[a](JavaScript:x) b", 1),
        ("![a](https://x.org/a.png)", "!a", 1),
        ("# no heading", "# no heading", []),
        ("<b>no</b> &amp;", "<b>no</b> &amp;", []),
        ("    no code `no` code", "no code `no` code", []),
        ("a\n\nb", "a b", []),
        ("- a\n- b", "a b", []),
        (r"\*a\*", "*a*", []),
        ("", "", []),
    ],
)
def test_texts_hold_emphasis_lists_and_links_only(source: str, words: str, hrefs: Any) -> None:
    runs = inline.phrase(source)
    assert plain(runs) == words
    assert sum(run.href is not None for run in runs) == (hrefs or 0)


@given(st.text(alphabet=" abæ.,1-+)(\n#>&<`", max_size=40))
def test_words_without_marks_are_read_as_the_parser_reads_them(text: str) -> None:
    def shape(nodes: Any) -> Any:
        return [(node.kind, plain(node.runs), shape(node.nodes)) for node in nodes]

    parsed, _ = inline._blocks(inline._parser().parse(text))
    assert shape(inline.passage(text)) == shape(parsed)


@given(st.text(alphabet="ab *_[](){}\\`<>&#-+.1!|~:\n", max_size=40))
def test_markdown_reads_back_as_the_same_words(text: str) -> None:
    from checker.render import markdown

    runs = inline.phrase(text)
    line = markdown._line(inline.passage(text)[0]) if inline.passage(text) else ""
    first = plain(inline.passage(text)[0].runs) if line else ""
    html = MarkdownIt("commonmark").render(line)
    assert squeezed(Tags(html).text).strip() == first.strip()
    assert {tag for tag, _ in Tags(html).tags} <= {"p", "em", "strong", "a"}
    assert plain(runs).startswith(first)


# Drafts


def test_a_draft_shows_every_gap_once(policy: m.Policy) -> None:
    assert policy.statement is not None
    tree = tree_of(policy, policy.statement.languages[0])
    routes = [node.route for node in walk(tree.sections) if node.route]
    routes += [f"{route}/no/such" for route in routes[::7]]
    routes += ["statement", "statement/title", "nowhere", *policy.categories, *policy.recipients]
    routes += [one.id for one in policy.activities.values() if not one.public]
    gaps = [finding(route, f"gap number {n};") for n, route in enumerate(routes)]
    files = render_files(policy, gaps, True)
    for path, data in files.items():
        if path.endswith((".html", ".md")):
            text = data.decode()
            found = Counter(re.findall(r"gap number (\d+);", text))
            assert found == Counter({str(n): 1 for n in range(len(gaps))}), path
            if path.endswith(".html"):
                page = Tags(text)
                assert text.count('<aside class="gap') == len(gaps)
                assert len(page.ids) == len(set(page.ids))
    for language in policy.statement.languages:
        banner = phrases.load(language)["page.draft"]
        assert banner in files[f"{language}/statement.html"].decode()


def test_without_draft_there_are_no_gaps(policy: m.Policy) -> None:
    gaps = [finding("statement", "a gap")]
    assert render_files(policy, gaps, False) == render_files(policy, (), False)


# The same bytes everywhere

_DIGEST = """
import hashlib, sys
sys.path.insert(0, {root!r})
from checker import source
from checker.build import build
from checker.render.site import render_files
documents = source.read_tree({policy!r})
policy = build({{d.path: d for d in documents}}, frozenset()).policy
files = render_files(policy, (), False)
print(hashlib.sha256(repr(sorted(files.items())).encode()).hexdigest())
"""


def test_the_same_input_gives_the_same_bytes_anywhere() -> None:
    code = _DIGEST.format(root=str(ROOT), policy=str(STARTER))
    places = [
        {"PYTHONHASHSEED": "1", "TZ": "UTC", "LANG": "C"},
        {"PYTHONHASHSEED": "77", "TZ": "Pacific/Apia", "LANG": "de_DE.UTF-8", "LC_ALL": "zz"},
        {"PYTHONHASHSEED": "0", "TZ": "No/Such", "LANGUAGE": "ar", "LC_TIME": "x@@y"},
    ]
    digests = {
        subprocess.run(
            [sys.executable, "-c", code],
            env={"PATH": os.environ["PATH"], **place},
            cwd="/",
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for place in places
    }
    assert len(digests) == 1


def test_files_are_named_by_the_manifest_with_their_hashes(policy: m.Policy) -> None:
    files = render_files(policy, (), False)
    manifest = json.loads(files["manifest.json"])
    assert manifest["format_version"] == 1
    listed = [*manifest["files"], *(f for one in manifest["languages"] for f in one["files"])]
    assert {one["path"] for one in listed} == files.keys() - {"manifest.json"}
    for one in listed:
        assert sha256(files[one["path"]]).hexdigest() == one["sha256"]
    for path, data in files.items():
        assert b"\r" not in data, path
        assert data.endswith(b"\n"), path
        assert str(ROOT).encode() not in data, path


# Publication

OLD = {"manifest.json": b'{"files":[{"path":"a.css"}],"languages":[]}', "a.css": b"old"}


def snapshot(folder: Path) -> dict[str, bytes]:
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }


def test_publishing_replaces_what_was_klars_and_leaves_the_rest(tmp_path: Path) -> None:
    out = tmp_path / "new" / "dist"
    publish(OLD, str(out))
    (out / "robots.txt").write_text("mine")
    new = {"manifest.json": b"{}", "da/statement.html": b"new", "b.css": b"new"}
    publish(new, str(out))
    assert snapshot(out) == {**new, "robots.txt": b"mine"}


@pytest.mark.parametrize("failing", range(3))
def test_a_failure_half_way_leaves_the_old_output(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, failing: int
) -> None:
    publish(OLD, str(tmp_path))
    before = snapshot(tmp_path)
    replace, calls = os.replace, iter(range(100))

    def refuse(old: str, new: str) -> None:
        if next(calls) == failing:
            raise OSError(28, "No space left on device", new)
        replace(old, new)

    monkeypatch.setattr(os, "replace", refuse)
    with pytest.raises(PublishError, match="No space left on device"):
        publish({**OLD, "a.css": b"new", "da/x.html": b"new"}, str(tmp_path))
    monkeypatch.undo()
    assert snapshot(tmp_path) == before
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted(OLD)


def test_a_folder_in_a_files_place_is_one_clear_line(tmp_path: Path) -> None:
    publish(OLD, str(tmp_path))
    (tmp_path / "a.css").unlink()
    (tmp_path / "a.css").mkdir()
    (tmp_path / "a.css" / "mine.txt").write_text("mine")
    with pytest.raises(PublishError, match=r"a\.css is a folder") as caught:
        publish(OLD, str(tmp_path))
    assert "\n" not in str(caught.value)
    assert (tmp_path / "a.css" / "mine.txt").read_text() == "mine"


def test_links_never_lead_out_of_the_folder(tmp_path: Path) -> None:
    outside, out = tmp_path / "outside", tmp_path / "out"
    outside.mkdir()
    (outside / "statement.html").write_text("theirs")
    out.mkdir()
    (out / "da").symlink_to(outside)
    with pytest.raises(PublishError, match="symbolic link"):
        publish({"da/statement.html": b"new", "manifest.json": b"{}"}, str(out))
    assert (outside / "statement.html").read_text() == "theirs"
    (out / "da").unlink()
    (out / "page.html").symlink_to(outside / "statement.html")
    publish({"page.html": b"new", "manifest.json": b"{}"}, str(out))
    assert (outside / "statement.html").read_text() == "theirs"
    assert not (out / "page.html").is_symlink()


def test_an_old_manifest_cannot_remove_what_is_not_klars(tmp_path: Path) -> None:
    mine, out = tmp_path / "mine.txt", tmp_path / "out"
    mine.write_text("mine")
    out.mkdir()
    (out / "link").symlink_to(tmp_path)
    named = [{"path": path} for path in ("../mine.txt", str(mine), "link/mine.txt", "link")]
    (out / "manifest.json").write_text(json.dumps({"files": named, "languages": []}))
    publish({"manifest.json": b"{}"}, str(out))
    assert mine.read_text() == "mine"
    assert (out / "link").is_symlink()


def test_an_unwritable_place_is_one_clear_line(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    with pytest.raises(PublishError, match="cannot write the statement to"):
        publish(OLD, str(tmp_path / "file" / "dist"))


def test_templates_and_styles_ship_with_klar() -> None:
    for name in ("statement.css", "draft.css", "duties.css", "archive.css"):
        css = resources.read_bytes(f"docs_templates/{name}").decode()
        assert "url(" not in css
        assert "@import" not in css


def test_the_styles_of_a_draft_are_in_a_draft_only() -> None:
    policy = read(STARTER)
    published, draft = (render_files(policy, (), one)["statement.css"] for one in (False, True))
    assert draft.startswith(published.rstrip())
    assert b".gap" not in published
    assert b".klar .gap" in draft
    assert draft.count(b"{") == draft.count(b"}")
