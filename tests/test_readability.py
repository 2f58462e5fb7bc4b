"""How hard the page is to read: LIX, sentences, sections, and `klar readability`."""

from __future__ import annotations

import json
import re
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from checker import languages, resources
from checker.engine import Result, compile_policy
from checker.languages.lix import Counts, Plain, count, length, plain, sentences, total
from checker.languages.prose import readings
from checker.languages.sections import placed
from checker.model import Policy
from checker.render import inline
from checker.render.nodes import Node, walk
from checker.render.phrases import load
from checker.render.tree import build_tree
from checker.render.words import plain as words_of
from tests.policies import STARTER, overlay
from tests.running import STATEMENT, klar

EXAMPLE = Path(resources.path("example"))
KNOWN = sorted(languages.known())
POLICIES = pytest.mark.parametrize(
    "folder", [STATEMENT, EXAMPLE, STARTER], ids=["the statement", "the example", "the starter"]
)


def known(language: str) -> Plain:
    found = plain(language)
    assert found
    return found


# The measure


def test_the_formula_is_bjornssons() -> None:
    # The worked check of law.md § 8.
    assert Counts(437, 21, 112).lix == 46
    assert Counts(100, 10, 0).lix == 10
    assert Counts().lix is None


def test_words_and_long_words_are_counted_as_readers_see_them() -> None:
    # Seven letters are long, six are not; figures and signs have no letters.
    assert count(["Tolv bokstaver.", "Seks er seksti."]) == Counts(5, 2, 1)
    assert count(["Se § 6.1 og 10.000 – 2026/679."]) == Counts(6, 1, 0)
    assert count(["En e-post-adresse og/eller IMY:s brev."]) == Counts(6, 1, 1)
    assert count(["Skriv til post@example.com, eller se https://example.com/en/side."]) == Counts(
        4, 1, 0
    )
    assert total([Counts(1, 2, 3), Counts(4, 5, 6)]) == Counts(5, 7, 9)


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        # Abbreviations, before small letters and before names.
        ("da", "Vi bruger bl.a. navn, f.eks. Kari, jf. GDPR. Så er det slut.", 2),
        ("nb", "Vi bruker bl.a. navn, f.eks. Kari, jf. GDPR. Så er det slutt.", 2),
        ("sv", "Vi använder bl.a. namn, t.ex. Kari, jfr GDPR. Sedan är det slut.", 2),
        # Dates, times, citations, numbers.
        ("da", "Den 22. november kl. 14.30 gælder artikel 6, stk. 1, nr. 2. Det er alt.", 2),
        ("nb", "Den 22. november kl. 14.30 gjelder artikkel 6 nr. 1. Det er alt.", 2),
        ("sv", "Den 22 november kl. 14.30 gäller artikel 6.1 f och 9 kap. 28 §. Det är allt.", 2),
        ("nb", "Organisasjonsnr. 912 345 678 er vårt.", 1),
        # What often ends a sentence ends it before a capital, and nothing else.
        ("da", "Vi gemmer navn, adresse m.v. Vi sletter dem igen.", 2),
        ("da", "Vi gemmer navn m.v. i et år.", 1),
        ("da", "Lov om ansættelsesklausuler m.v.", 0),
        # Initials, quotations, brackets, several signs.
        ("nb", "A. P. Møller ringte. «Kom nå!» (Han kom ikke.) Hva nå?! Vi vet ikke …", 5),
        # No prose: titles, clauses, parts of lists.
        ("nb", "Sikkerhet", 0),
        ("nb", "å svare på det du spør om", 0),
        ("nb", "Vi lagrer:\n\n- navn og adresse\n- Telefonnummeret ditt lagres også.\n- alder", 2),
        ("nb", "Første avsnitt.\nSamme avsnitt\n\nAndre avsnitt er ingen setning", 1),
        # Marks and links are no words.
        ("sv", "**Skriv** till [oss](https://example.com/a.b?c=d) *nu*. Vi svarar.", 2),
        ("nb", "", 0),
        ("nb", "...", 0),
    ],
)
def test_sentences_end_where_they_end(language: str, text: str, expected: int) -> None:
    found = sentences(text, known(language))
    assert len(found) == expected, found
    for sentence in found:
        assert "](" not in sentence
        assert not re.search(r"[*\n]", sentence)


MARKED = st.lists(
    st.sampled_from(
        [
            *("Vi ", "svarer ", "deg. ", "*ja* ", "**nei** ", "[her](https://a.b/c.d) ", "bl.a. "),
            *("nr. 1 ", "Hva? ", "\n\n", "\n- ", "[se](ref:rights) ", "\\*", "x_y ", "(og) "),
            *("22. mai ", "osv. "),
        ]
    ),
    max_size=30,
).map("".join)


@given(MARKED)
def test_sentences_are_words_of_the_page_in_their_order(text: str) -> None:
    page = "".join(re.findall(r"\w", words_of(inline.phrase(text)).replace("_", "")))
    at = 0
    for sentence in sentences(text, known("nb")):
        letters = "".join(re.findall(r"\w", sentence.replace("_", "")))
        found = page.find(letters, at)
        assert found >= 0, (sentence, page)
        at = found + len(letters)


@pytest.mark.parametrize(
    "piece",
    [
        *(".", ". ", "a", "[", "](", "[a](", "*", "_", "\\", "\n", "\n- ", "@", "a@", "www."),
        *("http://", "(.", ".)", " ", "\u00a0", "…\u2028", "A. ", "1. ", "bl.a. "),
    ],
)
def test_no_text_takes_long(piece: str) -> None:
    def seconds(size: int) -> float:
        start = time.perf_counter()
        found = sentences(piece * size, known("nb"))
        count(found)
        return time.perf_counter() - start

    # Four thousand letters are what a text may have: far more takes no time that anyone notices.
    assert seconds(40_000) < 2


# The data


@pytest.mark.parametrize("language", KNOWN)
def test_the_data_of_a_language_are_as_they_are_compared(language: str) -> None:
    data = languages.data(language, "plain")
    assert set(data) == {"abbreviations", "closing", "bands", "limits", "least"}
    for name in ("abbreviations", "closing"):
        listed = data[name]
        assert listed == sorted(set(listed))
        for one in listed:
            assert one == one.casefold().rstrip(".")
            assert " " not in one
    assert not set(data["abbreviations"]) & set(data["closing"])
    steps = [band.get("to") for band in data["bands"]]
    assert steps[-1] is None
    assert steps[:-1] == sorted(steps[:-1])
    assert set(data["limits"]) == {"statement", "statement-warning", "section", "sentence"}
    assert data["limits"]["statement"] < data["limits"]["statement-warning"]
    assert set(data["least"]) == {"section", "text"}


@pytest.mark.parametrize("language", KNOWN)
def test_each_abbreviation_ends_no_sentence_and_closing_ones_only_before_another(
    language: str,
) -> None:
    for one in known(language).abbreviations:
        assert len(sentences(f"Her står {one}. Navn og mer.", known(language))) == 1, one
        assert sentences(f"Her står {one}.", known(language)) == ()
    for one in known(language).closing:
        assert len(sentences(f"Her står {one}. Navn og mer.", known(language))) == 2, one
        assert sentences(f"Her står {one}.", known(language)) == ()


@pytest.mark.parametrize(
    ("language", "lix", "band"),
    [
        ("da", 24, "meget let"),
        ("da", 25, "let"),
        ("da", 44, "middel"),
        ("da", 54, "svær"),
        ("da", 55, "meget svær"),
        ("nb", 39, "lett"),
        ("nb", 60, "svært vanskelig"),
        ("sv", 29, "mycket lättläst"),
        ("sv", 50, "svår"),
        ("sv", 60, "mycket svår"),
    ],
)
def test_a_lix_has_the_name_that_is_usual_in_its_language(
    language: str, lix: int, band: str
) -> None:
    assert known(language).band(lix) == band


# Where on the page


def rendered(nodes: tuple[Node, ...]) -> str:
    """The letters that some nodes of the page hold, without those of the sections below."""
    own: list[str] = []
    for node in nodes:
        if node.kind != "section":
            own.append(words_of(node.title) + words_of(node.runs) + rendered(node.nodes))
    return letters("".join(own))


def letters(text: str) -> str:
    return "".join(re.findall(r"\w", text)).casefold()


def sections_of(policy: Policy, language: str) -> dict[str, str]:
    """What each section of the page says, by its id; "" before the first."""
    tree = build_tree(policy, language, load(language))
    found = {"": rendered((*tree.about, *tree.intro))}
    for node in walk(tree.sections):
        if node.kind == "section":
            found[str(node.route)] = rendered(node.nodes)
    return found


@POLICIES
def test_a_text_is_measured_in_the_section_in_which_it_stands(folder: Path) -> None:
    policy = compile_policy(str(folder)).policy
    for reading in readings(policy):
        page = sections_of(policy, reading.language)
        assert [part.section.id if part.section else "" for part in reading.parts] == list(page)
        for part in reading.parts:
            own = page[part.section.id if part.section else ""]
            for passage in part.passages:
                for sentence in passage.sentences:
                    assert letters(sentence) in own, (part.number, passage.text.route)


@POLICIES
def test_what_stands_on_the_page_is_measured(folder: Path) -> None:
    policy = compile_policy(str(folder)).policy
    measured = {text.route for part in placed(policy) for text in part.texts}
    for language in policy.statement.languages if policy.statement else ():
        page = "".join(sections_of(policy, language).values())
        for text in policy.texts:
            words = letters(words_of(inline.phrase(text.languages[language])))
            document = text.route.split("/")[0] in policy.documents
            if text.route not in measured and not document and len(words) > 40:
                assert words not in page, text.route


def test_the_numbers_of_sections_are_those_of_the_page() -> None:
    policy = compile_policy(str(STATEMENT)).policy
    tree = build_tree(policy, "da", load("da"))
    numbers = [node.number for node in walk(tree.sections) if node.kind == "section"]
    assert [part.number for part in placed(policy)] == ["", *numbers]


def test_an_internal_activity_is_not_measured(tmp_path: Path) -> None:
    policy = overlay(tmp_path)
    orders = policy / "activities/orders.yaml"
    before = readings(compile_policy(str(policy)).policy)[0].counts
    orders.write_text(orders.read_text("utf-8") + "visibility: internal\n", encoding="utf-8")
    after = readings(compile_policy(str(policy)).policy)[0].counts
    assert after.words < before.words


# The command


def compiled(folder: Path) -> Result:
    return compile_policy(str(folder))


def test_the_table_has_a_row_for_each_section_and_the_hardest_texts_first() -> None:
    run = klar("readability", "--lang", "da", "--texts", "4")
    assert run.returncode == 0
    assert run.stderr == ""
    heading, _, head, *lines = run.stdout.splitlines()
    (reading,) = [one for one in readings(compiled(STATEMENT).policy) if one.language == "da"]
    counts = reading.counts
    assert heading == (
        f"da: LIX {counts.lix}, {reading.plain.band(counts.lix or 0)}; {counts.words} words in "
        f"{counts.sentences} sentences"
    )
    assert head.split() == ["LIX", "words", "sentences", "longest"]
    rows, hardest = lines[: len(reading.parts)], lines[len(reading.parts) + 2 :]
    for part, row in zip(reading.parts, rows, strict=True):
        assert f" {part.counts.words} " in row
        assert part.number in row
    assert len(hardest) == 4
    scores = [int(line.split()[0]) for line in hardest]
    assert scores == sorted(scores, reverse=True)
    for line in hardest:
        path, row, column = line.split()[1].split(":")
        assert (STATEMENT.parent / path).is_file()
        text = (STATEMENT.parent / path).read_text("utf-8").splitlines()[int(row) - 1]
        assert text[: int(column) - 1].strip() == "da:"


def test_each_language_of_the_statement_is_measured() -> None:
    report = json.loads(klar("readability", "--format", "json").stdout)
    assert report["format_version"] == 1
    assert report["policy"]["id"] == "amesto-privacy-statement"
    assert [one["language"] for one in report["languages"]] == ["da", "nb", "sv"]
    for language in report["languages"]:
        assert len(language["texts"]) == 5
        for name in ("words", "sentences", "long_words"):
            assert language[name] == sum(section[name] for section in language["sections"])
        assert language["longest_sentence"] == max(
            section["longest_sentence"] for section in language["sections"]
        )
        for section in language["sections"]:
            assert (section["band"] is None) == (section["words"] < 100)
            assert (section["id"] is None) == (section["number"] is None)
        lix = [text["lix"] for text in language["texts"]]
        assert lix == sorted(lix, reverse=True)
        assert all(text["words"] >= 20 for text in language["texts"])


TITLES = ["a|b", "<b>x</b>", "*x* _y_ `z`", "[x](https://e.vil)", "x\u202ey", "# x ~~y~~"]


@pytest.mark.parametrize("title", TITLES)
def test_no_title_breaks_a_format(title: str, tmp_path: Path) -> None:
    policy = overlay(tmp_path)
    security = policy / "sections/security.yaml"
    quoted = json.dumps(title)
    security.write_text(
        security.read_text("utf-8").replace("nb: Sikkerhet", f"nb: {quoted}"), encoding="utf-8"
    )
    arguments = ("readability", "-C", policy, "--lang", "nb")
    for line in klar(*arguments).stdout.splitlines():
        assert "\u202e" not in line
    written = klar(*arguments, "--format", "markdown").stdout
    for table in re.findall(r"(?m)(?:^\|.*\n)+", written):
        rows = [re.split(r"(?<!\\)\|", row) for row in table.splitlines()]
        assert len({len(row) for row in rows}) == 1
    html = MarkdownIt("commonmark", {"html": True}).enable("table").render(written)
    assert not set(re.findall(r"<(\w+)", html)) & {"b", "a", "em", "strong", "s"}


def test_the_markdown_holds_what_the_text_does(tmp_path: Path) -> None:
    policy = overlay(tmp_path)
    text = klar("readability", "-C", policy).stdout
    written = klar("readability", "-C", policy, "--format", "markdown").stdout
    for line in text.splitlines():
        found = re.search(r"(\S+\.yaml:\d+:\d+)", line)
        if found:
            assert f"`{found[1]}`" in written
    assert written.count("\n## ") == 3


def test_a_language_the_statement_lacks_is_wrong_usage() -> None:
    run = klar("readability", "--lang", "fi")
    assert run.returncode == 2
    assert "the statement is in da, nb, sv." in run.stderr


def test_a_policy_that_cannot_be_read_is_not_measured(tmp_path: Path) -> None:
    policy = overlay(tmp_path)
    (policy / "terms.yaml").write_text("terms:\n\t- x\n", encoding="utf-8")
    run = klar("readability", "-C", policy)
    assert run.returncode == 3
    assert "run `klar check`" in run.stderr


def test_no_findings_on_how_the_statement_reads() -> None:
    def found() -> Iterator[str]:
        for one in compiled(STATEMENT).findings:
            if one.rule.id in ("sentence-too-long", "section-hard-to-read") or (
                one.rule.id.startswith("statement-")
            ):
                yield one.message

    assert [*found()] == []


def test_the_longest_sentence_is_the_first_of_those_with_most_words() -> None:
    (reading, *_) = readings(compiled(STARTER).policy)
    for part in reading.parts:
        for passage in part.passages:
            most = max(map(length, passage.sentences))
            assert passage.longest == next(one for one in passage.sentences if length(one) == most)
