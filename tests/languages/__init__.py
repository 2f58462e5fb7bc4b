"""How well words of another language are found, measured on texts with known answers.

`python -m tests.languages` prints the table of README.md. There are two sets of texts: `tune/`,
which the word lists in checker/languages/ were corrected with, and `report/`, which they were not.
Each holds, in the three languages:

- `good-*.md`: long texts with nothing foreign in them (letters, news, notices, privacy).
- `silent-*.md`: names, acts, quotations and addresses of the neighbours that are no slips.
- `drawn-*.tsv`: sentences of the good texts with one word replaced by one of a neighbour's good
  text. Sentence, place and word were drawn at random, the word among the distinct ones that
  spelling dictionaries and word frequencies of the language do not have: rare words count as much
  as common ones.
- `picked-*.tsv`: sentences with one foreign word, written by hand, the ones that do slip in.
- `nynorsk.tsv`: sentences in Bokmål with one word of Nynorsk.
"""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from checker.languages.foreign import foreign

FOLDER = Path(__file__).parent
SETS = ("tune", "report")
LANGUAGES = {"da": "Danish", "nb": "Bokmål", "sv": "Swedish"}


class Score(NamedTuple):
    """What was found in sentences with one foreign word each."""

    slips: int
    missed: tuple[str, ...]
    """The foreign words that were not found."""
    false: tuple[str, ...]
    """What was found beside them."""

    @property
    def found(self) -> int:
        """How many of the foreign words were found."""
        return self.slips - len(self.missed)

    @property
    def recall(self) -> float:
        """The share of the foreign words that was found."""
        return self.found / self.slips


def score(which: str, kind: str, language: str) -> Score:
    """Look through a file of sentences of a set, such as `drawn-da`, in a language."""
    pairs = sentences(which, kind)
    missed: list[str] = []
    false: list[str] = []
    for word, sentence in pairs:
        found = _found(sentence, language)
        if word in found:
            found.remove(word)
        else:
            missed.append(word)
        false += found
    return Score(len(pairs), tuple(missed), tuple(false))


def sentences(which: str, kind: str) -> list[tuple[str, str]]:
    """The foreign words of a file of sentences, each with its sentence."""
    lines = (FOLDER / which / f"{kind}.tsv").read_text(encoding="utf-8").splitlines()
    pairs = [line.split("\t") for line in lines]
    return [(word, sentence) for word, sentence in pairs]


def good_text(which: str, language: str) -> str:
    """The text of a set in which nothing is foreign, or not by mistake."""
    folder = FOLDER / which
    return "\n".join(
        (folder / f"{kind}-{language}.md").read_text(encoding="utf-8")
        for kind in ("good", "silent")
    )


def alarms(which: str, language: str) -> list[str]:
    """What is found in good text."""
    return _found(good_text(which, language), language)


def table() -> list[str]:
    """The table of README.md."""
    lines = [
        "| set | words of good text | false alarms | precision "
        "| drawn | recall | by hand | recall |",
        "|---|--:|--:|--:|--:|--:|--:|--:|",
    ]
    for which in SETS:
        for language, name in LANGUAGES.items():
            drawn = score(which, f"drawn-{language}", language)
            picked = score(which, f"picked-{language}", language)
            false = len(drawn.false) + len(picked.false) + len(alarms(which, language))
            found = drawn.found + picked.found
            lines.append(
                f"| {which}, {name} | {len(good_text(which, language).split())} | {false} "
                f"| {found / (found + false):.1%} | {drawn.slips} | {drawn.recall:.0%} "
                f"| {picked.slips} | {picked.recall:.0%} |"
            )
        one = score(which, "nynorsk", "nb")
        lines.append(f"| {which}, Nynorsk in Bokmål | | | | | | {one.slips} | {one.recall:.0%} |")
    return lines


def _found(text: str, language: str) -> list[str]:
    known = foreign(language)
    assert known is not None
    return [stray.word for stray in known.strays(text)]
