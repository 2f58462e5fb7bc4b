"""Why a file does not fit its schema, in words an editor can act on.

Imported only when a file is invalid: jsonschema costs more than a whole check.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from typing import TYPE_CHECKING, Any, NamedTuple

from jsonschema import Draft202012Validator, FormatChecker
from referencing import Registry, Resource

from checker.nearest import did_you_mean
from checker.source import Path

if TYPE_CHECKING:
    from jsonschema.exceptions import ValidationError

_FORMATS = FormatChecker(formats=["date"])
_BASE = "file:///schemas/"

_EVERYDAY_WORDS = {
    "basis": "bases",
    "categories": "data",
    "data_categories": "data",
    "lawful_basis": "bases",
    "legal_basis": "bases",
    "period": "retention",
    "persons": "subjects",
    "recipient": "disclosures",
    "recipients": "disclosures",
    "retention_period": "retention",
    "storage": "retention",
}
"""What people call a field before they know its name here."""

MANY = 20
"""How many unknown fields are compared with the known ones to find the form that was meant."""

_COUNTRIES_SAID_OTHERWISE = {"EL": "GR", "UK": "GB"}
"""Codes that the EU writes for a country, and the country's own."""

MAX_EXPLAINED = 200
"""How many departures of one file are explained; it is refused whatever their number."""


class Misshape(NamedTuple):
    """One way a file departs from its schema. `key` asks for the span of the key, not the value."""

    kind: str
    path: Path
    key: bool
    fields: dict[str, str]


def explain(kind: str, schemas: dict[str, Any], value: Any) -> list[Misshape]:
    """Every departure of `value` from the schema of `kind`, in document order where it can be."""
    return _Explainer(kind, schemas, value).explain()


class _Explainer:
    """Explains one file."""

    def __init__(self, kind: str, schemas: dict[str, Any], value: Any) -> None:
        self.kind = kind
        self.schemas = schemas
        self.value = value
        self.sets = [*_sets_of_fields(schemas[kind]), *_sets_of_fields(schemas["common"])]

    def explain(self) -> list[Misshape]:
        registry: Registry[Any] = Registry().with_resources(
            (f"{_BASE}{name}.schema.json", Resource.from_contents(schema))
            for name, schema in self.schemas.items()
        )
        dialect = Draft202012Validator.META_SCHEMA["$id"]
        validator = Draft202012Validator(
            {"$schema": dialect, "$ref": f"{_BASE}{self.kind}.schema.json"},
            registry=registry,
            format_checker=_FORMATS,
        )
        distinct: dict[object, Misshape] = {}
        for error in validator.iter_errors(self.value):
            for m in islice(self._describe(error), MAX_EXPLAINED):
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
            m
            for m in found
            if m.kind != "missing-field" or (m.path, m.fields["key"]) not in mistyped
        ]

    def _describe(self, error: ValidationError) -> Iterator[Misshape]:
        keyword = error.validator
        path = tuple(error.absolute_path)
        schema: Any = error.schema
        instance: Any = error.instance
        needed: Any = error.validator_value
        if keyword in ("oneOf", "anyOf"):
            yield from self._closest_branch(error)
        elif keyword == "additionalProperties" and schema["additionalProperties"] is False:
            known = list(schema["properties"])
            for key in instance:
                if key not in schema["properties"]:
                    fields = {
                        "where": self._where(schema, instance),
                        "key": str(key),
                        "suggestion": _near_field(str(key), known),
                    }
                    yield Misshape("unknown-field", (*path, key), True, fields)
        elif keyword == "required":
            # A schema that only adds a duty knows nothing of the field: ask the one that does.
            known_by = schema if "properties" in schema else self._set_of(instance)
            for key in needed:
                if key not in instance:
                    fields = {
                        "where": self._where(known_by, instance),
                        "key": key,
                        "description": self._description(key, known_by),
                    }
                    yield Misshape("missing-field", path, True, fields)
        elif keyword == "not":
            # A field that the kind beside it rules out.
            beside = self.value
            for step in path[:-1]:
                beside = beside[step]
            fields = {"key": str(path[-1]), "other": f"kind {beside['kind']}"}
            yield Misshape("field-out-of-place", path, True, fields)
        elif "propertyNames" in error.schema_path:
            yield Misshape("invalid-value", (*path, instance), True, _value(error, schema))
        else:
            yield Misshape("invalid-value", path, False, _value(error, schema))

    def _closest_branch(self, error: ValidationError) -> Iterator[Misshape]:
        branches: dict[Any, list[ValidationError]] = {}
        for inner in error.context or ():
            branches.setdefault(inner.relative_schema_path[0], []).append(inner)
        if not branches:
            # More than one branch fits.
            fields = {
                "value": "this",
                "reason": "can be read in more than one way",
                "suggestion": "",
                "description": "Keep the fields of one form only.",
            }
            yield Misshape("invalid-value", tuple(error.absolute_path), False, fields)
            return
        closest = min(branches, key=lambda branch: (_distance(branches[branch]), branch))
        for inner in branches[closest]:
            yield from self._describe(inner)

    def _description(self, key: str, known_by: Any) -> str:
        """What a field is for, from the schema that knows it."""
        sets = (known_by, *self.sets)
        field: dict[str, Any] = next(
            (one["properties"][key] for one in sets if key in one.get("properties", ())), {}
        )
        shared = self.schemas["common"]["$defs"].get(field.get("$ref", "").rpartition("/")[2], {})
        return str(field.get("description") or shared.get("description", ""))

    def _set_of(self, instance: Any) -> Any:
        """The schema that knows most of the fields an instance has, for its titles."""
        keys = set(instance) if isinstance(instance, dict) else set()
        return max(self.sets, key=lambda one: len(keys & one["properties"].keys()))

    def _where(self, schema: Any, instance: Any) -> str:
        title = str(schema.get("title") or "this")
        name = instance.get("id") if isinstance(instance, dict) else None
        return f"{title} {name!r}" if isinstance(name, str) else title


def _sets_of_fields(schema: Any) -> Iterator[Any]:
    """Every schema inside a schema that describes a set of fields."""
    if isinstance(schema, dict):
        if isinstance(schema.get("properties"), dict) and schema.get("type") == "object":
            yield schema
        for inner in schema.values():
            yield from _sets_of_fields(inner)
    elif isinstance(schema, list):
        for inner in schema:
            yield from _sets_of_fields(inner)


def _distance(errors: list[ValidationError]) -> int:
    """How far an instance is from a branch: one for each field too many or too few."""
    distance = 0
    for error in errors:
        if error.validator == "additionalProperties":
            schema: Any = error.schema
            instance: Any = error.instance
            known = list(schema["properties"])
            unknown = [key for key in instance if key not in schema["properties"]][:MANY]
            # A field that is nearly one of this branch's is a slip, not another form.
            distance += sum(1 if did_you_mean(str(key), known) else 2 for key in unknown)
        else:
            distance += 1 if error.validator == "required" else 1 if error.path else 20
    return distance


def _near_field(key: str, known: list[str]) -> str:
    everyday = _EVERYDAY_WORDS.get(key)
    if everyday in known:
        return f"; did you mean {everyday!r}?"
    # A field that denies something is never what a slip meant.
    return did_you_mean(key, [name for name in known if not name.startswith("no_")])


def _value(error: ValidationError, schema: Any) -> dict[str, str]:
    instance: Any = error.instance
    keyword = error.validator
    limit: Any = error.validator_value
    suggestion = ""
    title = str(schema.get("title", "value")).lower()
    description = str(schema.get("description", ""))
    if keyword == "enum" and schema.get("title") == "Country":
        # A list of every code would help nobody.
        reason = "is the code of no country"
        own = str(instance).upper()
        own = _COUNTRIES_SAID_OTHERWISE.get(own, own)
        if own in limit:
            suggestion = f"; did you mean {own!r}?"
    elif keyword == "type":
        reason = f"is not {_TYPES.get(limit, limit)}"
        description = f"{_how_to_write(limit, schema)} {description}".strip()
    elif keyword in ("enum", "const"):
        allowed = [_plain(one) for one in (limit if keyword == "enum" else [limit])]
        reason = f"is not {'one of ' if len(allowed) > 1 else ''}{', '.join(allowed)}"
        if isinstance(instance, str):
            suggestion = did_you_mean(instance, allowed)
    elif keyword == "pattern":
        reason = "is empty" if limit == r"\S" else f"is not of the form {_article(title)} has"
    elif keyword == "format":
        reason = f"is no {limit} of the form 2020-04-20"
    elif keyword in ("minLength", "minItems", "minProperties"):
        reason = "is empty" if len(instance) == 0 else f"is too short: at least {limit} characters"
    elif keyword == "maxLength":
        reason = f"is too long: at most {limit} characters"
    elif keyword == "uniqueItems":
        reason = "names the same thing twice"
    else:
        reason = "does not fit"
    return {
        "value": _shown(instance),
        "reason": reason,
        "suggestion": suggestion,
        "description": description or "Correct the value.",
    }


_TYPES = {
    "string": "one text",
    "object": "a set of fields",
    "array": "a list",
    "boolean": "true or false",
    "integer": "a whole number",
}


def _how_to_write(type_name: str, schema: Any) -> str:
    """How a value of a JSON type is written in YAML."""
    if type_name == "object":
        if "properties" not in schema:
            return "Write each language on a line of its own below it: `da: …`, `nb: …`, `sv: …`."
        needed = schema.get("required") or list(schema["properties"])[:3]
        return f"Write its fields below it, at least {', '.join(needed)}."
    if type_name == "array":
        return "Write a list: `[a, b]`, or one item on each line after `- `."
    if type_name == "boolean":
        return "Write true or false."
    return "Write one value here."


def _article(noun: str) -> str:
    return f"{'an' if noun[:1] in 'aeiou' else 'a'} {noun}"


def _plain(value: Any) -> str:
    """A value as YAML writes it."""
    return str(value).lower() if isinstance(value, bool) else str(value)


def _shown(instance: Any) -> str:
    if isinstance(instance, dict):
        return "this set of fields"
    if isinstance(instance, list):
        return "this list"
    text = repr(instance) if isinstance(instance, str) else _plain(instance)
    return text if len(text) <= 60 else f"{text[:57]}…"
