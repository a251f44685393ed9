"""The records of a JSON file as rows: a column for each key that any record has."""

from __future__ import annotations

from decimal import Decimal
from functools import cached_property
from typing import Any

import attrs

from vbc_rules.contracts.text.located import Pointer
from vbc_rules.diagnostics import Diagnostic, Place, Refusal, refuse
from vbc_rules.facts.readers.json_text import JsonText, parse_json
from vbc_rules.facts.values import Written


@attrs.frozen(eq=False, slots=False)
class Records:
    """Records as rows of cells, of which the first are the keys, in the order of the file.

    `null` and a key that a record lacks are empty cells.
    """

    document: JsonText = attrs.field(repr=False)
    key: str
    rows: tuple[list[str], ...] = attrs.field(repr=False)

    @property
    def file(self) -> str:
        """Return the name of the file."""
        return self.document.file

    @cached_property
    def lines(self) -> tuple[int, ...]:
        """Return the line in which each record begins; the keys stand in the first record."""
        pointers = [self._pointer(max(row, 1), None) for row in range(len(self.rows))]
        return self.document.lines_of(pointers)

    def place(self, row: int, cell: int) -> Place:
        """Return where a value is written; a record that lacks the key is where it begins."""
        pointer = self._pointer(max(row, 1), cell)
        return self.document.place_of(pointer) if row else self.document.key_place_of(pointer)

    def _pointer(self, row: int, cell: int | None) -> Pointer:
        keys = self.rows[0]
        named = (keys[cell],) if cell is not None and cell < len(keys) else ()
        return (self.key, row - 1, *named)


def read_records(text: str, file: str, key: str) -> Records:
    """Return the records of a JSON text, which stand in a list under the key.

    Raises:
        Refusal: VBC563 for a layout without `records` and for a text without such a list,
            VBC417 for an empty one, VBC445 for each value that is itself a list or an object,
            and as `parse_json`.
    """
    if not key:
        hint = "say `records:` under `file` of the layout, or name a CSV file"
        raise refuse("VBC563", "The layout reads no JSON.", Place(file), hint)
    document = parse_json(text, file)
    records = document.value.get(key) if isinstance(document.value, dict) else None
    if not isinstance(records, list) or not all(isinstance(one, dict) for one in records):
        message = f"The file has no list of records under `{key}`."
        raise refuse(
            "VBC563", message, document.place_of((key,)), "check that it is the right file"
        )
    if not records:
        raise refuse("VBC417", "The file has no entity.", document.place_of((key,)),
                     "name the complete file")  # fmt: skip
    if nested := _nested(records, key, document):
        raise Refusal(nested)
    keys = list(dict.fromkeys(name for record in records for name in record))
    rows = ([_text(record.get(name)) for name in keys] for record in records)
    return Records(document, key, (keys, *rows))


def _nested(records: list[dict[str, Any]], key: str, document: JsonText) -> list[Diagnostic]:
    return [
        Diagnostic(
            "VBC445",
            f"The value of `{name}` is no plain value.",
            document.place_of((key, number, name)),
            "a record has numbers, texts, yes or no, and null",
        )
        for number, record in enumerate(records)
        for name, value in record.items()
        if isinstance(value, dict | list)
    ]


def _text(value: object) -> str:
    """Return a value as a cell of a file would have it."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, Decimal):
        return format(value, "f")
    return value.text if isinstance(value, Written) else str(value)
