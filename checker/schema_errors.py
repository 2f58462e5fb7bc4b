"""Why a file does not fit its schema, in words an editor can act on.

Imported only when a file is invalid: jsonschema costs more than a whole check.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from jsonschema import Draft202012Validator, FormatChecker
from referencing import Registry, Resource

from checker.nearest import did_you_mean
from checker.schema import Misshape

if TYPE_CHECKING:
    from jsonschema.exceptions import ValidationError

_FORMATS = FormatChecker(formats=["date"])
_BASE = "file:///schemas/"

MAX_EXPLAINED = 500
"""How many departures of one file are explained; it is refused whatever their number."""


def explain(kind: str, schemas: dict[str, Any], value: Any) -> list[Misshape]:
    """Every departure of `value` from the schema of `kind`, in document order where it can be."""
    registry: Registry[Any] = Registry().with_resources(
        (f"{_BASE}{name}.schema.json", Resource.from_contents(schema))
        for name, schema in schemas.items()
    )
    validator = Draft202012Validator(
        {"$schema": Draft202012Validator.META_SCHEMA["$id"], "$ref": f"{_BASE}{kind}.schema.json"},
        registry=registry,
        format_checker=_FORMATS,
    )
    distinct: dict[object, Misshape] = {}
    for error in validator.iter_errors(value):
        for m in _describe(error, value):
            # A value that is wrong in several ways is one defect.
            fields = () if m.kind == "invalid-value" else m.fields.items()
            distinct.setdefault((m.kind, m.path, m.key, *fields), m)
        if len(distinct) >= MAX_EXPLAINED:
            break
    found = list(distinct.values())
    # A field that is missing because its name was mistyped is one defect.
    mistyped = {
        (m.path[:-1], m.fields["suggestion"].partition("'")[2].rpartition("'")[0])
        for m in found
        if m.kind == "unknown-field"
    }
    return [
        m for m in found if m.kind != "missing-field" or (m.path, m.fields["key"]) not in mistyped
    ]


def _describe(error: ValidationError, root: Any) -> Iterator[Misshape]:
    keyword = error.validator
    path = tuple(error.absolute_path)
    schema: Any = error.schema
    instance: Any = error.instance
    needed: Any = error.validator_value
    if keyword in ("oneOf", "anyOf"):
        yield from _closest_branch(error, root)
    elif keyword == "additionalProperties" and schema["additionalProperties"] is False:
        known = list(schema["properties"])
        for key in instance:
            if key not in schema["properties"]:
                fields = {
                    "where": _where(schema),
                    "key": str(key),
                    "suggestion": did_you_mean(str(key), known),
                }
                yield Misshape("unknown-field", (*path, key), True, fields)
    elif keyword == "required":
        for key in needed:
            if key not in instance:
                field = schema.get("properties", {}).get(key, {})
                fields = {
                    "where": _where(schema, instance),
                    "key": key,
                    "title": field.get("title", "it is needed here") if field else "needed here",
                    "description": field.get("description", "") if field else "",
                }
                yield Misshape("missing-field", path, True, fields)
    elif keyword == "not":
        # A field that the kind beside it rules out.
        beside = root
        for step in path[:-1]:
            beside = beside[step]
        fields = {"key": str(path[-1]), "other": f"kind {beside['kind']}"}
        yield Misshape("field-out-of-place", path, True, fields)
    elif "propertyNames" in error.schema_path:
        yield Misshape("invalid-value", (*path, instance), True, _value(error, schema))
    else:
        yield Misshape("invalid-value", path, False, _value(error, schema))


def _closest_branch(error: ValidationError, root: Any) -> Iterator[Misshape]:
    branches: dict[Any, list[ValidationError]] = {}
    for inner in error.context or ():
        branches.setdefault(inner.relative_schema_path[0], []).append(inner)
    if not branches:
        # More than one branch fits.
        yield Misshape(
            "invalid-value",
            tuple(error.absolute_path),
            False,
            {
                "value": "this",
                "reason": "can be read in more than one way",
                "suggestion": "",
                "description": "Keep the fields of one form only.",
            },
        )
        return
    closest = min(branches, key=lambda branch: (_distance(branches[branch]), branch))
    for inner in branches[closest]:
        yield from _describe(inner, root)


def _distance(errors: list[ValidationError]) -> int:
    """How far an instance is from a branch: one for each field too many or too few."""
    distance = 0
    for error in errors:
        if error.validator == "additionalProperties":
            schema: Any = error.schema
            instance: Any = error.instance
            known = list(schema["properties"])
            unknown = [key for key in instance if key not in schema["properties"]]
            # A field that is nearly one of this branch's is a slip, not another form.
            distance += sum(1 if did_you_mean(str(key), known) else 2 for key in unknown)
        else:
            distance += 1 if error.validator == "required" else 1 if error.path else 20
    return distance


def _where(schema: Any, instance: Any = None) -> str:
    title = str(schema.get("title", "this"))
    name = instance.get("id") if isinstance(instance, dict) else None
    return f"{title} {name!r}" if isinstance(name, str) else title


def _value(error: ValidationError, schema: Any) -> dict[str, str]:
    instance: Any = error.instance
    keyword = error.validator
    shown = _shown(instance)
    suggestion = ""
    title = str(schema.get("title", "value")).lower()
    if keyword == "type":
        reason = f"is not {_TYPES.get(str(error.validator_value), str(error.validator_value))}"
    elif keyword in ("enum", "const"):
        allowed = [str(a) for a in (schema.get("enum") or [error.validator_value])]
        reason = "is not one of " + ", ".join(allowed)
        if isinstance(instance, str):
            suggestion = did_you_mean(instance, allowed)
    elif keyword == "pattern":
        empty = error.validator_value == r"\S"
        reason = "is empty" if empty else f"is not of the form {_article(title)} has"
    elif keyword == "format":
        reason = f"is no {error.validator_value} of the calendar"
    elif keyword in ("minLength", "minItems", "minProperties"):
        reason = "is empty" if len(instance) == 0 else "is too short"
    elif keyword == "maxLength":
        reason = "is too long"
    elif keyword == "uniqueItems":
        reason = "names the same thing twice"
    else:
        reason = "does not fit"
    return {
        "value": shown,
        "reason": reason,
        "suggestion": suggestion,
        "description": str(schema.get("description", "Correct the value.")),
    }


_TYPES = {
    "string": "text",
    "object": "a set of fields",
    "array": "a list",
    "boolean": "true or false",
    "integer": "a whole number",
}


def _article(noun: str) -> str:
    return f"{'an' if noun[:1] in 'aeiou' else 'a'} {noun}"


def _shown(instance: Any) -> str:
    if isinstance(instance, dict):
        return "this set of fields"
    if isinstance(instance, list):
        return "this list"
    text = "true" if instance is True else "false" if instance is False else repr(instance)
    return text if len(text) <= 60 else f"{text[:57]}…"
