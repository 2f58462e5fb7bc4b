"""How well words of another language are found, measured on texts with known answers.

`python -m tests.languages` prints the table of README.md. There are two sets of texts: `tune/`,
which the word lists in checker/languages/ were corrected with, and `report/`, which they were not.
Each holds, in the three languages:

- `good-*.md`: long texts with nothing foreign in them (letters, news, notices, privacy).
- `silent-*.md`: names, acts, quotations and addresses of the neighbours that are no slips.
- `drawn-*.tsv`: sentences of the good texts with one word replaced by a word of a neighbour's good
  text. Word and place were drawn at random among the distinct words that spelling dictionaries and
  word frequencies of the language do not have, so rare words count as much as common ones.
- `picked-*.tsv`: sentences with one foreign word, written by hand, the ones that do slip in.
- `nynorsk.tsv`: sentences in Bokmål with one word of Nynorsk.
"""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from checker.languages.foreign import Foreign, foreign

FOLDER = Path(__file__).parent
SETS = ("tune", "report")
LANGUAGES = {"da": "Danish", "nb": "Bokmål", "sv": "Swedish"}


class Score(NamedTuple):
    """What was found in one language of one set."""

    words: int
    """How many words of good text were read."""
    false: tuple[str, ...]
    """The words found where there are none, or beside the one that is there."""
    slips: int
    """How many sentences have a foreign word."""
    missed: tuple[str, ...]
    """Those of them that were not found."""

    @property
    def found(self) -> int:
        """How many of the foreign words were found."""
        return self.slips - len(self.missed)

    @property
    def precision(self) -> float:
        """The share of what is found that is foreign."""
        return self.found / (self.found + len(self.false))

    @property
    def recall(self) -> float:
        """The share of what is foreign that is found."""
        return self.found / self.slips


def score(which: str, language: str, *kinds: str) -> Score:
    """Read the texts of a set in a language. `kinds` are files of sentences, such as `drawn-da`."""
    known = foreign(language)
    assert known is not None
    folder = FOLDER / which
    false: list[str] = []
    words = 0
    for kind in ("good", "silent"):
        text = (folder / f"{kind}-{language}.md").read_text(encoding="utf-8")
        words += len(text.split())
        false += _words(known, text)
    missed: list[str] = []
    slips = 0
    for kind in kinds:
        for word, sentence in sentences(which, kind):
            slips += 1
            found = _words(known, sentence)
            if word in found:
                found.remove(word)
            else:
                missed.append(word)
            false += found
    return Score(words, tuple(false), slips, tuple(missed))


def sentences(which: str, kind: str) -> list[tuple[str, str]]:
    """The foreign words of a file of sentences, each with its sentence."""
    lines = (FOLDER / which / f"{kind}.tsv").read_text(encoding="utf-8").splitlines()
    pairs = [line.split("\t") for line in lines]
    return [(word, sentence) for word, sentence in pairs]


def table() -> list[str]:
    """The table of README.md."""
    lines = [
        "| set | language | words of good text | false alarms | slips | found | precision | recall |",
        "|---|---|--:|--:|--:|--:|--:|--:|",
    ]
    for which in SETS:
        for language, name in LANGUAGES.items():
            kinds = (f"drawn-{language}", f"picked-{language}")
            lines.append(_row(which, name, score(which, language, *kinds)))
        lines.append(_row(which, "Nynorsk in Bokmål", score(which, "nb", "nynorsk")))
    return lines


def _row(which: str, name: str, one: Score) -> str:
    return (
        f"| {which} | {name} | {one.words} | {len(one.false)} | {one.slips} | {one.found} "
        f"| {one.precision:.3f} | {one.recall:.3f} |"
    )


def _words(known: Foreign, text: str) -> list[str]:
    return [stray.word for stray in known.strays(text)]
