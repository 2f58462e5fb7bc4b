"""A text holds a word of another language.

Why
    People must be told in clear and plain language, in their own (GDPR Art. 12(1)). Danish,
    Norwegian and Swedish are so close that a word of a neighbour's slips into a text unseen, and so
    far apart that its readers see it at once, or misread it.

Mend
    Write the word that the message names, or the one that a native editor would. Put quotation
    marks around what is foreign on purpose.

Limits
    Knows the words, letters and endings in checker/languages/, and Nynorsk beside Bokmål. What two
    languages spell alike, though they mean other things by it, is not seen (Swedish "uppgift" is a
    task and a piece of data), nor a rare word without a telling letter or ending. Passed over: what
    stands in quotation marks, addresses and where links go; names, that is, those in
    checker/languages/, those of companies, recipients, documents, cookies and postal addresses in
    the policy, and capitalised words in the middle of a sentence, if they have only a letter or an
    ending of another language, or stand beside another; the names of acts (`laws`, `law`,
    `provision`). Emphasis makes no word foreign on purpose. A finding is placed on the first of the
    text's words, where it can be seen in the source.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from checker.finding import Certainty, Severity
from checker.languages.foreign import Stray, foreign, names_pattern
from checker.model import Policy
from checker.rules import Context, Hit

SEVERITY = Severity.WARNING
CERTAINTY = Certainty.FACT
DUTY = "clear-language"
LEGAL: tuple[str, ...] = ("GDPR 12(1)",)
NEEDS = ("statement",)
MESSAGE = "not {language}: {words}"
REMEDY = (
    "Write it in {language}, as a native editor would. Put quotation marks around what is foreign "
    "on purpose."
)

_NAMES_OF_ACTS = re.compile(r"/(?:laws/[^/]+/text|law|provision)$")
_FEW = 50
"""So many words are looked for; where there are more, every text is read."""


def check(context: Context) -> Iterator[Hit]:
    """Yield each text and language with words of another, with all of them."""
    texts = context.policy.texts
    for language, written in context.written.items():
        known = foreign(language)
        suspects = known.suspects(written.words) if known else []
        if known is None or not suspects:
            continue
        names = names_pattern(_names(context.policy, language))
        for at in written.holding(suspects) if len(suspects) <= _FEW else range(len(texts)):
            text = texts[at]
            if language not in text.languages or _NAMES_OF_ACTS.search(text.route):
                continue
            strays = list(known.strays(text.languages[language], names))
            if strays:
                words = ", ".join(dict.fromkeys(map(_described, strays)))
                yield Hit(
                    f"{text.route}/{language}",
                    {"language": known.name, "words": words},
                    word=strays[0].word,
                )


def _described(stray: Stray) -> str:
    """`'opplysninger' (Bokmål; write 'oplysninger')`."""
    write = f"; write {stray.instead!r}" if stray.instead else ""
    return f"{stray.word!r} ({' or '.join(stray.languages)}{write})"


def _names(policy: Policy, language: str) -> Iterator[str]:
    """What the policy calls by name: such names may stand in a text of any language."""
    if policy.organisation:
        yield policy.organisation.name
    for entity in policy.entities.values():
        yield entity.name or ""
    for recipient in policy.recipients.values():
        yield recipient.name or ""
    for channel in policy.channels.values():
        yield from (channel.address or "", *channel.lines)
    for cookie in policy.cookies.values():
        yield from (cookie.name, cookie.provider or "")
    for document in policy.documents.values():
        for other, title in document.title.languages.items():
            if other != language:
                yield " ".join(title.split())
