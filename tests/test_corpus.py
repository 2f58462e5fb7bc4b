"""All texts of a language in one string: what is found in it stands in the texts that hold it."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from checker.corpus import Corpus
from checker.model import Text

WORDS = st.text(alphabet="abÆß \n", max_size=8)


@given(st.lists(WORDS, max_size=6), st.lists(st.text("abæs ", min_size=1, max_size=2), max_size=3))
def test_the_texts_that_hold_a_phrase_are_those_in_which_it_stands(
    texts: list[str], phrases: list[str]
) -> None:
    made = [Text(str(number), {"da": words}) for number, words in enumerate(texts)]
    held = list(Corpus([*made, Text("other", {"sv": "ab"})], "da").holding(phrases))
    assert held == [
        text for text in made if any(one in text.languages["da"].casefold() for one in phrases)
    ]


def test_a_place_gives_the_text_that_stands_there() -> None:
    made = [Text("one", {"da": "Straße"}), Text("two", {"da": "vej"})]
    corpus = Corpus(made, "da")
    assert corpus.at(corpus.folded.index("vej")) is made[1]
    assert corpus.at(0) is made[0]
