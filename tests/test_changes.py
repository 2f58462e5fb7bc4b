"""What counts as a change, of which kind, how much it matters, and whom it concerns."""

from __future__ import annotations

import copy
import json
import time
import typing
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from checker import model
from checker.changes import Change, Diff, Level, diff
from checker.changes.compare import Difference, compare
from checker.changes.elements import COMPARED, LEFT_OUT, elements_of, renamings
from checker.changes.kinds import fields, kinds, not_compared
from checker.engine import compile_policy
from checker.law.book import Book
from checker.model import Policy, Text
from tests.changing import Edit, Values, changed, item, values_of, without, write
from tests.policies import STARTER, files_of, overlay
from tests.test_rules import FIXTURES

EXAMPLE = Path(__file__).parent / "example"
STATEMENT = Path(__file__).parent.parent / "privacy_policy"
LAW = Book()


def policy_of(root: Path) -> Policy:
    """The policy in a directory, whose files must all be readable."""
    result = compile_policy(str(root), only=("text-missing-language",))
    assert result.complete, result.findings
    return result.policy


def after(edit: Edit, tmp_path: Path) -> Diff:
    """What an edit of the complete example changes."""
    return diff(policy_of(EXAMPLE), policy_of(changed(EXAMPLE, tmp_path / "after", edit)), LAW)


def told(found: Diff) -> set[tuple[str, str, str]]:
    """Level, kind and route of each change."""
    return {(one.level.value, one.kind, one.route) for one in found.changes}


# Every field of the model


def nodes_in(hint: Any) -> list[Any]:
    """The types of the model in a type hint."""
    if isinstance(hint, type) and hasattr(hint, "_fields"):
        return [] if hint in (Text, model.Place) else [hint]
    return [node for part in typing.get_args(hint) for node in nodes_in(part)]


def model_types() -> Iterator[Any]:
    """The types of everything that a policy states."""
    hints = typing.get_type_hints(model.Parts, vars(model))
    pending = [node for part in COMPARED for node in nodes_in(hints[part])]
    seen = set()
    while pending:
        node = pending.pop()
        if node not in seen:
            seen.add(node)
            yield node
            if node.__name__ not in not_compared():
                for hint in typing.get_type_hints(node, vars(model)).values():
                    pending.extend(nodes_in(hint))


def test_every_part_of_a_policy_is_compared_or_left_out_with_a_reason() -> None:
    assert {*COMPARED, *LEFT_OUT} == set(model.Parts._fields)
    assert not set(COMPARED) & set(LEFT_OUT)


@pytest.mark.parametrize("node", list(model_types()), ids=lambda node: node.__name__)
def test_every_field_of_the_model_has_its_kind_of_change(node: Any) -> None:
    """Fails when a field is new: say in fields.yaml what a change of it means."""
    name = node.__name__
    if name in not_compared():
        return
    row = fields()[name]
    hints = typing.get_type_hints(node, vars(model))
    own = {field for field in node._fields if not nodes_in(hints[field])} - {"route", "id"}
    left_out = {one.partition(".")[2] for one in not_compared() if one.startswith(f"{name}.")}
    assert own - left_out <= row.keys()
    assert row.keys() - own <= {"added", "removed", "leads"}
    assert {"added", "removed"} <= row.keys()
    assert row.get("leads", "added") in row


def test_every_row_is_of_the_model() -> None:
    names = {node.__name__ for node in model_types()}
    rows = {name.partition(".")[0] for name in fields()}
    assert rows - {"Page", "Note"} <= names
    for one in not_compared():
        name, _, field = one.partition(".")
        assert name in names
        assert not field or field in getattr(model, name)._fields


def test_every_kind_is_used_and_has_its_reason() -> None:
    used = {"formatting", "moved", "renamed", "text-denial-changed", "text-facts-changed"}
    used |= {"translation-edited", "internal-record-changed"}
    for row in fields().values():
        for field, kind in row.items():
            if field != "leads":
                used.update([kind] if isinstance(kind, str) else kind.values())
    assert used == set(kinds())
    for kind in kinds().values():
        assert kind.reason.endswith((".", ").")), kind
        for reference in kind.law:
            assert LAW.title(reference), reference


# Each kind of edit


def reword(texts: dict[str, str], **words: str) -> None:
    """Give a text other words in some languages."""
    texts.update(words)


def period(values: Values, to: str) -> None:
    item(values["activities/customer-offers"]["retention"], "after-the-last-purchase")["period"] = (
        to
    )


NEW_PURPOSE = {
    "id": "statistics",
    "text": {"da": "at føre statistik", "nb": "å føre statistikk", "sv": "att föra statistik"},
}
NEW_RECIPIENT = {"id": "to-bank", "recipient": "bank", "role": "controller"}

EDITS: dict[str, tuple[Edit, set[tuple[str, str, str]]]] = {
    "a new purpose": (
        lambda v: v["activities/newsletter"]["purposes"].append(NEW_PURPOSE),
        {("material", "purpose-added", "newsletter/purposes/statistics")},
    ),
    "a purpose less": (
        lambda v: v["activities/courses"]["purposes"].pop(),
        {("substantive", "purpose-removed", "courses/purposes/")},
    ),
    "kept longer": (
        lambda v: period(v, "P5Y"),
        {("material", "retention-longer", "customer-offers/retention/after-the-last-purchase")},
    ),
    "kept for a shorter time": (
        lambda v: period(v, "P18M"),
        {("substantive", "retention-shorter", "customer-offers/retention/after-the-last-purchase")},
    ),
    "the same period in other units": (lambda v: period(v, "P24M"), set()),
    "thirty days are not plainly longer than a month": (
        lambda v: period(v, "P730D"),
        {("substantive", "retention-changed", "customer-offers/retention/after-the-last-purchase")},
    ),
    "consent becomes legitimate interest": (
        lambda v: v["activities/newsletter"].update(
            bases=[{"id": "sign-up-consent", "stated": "legitimate-interest"}]
        ),
        {
            (
                "material",
                "consent-becomes-legitimate-interest",
                "newsletter/bases/sign-up-consent",
            )
        },
    ),
    "consent becomes legitimate interest under another id": (
        lambda v: v["activities/newsletter"].update(
            bases=[{"id": "our-interest", "stated": "legitimate-interest"}]
        ),
        {("material", "consent-becomes-legitimate-interest", "newsletter/bases/our-interest")},
    ),
    "a purpose that rested on consent has ended, and another has begun": (
        lambda v: v["activities/newsletter"].update(
            purposes=[NEW_PURPOSE],
            bases=[{"id": "our-interest", "stated": "legitimate-interest"}],
        ),
        {
            ("material", "purpose-added", "newsletter/purposes/statistics"),
            ("substantive", "purpose-removed", "newsletter/purposes/send-news"),
            ("substantive", "basis-added", "newsletter/bases/our-interest"),
            ("substantive", "basis-removed", "newsletter/bases/sign-up-consent"),
        },
    ),
    "legitimate interest becomes consent": (
        lambda v: v["activities/customer-offers"].update(
            bases=[{"id": "asked", "stated": "consent"}]
        ),
        {("substantive", "basis-becomes-consent", "customer-offers/bases/asked")},
    ),
    "a new recipient": (
        lambda v: v["activities/newsletter"]["disclosures"].append(
            {"id": "to-counsel", "recipient": "counsel", "role": "controller"}
        ),
        {("material", "recipient-added", "newsletter/disclosures/to-counsel")},
    ),
    "a recipient less": (
        lambda v: v["activities/newsletter"].pop("disclosures"),
        {("substantive", "recipient-removed", "newsletter/disclosures/sending")},
    ),
    "a recipient in a third country": (
        lambda v: v["recipients"]["recipients"].append(
            {
                "id": "far-away",
                "kind": "named",
                "name": "Far Away Inc.",
                "countries": ["US"],
                "transfers": [{"id": "us", "country": "US", "mechanism": "adequacy"}],
            }
        ),
        # Nothing goes there yet.
        {("editorial", "definition-changed", "far-away")},
    ),
    "a recipient in a third country gets data": (
        lambda v: (
            v["recipients"]["recipients"].append(
                {
                    "id": "far-away",
                    "kind": "named",
                    "name": "Far Away Inc.",
                    "countries": ["US"],
                    "transfers": [{"id": "us", "country": "US", "mechanism": "adequacy"}],
                }
            ),
            v["activities/newsletter"]["disclosures"].append(
                {"id": "to-far-away", "recipient": "far-away", "role": "controller"}
            ),
            None,
        )[-1],
        {
            ("editorial", "definition-changed", "far-away"),
            ("material", "recipient-added", "newsletter/disclosures/to-far-away"),
            ("material", "transfer-added", "far-away/transfers/us"),
        },
    ),
    "a recipient moves out of the EEA": (
        lambda v: item(v["recipients"]["recipients"], "data-centre").update(countries=["US"]),
        {
            ("material", "recipient-outside-eea", "data-centre"),
            ("substantive", "recipient-country-removed", "data-centre"),
        },
    ),
    "data go to a recipient that they did not go to": (
        lambda v: item(v["activities/customer-offers"]["disclosures"], "sending")["data"].append(
            "purchases"
        ),
        {("material", "recipient-gets-more", "customer-offers/disclosures/sending")},
    ),
    "all data go where some went": (
        lambda v: item(v["activities/customer-offers"]["disclosures"], "sending").pop("data"),
        {("material", "recipient-gets-more", "customer-offers/disclosures/sending")},
    ),
    "a processor decides itself": (
        lambda v: item(v["activities/newsletter"]["disclosures"], "sending").update(
            role="controller"
        ),
        {("material", "recipient-decides-itself", "newsletter/disclosures/sending")},
    ),
    "more data": (
        lambda v: v["activities/newsletter"]["data"].append({"category": "purchases"}),
        {("substantive", "data-added", "newsletter/data/purchases")},
    ),
    "data of a special category": (
        lambda v: v["activities/newsletter"]["data"].append({"category": "health-needs"}),
        {("material", "special-data-added", "newsletter/data/health-needs")},
    ),
    "more people": (
        lambda v: v["activities/newsletter"]["subjects"].append("customers"),
        {("material", "people-added", "newsletter")},
    ),
    "withdrawing is harder": (
        lambda v: v["activities/newsletter"]["consents"][0]["withdrawal"]["channels"].remove(
            "unsubscribe"
        ),
        {("material", "withdrawal-harder", "newsletter/consents/sign-up/withdrawal")},
    ),
    "a right is harder to use": (
        lambda v: item(v["rights"]["rights"], "object")["channels"].remove("unsubscribe"),
        {("material", "right-harder", "object")},
    ),
    "a right is easier to use": (
        lambda v: item(v["rights"]["rights"], "object")["channels"].append("danish-phone"),
        {("substantive", "right-easier", "object")},
    ),
    "a right is gone": (
        lambda v: without(v["rights"]["rights"], "portability"),
        {("material", "right-removed", "portability")},
    ),
    "an answer takes longer": (
        lambda v: v["rights"]["procedure"].update(within="P2M"),
        {("material", "answer-slower", "")},
    ),
    "no human decides": (
        lambda v: v["activities/invoice-purchase"]["automated_decisions"][0].update(
            solely_automated=False
        ),
        {
            (
                "substantive",
                "automated-decision-with-human",
                "invoice-purchase/automated_decisions/invoice-yes-or-no",
            )
        },
    ),
    "a cookie lasts longer": (
        lambda v: item(v["cookies"]["cookies"], "visit-cookie").update(period="P2Y"),
        {("material", "cookie-longer", "visit-cookie")},
    ),
    "the controller has another name": (
        lambda v: item(v["organisation"]["entities"], "luparium-norway").update(name="Nytt AS"),
        {("material", "controller-identity-changed", "luparium-norway")},
    ),
    "a claim is withdrawn": (
        lambda v: v["activities/newsletter"].pop("claims"),
        {("material", "claim-withdrawn", "newsletter/claims/nobody-else")},
    ),
    "a promised place of notice less": (
        lambda v: without(v["changelog"]["policy"]["notice_places"], "by-email"),
        {("material", "notice-place-dropped", "change-policy/notice_places/by-email")},
    ),
    "a typing error": (
        lambda v: reword(
            v["statement"]["intro"][0]["text"],
            da="Her læser du, hvilke personoplysninger vi behandler.",
            nb="Her leser du hvilke personopplysninger vi behandler.",
            sv="Här läser du vilka personuppgifter vi behandlar.",
        ),
        {("editorial", "text-edited", "statement/intro/what-this-is")},
    ),
    "one language alone": (
        lambda v: reword(
            v["statement"]["intro"][1]["text"],
            da="Hvert sted står, i hvilket land en regel gælder.",
        ),
        {("substantive", "text-denial-changed", "statement/intro/which-country")},
    ),
    "one language of another text": (
        lambda v: reword(v["activities/newsletter"]["title"], sv="Nyhetsbrevet"),
        {("translation", "translation-edited", "newsletter")},
    ),
    "an activity is new": (
        lambda v: v.update(
            {
                "activities/contest": {
                    "id": "contest",
                    "title": {"da": "Konkurrence", "nb": "Konkurranse", "sv": "Tävling"},
                    "purposes": [NEW_PURPOSE],
                    "retention": [{"id": "while", "kind": "period", "period": "P1Y"}],
                }
            }
        ),
        {("material", "activity-added", "contest")},
    ),
    "an activity is gone": (
        lambda v: v.pop("activities/trips"),
        {
            ("substantive", "activity-removed", "trips"),
        },
    ),
}


@pytest.mark.parametrize("name", EDITS)
def test_an_edit_is_the_change_it_is(name: str, tmp_path: Path) -> None:
    edit, expected = EDITS[name]
    found = told(after(edit, tmp_path))
    assert {(level, kind) for level, kind, _ in found} == {one[:2] for one in expected}
    whole = {one for one in expected if one[2] and not one[2].endswith("/")}
    assert whole <= found


def test_people_and_markets_concerned(tmp_path: Path) -> None:
    (one,) = after(lambda v: period(v, "P5Y"), tmp_path).changes
    assert (one.activities, one.subjects, one.markets) == (
        ("customer-offers",),
        ("customers",),
        (),
    )
    (right,) = after(
        lambda v: item(v["rights"]["rights"], "object")["channels"].remove("unsubscribe"), tmp_path
    ).changes
    assert (right.activities, right.subjects, right.markets) == ((), (), ())
    moved = after(
        lambda v: item(v["recipients"]["recipients"], "data-centre").update(countries=["US"]),
        tmp_path,
    ).changes
    # Whoever passes data on to it reaches further than those who name it.
    example = policy_of(EXAMPLE)
    users = {
        activity.id
        for activity in example.activities.values()
        if any(one.recipient == "it-host" for one in example.disclosures_of(activity))
    }
    assert users
    for change in moved:
        assert not change.activities or users <= set(change.activities)
    (cookie,) = after(
        lambda v: item(v["cookies"]["cookies"], "visit-cookie").update(period="P2Y"), tmp_path
    ).changes
    assert cookie.activities == ("website",)
    (narrow,) = after(
        lambda v: item(v["activities/recruitment"]["retention"], _market_rule(v)["id"]).update(
            period="P9Y"
        ),
        tmp_path,
    ).changes
    assert narrow.markets == tuple(_market_rule(values_of(EXAMPLE))["applies_in"])


def test_what_is_on_no_page_is_the_record_alone(tmp_path: Path) -> None:
    """An internal activity that comes or goes is one change without meaning, whatever it holds."""
    folder = tmp_path / "after"
    after = overlay(folder)
    text = (after / "activities" / "enquiries.yaml").read_text("utf-8")
    internal = text.replace("id: enquiries\n", "id: desk\nvisibility: internal\n")
    (after / "activities" / "desk.yaml").write_text(internal, "utf-8")
    starter, more = policy_of(STARTER), policy_of(after)
    for pair in ((starter, more), (more, starter)):
        assert told(diff(*pair, LAW)) == {("none", "internal-record-changed", "desk")}


def _market_rule(values: Values) -> Any:
    """A period of the recruitment that holds in some markets only."""
    return next(
        one
        for one in values["activities/recruitment"]["retention"]
        if "period" in one and "applies_in" in one
    )


# What is no change in meaning


@pytest.mark.parametrize("policy", [STARTER, EXAMPLE, STATEMENT], ids=lambda path: path.name)
def test_nothing_changes_from_a_policy_to_itself(policy: Path) -> None:
    assert diff(policy_of(policy), policy_of(policy), LAW).changes == ()


UNORDERED = ("contents", "lines", "sections")
"""Lists whose order is that of the page or of an address; what is in them is not shuffled here."""


def shuffled(value: Any, draw: Any, field: str = "") -> Any:
    """A value with its mappings and lists in another order."""
    if isinstance(value, dict):
        keys = draw(st.permutations(list(value)))
        return {key: shuffled(value[key], draw, key) for key in keys}
    if isinstance(value, list):
        items = [shuffled(one, draw) for one in value]
        return items if field in UNORDERED else draw(st.permutations(items))
    return value


@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_formatting_and_order_have_no_meaning(
    data: st.DataObject, tmp_path_factory: pytest.TempPathFactory
) -> None:
    values = values_of(EXAMPLE)
    values.pop("translations.lock")
    names = data.draw(st.lists(st.sampled_from(sorted(values)), min_size=1, unique=True))
    for name in names:
        values[name] = shuffled(values[name], data.draw)
    width = data.draw(st.integers(min_value=30, max_value=400))
    policy = write(values, tmp_path_factory.mktemp("shuffled") / "policy", width)
    assert diff(policy_of(EXAMPLE), policy_of(policy), LAW).level is Level.NONE


@pytest.mark.parametrize(
    "marks",
    [
        lambda text: f"  {text.replace(' ', chr(10), 1)}",
        lambda text: text.replace(" ", "  "),
        lambda text: text.replace(" ", "\N{NO-BREAK SPACE}", 1),
        lambda text: f"**{text}**",
        lambda text: f"*{text.split()[0]}* {' '.join(text.split()[1:])}",
    ],
)
def test_marks_and_white_space_have_no_meaning(marks: Any, tmp_path: Path) -> None:
    def edit(values: Values) -> None:
        texts = values["statement"]["intro"][0]["text"]
        texts.update({language: marks(words) for language, words in texts.items()})

    assert {one.kind for one in after(edit, tmp_path).changes} <= {"formatting"}


def test_moving_has_no_meaning(tmp_path: Path) -> None:
    def edit(values: Values) -> None:
        """Show an activity in another section, a sentence too, and turn the sections round."""
        shopping, learning = values["sections/shopping"], values["sections/learning"]
        shown = next(one for one in shopping["content"] if one.get("activities"))
        shown["activities"].remove("orders")
        learning["content"].append({"id": "moved-here", "activities": ["orders"]})
        text = next(one for one in shopping["content"] if one.get("text"))
        shopping["content"].remove(text)
        learning["content"].append(text)
        values["statement"]["contents"].reverse()
        values["activities/a-new-file"] = values.pop("activities/newsletter")

    found = after(edit, tmp_path)
    assert found.level is Level.NONE
    assert {one.kind for one in found.changes} <= {"moved", "presentation"}


def test_data_taken_over_or_written_out_are_the_same(tmp_path: Path) -> None:
    def edit(values: Values) -> None:
        """Write out the data of an activity that it takes over from another."""
        for name, value in values.items():
            if name.startswith("activities/") and "data_same_as" in value:
                same = value.pop("data_same_as")
                other = values[f"activities/{same['activity']}"]
                left_out = same.get("except", [])
                taken = [
                    {
                        "category": one["category"],
                        **({"qualifier": q} if (q := one.get("qualifier")) else {}),
                    }
                    for one in other["data"]
                    if one["category"] not in left_out
                ]
                value["data"] = [*taken, *value.get("data", [])]
                return
        raise AssertionError("no activity takes data over from another")

    assert {one.kind for one in after(edit, tmp_path).changes} <= {"data-details-changed"}


def renamed(values: Values, old: str, new: str) -> Values:
    """A policy in which an id that stands by itself is called by another name, with a redirect."""

    def walk(value: Any) -> Any:
        if isinstance(value, dict):
            return {key: walk(one) for key, one in value.items()}
        if isinstance(value, list):
            return [walk(one) for one in value]
        if isinstance(value, str):
            if value == old:
                return new
            if value.startswith(f"{old}/"):
                return f"{new}{value[len(old) :]}"
            return value.replace(f"](ref:{old})", f"](ref:{new})").replace(
                f"](ref:{old}/", f"](ref:{new}/"
            )
        return value

    values = walk(values)
    redirects = values["statement"].setdefault("redirects", [])
    redirects.append({"from": old, "to": new})
    return values


def words_in(schema: Any) -> Iterator[str]:
    """The words of the format: what a schema lists."""
    if isinstance(schema, dict):
        yield from (one for one in schema.get("enum", ()) if isinstance(one, str))
        for value in schema.values():
            yield from words_in(value)
    elif isinstance(schema, list):
        for value in schema:
            yield from words_in(value)


SCHEMAS = (STATEMENT.parent / "schemas").glob("*.json")
WORDS = {word for file in SCHEMAS for word in words_in(json.loads(file.read_text("utf-8")))}
HEADS = sorted(
    name
    for name, kind in policy_of(EXAMPLE).kind_of.items()
    # An id that is also a word of the format cannot be replaced by looking at values alone.
    if kind not in ("assertion", "change") and name not in WORDS
)


@settings(max_examples=30, deadline=None, suppress_health_check=list(HealthCheck))
@given(names=st.lists(st.sampled_from(HEADS), min_size=1, max_size=4, unique=True))
def test_renaming_with_a_redirect_has_no_meaning(
    names: list[str], tmp_path_factory: pytest.TempPathFactory
) -> None:
    values = values_of(EXAMPLE)
    values.pop("translations.lock")
    for name in names:
        values = renamed(values, name, f"{name}-renamed")
    policy = write(values, tmp_path_factory.mktemp("renamed") / "policy")
    assert diff(policy_of(EXAMPLE), policy_of(policy), LAW).changes == ()
    assert diff(policy_of(policy), policy_of(EXAMPLE), LAW).changes == ()


def test_a_part_that_is_renamed_in_its_place_has_no_meaning(tmp_path: Path) -> None:
    def edit(values: Values) -> None:
        """Rename a purpose, and its name in what refers to it."""
        values["activities/newsletter"]["purposes"][0]["id"] = "news"

    found = after(edit, tmp_path)
    assert {one.kind for one in found.changes} == {"renamed"}


# What is stated elsewhere, in several parts or as a whole

MEMBERS = ("customer-offers", "newsletter", "school-contacts-offers")
"""The activities of the example's group."""


def to_each(field: str) -> Edit:
    """State what the group states with each of its activities instead."""

    def edit(values: Values) -> None:
        stated = values["groups/marketing"].pop(field)
        for name in MEMBERS:
            activity = values[f"activities/{name}"]
            activity[field] = copy.deepcopy(stated) + activity.get(field, [])

    return edit


def split_retention(values: Values) -> None:
    """State a period for each market by itself."""
    activity = values["activities/customer-offers"]
    rule = activity["retention"][0]
    activity["retention"] = [
        {**copy.deepcopy(rule), "id": "in-denmark", "applies_in": ["DK"]},
        {**copy.deepcopy(rule), "id": "elsewhere", "applies_in": ["NO", "SE"]},
    ]


def rename_consent(values: Values) -> None:
    """Give a consent another id, and its name in what refers to it."""
    activity = values["activities/newsletter"]
    activity["consents"][0]["id"] = "news"
    activity["bases"][0]["consent"] = "newsletter/consents/news"


def without_swedish(values: Any) -> None:
    """Take a language out of everything."""
    if isinstance(values, dict):
        if {"da", "nb"} <= values.keys():
            values.pop("sv", None)
        if "languages" in values:
            values["languages"].remove("sv")
        for value in values.values():
            without_swedish(value)
    elif isinstance(values, list):
        for value in values:
            without_swedish(value)


def written_out(values: Values) -> None:
    """Name everything where naming nothing means everything."""
    activity = values["activities/newsletter"]
    activity["applies_in"] = list(values["statement"]["markets"])
    activity["bases"][0]["purposes"] = [one["id"] for one in activity["purposes"]]
    activity["disclosures"][0]["data"] = [one["category"] for one in activity["data"]]
    everything = [value["id"] for name, value in values.items() if name.startswith("activities/")]
    for rule in values["sharing"]["rules"]:
        rule.setdefault("applies_to", list(everything))


def roles_written_out(values: Values) -> None:
    """State with an activity who is responsible, as the organisation does for all."""
    roles = copy.deepcopy(values["organisation"]["roles"])
    values["activities/enquiries"]["roles"] = roles


def split_disclosure(values: Values) -> None:
    """State in two parts which data the same recipient gets."""
    disclosures = values["activities/customer-offers"]["disclosures"]
    sending = item(disclosures, "sending")
    first, *rest = sending["data"]
    disclosures.append({**copy.deepcopy(sending), "id": "sending-too", "data": [first]})
    sending["data"] = rest


def test_special_data_in_another_market_are_material(tmp_path: Path) -> None:
    def edit(values: Values) -> None:
        """Use them in Norway on the Danish ground, too."""
        special = values["activities/camera"]["special_data"]
        item(special, "offences-in-denmark")["applies_in"].append("NO")

    assert [(one.kind, one.after) for one in after(edit, tmp_path).changes] == [
        ("special-data-added", ("NO",))
    ]


HARMLESS: dict[str, tuple[Edit, Level]] = {
    **{
        f"{field} with each activity": (to_each(field), Level.NONE)
        for field in ("claims", "disclosures", "rights", "roles")
    },
    "a consent under another id": (rename_consent, Level.NONE),
    "everything written out": (written_out, Level.NONE),
    "roles written out": (roles_written_out, Level.NONE),
    "a period for each market": (split_retention, Level.SUBSTANTIVE),
    "a disclosure in two": (split_disclosure, Level.SUBSTANTIVE),
    "a language less": (without_swedish, Level.SUBSTANTIVE),
}


@pytest.mark.parametrize("name", HARMLESS)
def test_what_takes_nothing_from_people_is_not_material(name: str, tmp_path: Path) -> None:
    edit, level = HARMLESS[name]
    found = after(edit, tmp_path)
    assert found.level is level, told(found)


def test_a_language_that_comes_or_goes_is_one_change(tmp_path: Path) -> None:
    found = after(without_swedish, tmp_path)
    assert [one.kind for one in found.changes if one.level is not Level.NONE] == [
        "language-removed"
    ]


def test_who_joins_a_group_is_told_what_that_brings(tmp_path: Path) -> None:
    found = after(lambda v: v["activities/enquiries"].update(part_of="marketing"), tmp_path)
    joined = [one for one in found.changes if one.kind == "controller-added"]
    assert [(one.route, one.activities, one.subjects) for one in joined] == [
        ("marketing/roles/together", ("enquiries",), ("enquirers",))
    ]
    # That recipient had the data already.
    assert not any(one.kind == "recipient-added" for one in found.changes)


def test_what_changes_in_a_group_is_told_once(tmp_path: Path) -> None:
    found = after(lambda v: v["groups/marketing"].pop("disclosures"), tmp_path)
    gone = [one for one in found.changes if one.kind == "recipient-removed"]
    assert [(one.route, one.activities) for one in gone] == [
        ("marketing/disclosures/customer-register", MEMBERS)
    ]


# Consent that gives way to something else, by every route


def news(*bases: dict[str, Any]) -> Edit:
    """A newsletter with a second purpose, resting on some bases."""

    def edit(values: Values) -> None:
        activity = values["activities/newsletter"]
        activity["purposes"].append(copy.deepcopy(NEW_PURPOSE))
        activity["bases"] = [copy.deepcopy(one) for one in bases]

    return edit


CONSENT = {"id": "asked", "stated": "consent"}
INTEREST = {"id": "ours", "stated": "legitimate-interest"}
SAID_YES = {"da": "du har sagt ja", "nb": "du har sagt ja", "sv": "du har sagt ja"}
OUR_NEED = {"da": "vi har brug for det", "nb": "vi trenger det", "sv": "vi behöver det"}


def read_as(article: str, text: dict[str, str]) -> dict[str, Any]:
    """A basis that the policy names in its own words."""
    why = "So it reads."
    classified = {"article": article, "why": why}
    return {"id": "own", "stated": "elsewhere", "classified": classified, "text": text}


ROUTE = "newsletter/consents/counting"
FIRST, SECOND = {"purposes": ["send-news"]}, {"purposes": ["statistics"]}
TURNED = "consent-becomes-legitimate-interest"
REPLACED: dict[str, tuple[Edit, Edit, str | None]] = {
    "for one of its purposes": (
        news(CONSENT),
        news({**CONSENT, **FIRST}, {**INTEREST, **SECOND}),
        TURNED,
    ),
    "in some markets": (
        news(CONSENT),
        news({**CONSENT, "applies_in": ["DK"]}, {**INTEREST, "applies_in": ["NO", "SE"]}),
        TURNED,
    ),
    "for some data": (
        news(CONSENT),
        news({**CONSENT, "data": ["name"]}, {**INTEREST, "data": ["contact-details"]}),
        TURNED,
    ),
    "by other words and another reading": (
        news(read_as("6(1)(a)", SAID_YES)),
        news(read_as("6(1)(f)", OUR_NEED)),
        TURNED,
    ),
    "beside another that is renamed": (
        news(CONSENT, {"id": "agreed", "stated": "contract"}),
        news(INTEREST, {"id": "contract", "stated": "contract"}),
        TURNED,
    ),
    "for nothing in its stead": (
        news(CONSENT),
        news({**CONSENT, **FIRST}),
        "consent-basis-removed",
    ),
    "not, if two are asked for in its stead": (
        news(CONSENT),
        news({**CONSENT, **FIRST}, {**CONSENT, **SECOND, "id": "too"}),
        None,
    ),
    "not, if one is asked for in the stead of two": (
        news({**CONSENT, **FIRST}, {**CONSENT, **SECOND, "id": "too"}),
        news(CONSENT),
        None,
    ),
    "not, if another word for it is found": (
        news({**CONSENT, "id": "own"}),
        news(read_as("6(1)(a)", SAID_YES)),
        None,
    ),
    "not, if two change their names": (
        news({**CONSENT, **FIRST}, {**INTEREST, **SECOND}),
        news({**INTEREST, **SECOND, "id": "asked"}, {**CONSENT, **FIRST, "id": "ours"}),
        None,
    ),
}


@pytest.mark.parametrize("name", REPLACED)
def test_what_takes_the_place_of_consent(name: str, tmp_path: Path) -> None:
    before, later, kind = REPLACED[name]
    first, second = (
        policy_of(changed(EXAMPLE, tmp_path / str(number), edit))
        for number, edit in enumerate((before, later))
    )
    found = diff(first, second, LAW)
    material = [one.kind for one in found.changes if one.level is Level.MATERIAL]
    assert material == ([kind] if kind else [])


@pytest.mark.parametrize("ends", [True, False])
def test_a_consent_that_nothing_needs_any_longer(ends: bool, tmp_path: Path) -> None:
    def asked(values: Values) -> None:
        """Ask for a consent of its own to the second purpose."""
        news({**CONSENT, **FIRST}, {**CONSENT, **SECOND, "id": "too", "consent": ROUTE})(values)
        consent = copy.deepcopy(values["activities/newsletter"]["consents"][0])
        values["activities/newsletter"]["consents"].append({**consent, "id": "counting"})

    def ended(values: Values) -> None:
        """Ask no longer, and if it ends, process no longer."""
        asked(values)
        activity = values["activities/newsletter"]
        without(activity["consents"], "counting")
        if ends:
            without(activity["purposes"], "statistics")
            without(activity["bases"], "too")
        else:
            item(activity["bases"], "too").pop("consent")

    before, later = (
        policy_of(changed(EXAMPLE, tmp_path / str(number), edit))
        for number, edit in enumerate((asked, ended))
    )
    kinds_of = {one.kind for one in diff(before, later, LAW).changes}
    assert ("consent-removed" in kinds_of) is not ends
    assert ("consent-narrower" in kinds_of) is ends
    level = Level.SUBSTANTIVE if ends else Level.MATERIAL
    assert diff(before, later, LAW).level is level


# How long data are kept


@pytest.mark.parametrize(
    ("period_after", "kind"),
    [
        ("P104W", "retention-shorter"),
        ("P731D", "retention-changed"),
        ("P732D", "retention-longer"),
        ("P2Y1D", "retention-longer"),
    ],
)
def test_years_are_as_long_as_the_calendar_has_them(
    period_after: str, kind: str, tmp_path: Path
) -> None:
    found = after(lambda v: period(v, period_after), tmp_path)
    assert [one.kind for one in found.changes] == [kind]


@pytest.mark.parametrize("scope", [{"applies_in": ["DK"]}, {"data": ["name"]}])
def test_a_limit_that_no_longer_holds_for_all(scope: dict[str, Any], tmp_path: Path) -> None:
    found = after(lambda v: v["activities/newsletter"]["retention"][0].update(scope), tmp_path)
    assert [one.kind for one in found.changes] == ["retention-removed"]


def test_who_keeps_data_as_long_as_another_activity_does(tmp_path: Path) -> None:
    def follow(name: str) -> Edit:
        """Keep the data of the newsletter as long as those of another activity."""
        rule = {"id": "as-there", "kind": "same-as", "same_as": [name]}
        return lambda v: v["activities/newsletter"].update(retention=[rule])

    before, longer, other = (
        policy_of(changed(EXAMPLE, tmp_path / str(number), *edits))
        for number, edits in enumerate(
            (
                (follow("customer-offers"),),
                (follow("customer-offers"), lambda v: period(v, "P9Y")),
                (follow("accounting"),),
            )
        )
    )
    (one,) = diff(before, longer, LAW).changes
    assert (one.kind, one.activities) == ("retention-longer", ("customer-offers", "newsletter"))
    (one,) = diff(before, other, LAW).changes
    assert (one.kind, one.field) == ("retention-longer", "same_as")


# Both ways


def differences(one: Policy, other: Policy) -> list[Difference]:
    """How two policies differ."""
    renames = renamings(one, other)
    return compare(elements_of(one, renames), elements_of(other, renames)).differences


def inverted(found: list[Difference]) -> set[Any]:
    """Differences as they are the other way round, in any order."""
    return {
        (one.element.kind, one.element.route, one.field, _plain(one.after), _plain(one.before))
        + ((one.removed, one.added) if not one.field else ())
        for one in found
    }


def as_they_are(found: list[Difference]) -> set[Any]:
    """Differences in any order."""
    return {
        (one.element.kind, one.element.route, one.field, _plain(one.before), _plain(one.after))
        + ((one.added, one.removed) if not one.field else ())
        for one in found
    }


def _plain(value: Any) -> Any:
    if isinstance(value, Text):
        return tuple(sorted(value.languages.items()))
    return tuple(sorted(map(str, value))) if isinstance(value, tuple) else value


READABLE = [
    fixture
    for fixture in FIXTURES
    if len(files_of(fixture)) > 0 and not any(".delete" in str(one) for one in files_of(fixture))
]


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(pair=st.lists(st.sampled_from(READABLE), min_size=2, max_size=2))
def test_swapping_inverts(pair: list[Path], tmp_path_factory: pytest.TempPathFactory) -> None:
    """On pairs of the policies that the rules are tried on."""
    policies = []
    for fixture in pair:
        result = compile_policy(
            str(overlay(tmp_path_factory.mktemp("swap"), fixture)), only=("text-missing-language",)
        )
        if not result.complete or result.policy.duplicates:
            return
        policies.append(result.policy)
    one, other = policies
    assert as_they_are(differences(other, one)) == inverted(differences(one, other))
    there, back = diff(one, other, LAW), diff(other, one, LAW)
    assert bool(there.changes) == bool(back.changes)
    assert (there.level is Level.NONE) == (back.level is Level.NONE)


OPPOSITE = {
    "purpose-added": "purpose-removed",
    "retention-longer": "retention-shorter",
    "recipient-added": "recipient-removed",
    "recipient-gets-more": "recipient-gets-less",
    "people-added": "people-removed",
    "data-added": "data-removed",
    "special-data-added": "special-data-removed",
    "withdrawal-harder": "withdrawal-easier",
    "right-harder": "right-easier",
    "answer-slower": "answer-faster",
    "activity-added": "activity-removed",
    "claim-withdrawn": "claim-added",
    "consent-becomes-legitimate-interest": "basis-becomes-consent",
    "recipient-decides-itself": "recipient-becomes-processor",
    "cookie-longer": "cookie-shorter",
}


@pytest.mark.parametrize("name", EDITS)
def test_the_opposite_direction_is_told_apart(name: str, tmp_path: Path) -> None:
    edit, _ = EDITS[name]
    there = after(edit, tmp_path)
    back = diff(there.after, there.before, LAW)

    def opposites(changes: tuple[Change, ...]) -> set[str]:
        return {OPPOSITE[one.kind] for one in changes if one.kind in OPPOSITE}

    assert opposites(there.changes) <= {one.kind for one in back.changes}
    pairs = {**OPPOSITE, **{back: there for there, back in OPPOSITE.items()}}
    for kind in OPPOSITE:
        assert kinds()[kind].level is Level.MATERIAL or kind == "data-added"
        assert kinds()[pairs[kind]].level is Level.SUBSTANTIVE


def test_what_was_redacted_is_no_change(tmp_path: Path) -> None:
    def edit(values: Values) -> None:
        """Take a name out of a text, as `klar redact` does it in a release."""
        texts = values["statement"]["intro"][0]["text"]
        texts["da"] = texts["da"].replace("hvilke personoplysninger vi behandler", model.REDACTED)

    found = after(edit, tmp_path)
    # In a policy from which nothing was redacted, the mark is words as any others.
    assert found.level is Level.TRANSLATION
    redacted = found.after._replace(redacted=True)
    assert diff(found.before, redacted, LAW).changes == ()
    assert diff(redacted, found.before, LAW).changes == ()

    def another(values: Values) -> None:
        """The same, and another word as well."""
        edit(values)
        texts = values["statement"]["intro"][0]["text"]
        texts["da"] = texts["da"].replace("Her kan du", "Nu kan du")

    assert [one.kind for one in after(another, tmp_path).changes] == ["translation-edited"]


def test_many_marks_are_no_riddle() -> None:
    """Words may have been redacted in many places of a long text."""
    policy = policy_of(EXAMPLE)
    statement = policy.statement
    assert statement
    sides = []
    for text in (f"{'ord […] ' * 20}slut", f"{'ord og x ' * 400}!"):
        intro = statement.intro[0]._replace(text=Text("x", {"da": text}))
        sides.append(policy._replace(statement=statement._replace(intro=(intro,))))
    began = time.process_time()
    assert diff(sides[0]._replace(redacted=True), sides[1], LAW).level is not Level.NONE
    assert time.process_time() - began < 5
