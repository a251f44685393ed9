"""Writes the NumPy code of a program for a block whose bounds are known.

Every line computes one step for all rows of the block. What the bounds decide already is
not computed: a comparison that always holds, a choice with one outcome, a step with one
value.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from vbc_rules.evaluation.batch import bounds
from vbc_rules.evaluation.batch.array_lines import ArrayLines, Known
from vbc_rules.evaluation.batch.bounds import INT64, Bound, TooWide
from vbc_rules.evaluation.batch.program import Integer, Step, Truth


class ArrayCode(ArrayLines):
    """Writes the block function of a program, step by step."""

    def write(self, step: Step) -> None:
        """Write the lines of a step; its operands have been written.

        Raises:
            TooWide: if its integers cannot be kept in 64 bits.
        """
        if step.op in ("number", "flag", "absent"):
            self._input(step)
        elif step.truth:
            self.names[step] = self._condition(step)
        elif step.op == "choose":
            self._choose(step)
        else:
            self._integer(step)

    def give_out(self, slots: Sequence[Integer | Truth]) -> tuple[int, ...]:
        """Write the lines that store the slots; return those that need more than 64 bits."""
        wide = []
        for index, slot in enumerate(slots):
            known = self.names[slot] if isinstance(slot, Step) else slot
            if not known:
                continue  # results begin as zeros
            text = str(known)
            if self._is_wide(slot):
                wide.append(index)
                if isinstance(known, str):
                    text = f"exact_integers({known}, {self.float(slot)})"
            self.lines.append(f"found[{index}][part] = {text}")
        return tuple(wide)

    def _is_wide(self, slot: Integer | Truth) -> bool:
        truth = slot.truth if isinstance(slot, Step) else isinstance(slot, bool)
        return not truth and not self.bound(slot).narrow

    def text(self) -> str:
        """Return the function that settles a block: its rows, all inputs, all results."""
        inputs = [f"x{n} = inputs[{n}][part]" for n in range(len(self.inputs))]
        return "\n    ".join(
            ["def block(part, inputs, found):", *(inputs + self.lines or ["pass"])]
        )

    def _input(self, step: Step) -> None:
        low, high = self.ranges[step]
        if not step.truth:
            self.bounds[step] = Bound(low, high)
        if low == high:
            self.names[step] = low
            return
        self.names[step] = f"x{len(self.inputs)}"
        self.inputs.append(step)

    # ----------------------------------------------------------------------- integers

    def _integer(self, step: Step) -> None:
        operands = [self.bound(arg) if isinstance(arg, Integer) else arg for arg in step.args]
        bound = self.bounds[step] = bounds.BOUNDS[step.op](*operands)
        if bound.low == bound.high:
            self.names[step] = bound.low
            return
        self.names[step] = getattr(self, f"_{step.op}")(step, bound, *step.args)

    def _arithmetic(self, step: Step, bound: Bound, a: Integer, b: Integer) -> str:
        sign = {"add": "+", "subtract": "-", "multiply": "*"}[step.op]
        if not bound.narrow:
            self.floats[step] = self.line("f", f"{self.float(a)} {sign} {self.float(b)}")
        return self.line("w", f"{self.word(a)} {sign} {self.word(b)}")

    _add = _subtract = _multiply = _arithmetic

    def _extreme(self, step: Step, bound: Bound, a: Integer, b: Integer) -> str:
        if self.bound(a).narrow and self.bound(b).narrow:
            function = "minimum" if step.op == "least" else "maximum"
            return self.line("w", f"{function}({self.word(a)}, {self.word(b)})")
        first = self._compared("at_least", *((b, a) if step.op == "least" else (a, b)))
        if isinstance(first, int):
            alias: str = self._alias(step, a if first else b)
            return alias
        return self._where(step, bound, first, a, b)

    _least = _greatest = _extreme

    def _divisor(self, _step: Step, _bound: Bound, a: Integer) -> str:
        whole = self.bound(a)
        text = self.word(a) if whole.low >= 0 else f"abs({self.word(a)})"
        if whole.low <= 0 <= whole.high:
            text = f"maximum({text}, 1)"
        return self.line("w", text)

    def _entry(self, _step: Step, _bound: Bound, position: Integer, values: tuple[int, ...]) -> str:
        table = self.constant(("int64", values))
        return self.line("w", f"take({table}, {self.word(position)})")

    def _position(self, _step: Step, bound: Bound, key: Integer, starts: tuple[int, ...]) -> str:
        """Count the starts below; those that every key has passed are counted already."""
        if not self.bound(key).narrow:
            raise TooWide
        open_starts = self.constant(("int64", starts[bound.low : bound.high]))
        found = f"searchsorted({open_starts}, {self.word(key)}, 'right')"
        return self.line("w", f"{found} + {bound.low}" if bound.low else found)

    def _quotient(self, _step: Step, bound: Bound, a: Integer, b: Integer, rule: str) -> str:
        """Divide narrow integers as such, wide ones by a float guess and its exact rest.

        The guess is within 1 of a / b: with |a / b| <= 2^48 and the float of a off by at
        most b / 8, the float quotient is off by at most 1/8 (1 + 2^-51) for the error of
        a, and three roundings of 2^-53 of 2^48 for a, b and itself: less than 1/2. The
        nearest integer adds at most 1/2.
        """
        above, below = self.bound(a), self.bound(b)
        if 2 * (above.size + below.size) <= INT64 and isinstance(b, int):
            return self.line("w", f"quotient_of_narrow({rule!r}, {self.word(a)}, {b})")
        guessable = bound.size <= bounds.LARGEST_QUOTIENT and below.size <= bounds.LARGEST_DIVISOR
        if guessable and 8 * above.float_error <= below.low:
            words = f"{self.word(a)}, {self.word(b)}, {self.float(a)}, {self.float(b)}"
            return self.line("w", f"quotient({rule!r}, {words})")
        if 2 * (above.size + below.size) <= INT64:
            return self.line("w", f"quotient_of_narrow({rule!r}, {self.word(a)}, {self.word(b)})")
        raise TooWide

    # ------------------------------------------------------------------------ choices

    def _choose(self, step: Step) -> None:
        condition, a, b = step.args
        known = self.truth(condition)
        if isinstance(known, int):
            chosen = a if known else b
            self.bounds[step] = self.bound(chosen)
            self.names[step] = self._alias(step, chosen)
            return
        bound = self.bounds[step] = bounds.hull(self.bound(a), self.bound(b))
        if bound.low == bound.high:
            self.names[step] = bound.low
        else:
            self.names[step] = self._where(step, bound, known, a, b)

    def _alias(self, step: Step, other: Integer) -> Any:
        """Let a step be another one, or a number."""
        if not isinstance(other, Step):
            return other
        if other in self.floats:
            self.floats[step] = self.floats[other]
        return self.names[other]

    def _where(self, step: Step, bound: Bound, known: str, a: Integer, b: Integer) -> str:
        if not bound.narrow:
            text = f"where({known}, {self.float(a)}, {self.float(b)})"
            self.floats[step] = self.line("f", text)
        words = [self.word(a), self.word(b)]
        if words[1] == "0" and not words[0].strip("(-)").isdecimal():
            return self.line("w", f"{words[0]} * {known}")  # half the time of a choice
        if all(word.strip("(-)").isdecimal() for word in words):
            words[0] = f"int64({words[0]})"
        return self.line("w", f"where({known}, {words[0]}, {words[1]})")

    # --------------------------------------------------------------------- conditions

    def _condition(self, step: Step) -> Known:
        if step.op in ("at_least", "more_than"):
            return self._compared(step.op, *step.args)
        if step.op == "equals":
            return self._equals(*step.args)
        if step.op == "among":
            return self._among(*step.args)
        return self._logical(step.op, [self.truth(arg) for arg in step.args])

    def _compared(self, op: str, a: Integer, b: Integer) -> Known:
        left, right = self.bound(a), self.bound(b)
        decided = bounds.compared(op, left, right)
        if decided is not None:
            return decided
        sign = ">=" if op == "at_least" else ">"
        if left.narrow and right.narrow:
            return self.line("b", f"{self.word(a)} {sign} {self.word(b)}")
        difference = bounds.subtract(left, right)
        if difference.narrow:
            return self.line("b", f"({self.word(a)} - {self.word(b)}) {sign} 0")
        error = float(2 ** difference.error.bit_length())  # not below the error, and exact
        if error > bounds.LARGEST_ERROR:
            raise TooWide
        words = f"{self.word(a)}, {self.word(b)}, {self.float(a)}, {self.float(b)}"
        return self.line("b", f"positive({words}, {error!r}, strict={op == 'more_than'})")

    def _equals(self, a: Integer, number: int) -> Known:
        bound = self.bound(a)
        if not bound.low <= number <= bound.high:
            return False
        if bound.low == bound.high:
            return True
        if bound.narrow:
            return self.line("b", f"{self.word(a)} == {number}")
        error = float(2 ** (bound.float_error + abs(number)).bit_length())
        if error > bounds.LARGEST_ERROR:
            raise TooWide
        return self.line("b", f"is_number({self.word(a)}, {self.float(a)}, {number}, {error!r})")

    def _among(self, code: Integer, codes: tuple[int, ...]) -> Known:
        bound = self.bound(code)
        reached = [one for one in codes if bound.low <= one <= bound.high]
        if not reached or len(reached) == bound.high - bound.low + 1:
            return bool(reached)
        if len(reached) == 1:
            return self.line("b", f"{self.word(code)} == {reached[0]}")
        table = self.constant(("bool", tuple(n in reached for n in range(bound.high + 1))))
        return self.line("b", f"take({table}, {self.word(code)})")

    def _logical(self, op: str, operands: Sequence[Known]) -> Known:
        if op == "opposite":
            one = operands[0]
            return self.line("b", f"~{one}") if isinstance(one, str) else not one
        if op == "either_way":
            return self._either_way(*operands)
        settles = op == "either"
        open_operands = [one for one in operands if isinstance(one, str)]
        if any(not isinstance(one, str) and bool(one) is settles for one in operands):
            return settles
        if len(open_operands) < len(operands):
            return open_operands[0] if open_operands else not settles
        return self.line("b", f"{operands[0]} {'|' if settles else '&'} {operands[1]}")

    def _either_way(self, condition: Known, a: Known, b: Known) -> Known:
        if not isinstance(condition, str):
            return a if condition else b
        if a == b:
            return a
        if isinstance(a, str) and isinstance(b, str):
            return self.line("b", f"where({condition}, {a}, {b})")
        if isinstance(a, str):
            return self._logical("either", [self.line("b", f"~{condition}"), a]) if b else (
                self._logical("both", [condition, a]))  # fmt: skip
        return self._logical("either", [condition, b]) if a else (
            self._logical("both", [self.line("b", f"~{condition}"), b]))  # fmt: skip
