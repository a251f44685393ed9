"""Plain data that remembers where in its file every value and every key is written."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeAlias

import attrs

from vbc_rules.contracts.text.json_text import sha256_of
from vbc_rules.diagnostics import Place

Pointer: TypeAlias = tuple[str | int, ...]
"""The way to a value: keys of mappings and indices of lists, from the root."""

Position: TypeAlias = tuple[int, int]
"""Line and column, both counted from 1."""


@attrs.frozen(eq=False)
class Located:
    """A document and the places of all its parts.

    `value` is made of dict, list, str, int, Decimal, bool and datetime.date only.
    `text` is the file's text as it was read, with line ends as newlines.
    """

    file: str
    text: str = attrs.field(repr=False)
    value: Any
    _values: Mapping[Pointer, Position] = attrs.field(repr=False)
    _keys: Mapping[Pointer, Position] = attrs.field(repr=False)

    @property
    def sha256(self) -> str:
        """Return a hash of what the file says: comments and order of keys do not change it."""
        return sha256_of(self.value)

    def place_of(self, pointer: Pointer) -> Place:
        """Return where the value is written; for an absent one, where its nearest parent is."""
        while pointer and pointer not in self._values:
            pointer = pointer[:-1]
        return Place(self.file, *self._values[pointer])

    def key_place_of(self, pointer: Pointer) -> Place:
        """Return where the key of the value is written; for a list's entry, where it begins."""
        if pointer in self._keys:
            return Place(self.file, *self._keys[pointer])
        return self.place_of(pointer)

    def has(self, pointer: Pointer) -> bool:
        """Say whether the document has a value at the pointer."""
        return pointer in self._values
