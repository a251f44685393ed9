"""A document of which some parts are written in another one, each part at its own place."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import attrs

from vbc_rules.contracts.text.located import Located, Pointer
from vbc_rules.diagnostics import Place

Written = Mapping[Pointer, tuple[Located, Pointer]]
"""By the way to a part: the document in which it is written, and the way to it there."""


@attrs.frozen(eq=False)
class Overlaid(Located):
    """A document with parts that are written elsewhere.

    `value` holds all of it. What no pointer of `written` leads to stands in `base`, which
    also gives the name of the file and its text.
    """

    base: Located
    written: Written = attrs.field(repr=False)

    def place_of(self, pointer: Pointer) -> Place:
        """Return where the value is written, in whatever document that is."""
        document, at = self._source(pointer)
        return document.place_of(at)

    def key_place_of(self, pointer: Pointer) -> Place:
        """Return where the key of the value is written."""
        document, at = self._source(pointer)
        return document.key_place_of(at)

    def has(self, pointer: Pointer) -> bool:
        """Say whether the document has a value at the pointer."""
        found: Any = self.value
        for step in pointer:
            try:
                found = found[step]
            except (KeyError, IndexError, TypeError):
                return False
        return True

    def _source(self, pointer: Pointer) -> tuple[Located, Pointer]:
        for length in range(len(pointer), 0, -1):
            found = self.written.get(pointer[:length])
            if found is not None:
                document, at = found
                return document, (*at, *pointer[length:])
        return self.base, pointer


def overlaid(base: Located, value: Any, written: Written) -> Overlaid:  # noqa: ANN401 - plain data
    """Return the document `base` with another value, parts of which are written elsewhere."""
    return Overlaid(base.file, base.text, value, {}, {}, base, written)
