"""Words of another language: the lists, what is passed over, and how well it works."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from checker import resources
from checker.engine import compile_policy
from checker.languages import data, known
from checker.languages.foreign import checked, foreign, names_pattern
from checker.source import read
from tests.languages import LANGUAGES, SETS, alarms, score, table
from tests.policies import overlay
from tests.running import ROOT, STATEMENT, klar
from tests.test_rules import AS_OF, RULES

RULE = "word-of-another-language"


def strays(language: str, text: str) -> list[str]:
    """The words of other languages in a text."""
    found = foreign(language)
    assert found is not None
    return [stray.word for stray in found.strays(text)]


# The lists


@pytest.mark.parametrize("language", checked())
def test_a_word_list_is_sorted_and_says_nothing_twice(language: str) -> None:
    file = data(language, "words")
    for field in ("endings", "spared", "names", "words"):
        listed = file[field].split()
        assert listed == sorted(set(listed)), field
        if field != "names":
            assert file[field] == file[field].casefold(), field
    for words in file.get("neighbours", {}).values():
        for field in ("endings", "words"):
            listed = words[field].split()
            assert listed == sorted(set(listed)), field


@pytest.mark.parametrize("language", checked())
def test_a_listed_word_tells_something(language: str) -> None:
    own = set(data(language, "words")["words"].split())
    others = [foreign(other) for other in checked() if other != language]
    for word in own:
        assert any(strays(other.language, word) for other in others if other), word
    assert [word for word in own if strays(language, word)] == []


@pytest.mark.parametrize("language", checked())
def test_what_to_write_instead_is_of_the_language(language: str) -> None:
    instead = data(language, "instead")
    assert list(instead) == sorted(instead)
    for word, own in instead.items():
        assert strays(language, word) == [word]
        assert strays(language, own) == [], own


def test_a_language_without_word_list_is_not_checked() -> None:
    assert foreign("fi") is None
    assert foreign("../law") is None
    assert set(checked()) <= known()


# The words of official texts that occur in one language alone

TOLD_APART = {
    "da": "af oplysninger personoplysninger databeskyttelse dataansvarlig registrerede "
    "tilsynsmyndighed retsgrundlag opbevaring indsigt indsigelse modtagere afgørelse aftale "
    "berigtigelse begrænsning overførsel videregivelse tilbage mulighed rettigheder sikkerhed "
    "virksomhed medarbejdere uden nogen blive bliver bruger ret fælles sletning os vores jer",
    "nb": "opplysninger personopplysninger personvern personvernombud behandlingsansvarlig "
    "registrerte tilsynsmyndighet innsyn mottakere avgjørelse avtale retting begrensning "
    "overføring utlevering tredjestat etter mulighet rettighet sikkerhet virksomhet uten noen noe "
    "mye bruker rett informasjon felles informasjonskapsler sletting dere deg",
    "sv": "inte och att är för från till uppgift personuppgifter dataskydd personuppgiftsansvarig "
    "personuppgiftsbiträde registrerade tillsynsmyndighet lagras tillgång invända mottagare "
    "rättelse begränsning överföring utlämnande möjlighet rättighet säkerhet verksamhet företag "
    "anställda utan någon något mycket hur endast använda raderas rätt ändamål samtycke kakor "
    "klagomål våra",
}
PAIRS = {
    "da": "av bli blir oss",
    "nb": "efter information",
    "sv": "ikke også måned kilde hvordan hvilke slette slettes",
}
SHARED = (
    "samtykke databehandler formål behandling profilering klage kunde lov vi du din kun selv "
    "nødvendige markedsføring som med om bare dersom protestere"
)


@pytest.mark.parametrize("language", LANGUAGES)
def test_words_of_official_texts_are_told_apart(language: str) -> None:
    for other, words in TOLD_APART.items():
        expected = [] if other == language else words.split()
        assert strays(language, words) == expected, other
    assert strays(language, PAIRS[language]) == PAIRS[language].split()


@pytest.mark.parametrize("language", ["da", "nb"])
def test_words_that_danish_and_bokmal_share_are_of_both(language: str) -> None:
    assert strays(language, SHARED) == []


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("da", "ni eg beslut mer adekvat radio station person hjerte"),
        ("nb", "ni avtal fornødne brukerne lærerne egenskapen beredskapen kameratene lanterna"),
        ("nb", "dollar svar ansvar seminar januar kommentar formular klar bar gitar bibliotekar"),
        ("nb", "jernbane vane urbane spontane kunnskapene allerede tilstede apparat referat"),
        ("sv", "når ringe moderna interna gyllene ljungheden expert konsert skede kvarteret"),
    ],
)
def test_what_only_looks_foreign_is_not(language: str, words: str) -> None:
    assert strays(language, words) == []


# What is passed over


@pytest.mark.parametrize(
    "text",
    [
        "Se https://www.datatilsynet.no/personvern og www.eksempel.no/opplysninger.",
        "Skriv til personvern@eksempel.no eller læs personvern.no/ditt.",
        "Læs [mere](https://eksempel.no/a_(b)/personvern).",
        "Her står `personvern`, og her <a href='personvern'>mere</a>.",
        'Det hedder »personvern«, «personvern», ”personvern”, “personvern” og "personvern".',
        "```\nopplysninger\n```\nDet var det.",
        "Vi bor i Malmö, Växjö og på Öland; Göteborgs havn er stor.",
        "Svar fra Åsa Häggkvist, f.eks. Öbom.",
        "Vi følger bokföringslagen og personopplysningslovens regler.",
        "Kunden er Norsk Opplysning AS, og vi er glade.",
        "Personvern Nord AS er en kunde.",
        "ETT, OSS og NOE er forkortelser.",
    ],
)
def test_what_is_not_the_texts_own_words_is_passed_over(text: str) -> None:
    assert strays("da", text) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Om *personvern* og **opplysninger**.", ["personvern", "opplysninger"]),
        ("# Personvern\n\n- Ändamål\n- Säkerhet", ["Personvern", "Ändamål", "Säkerhet"]),
        ("Vi har en erklæring om Personvern.", ["Personvern"]),
        ("PERSONVERN", ["PERSONVERN"]),
        ("[Opplysninger](https://eksempel.no/personvern)", ["Opplysninger"]),
        ("og/ditt (noen) -uten- personvern:", ["ditt", "noen", "uten", "personvern"]),
        ('Et " alene, og personvern.', ["personvern"]),
        ("»Et, og personvern.", ["personvern"]),
        ("opplysninger, opplysninger", ["opplysninger", "opplysninger"]),
    ],
)
def test_the_texts_own_words_are_not(text: str, expected: list[str]) -> None:
    assert strays("da", text) == expected


def test_names_are_matched_as_they_are_written() -> None:
    found = foreign("da")
    assert found is not None
    names = names_pattern(["Opplysning+ (Oslo)", "", "Ditt"])
    text = "Hos Opplysning+ (Oslo) er Ditt kort, og ditt kort."
    assert [stray.at for stray in found.strays(text, names)] == [text.index("ditt")]
    assert names_pattern([""]) is None


def test_what_is_looked_at_quickly_is_found_in_earnest() -> None:
    for which in SETS:
        for language in LANGUAGES:
            found = foreign(language)
            assert found is not None
            folder = ROOT / "tests" / "languages" / which
            for file in sorted(folder.iterdir()):
                text = file.read_text(encoding="utf-8")
                words = {stray.word.casefold() for stray in found.strays(text)}
                assert words <= set(found.suspects(set(re.findall(r"\w+", text.casefold()))))


def test_much_foreign_text_takes_no_longer_a_word() -> None:
    from time import perf_counter

    text = 'Vi behandler opplysninger om » og " [ ( < ` personvern. '

    def taken(times: int) -> float:
        start = perf_counter()
        assert strays("da", text * times)
        return perf_counter() - start

    taken(50)
    assert taken(4000) < 40 * max(taken(400), 0.001)


# How well it works


def test_the_readme_has_the_numbers_as_they_are() -> None:
    assert "\n".join(table()) in (ROOT / "README.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("which", SETS)
@pytest.mark.parametrize("language", LANGUAGES)
def test_what_slips_in_is_found_and_good_text_passes(which: str, language: str) -> None:
    assert len(alarms(which, language)) <= 1
    drawn = score(which, f"drawn-{language}", language)
    picked = score(which, f"picked-{language}", language)
    assert drawn.slips + picked.slips >= 120
    assert len(drawn.false) + len(picked.false) <= 1
    assert drawn.recall >= 0.7
    assert picked.recall >= 0.9


@pytest.mark.parametrize("which", SETS)
def test_nynorsk_is_found_in_bokmal(which: str) -> None:
    found = score(which, "nynorsk", "nb")
    assert found.recall >= 0.8
    assert found.false == ()


# What klar ships


def texts_of(value: Any, language: str) -> Iterator[str]:
    """Every text in a language in what a YAML file holds."""
    if isinstance(value, dict):
        if isinstance(value.get(language), str):
            yield value[language]
        for one in value.values():
            yield from texts_of(one, language)
    elif isinstance(value, list):
        for one in value:
            yield from texts_of(one, language)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_law_files_are_in_the_languages_they_say(language: str) -> None:
    texts: list[str] = []
    for file in sorted(Path(resources.path("law")).glob("*.yaml")):
        texts += texts_of(read(file.name, file.read_bytes()).value, language)
    assert len(texts) > 50
    assert {text: strays(language, text) for text in texts if strays(language, text)} == {}


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_fixed_phrases_are_in_the_language_they_are_for(language: str) -> None:
    file = f"docs_templates/phrases/{language}.yaml"
    values = read(file, resources.read_bytes(file)).value

    def strings(value: Any) -> Iterator[str]:
        if isinstance(value, str):
            yield re.sub(r"\{\w*\}", "1", value)
        elif isinstance(value, dict | list):
            for one in value.values() if isinstance(value, dict) else value:
                yield from strings(one)

    texts = list(strings(values))
    assert len(texts) > 50
    assert {text: strays(language, text) for text in texts if strays(language, text)} == {}


@pytest.mark.parametrize(
    "policy",
    [STATEMENT, Path(resources.path("example")), Path(resources.path("starter"))],
    ids=lambda path: path.name,
)
def test_the_statement_the_example_and_the_starter_are_clean(policy: Path) -> None:
    result = compile_policy(str(policy), only=[RULE], with_waivers=False)
    assert [finding.message for finding in result.findings] == []


# The finding


def test_a_finding_stands_on_the_word(tmp_path: Path) -> None:
    policy = overlay(tmp_path, RULES / RULE / "fail-folded-text")
    (finding,) = compile_policy(str(policy), AS_OF, only=[RULE]).findings
    lines = (policy / finding.span.path).read_text(encoding="utf-8").split("\n")
    line = lines[finding.span.line - 1]
    assert line[finding.span.column - 1 : finding.span.end_column - 1] == "etter"
    assert finding.message == "not Danish: 'etter' (Bokmål; write 'efter')"
    assert finding.legal == ("GDPR 12(1)",)


def test_a_word_that_is_not_seen_in_the_source_is_put_on_its_text(tmp_path: Path) -> None:
    policy = overlay(tmp_path, RULES / RULE / "fail-one-word")
    file = policy / "sections" / "changes.yaml"
    text = file.read_text(encoding="utf-8")
    line = next(line for line in text.split("\n") if "dit personvern" in line)
    file.write_text(text.replace(line, '      da: "dit person\\x76ern"'), encoding="utf-8")
    (finding,) = compile_policy(str(policy), AS_OF, only=[RULE]).findings
    assert (finding.span.line, finding.span.column) == (text.split("\n").index(line) + 1, 11)


def test_the_policys_own_names_may_stand_in_any_language(tmp_path: Path) -> None:
    policy = overlay(tmp_path, RULES / RULE / "fail-one-word")
    recipients = policy / "recipients.yaml"
    text = recipients.read_text(encoding="utf-8")
    name = "name: Eksempel Drift AB"
    assert name in text
    changes = policy / "sections" / "changes.yaml"
    for called, count in (("personvern", 0), ("Personvern", 1)):
        recipients.write_text(text.replace(name, f"name: {called}"), encoding="utf-8")
        assert len(compile_policy(str(policy), AS_OF, only=[RULE]).findings) == count
    assert "personvern" in changes.read_text(encoding="utf-8")


def test_a_whole_text_in_the_wrong_language_is_one_finding(tmp_path: Path) -> None:
    policy = overlay(tmp_path)
    for file in policy.glob("**/*.yaml"):
        text = file.read_text(encoding="utf-8")
        file.write_text(re.sub(r"(?m)^( +)da: .*$", r"\1da: Inte på svenska och ej", text))
    findings = compile_policy(str(policy), AS_OF, only=[RULE]).findings
    assert len(findings) > 50
    assert len({finding.route for finding in findings}) == len(findings)


# klar language


def test_the_command_says_where_what_and_what_instead(tmp_path: Path) -> None:
    (tmp_path / "brev.md").write_text("# Personvern\r\n\r\nVi har dine\nopplysninger, ålderns.\n")
    result = klar("language", "--expect", "da", "brev.md", cwd=tmp_path)
    assert result.returncode == 1
    assert result.stdout.splitlines() == [
        "brev.md:1:3: 'Personvern' is Bokmål; in Danish 'Databeskyttelse'",
        "brev.md:4:1: 'opplysninger' is Bokmål; in Danish 'oplysninger'",
    ]


def test_the_command_as_json(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Vi sletter ikkje noko.")
    (tmp_path / "b.txt").write_text("Alt er bra.")
    files = ("a.txt", "b.txt")
    result = klar("language", "--expect", "nb", "--format", "json", *files, cwd=tmp_path)
    output = json.loads(result.stdout)
    assert (output["format_version"], output["expected"]) == (1, "nb")
    assert [one["word"] for one in output["words"]] == ["ikkje", "noko"]
    assert output["words"][0] == {
        "path": "a.txt",
        "line": 1,
        "column": 12,
        "word": "ikkje",
        "languages": ["Nynorsk"],
        "instead": None,
    }


def test_the_command_is_content_with_good_text(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Vi behandlar dina uppgifter.")
    result = klar("language", "--expect", "sv", "a.txt", cwd=tmp_path)
    assert (result.returncode, result.stdout) == (0, "No words of another language.\n")


@pytest.mark.parametrize(
    ("arguments", "code", "says"),
    [
        (("--expect", "no", "a.txt"), 2, "da, nb, sv, not 'no'. Did you mean 'nb'?"),
        (("--expect", "xyz", "a.txt"), 2, "da, nb, sv, not 'xyz'"),
        (("a.txt",), 2, "--expect"),
        (("--expect", "da"), 2, "FILE"),
        (("--expect", "da", "a.txt", "nowhere.txt"), 3, "cannot read nowhere.txt"),
        (("--expect", "da", "."), 3, "cannot read ."),
        (("--expect", "da", "latin.txt"), 3, "latin.txt is not UTF-8"),
    ],
)
def test_what_the_command_cannot_do(
    tmp_path: Path, arguments: tuple[str, ...], code: int, says: str
) -> None:
    (tmp_path / "a.txt").write_text("opplysninger")
    (tmp_path / "latin.txt").write_bytes("Ærø".encode("latin-1"))
    result = klar("language", *arguments, cwd=tmp_path)
    assert result.returncode == code
    assert says in result.stderr
    assert result.stdout == ""
