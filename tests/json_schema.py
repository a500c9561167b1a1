"""As much of JSON Schema as the published schemas use; what else stands in one is refused, not skipped."""

import re
from collections.abc import Iterator
from typing import Any

_KNOWN = {
    "default",
    "$schema", "$ref", "$defs", "title", "description", "type", "properties", "required", "items", "enum",
    "anyOf", "format", "additionalProperties", "const", "prefixItems", "minItems", "maxItems",
}  # fmt: skip
_TYPES: dict[str, tuple[type, ...]] = {
    "object": (dict,),
    "array": (list,),
    "string": (str,),
    "integer": (int,),
    "number": (int, float),
    "boolean": (bool,),
    "null": (type(None),),
}
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


def faults(value: Any, schema: dict[str, Any], root: dict[str, Any], at: str = "$") -> Iterator[str]:
    """List where a value departs from its schema."""
    unknown = set(schema) - _KNOWN
    assert not unknown, f"this validator does not know {unknown}"
    if "$ref" in schema:
        yield from faults(value, _resolve(schema["$ref"], root), root, at)
    if "anyOf" in schema and all(list(faults(value, each, root, at)) for each in schema["anyOf"]):
        yield f"{at}: none of the alternatives fits {value!r}"
    if "enum" in schema and value not in schema["enum"]:
        yield f"{at}: {value!r} is none of {schema['enum']}"
    if "type" in schema and not _is(value, schema["type"]):
        yield f"{at}: {value!r} is no {schema['type']}"
        return
    if schema.get("format") == "date" and not _DAY.fullmatch(value):
        yield f"{at}: {value!r} is no date"
    yield from _inside(value, schema, root, at)


def _inside(value: Any, schema: dict[str, Any], root: dict[str, Any], at: str) -> Iterator[str]:
    if isinstance(value, dict) and "properties" in schema:
        for key in schema.get("required", []):
            if key not in value:
                yield f"{at}: {key} is missing"
        for key, inner in value.items():
            if key in schema["properties"]:
                yield from faults(inner, schema["properties"][key], root, f"{at}.{key}")
            elif schema.get("additionalProperties") is False:
                yield f"{at}: {key} is not in the schema"
    if isinstance(value, dict) and isinstance(schema.get("additionalProperties"), dict):
        for key in value.keys() - schema.get("properties", {}).keys():
            yield from faults(value[key], schema["additionalProperties"], root, f"{at}.{key}")
    if isinstance(value, list):
        if not schema.get("minItems", 0) <= len(value) <= schema.get("maxItems", len(value)):
            yield f"{at}: {len(value)} items are too few or too many"
        for number, (inner, each) in enumerate(zip(value, schema.get("prefixItems", ()), strict=False)):
            yield from faults(inner, each, root, f"{at}[{number}]")
    if isinstance(value, list) and schema.get("items"):
        for number, inner in enumerate(value):
            yield from faults(inner, schema["items"], root, f"{at}[{number}]")


def _is(value: Any, name: str) -> bool:
    if isinstance(value, bool):
        return name == "boolean"
    return isinstance(value, _TYPES[name])


def _resolve(reference: str, root: dict[str, Any]) -> dict[str, Any]:
    found: dict[str, Any] = root["$defs"][reference.removeprefix("#/$defs/")]
    return found
