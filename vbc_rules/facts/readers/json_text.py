"""A JSON text as plain data with places; numbers are exact, nothing is written twice."""

from __future__ import annotations

import json
import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from decimal import Decimal
from functools import cached_property
from typing import Any

import attrs

from vbc_rules.contracts.text.located import Pointer
from vbc_rules.contracts.text.scalars import MOST_DIGITS
from vbc_rules.diagnostics import Diagnostic, Place, Refusal, refuse
from vbc_rules.facts.values import Written

DEEPEST = 32
_NEW_LINE = re.compile("\n")
_SURROGATE = re.compile(r"\\ud[89a-f]|[\ud800-\udfff]", re.IGNORECASE)
_LONE = re.compile("[\ud800-\udfff]")
_TOKEN = re.compile(r'"(?:[^"\\]|\\.)*"|[{}\[\],:]|[^\s{}\[\],:"]+', re.DOTALL)


@attrs.frozen(eq=False, slots=False)
class JsonText:
    """A JSON text and its data: dict, list, str, int, Decimal, bool, None or `Written`.

    `Written` stands for a number that is not a plain decimal, such as 1e3 or NaN.
    """

    file: str
    text: str = attrs.field(repr=False)
    value: Any

    def place_of(self, pointer: Pointer) -> Place:
        """Return where a value is written; for an absent one, where its nearest parent is."""
        while pointer and pointer not in self._places:
            pointer = pointer[:-1]
        return self._place(self._places.get(pointer, (0, 0))[1])

    def key_place_of(self, pointer: Pointer) -> Place:
        """Return where the key of a value is written."""
        if pointer not in self._places:
            return self.place_of(pointer)
        return self._place(self._places[pointer][0])

    def _place(self, position: int) -> Place:
        """Return line and column; found by the lines' starts, a long file has many places."""
        line = bisect_right(self._line_starts, position)
        return Place(self.file, line, position - self._line_starts[line - 1] + 1)

    @cached_property
    def _line_starts(self) -> list[int]:
        return [0, *(match.end() for match in _NEW_LINE.finditer(self.text))]

    def lines_of(self, pointers: Sequence[Pointer]) -> tuple[int, ...]:
        """Return the lines in which values begin, which stand in the order of the text."""
        lines, line, before = [], 1, 0
        for pointer in pointers:
            position = self._places[pointer][1] if pointer in self._places else before
            line += self.text.count("\n", before, position)
            lines.append(line)
            before = position
        return tuple(lines)

    @cached_property
    def _places(self) -> dict[Pointer, tuple[int, int]]:
        """Find all places only once something has to be said about the text."""
        return {pointer: (key, value) for pointer, key, value in _walk(self.text)}


def parse_json(text: str, file: str) -> JsonText:
    """Return the data of a JSON text.

    Raises:
        Refusal: VBC007 for an empty text, VBC418 for a text that is not JSON, VBC010 for
            one that is nested too deeply, VBC013 for each key that is written twice, VBC006
            for half of a character, which no file can hold.
    """
    if not text.strip():
        raise refuse("VBC007", "The file has no content.", Place(file), "write the facts")
    _check_depth(text, file)
    twice: list[str] = []
    try:
        value = json.loads(
            text,
            parse_float=_decimal,
            parse_int=_integer,
            parse_constant=Written,
            object_pairs_hook=lambda pairs: _object(pairs, twice),
        )
    except json.JSONDecodeError as error:
        place = Place(file, error.lineno, error.colno)
        message = f"This is not JSON: {error.msg[:1].lower()}{error.msg[1:]}."
        raise refuse("VBC418", message, place, "check the commas, quotes and brackets") from None
    if twice:
        raise Refusal(_written_twice(text, file))
    if halves := list(_half_characters(text, file)):
        raise Refusal(halves)
    return JsonText(file, text, value)


def _half_characters(text: str, file: str) -> Iterator[Diagnostic]:
    """Yield a finding for each text with a surrogate that lacks its other half."""
    if not _SURROGATE.search(text):
        return
    for token in _TOKEN.finditer(text):
        if token[0].startswith('"') and (half := _LONE.search(json.loads(token[0]))):
            message = f"The text holds half of a character, U+{ord(half[0]):04X}."
            hint = "write the character itself"
            yield Diagnostic("VBC006", message, _place(text, token.start(), file), hint)


def _decimal(text: str) -> Decimal | Written:
    plain = len(text) <= MOST_DIGITS and "e" not in text.lower()
    return Decimal(text) if plain else Written(text)


def _integer(text: str) -> int | Written:
    return int(text) if len(text) <= MOST_DIGITS else Written(text)


def _object(pairs: list[tuple[str, Any]], twice: list[str]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        twice.append("")
    return found


def _check_depth(text: str, file: str) -> None:
    depth = 0
    for token in _TOKEN.finditer(text):
        depth += (token[0] in "{[") - (token[0] in "}]")
        if depth > DEEPEST:
            message = f"The text is nested more than {DEEPEST} levels deep."
            hint = "facts need four levels"
            raise refuse("VBC010", message, _place(text, token.start(), file), hint)


def _written_twice(text: str, file: str) -> Iterator[Diagnostic]:
    seen: dict[Pointer, int] = {}
    twice: set[Pointer] = set()
    for pointer, key, _ in _walk(text):
        if pointer[:-1] in twice:
            twice.add(pointer)  # what stands below a key written twice is no further finding
        elif pointer in seen:
            twice.add(pointer)
            line = _place(text, seen[pointer], file).line
            message = f"The key `{pointer[-1]}` is written twice, first in line {line}."
            yield Diagnostic("VBC013", message, _place(text, key, file), "keep one of them")
        seen.setdefault(pointer, key)


def _walk(text: str) -> Iterator[tuple[Pointer, int, int]]:
    """Yield every value's pointer and the positions of its key and of the value itself.

    The text is JSON already, so that brackets, keys and values alternate as they must.
    """
    path: list[str | int] = []
    mapping: list[bool] = []
    key: tuple[str, int] | None = None
    for token in _TOKEN.finditer(text):
        mark, start = token[0], token.start()
        if mark == ",":
            if mapping and not mapping[-1]:
                path[-1] = int(path[-1]) + 1
        elif mark in "}]":
            mapping.pop()
            path.pop()
        elif mark == ":":
            continue
        elif mapping and mapping[-1] and key is None:
            key = (json.loads(mark), start)
            path[-1] = key[0]
        else:
            yield tuple(path), key[1] if key else start, start
            key = None
            if mark in "{[":
                mapping.append(mark == "{")
                path.append("" if mark == "{" else 0)


def _place(text: str, position: int, file: str) -> Place:
    line = text.count("\n", 0, position) + 1
    return Place(file, line, position - text.rfind("\n", 0, position))
