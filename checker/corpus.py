"""All texts of a policy in one language, looked through at once."""

from __future__ import annotations

from bisect import bisect
from collections.abc import Iterable, Iterator

from checker.model import Text


class Corpus:
    """The texts of one language in one string: to look for a word in all of them is one search."""

    def __init__(self, texts: Iterable[Text], language: str) -> None:
        self.texts = [text for text in texts if language in text.languages]
        folded = [text.languages[language].casefold() for text in self.texts]
        self.folded = "\n".join(folded)
        """The texts in lower case, one after the other."""
        self._starts: list[int] = []
        at = 0
        for words in folded:
            self._starts.append(at)
            at += len(words) + 1

    def at(self, place: int) -> Text:
        """The text that stands at a place of `folded`."""
        return self.texts[bisect(self._starts, place) - 1]

    def holding(self, phrases: Iterable[str]) -> Iterator[Text]:
        """The texts that hold any of some phrases in lower case, in their order, each once."""
        found: set[int] = set()
        for phrase in phrases:
            place = self.folded.find(phrase)
            while place >= 0:
                index = bisect(self._starts, place) - 1
                found.add(index)
                if index + 1 == len(self._starts):
                    break
                place = self.folded.find(phrase, self._starts[index + 1])
        return (self.texts[index] for index in sorted(found))
