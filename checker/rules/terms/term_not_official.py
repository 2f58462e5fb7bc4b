"""Another word stands for a term of data protection law.

Why
    What people are told must be easy to understand (GDPR Art. 12(1)). The law's own terms are what
    they can look up, and what an authority answers to: whoever reads of a right to make
    *innsigelse* in Norwegian finds no such right in the regulation, which calls it a right to
    *protestere*.

Mend
    Write the term that the message names, in the form that the sentence needs.

Limits
    Knows the terms in checker/languages/ and, for each, what people write for it that can mean
    nothing else in a privacy statement; what also has an everyday sense is left alone. Finds whole
    words, in the forms that are listed. Not looked at: quotations, the names of acts and documents,
    and words that the statement explains itself, as a term of its glossary or an alias of one. The
    former names of authorities are the business of authority-under-former-name.
"""

from __future__ import annotations

from collections.abc import Iterator

from checker.finding import Certainty, Severity
from checker.languages.terms import concepts
from checker.rules import Context, Hit
from checker.rules.terms._own import explained, in_own_words, is_among

SEVERITY = Severity.WARNING
CERTAINTY = Certainty.FACT
DUTY = "clear-language"
LEGAL: tuple[str, ...] = ("GDPR 12(1)",)
NEEDS = ("statement", "terms")
MESSAGE = "{found!r} is no term of data protection law; the term is {term!r} ({language})"
REMEDY = "Write {term!r}, in the form that the sentence needs."


def check(context: Context) -> Iterator[Hit]:
    """Yield each text and language with such a word, once for each concept."""
    texts = context.policy.texts
    for language, written in context.written.items():
        own = explained(context, language)
        for concept in concepts(language):
            found: dict[int, str] = {}
            for forms in concept.wrong:
                uses = [(one.text, form) for form in forms for one in written.find(form)]
                if uses and not is_among(forms, own):
                    for at, form in uses:
                        found.setdefault(at, form)
            for at, form in found.items():
                if in_own_words(context.policy, texts[at]):
                    fields = {"found": form, "term": concept.name, "language": language}
                    yield Hit(f"{texts[at].route}/{language}", fields)
