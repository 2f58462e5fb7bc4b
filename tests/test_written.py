"""All texts of a language in one string: what is found in it stands in the texts that hold it."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from checker.languages.written import Written

WORDS = st.text(alphabet="abÆß ", max_size=8)


@given(st.lists(WORDS, max_size=6), st.lists(st.text("abæs", min_size=1, max_size=2), max_size=3))
def test_the_texts_that_hold_a_string_are_those_in_which_it_stands(
    texts: list[str], parts: list[str]
) -> None:
    held = Written(texts).holding(parts)
    folded = [text.casefold() for text in texts]
    assert held == [at for at, text in enumerate(folded) if any(one in text for one in parts)]
