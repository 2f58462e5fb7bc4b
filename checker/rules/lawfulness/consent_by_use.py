"""A text makes the mere use of a site or service into a consent.

Why
    Consent takes a clear affirmative act that means it (GDPR Art. 4(11)), asked for apart from
    other matters (Art. 7(2)). Whoever only visits a page has consented to nothing, and a privacy
    statement informs: it is no contract to agree to.

Mend
    Ask for the consent where it is needed, and take the sentence out of the statement.

Limits
    Knows the usual phrases in Danish, Norwegian and Swedish, for using and for clicking on. A
    sentence with a negation is left alone, and so is one that only says when consent is asked for,
    or that names an act by which it is given while something is used, such as ticking a box.
    If not every language says it, the finding is on the first that does.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache
from typing import NamedTuple

from checker import languages
from checker.finding import Certainty, Severity, Words
from checker.model import Text
from checker.rules import Context, Hit
from checker.rules._texts import place_in

SEVERITY = Severity.WARNING
CERTAINTY = Certainty.JUDGEMENT
DUTY = "separate-consent"
LEGAL: tuple[str, ...] = ("GDPR 7(2)", "GDPR 4(11)")
NEEDS = ("activity", "group", "organisation", "statement")
MESSAGE = "the text makes use into a consent ({language}): {words!r}"
REMEDY = (
    "Ask for consent by an act of its own, apart from this statement; counsel must say what the"
    " processing rests on until then."
)


def check(context: Context) -> Iterator[Hit]:
    """Yield texts of the public statement that take use for consent."""
    policy = context.policy
    told = {activity.id for activity in policy.owing_notice()}
    given = {
        consent.given.route
        for activity in policy.activities.values()
        for consent in policy.consents_of(activity)
        if consent.given
    }
    found: dict[str, dict[str, str]] = {}
    for language in _languages(context):
        for text in _about_consent(context, language, given):
            owner = text.route.split("/", 1)[0]
            if owner in policy.activities and owner not in told:
                continue
            sentence = _by_use(language, text.languages[language], whole=text.route in given)
            if sentence:
                found.setdefault(text.route, {})[language] = sentence
    for text in policy.texts if found else ():
        if text.route in found:
            sentences = found[text.route]
            language = min(sentences, key=list(text.languages).index)
            yield Hit(
                text.route,
                {"language": language, "words": Words(sentences[language])},
                place=place_in(context, text, tuple(sentences)),
            )


def _languages(context: Context) -> Iterable[str]:
    statement = context.policy.statement
    return statement.languages if statement else ()


def _about_consent(context: Context, language: str, given: set[str]) -> Iterator[Text]:
    """The texts that speak of consent, and those that say where one is given."""
    texts = context.policy.texts
    written = context.written[language]
    about = {texts[at].route: texts[at] for at in written.holding(_signs(language)[0])}
    for text in texts if given else ():
        if text.route in given and language in text.languages:
            about[text.route] = text
    yield from about.values()


_SAYS = ("so", "you", "accept-so", "accept-you")

_Pair = tuple[re.Pattern[str], re.Pattern[str]]


class _Phrases(NamedTuple):
    """The phrases of one language. The second of a pair follows the first in a sentence."""

    use: re.Pattern[str]
    consents: tuple[_Pair, ...]
    accepts: tuple[_Pair, ...]
    about: re.Pattern[str]
    denial: re.Pattern[str]
    act: re.Pattern[str]


def _by_use(language: str, words: str, *, whole: bool) -> str | None:
    """The first sentence that takes use for consent; `whole` if the text says where it is given."""
    stems, uses, says = _signs(language)
    plain = " ".join(words.split())
    folded = plain.casefold()
    consents = _holds(folded, stems) and _holds(folded, says)
    if not (consents or whole) or not _holds(folded, uses):
        return None
    phrases = _phrases(language)
    if whole and phrases.use.fullmatch(plain.rstrip(".")):
        return plain
    if not consents:
        return None
    for sentence in re.split(r"(?<=[.!?])\s", plain):
        accepts = phrases.about.search(sentence) and _follow(phrases.accepts, sentence)
        takes = accepts or _follow(phrases.consents, sentence)
        denied = phrases.denial.search(sentence) or _by_an_act(phrases.act, stems, sentence)
        if takes and not denied:
            return sentence
    return None


def _by_an_act(act: re.Pattern[str], stems: tuple[str, ...], sentence: str) -> bool:
    """Whether a sentence speaks of consent and of an act in the same breath, without a comma."""
    found = act.search(sentence)
    if not found:
        return False
    clause = re.split(r"[,;:]", sentence[: found.start()])[-1].casefold()
    return any(stem in clause for stem in stems)


def _holds(words: str, phrases: tuple[str, ...]) -> bool:
    return any(phrase in words for phrase in phrases)


def _follow(pairs: tuple[_Pair, ...], sentence: str) -> bool:
    """Whether one phrase follows the other: in two steps, so that no text takes long."""
    for first, then in pairs:
        found = first.search(sentence)
        if found and then.search(sentence, found.end()):
            return True
    return False


@cache
def _signs(language: str) -> tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]]:
    """The stems of the words for consent, the phrases for use, and those that say it is consent."""
    lists = languages.phrases(language, "consent-by-use")
    if not lists:
        return (), (), ()
    says = (one for name in _SAYS for one in lists[name])
    return lists["stems"], (*lists["by"], *lists["when"]), tuple(says)


@cache
def _phrases(language: str) -> _Phrases:
    lists = languages.phrases(language, "consent-by-use")
    own = _any(lists["own"])
    service = rf"\s(?:{own}\s)*{_any(lists['service'])}(?:\s{own})?"
    by = _pattern(rf"{_any(lists['by'])}{service}")
    use = _pattern(rf"{_any((*lists['by'], *lists['when']))}{service}")
    phrase = {name: _pattern(_any(lists[name])) for name in (*_SAYS, "not", "act")}
    return _Phrases(
        use,
        ((use, phrase["so"]), (phrase["you"], by)),
        ((use, phrase["accept-so"]), (phrase["accept-you"], by)),
        re.compile(_any(lists["about"]), re.IGNORECASE),
        phrase["not"],
        phrase["act"],
    )


def _pattern(words: str) -> re.Pattern[str]:
    return re.compile(rf"\b{words}\b", re.IGNORECASE)


def _any(phrases: tuple[str, ...]) -> str:
    return f"(?:{'|'.join(re.escape(phrase) for phrase in phrases)})"
