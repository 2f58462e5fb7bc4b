"""The schemas: valid themselves, and words a lawyer understands for every field."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from referencing import Registry, Resource

from checker import resources
from checker.schema import KINDS, kind_of
from checker.source import read_tree
from tests.policies import STARTER
from tests.running import ROOT

SCHEMAS = Path(resources.path("schemas"))
NAMES = ("common", *KINDS)


def load(name: str) -> Any:
    return json.loads((SCHEMAS / f"{name}.schema.json").read_text())


def properties(schema: Any, where: str) -> Iterator[tuple[str, Any]]:
    """Every property of every set of fields in a schema, with a name for it."""
    if isinstance(schema, dict):
        if schema.get("type") == "object":
            for name, field in schema.get("properties", {}).items():
                yield f"{where}/{name}", field
        for name, inner in schema.items():
            yield from properties(inner, f"{where}/{name}")
    elif isinstance(schema, list):
        for inner in schema:
            yield from properties(inner, where)


@pytest.mark.parametrize("name", NAMES)
def test_a_schema_fits_the_metaschema(name: str) -> None:
    schema = load(name)
    assert schema["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    Draft202012Validator.check_schema(schema)


def test_there_is_a_schema_for_every_kind_of_file_and_no_other() -> None:
    assert {path.name for path in SCHEMAS.iterdir()} == {f"{n}.schema.json" for n in NAMES}


@pytest.mark.parametrize("name", NAMES)
def test_every_field_has_a_title_and_a_description(name: str) -> None:
    shared = load("common")["$defs"]
    for where, field in properties(load(name), name):
        target = shared.get(field.get("$ref", "").rpartition("/")[2], {})
        assert field.get("title") or target.get("title"), where
        assert field.get("description") or target.get("description"), where


@pytest.mark.parametrize("name", ["activity", "recipients", "rights", "sharing", "organisation"])
def test_what_the_law_asks_for_names_its_article(name: str) -> None:
    """The fields that a duty hangs on say which."""
    owed = {
        "activity": "purposes bases data special_data sources provision disclosures retention "
        "roles consents automated_decisions exceptions",
        "recipients": "transfers",
        "rights": "procedure complaints",
        "sharing": "",
        "organisation": "entities officers channels roles",
    }
    schema = load(name)
    fields = dict(properties(schema, ""))
    assert re.search(r"Art\.|WP260", json.dumps(schema))
    for field in owed[name].split():
        found = [value for where, value in fields.items() if where.endswith(f"/{field}")]
        assert any(re.search(r"Art\. \d", value.get("description", "")) for value in found), field


WITHOUT_ARTICLE = {
    "waivers": "accepting a finding is klar's own business",
    "common": "what it defines names its own",
    "common/id": "holds the format together",
    "common/route": "holds the format together",
    "common/country": "a code",
    "common/markets": "a list of codes",
    "common/date": "a form of writing",
    "common/detail": "what no other field holds, so no duty either",
}
"""What no article asks for, and why."""


def described() -> Iterator[tuple[str, str]]:
    """Every schema and every shared definition by its name, with its description."""
    for name in NAMES:
        yield name, load(name)["description"]
    for name, definition in load("common")["$defs"].items():
        yield f"common/{name}", definition["description"]


def test_every_schema_and_definition_names_an_article_or_has_none() -> None:
    silent = {name for name, text in described() if not re.search(r"Art\. \d|WP260", text)}
    assert silent == set(WITHOUT_ARTICLE)


def references(schema: Any) -> Iterator[str]:
    if isinstance(schema, dict):
        if isinstance(schema.get("$ref"), str):
            yield schema["$ref"]
        for inner in schema.values():
            yield from references(inner)
    elif isinstance(schema, list):
        for inner in schema:
            yield from references(inner)


@pytest.mark.parametrize("name", NAMES)
def test_every_reference_leads_to_a_definition(name: str) -> None:
    for reference in references(load(name)):
        file, _, pointer = reference.partition("#")
        target = load(file.removesuffix(".schema.json") if file else name)
        for step in pointer.strip("/").split("/"):
            assert step in target, reference
            target = target[step]


def test_every_definition_is_used() -> None:
    used = {one.rpartition("/")[2] for name in NAMES for one in references(load(name))}
    assert used == set(load("common")["$defs"])


def test_articles_are_written_in_one_way() -> None:
    for name in NAMES:
        for text in re.findall(
            r'"description": "(.*?)"', (SCHEMAS / f"{name}.schema.json").read_text()
        ):
            assert not re.search(r"\b(?:Article|article|art\.|Artikel) \d", text), text
            assert not re.search(r"Art\.\d", text), text


@pytest.mark.parametrize(
    ("policy", "schemas"),
    # The starter's lie beside it once `klar init` has written it out.
    [(ROOT / "privacy_policy", ROOT / "schemas"), (STARTER, STARTER / "schemas")],
    ids=["the statement", "the starter"],
)
def test_the_first_line_of_each_file_names_its_schema(policy: Path, schemas: Path) -> None:
    kinds = set()
    for file in policy.rglob("*.yaml"):
        path = file.relative_to(policy).as_posix()
        line = file.read_text(encoding="utf-8").splitlines()[0]
        found = re.fullmatch(r"# yaml-language-server: \$schema=(\S+)", line)
        assert found, path
        kind = str(kind_of(path))
        named = Path(os.path.normpath(file.parent / found[1]))
        assert named == schemas / f"{kind}.schema.json", path
        assert kind in KINDS
        kinds.add(kind)
    assert {"statement", "organisation", "activity"} <= kinds


@pytest.mark.parametrize("policy", [ROOT / "privacy_policy", STARTER], ids=["statement", "starter"])
def test_each_file_fits_the_schema_it_names(policy: Path) -> None:
    """By the other of the two validators: an editor uses neither of klar's."""
    registry: Registry[Any] = Registry().with_resources(
        (f"file:///schemas/{name}.schema.json", Resource.from_contents(load(name)))
        for name in NAMES
    )
    validators = {
        kind: Draft202012Validator(
            {
                "$schema": Draft202012Validator.META_SCHEMA["$id"],
                "$ref": f"file:///schemas/{kind}.schema.json",
            },
            registry=registry,
        )
        for kind in KINDS
    }
    for document in read_tree(str(policy)):
        errors = validators[str(kind_of(document.path))].iter_errors(document.value)
        assert [error.message for error in errors] == [], document.path
