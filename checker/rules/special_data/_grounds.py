"""What entries of special data rest on."""

from __future__ import annotations

from checker import languages
from checker.model import Activity, Basis, SpecialData, Text
from checker.rules import Context


def names_law(provision: Text | None) -> bool:
    """Whether a provision is stated, and not only that there is law."""
    return provision is not None and any(
        " ".join(words.casefold().split()).rstrip(".") not in _any_law(language)
        for language, words in provision.languages.items()
    )


def _any_law(language: str) -> tuple[str, ...]:
    return languages.phrases(language, "provision").get("any-law", ())


def rests_on_something(entry: SpecialData) -> bool:
    """Whether a provision, a consent or a ground is stated."""
    return bool(names_law(entry.provision) or entry.consent or entry.ground)


def has_ground(entry: SpecialData) -> bool:
    """Whether a point of Art. 9(2) is stated."""
    return entry.ground is not None


def on_consent_alone(entry: SpecialData) -> bool:
    """Whether an entry rests on consent, and names neither another ground nor a provision."""
    consent = entry.ground == "9(2)(a)" or (entry.consent and not entry.ground)
    return bool(consent) and not names_law(entry.provision)


def consent_carries(context: Context, nature: str, market: str) -> bool:
    """Whether a market's law takes consent by itself for data of a nature, or is not known."""
    known = context.law.provisions(nature, market, context.statement_date)
    taken = ("consent", "explicit-consent")
    return not known or any(ground in one.grounds for one in known for ground in taken)


def laws_for(activity: Activity, category: str | None, market: str) -> list[Basis]:
    """The lawful bases that name their laws and cover some data in a market."""
    return [basis for basis in activity.bases if basis.laws and covers(basis, category, market)]


def covers(one: SpecialData | Basis, category: str | None, market: str) -> bool:
    """Whether an entry or a lawful basis is for some data in a market: for all if it names none.

    Without a category any data will do: where none are named, none can be missed.
    """
    return (category is None or not one.data or category in one.data) and (
        not one.applies_in or market in one.applies_in
    )
