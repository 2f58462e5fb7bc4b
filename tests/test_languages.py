"""What klar knows of each language."""

from __future__ import annotations

import pytest

from checker import languages

KNOWN = sorted(languages.known())


def test_the_languages_of_the_published_statements_are_known() -> None:
    assert KNOWN == ["da", "nb", "sv"]


def test_what_is_not_known_has_no_phrases() -> None:
    assert languages.phrases("fi", "vague") == {}
    assert languages.phrases("da", "no-such-field") == {}
    assert languages.phrases("../law/eea", "members") == {}


@pytest.mark.parametrize("language", KNOWN)
def test_vague_words_are_of_the_same_groups_in_each_language(language: str) -> None:
    vague = languages.phrases(language, "vague")
    assert vague.keys() == languages.phrases("da", "vague").keys()
    for group, listed in vague.items():
        assert listed, group
        assert len(set(listed)) == len(listed), group
        for phrase in listed:
            assert phrase == " ".join(phrase.casefold().split())
            assert phrase[0].isalnum()
            assert phrase[-1].isalnum(), "a phrase ends before its full stop"
            assert not group.endswith("-words") or " " not in phrase


@pytest.mark.parametrize("language", KNOWN)
def test_the_regulations_own_words_are_not_vague(language: str) -> None:
    vague = languages.phrases(language, "vague")
    others = {phrase for group, listed in vague.items() if group != "official" for phrase in listed}
    assert not others.intersection(vague["official"])
    assert set(vague["act-tails"]) <= set(vague["open-list"])


@pytest.mark.parametrize("language", KNOWN)
def test_words_for_law_in_general_are_as_they_are_compared(language: str) -> None:
    provision = languages.phrases(language, "provision")
    assert provision.keys() == {"any-law"}
    listed = provision["any-law"]
    assert list(listed) == sorted(set(listed))
    for phrase in listed:
        assert phrase == " ".join(phrase.casefold().split()).rstrip(".")
