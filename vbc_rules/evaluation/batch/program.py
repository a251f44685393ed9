"""Integer programs: what a tree computes, written in whole numbers only.

A program is a list of steps, each computed from earlier ones. An operand is a step or a
number known in advance. Every number of the tree stands as integers times a fixed unit
(see `rationals.py`), so a program says exactly what the tree says, and each back end has
to know only this handful of operations:

| operation | arguments | meaning |
|---|---|---|
| number, flag, absent | column | a value of a column; whether it is missing |
| add, subtract, multiply, least, greatest | a, b | integers |
| divisor | a | the size of a, but 1 where a is 0 |
| quotient | a, b > 0, rule | a / b rounded to an integer by a rule |
| choose | condition, a, b | a where the condition holds, else b |
| entry | position, values | the value of a short list at a position |
| position | key, starts | how many of the ascending starts are not above the key |
| at_least, more_than | a, b | conditions |
| equals | a, number | condition |
| among | code, codes | condition: one of some codes |
| both, either, opposite | conditions | logic |
| either_way | condition, a, b | a condition chosen by a condition |
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import attrs


@attrs.frozen(eq=False)
class Step:
    """One operation of a program. `truth` tells a condition from an integer."""

    op: str
    args: tuple[Any, ...]
    truth: bool

    def operands(self) -> tuple[Step, ...]:
        """Return the steps this one is computed from."""
        return tuple(arg for arg in self.args if isinstance(arg, Step))


Integer = Step | int
Truth = Step | bool


def needed(outputs: Iterable[Integer | Truth]) -> tuple[Step, ...]:
    """Return the steps that the outputs are computed from, each after its operands."""
    order: dict[Step, None] = {}
    waiting = [(out, False) for out in outputs if isinstance(out, Step)][::-1]
    while waiting:
        step, ready = waiting.pop()
        if ready:
            order[step] = None
        elif step not in order:
            waiting.append((step, True))
            waiting.extend((one, False) for one in step.operands()[::-1])
    return tuple(order)
