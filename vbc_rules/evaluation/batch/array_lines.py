"""The lines of NumPy code written so far, and the names of what they compute.

`w` names an int64 array, `f` its float64 companion, `b` conditions, `c` known arrays, `x`
columns.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from vbc_rules.evaluation.batch import bounds
from vbc_rules.evaluation.batch.bounds import INT64, Bound
from vbc_rules.evaluation.batch.program import Integer, Step, Truth

Range = tuple[int, int]
Known = int | str
"""A number or a condition that is known, or the name of the array that has it."""


class ArrayLines:
    """The lines of one block function, and where each step is to be found."""

    def __init__(self, ranges: Mapping[Step, Range]) -> None:
        """Begin with the ranges of the columns."""
        self.ranges = ranges
        self.lines: list[str] = []
        self.inputs: list[Step] = []
        self.constants: dict[str, Any] = {}
        self.bounds: dict[Step, Bound] = {}
        self.names: dict[Step, Known] = {}
        self.floats: dict[Step, str] = {}

    def bound(self, arg: Integer) -> Bound:
        """Return the bound of an operand."""
        return bounds.constant(arg) if isinstance(arg, int) else self.bounds[arg]

    def word(self, arg: Integer) -> str:
        """Return an operand modulo 2^64, as text."""
        known = self.names[arg] if isinstance(arg, Step) else arg
        if isinstance(known, str):
            return known
        wrapped = (known + INT64 + 1) % 2**64 - INT64 - 1
        return f"({wrapped})" if wrapped < 0 else str(wrapped)

    def float(self, arg: Integer) -> str:
        """Return the float of an operand, as text; that of a narrow one is made here."""
        known = self.names[arg] if isinstance(arg, Step) else arg
        if isinstance(known, int) or not isinstance(arg, Step):
            return repr(float(known))
        if arg not in self.floats:
            self.floats[arg] = self.line("f", f"{known}.astype(float64)")
        return self.floats[arg]

    def truth(self, arg: Truth) -> Known:
        """Return a condition: known, or the name of its array."""
        return self.names[arg] if isinstance(arg, Step) else arg

    def line(self, kind: str, text: str) -> str:
        """Write a line; return the name of what it computes."""
        name = f"{kind}{len(self.lines)}"
        self.lines.append(f"{name} = {text}")
        return name

    def constant(self, value: object) -> str:
        """Return the name of an array that is known: its kind and its values."""
        name = f"c{len(self.constants)}"
        self.constants[name] = value
        return name
