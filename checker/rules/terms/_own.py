"""The statement's own glossary, which goes before klar's."""

from __future__ import annotations

from checker.languages.terms import Forms
from checker.model import Text
from checker.rules import Context


def explains(context: Context, language: str, forms: Forms) -> bool:
    """Whether the statement has a term in some form as one that it explains, or as its title."""
    policy = context.policy
    texts: list[Text] = []
    for term in policy.terms.values():
        texts.append(term.term)
        texts.extend(alias.text for alias in term.aliases)
    if policy.statement:
        texts.append(policy.statement.title)
        texts.extend(title.text for title in policy.statement.other_titles)
    names = [text.languages.get(language, "").casefold() for text in texts]
    return any(form in name for form in forms for name in names)
