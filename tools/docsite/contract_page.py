"""The page of what a contract may say outside its models, written from the JSON Schema."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from docsite.text import code, table, text
from vbc_rules.contracts.schema.bundle import contract_schema

PAGE = "reference/contract.md"
HEADS = ["key", "meaning", "what it may be", "must be stated"]


def contract_page() -> str:
    """Return the page: the keys of a contract, and of a stream."""
    schema = contract_schema([])
    lines = [
        "# The keys of a contract",
        "",
        "Written from the JSON Schema that `vbc schema` prints; no other key is accepted.",
        "[How a contract is written](../contracts.md) shows them in use, and each",
        "[payment model](models/index.md) has a page with its parameters and facts.",
        "",
        "## Contract",
        "",
        *table(HEADS, _rows(schema, "")),
        "",
        "## Stream",
        "",
        "An entry of `payment` or `quality`.",
        "",
        *table(HEADS, _rows(schema["$defs"]["stream"], "")),
        "",
    ]
    return "\n".join(lines)


def _rows(schema: dict[str, Any], prefix: str) -> Iterator[list[str]]:
    required = schema.get("required", [])
    for name, one in schema["properties"].items():
        full = f"{prefix}{name}"
        stated = "yes" if name in required else "no"
        yield [code(full), text(one.get("description", "")), _may_be(one), stated]
        if one.get("properties"):
            yield from _rows(one, f"{full}.")


_KINDS = {
    "array": "a list",
    "boolean": "true or false",
    "integer": "a whole number",
    "number": "a number",
    "object": "a mapping",
    "string": "text",
}


def _may_be(schema: dict[str, Any]) -> str:
    if "enum" in schema:
        return ", ".join(code(str(one)) for one in schema["enum"])
    if "oneOf" in schema:
        return ", ".join(code(str(one["const"])) for one in schema["oneOf"])
    if schema.get("format") == "date":
        return "a day, as 2024-01-31"
    types = schema.get("type", [])
    told = " or ".join(_KINDS[one] for one in ([types] if isinstance(types, str) else types))
    pattern = schema.get("pattern", "").replace("|", r"\|")  # a bar would end the cell
    return f"{told} like {code(pattern)}" if pattern else told
