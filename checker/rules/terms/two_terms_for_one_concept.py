"""The statement has two terms for one thing.

Why
    Who reads of *kakor* in one place and of *cookies* in another must wonder whether they are the
    same. Clear and plain language (GDPR Art. 12(1)) keeps to one term.

Mend
    Use one of the two throughout. If readers may know it by the other as well, say so once: give it
    as an alias of the term, in terms.yaml.

Limits
    Guidance. Knows the terms in checker/languages/ of which either may be used, in the forms that
    are listed, as whole words. Abbreviations, and short words for what has a long official name,
    may stand beside it. Not looked at: quotations, and the names of acts and documents. Silent
    where the statement explains both, as a term of its glossary and an alias of it, and for titles
    that it says it has (`other_titles`). One finding for each concept and language, on the first
    use of the rarer term.
"""

from __future__ import annotations

from collections.abc import Iterator

from checker.finding import Certainty, Severity, Words
from checker.languages.terms import Forms, concepts
from checker.languages.written import Written
from checker.rules import Context, Hit
from checker.rules.terms._own import explained, in_own_words, is_among

SEVERITY = Severity.NOTE
CERTAINTY = Certainty.FACT
DUTY = "clear-language"
LEGAL: tuple[str, ...] = ("GDPR 12(1)",)
NEEDS = ("statement", "terms")
MESSAGE = "{rarer!r} ({rarer_times}) and {usual!r} ({usual_times}) are one thing ({language})"
REMEDY = "Write {usual!r} throughout, or give {rarer!r} as its alias in terms.yaml."


def check(context: Context) -> Iterator[Hit]:
    """Yield each concept that has several terms in a language, on the rarer one."""
    for language, written in context.written.items():
        own = explained(context, language)
        for concept in concepts(language):
            if len(concept.terms) > 1:
                uses = {forms: _uses(context, written, forms) for forms in concept.terms}
                used = [forms for forms, texts in uses.items() if texts]
                rivals = [forms for forms in used if not is_among(forms, own)]
                if len(used) > 1 and rivals:
                    yield _hit(language, {forms: uses[forms] for forms in used}, rivals)


def _uses(context: Context, written: Written, forms: Forms) -> list[str]:
    """The routes of the texts that use a term, one for each use, in their order."""
    texts = context.policy.texts
    found = sorted(one for form in forms for one in written.find(form))
    return [texts[at].route for at, _ in found if in_own_words(context.policy, texts[at])]


def _hit(language: str, uses: dict[Forms, list[str]], rivals: list[Forms]) -> Hit:
    # Of those used alike, the first named is the one to keep.
    rarer = min(reversed(rivals), key=lambda forms: len(uses[forms]))
    others = [forms for forms in uses if forms != rarer]
    own = [forms for forms in others if forms not in rivals]
    usual = max(own or others, key=lambda forms: len(uses[forms]))
    return Hit(
        f"{uses[rarer][0]}/{language}",
        {
            "rarer": rarer[0],
            "rarer_times": Words(_times(len(uses[rarer]))),
            "usual": usual[0],
            "usual_times": Words(_times(len(uses[usual]))),
            "language": language,
        },
        ((f"{uses[usual][0]}/{language}", f"here it is {usual[0]!r}"),),
    )


def _times(number: int) -> str:
    return "once" if number == 1 else f"{number} times"
