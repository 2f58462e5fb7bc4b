"""The glossary of each language, and how words are found."""

from __future__ import annotations

import pytest

from checker import languages, resources
from checker.languages.terms import concepts, glossary
from checker.languages.written import Written
from checker.source import read

KNOWN = sorted(languages.known())


@pytest.mark.parametrize("language", KNOWN)
def test_each_language_has_a_term_for_each_concept(language: str) -> None:
    assert list(glossary(language)) == sorted(glossary("da"))
    assert len(glossary(language)) == 90


@pytest.mark.parametrize("language", KNOWN)
def test_no_form_stands_for_two_things_where_klar_would_say_something(language: str) -> None:
    right = {
        form: concept.id
        for concept in glossary(language).values()
        for forms in concept.terms
        for form in forms
    }
    seen: set[str] = set()
    for concept in concepts(language):
        for forms in (*concept.wrong, *(concept.terms if len(concept.terms) > 1 else ())):
            assert not seen.intersection(forms), (concept.id, forms)
            seen.update(forms)
        for forms in concept.wrong:
            assert not right.keys() & forms, (concept.id, forms)
    assert seen


@pytest.mark.parametrize("language", KNOWN)
def test_forms_are_as_they_are_looked_for(language: str) -> None:
    for concept in glossary(language).values():
        assert concept.name == concept.name.strip() != ""
        assert concept.name.casefold() == concept.terms[0][0]
        for forms in (*concept.terms, *concept.wrong):
            assert len(set(forms)) == len(forms), concept.id
            for form in forms:
                assert form == " ".join(form.casefold().split()), form
                assert not set("()|/") & set(form), form
                assert list(Written([f"X {form}, x"]).find(form)), form


def test_forms_are_written_short() -> None:
    consent = glossary("da")["consent"]
    assert consent.name == "samtykke"
    assert consent.terms == (("samtykke", "samtykket", "samtykker", "samtykkerne"),)
    third_country = glossary("nb")["third-country"]
    assert third_country.name == "tredjestat"
    assert [forms[0] for forms in third_country.terms] == ["tredjestat", "tredjeland"]


def test_a_language_that_is_not_known_has_no_terms() -> None:
    assert glossary("fi") == {}
    assert concepts("fi") == ()


@pytest.mark.parametrize("language", KNOWN)
def test_the_pages_own_words_are_those_of_the_law(language: str) -> None:
    path = f"docs_templates/phrases/{language}.yaml"
    document = read(path, resources.read_bytes(path))
    texts = list(_texts(document.value))
    written = Written(texts)
    assert len(texts) > 100
    for concept in concepts(language):
        for forms in concept.wrong:
            for form in forms:
                assert [texts[found.text] for found in written.find(form)] == []


def _texts(value: object) -> list[str]:
    if isinstance(value, dict):
        return [text for one in value.values() for text in _texts(one)]
    if isinstance(value, list):
        return [text for one in value for text in _texts(one)]
    return [value] if isinstance(value, str) else []


@pytest.mark.parametrize(
    ("text", "times"),
    [
        ("Kakor, och fler kakor.", 2),
        ("*Kakor* och **kakor**", 2),
        ("[kakor](https://example.com/kakor)", 1),
        ("[mer](ref:kakor)", 0),
        ("se example.com/kakor och kakor.se", 0),
        ("kakor-och-annat, webb-kakor, webbkakor, kakorna", 0),
        ("”kakor” och kakor", 1),
        ('«kakor» och »kakor« och "kakor"', 0),
        ("vilka\nkakor", 1),
        ("KAKOR", 1),
    ],
)
def test_words_are_found_whole_and_outside_quotations(text: str, times: int) -> None:
    found = list(Written(["kaka", text, ""]).find("kakor"))
    assert len(found) == times
    assert all(one.text == 1 for one in found)


def test_phrases_are_found_in_their_text() -> None:
    written = Written(["rett til", "en\u00a0rett  til\ninnsyn", "innsyn"])
    assert [one.text for one in written.find("rett til innsyn")] == [1]
    assert list(written.find("til innsyn i")) == []
