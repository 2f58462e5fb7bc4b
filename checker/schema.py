"""The shape of each kind of file: JSON Schema in, findings' raw material out.

jsonschema-rs decides whether the files are valid, all of them in one call. Only when they are not
is jsonschema imported, to explain each file that fails.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Final

from checker import resources
from checker.source import Document, Refusal

if TYPE_CHECKING:
    from checker.schema_errors import Misshape

SINGLE_FILES: Final = (
    "assertions",
    "changelog",
    "cookies",
    "data-categories",
    "data-subjects",
    "documents",
    "measures",
    "organisation",
    "recipients",
    "retention",
    "rights",
    "sharing",
    "sources",
    "statement",
    "terms",
    "translations.lock",
    "waivers",
)
"""Kinds of which there is one file, directly in the policy directory."""

FOLDERS: Final = {"activities": "activity", "groups": "group", "sections": "section"}
"""Kinds of which there are many files, each in its folder."""

KINDS: Final = (*SINGLE_FILES, *FOLDERS.values())

_BASE: Final = "file:///schemas/"
_DIALECT: Final = "https://json-schema.org/draft/2020-12/schema"

SHAPES: Final[dict[str, Refusal]] = {
    "unexpected-file": Refusal(
        "A YAML file stands where klar expects none.",
        "klar does not know what {path} is{suggestion}",
        "Move or rename the file, or keep it outside the policy directory; `klar explain "
        "unexpected-file` lists the files of a policy.",
        "Every YAML file below the policy directory is part of the statement. The files are "
        + ", ".join(f"{name}.yaml" for name in SINGLE_FILES)
        + ", and any number of files in "
        + ", ".join(f"{folder}/" for folder in FOLDERS)
        + ".",
    ),
    "missing-file": Refusal(
        "The policy lacks a file it cannot do without.",
        "the policy has no {path}",
        "Add the file; `klar init` writes a small complete policy to start from.",
        "statement.yaml says what the statement is called, its date and its languages, and "
        "organisation.yaml who stands behind it. Without them there is no statement.",
    ),
    "unknown-field": Refusal(
        "A field has a name that klar does not know.",
        "{where} has no field {key!r}{suggestion}",
        "Correct the field's name, or remove it.",
        "A field klar does not know would say nothing on the page and would not be checked.",
    ),
    "missing-field": Refusal(
        "A field that the format needs is missing.",
        "{where} lacks {key!r}",
        "Add `{key}`. {description}",
        "The format cannot do without this field.",
        "Add it. In an editor that knows the schemas, hovering over the field above shows "
        "which fields it takes and what they mean.",
    ),
    "field-out-of-place": Refusal(
        "A field does not go with the kind beside it.",
        "{key!r} does not go with {other}",
        "Remove it, or change the kind.",
        "Which fields say something depends on the kind; the others would be lost.",
    ),
    "invalid-value": Refusal(
        "A value is not of the form its field takes.",
        "{value} {reason}{suggestion}",
        "{description}",
        "The value is not of the form that the field takes.",
        "Write a value of the form that the field's description gives: an id is lower case a to z, "
        "digits and hyphens; a date 2020-04-20; a period P1Y, P3M or P30D; a country NO; a text a "
        "line for each language.",
    ),
}


def kind_of(path: str) -> str | None:
    """Which kind of file stands at `path` in a policy directory; None if none may."""
    folder, _, name = path.rpartition("/")
    stem = name.removesuffix(".yaml")
    if folder:
        return FOLDERS.get(folder)
    return stem if stem in SINGLE_FILES else None


def load(kind: str) -> Any:
    """The schema of a kind of file, or `common`, as values."""
    return json.loads(resources.read_bytes(f"schemas/{kind}.schema.json"))


def check(documents: list[tuple[str, Document]]) -> dict[str, list[Misshape]]:
    """What is wrong with the shape of each document, by its path; valid ones are left out."""
    import jsonschema_rs

    schemas = {kind: load(kind) for kind in ("common", *KINDS)}
    registry = jsonschema_rs.Registry(
        [(f"{_BASE}{kind}.schema.json", schema) for kind, schema in schemas.items()]
    )
    # One schema over the whole tree compiles the shared definitions once instead of once a kind.
    whole = {
        "$schema": _DIALECT,
        "$id": f"{_BASE}policy",
        "properties": {kind: {"items": {"$ref": f"{kind}.schema.json"}} for kind in KINDS},
    }
    validator = jsonschema_rs.Draft202012Validator(whole, registry=registry, validate_formats=True)
    tree: dict[str, list[Any]] = {}
    for kind, document in documents:
        tree.setdefault(kind, []).append(document.value)
    if validator.is_valid(tree):
        return {}
    found: dict[str, list[Misshape]] = {}
    for kind, document in documents:
        one = {kind: [document.value]}
        if not validator.is_valid(one):
            from checker.schema_errors import Misshape, explain

            found[document.path] = explain(kind, schemas, document.value) or [
                # The two validators disagree: never pass a file that one of them refuses.
                Misshape(
                    "invalid-value",
                    tuple(error.instance_path[2:]),
                    False,
                    {
                        "value": "this",
                        "reason": f"does not fit the schema: {error.message}",
                        "suggestion": "",
                        "description": "Correct the value.",
                    },
                )
                for error in validator.iter_errors(one)
            ]
    return found
