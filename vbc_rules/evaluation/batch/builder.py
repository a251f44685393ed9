"""Writes an integer program: equal steps are one, and what is known is computed at once."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from vbc_rules.evaluation.batch.program import Integer, Step, Truth
from vbc_rules.evaluation.batch.quotients import RULES


class Builder:
    """The steps of one program so far; each method returns a step or a known number."""

    def __init__(self) -> None:
        """Begin with no steps."""
        self._known: dict[tuple[Any, ...], Step] = {}

    def _step(self, op: str, *args: Any, truth: bool = False) -> Step:
        key = (op, *((type(arg), arg) for arg in args))
        if key not in self._known:
            self._known[key] = Step(op, args, truth)
        return self._known[key]

    def number(self, column: object) -> Step:
        """Return the integers of a column."""
        return self._step("number", column)

    def flag(self, column: object) -> Step:
        """Return the yes and no of a column."""
        return self._step("flag", column, truth=True)

    def absent(self, column: object) -> Step:
        """Return where a column has no value."""
        return self._step("absent", column, truth=True)

    def add(self, a: Integer, b: Integer) -> Integer:
        """Return a + b."""
        if isinstance(a, int) and isinstance(b, int):
            return a + b
        if isinstance(a, int):
            return b if a == 0 else self._step("add", b, a)
        return a if b == 0 else self._step("add", a, b)

    def subtract(self, a: Integer, b: Integer) -> Integer:
        """Return a - b."""
        if isinstance(b, int):
            return self.add(a, -b)
        return 0 if a is b else self._step("subtract", a, b)

    def multiply(self, a: Integer, b: Integer) -> Integer:
        """Return a * b."""
        if isinstance(a, int) and isinstance(b, int):
            return a * b
        if isinstance(a, int):
            return self.multiply(b, a)
        return self._scaled(a, b) if isinstance(b, int) else self._step("multiply", a, b)

    def _scaled(self, a: Step, by: int) -> Integer:
        if by in (0, 1):
            return a if by else 0
        if a.op == "entry":
            return self.entry(a.args[0], tuple(value * by for value in a.args[1]))
        if a.op == "multiply" and isinstance(a.args[1], int):
            return self._scaled(a.args[0], a.args[1] * by)
        return self._step("multiply", a, by)

    def divisor(self, a: Integer) -> Integer:
        """Return the size of a, but 1 where a is 0: a divisor that never fails."""
        if isinstance(a, int):
            return abs(a) or 1
        if a.op == "entry":
            return self.entry(a.args[0], tuple(abs(value) or 1 for value in a.args[1]))
        return self._step("divisor", a)

    def least(self, a: Integer, b: Integer) -> Integer:
        """Return the lesser of a and b."""
        if isinstance(a, int) and isinstance(b, int):
            return min(a, b)
        return a if a is b else self._step("least", a, b)

    def greatest(self, a: Integer, b: Integer) -> Integer:
        """Return the greater of a and b."""
        if isinstance(a, int) and isinstance(b, int):
            return max(a, b)
        return a if a is b else self._step("greatest", a, b)

    def quotient(self, a: Integer, b: Integer, rule: str) -> Integer:
        """Return a / b as an integer, rounded by a rule; b is above 0."""
        if b == 1:
            return a
        if isinstance(a, int) and isinstance(b, int):
            return RULES[rule](a, b)
        return self._step("quotient", a, b, rule)

    def choose(self, condition: Truth, a: Integer, b: Integer) -> Integer:
        """Return a where the condition holds, else b."""
        if isinstance(condition, bool):
            return a if condition else b
        if _same(a, b):
            return a
        return self._step("choose", condition, a, b)

    def entry(self, position: Integer, values: tuple[int, ...]) -> Integer:
        """Return values[position]."""
        if isinstance(position, int):
            return values[position]
        if len(set(values)) == 1:
            return values[0]
        return self._step("entry", position, values)

    def position(self, key: Integer, starts: tuple[int, ...]) -> Integer:
        """Return how many of the ascending starts are not above the key."""
        if isinstance(key, int):
            return sum(start <= key for start in starts)
        return self._step("position", key, starts)

    def at_least(self, a: Integer, b: Integer) -> Truth:
        """Return whether a >= b."""
        if isinstance(a, int) and isinstance(b, int):
            return a >= b
        settled = _settled(a, b, lambda x, y: x >= y)
        return self._step("at_least", a, b, truth=True) if settled is None else settled

    def more_than(self, a: Integer, b: Integer) -> Truth:
        """Return whether a > b."""
        if isinstance(a, int) and isinstance(b, int):
            return a > b
        settled = _settled(a, b, lambda x, y: x > y)
        return self._step("more_than", a, b, truth=True) if settled is None else settled

    def equals(self, a: Integer, number: int) -> Truth:
        """Return whether a is this number."""
        settled = _settled(a, number, lambda x, y: x == y)
        return self._step("equals", a, number, truth=True) if settled is None else settled

    def among(self, code: Integer, codes: tuple[int, ...]) -> Truth:
        """Return whether a code is one of some."""
        if isinstance(code, int):
            return code in codes
        return self._step("among", code, codes, truth=True) if codes else False

    def entry_truth(self, position: Integer, values: tuple[bool, ...]) -> Truth:
        """Return whether values[position] holds."""
        codes = tuple(index for index, value in enumerate(values) if value)
        return all(values) or self.among(position, codes)

    def both(self, a: Truth, b: Truth) -> Truth:
        """Return whether a and b hold."""
        if isinstance(a, bool):
            return b if a else False
        if isinstance(b, bool):
            return a if b else False
        return a if a is b else self._step("both", a, b, truth=True)

    def either(self, a: Truth, b: Truth) -> Truth:
        """Return whether a or b holds."""
        if isinstance(a, bool):
            return True if a else b
        if isinstance(b, bool):
            return True if b else a
        return a if _alternative(b, a) else b if _alternative(a, b) else self._either(a, b)

    def _either(self, a: Step, b: Step) -> Step:
        return self._step("either", a, b, truth=True)

    def opposite(self, a: Truth) -> Truth:
        """Return whether a does not hold."""
        if isinstance(a, bool):
            return not a
        if a.op == "opposite":
            inner: Truth = a.args[0]
            return inner
        return self._step("opposite", a, truth=True)

    def either_way(self, condition: Truth, a: Truth, b: Truth) -> Truth:
        """Return a where the condition holds, else b."""
        if isinstance(condition, bool):
            return a if condition else b
        if _same(a, b):
            return a
        if isinstance(a, bool):
            return self.either(condition, b) if a else self.both(self.opposite(condition), b)
        if isinstance(b, bool):
            other = self.opposite(condition)
            return self.either(other, a) if b else self.both(condition, a)
        return self._step("either_way", condition, a, b, truth=True)

    def counted(self, condition: Truth) -> Integer:
        """Return 1 where a condition holds, else 0."""
        return self.choose(condition, 1, 0)


def _settled(a: Integer, b: Integer, test: Callable[[int, int], bool]) -> bool | None:
    """Return a comparison that comes out alike for all values it can meet, else None."""
    if a is b:
        return test(0, 0)
    if isinstance(a, int) and isinstance(b, int):
        return test(a, b)
    if not all(isinstance(one, int) or one.op == "entry" for one in (a, b)):
        return None
    outcomes = {test(x, y) for x in _values(a) for y in _values(b)}
    return outcomes.pop() if len(outcomes) == 1 else None


def _values(a: Integer) -> tuple[int, ...]:
    found: tuple[int, ...] = (a,) if isinstance(a, int) else a.args[1]
    return found


def _alternative(a: Step, b: Step, deep: int = 3) -> bool:
    """Tell whether a is b, or one of its first alternatives; a long chain is not searched."""
    if a is b:
        return True
    return bool(deep) and b.op == "either" and any(_alternative(a, c, deep - 1) for c in b.args)


def _same(a: object, b: object) -> bool:
    return a is b or (not isinstance(a, Step) and not isinstance(b, Step) and a == b)
