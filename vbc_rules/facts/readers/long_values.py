"""A column of a long file: texts in, integers at the declared scale out, part by part.

Of a part whose cells all are plain numbers the integers are taken at once. Any other part
is read cell by cell, as a wide file is, and so are its findings.
"""

from __future__ import annotations

import re
from array import array
from collections.abc import Callable, Sequence
from fractions import Fraction

from vbc_rules.contracts.text.scalars import MOST_DIGITS, Objection
from vbc_rules.diagnostics import Place
from vbc_rules.evaluation.entered import Stored
from vbc_rules.facts.declared import DeclaredFact
from vbc_rules.facts.findings import Findings
from vbc_rules.facts.values import from_text

PlaceOfCell = Callable[[int], Place]
"""Where the cell of a row of the part is written."""

_LARGEST_MEMORY = 100_000


class LongValues:
    """The values of one fact in a long file."""

    def __init__(self, fact: DeclaredFact, findings: Findings) -> None:
        """Begin with no rows."""
        self.fact, self._findings = fact, findings
        self.scale = fact.places or 0
        self._integers: array[int] | list[int] = array("q")
        self._missing = bytearray()
        self._options: dict[str, int] = {}
        self._plain = re.compile(rf"(?:(?:-?(?:0|[1-9][0-9]*)(?:\.[0-9]{{1,{MOST_DIGITS}}})?)?\n)*")
        self._known = _Memory(self.scale)

    @property
    def is_number(self) -> bool:
        """Tell whether the fact is a number."""
        return self.fact.unit not in ("YesNo", "Choice")

    def add(self, cells: Sequence[str], place: PlaceOfCell) -> None:
        """Read the cells of the next rows; tell what is wrong with them."""
        gaps = "" in cells
        self._missing.extend([not cell for cell in cells] if gaps else bytes(len(cells)))
        found = self._numbers(cells) if self.is_number else None
        if found is None:
            found = [self._one(row, cell, place) for row, cell in enumerate(cells)]
        self._extend(found)

    def stored(self, order: Sequence[int] | None) -> Stored:
        """Return the values, in another order of rows if one is given."""
        integers, missing = self._integers, self._missing
        if order is not None:
            moved = [integers[row] for row in order]
            integers = array("q", moved) if isinstance(integers, array) else moved
            missing = bytearray([missing[row] for row in order])
        options = tuple(self._options) if self.fact.unit == "Choice" else None
        truth = self.fact.unit == "YesNo"
        return Stored(integers, self.scale, missing if any(missing) else None, options, truth)

    def _numbers(self, cells: Sequence[str]) -> list[int] | None:
        """Return plain numbers within the limits as integers; None if one is not such."""
        text = "\n".join(cells) + "\n"
        if text.count("\n") != len(cells) or self._plain.fullmatch(text) is None:
            return None
        if max(map(len, cells)) > MOST_DIGITS:
            return None
        known = self._known
        if len(known) > _LARGEST_MEMORY:
            known.clear()
        try:
            found = list(map(known.__getitem__, cells))
        except ValueError:
            return None
        return found if self._within_limits(found) else None

    def _within_limits(self, integers: Sequence[int]) -> bool:
        parts = 10**self.scale
        least, most = self.fact.minimum, self.fact.maximum
        if least is not None and min(integers) < least * parts:
            return False
        return most is None or max(integers) <= most * parts

    def _one(self, row: int, cell: str, place: PlaceOfCell) -> int:
        if not cell:
            return 0
        value = from_text(cell, self.fact)
        if isinstance(value, Objection):
            if self._findings.full(value.code):
                self._findings.count(value.code)
            else:
                self._findings.add(value.code, value.message, place(row), value.hint)
            return 0
        if isinstance(value, str):
            return self._options.setdefault(value, len(self._options))
        if isinstance(value, Fraction):
            return int(value * 10**self.scale)
        return int(value is True)

    def _extend(self, found: list[int]) -> None:
        try:
            self._integers.extend(found)
        except OverflowError:  # beyond 64 bits: Python's integers have no limit
            kept = self._integers[: len(self._missing) - len(found)]
            self._integers = [*kept, *found]


class _Memory(dict[str, int]):
    """The integer of every text seen so far; a new one is read once."""

    def __init__(self, scale: int) -> None:
        super().__init__({"": 0})
        self._scale = scale

    def __missing__(self, text: str) -> int:
        whole, point, decimals = text.partition(".")
        if point:
            decimals = decimals.rstrip("0")
        if len(decimals) > self._scale:
            raise ValueError(text)
        number = int((whole + decimals).ljust(len(whole) + self._scale, "0"))
        self[text] = number
        return number

    def clear(self) -> None:
        """Forget everything but the empty cell."""
        super().clear()
        self[""] = 0
