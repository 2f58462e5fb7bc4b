"""What the rules of the family lawfulness make of the words in checker/languages/."""

from __future__ import annotations

import json
import time
from pathlib import Path

import pytest

from checker import languages
from checker.engine import compile_policy
from tests.policies import overlay
from tests.test_rules import AS_OF, RULES

LANGUAGES = ("da", "nb", "sv")
"""Those of `klar init`; each must have its lists."""
SENTENCES = {
    "da": ("{} siden {} til alt", "{} til alt {} siden"),
    "nb": ("{} siden {} til alt", "{} til alt {} siden"),
    "sv": ("{} sidan {} till allt", "{} till allt {} sidan"),
}
"""The use before the consent, and after it."""


@pytest.mark.parametrize("field", ["consent-by-use", "interest"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_each_language_has_the_same_lists_of_plain_words(language: str, field: str) -> None:
    lists = languages.phrases(language, field)
    assert lists.keys() == languages.phrases("da", field).keys()
    for words in lists.values():
        assert words
        assert len(words) == len(set(words))
        assert all(one == one.casefold() and " " * 2 not in one for one in words)


def flagged(tmp_path: Path, language: str, sentences: list[str]) -> list[str]:
    """Those of some sentences, each a block of a section, that are taken for consent by use."""
    policy = overlay(tmp_path)
    texts = [
        {one: sentence if one == language else "-" for one in LANGUAGES} for sentence in sentences
    ]
    content = [{"id": f"block-{number}", "text": text} for number, text in enumerate(texts)]
    # JSON is YAML: nothing to quote by hand.
    section = {"id": "words", "title": texts[0] | {language: "-"}, "content": content}
    (policy / "sections" / "words.yaml").write_text(json.dumps(section), encoding="utf-8")
    findings = compile_policy(str(policy), AS_OF, only=["consent-by-use"]).findings
    return [sentences[int(finding.route.split("/")[2].split("-")[1])] for finding in findings]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_phrase_of_consent_by_use_is_seen(language: str, tmp_path: Path) -> None:
    words = languages.phrases(language, "consent-by-use")
    after, before = SENTENCES[language]
    about = f" {words['about'][0]}"
    sentences = [after.format(use, words["so"][0]) for use in (*words["by"], *words["when"])]
    sentences += [after.format(words["by"][0], so) for so in words["so"]]
    sentences += [before.format(you, words["by"][0]) for you in words["you"]]
    accepting = [after.format(words["by"][0], so) for so in words["accept-so"]]
    accepting += [before.format(you, words["by"][0]) for you in words["accept-you"]]
    sentences += [one + about for one in accepting]
    denied = [f"{one} {words['not'][0]}" for one in sentences]
    sentences = [one[0].upper() + one[1:] for one in sentences]
    silent = [*denied, *accepting]
    assert sorted(flagged(tmp_path, language, [*sentences, *silent])) == sorted(sentences)


def test_long_texts_take_no_longer_than_their_length(tmp_path: Path) -> None:
    policy = overlay(tmp_path, RULES / "interest-restates-purpose" / "fail-same-words")
    section = policy / "sections" / "processing.yaml"
    text = section.read_text(encoding="utf-8")
    use = "ved å bruke siden, du samtykker, " * 4_000
    section.write_text(text.replace("For hver behandling", use), encoding="utf-8")
    activity = policy / "activities" / "enquiries.yaml"
    text = activity.read_text(encoding="utf-8")
    many = " ".join(f"svare{number}" for number in range(4_000)) + " " + "x" * 50_000
    text = text.replace("å kunne svare på", f"å kunne {many}")
    activity.write_text(text.replace("å svare på", f"å svare {many}"), encoding="utf-8")
    start = time.perf_counter()
    compile_policy(str(policy), AS_OF, only=["consent-by-use", "interest-restates-purpose"])
    assert time.perf_counter() - start < 5
