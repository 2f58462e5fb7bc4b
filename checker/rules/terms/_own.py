"""What is in the statement's own words, and its own glossary, which goes before klar's."""

from __future__ import annotations

import re

from checker.languages.terms import Forms
from checker.model import Policy, Text
from checker.rules import Context

_NAMES = re.compile(r"/(?:(?:laws|aliases|other_titles)/[^/]+/text|law|provision|term)$")


def in_own_words(policy: Policy, text: Text) -> bool:
    """Whether a text is more than the name of an act, a document or a term."""
    head, _, field = text.route.partition("/")
    return not _NAMES.search(text.route) and not (field == "title" and head in policy.documents)


def explained(context: Context, language: str) -> list[str]:
    """The terms that the statement explains and those it gives for them, and its titles."""
    policy = context.policy
    texts: list[Text] = []
    for term in policy.terms.values():
        texts.append(term.term)
        texts.extend(alias.text for alias in term.aliases)
    if policy.statement:
        texts.append(policy.statement.title)
        texts.extend(title.text for title in policy.statement.other_titles)
    return [text.languages.get(language, "").casefold() for text in texts]


def is_among(forms: Forms, names: list[str]) -> bool:
    """Whether one of some names has a term, in some form."""
    return any(form in name for form in forms for name in names)
