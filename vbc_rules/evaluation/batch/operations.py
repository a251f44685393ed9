"""Every operation of the tree on the values of a row, with its missing values and errors.

Each method follows the reference (`evaluation/exact.py`) line by line. Both branches of a
`when` are computed; what was not taken leaves neither a missing value nor an error.
"""

from __future__ import annotations

from fractions import Fraction
from typing import Any, TypeVar

import attrs

from vbc_rules.evaluation.batch.builder import Builder
from vbc_rules.evaluation.batch.program import Integer, Truth
from vbc_rules.evaluation.batch.rationals import (
    Arithmetic,
    Condition,
    Lowered,
    Number,
    Option,
    constant,
)

L = TypeVar("L", Number, Condition, Option)


class Operations:
    """The operations of the tree, by name, for values of one row."""

    def __init__(self, builder: Builder) -> None:
        """Write steps with this builder."""
        self.build = builder
        self.arithmetic = Arithmetic(builder)

    def apply(self, op: str, extra: tuple[Any, ...], operands: list[Any]) -> Lowered:
        """Return the value of an operation; `extra` are its arguments that are no values."""
        found: Lowered
        if op in ("add", "sub", "mul", "lesser", "greater"):
            found = self._binary(op, *operands)
        elif op in ("ge", "gt", "le", "lt"):
            found = self._compare(op, *operands)
        elif op in ("and", "or"):
            found = self._logical(op, *operands)
        else:
            found = getattr(self, f"_{op}")(*operands, *extra)
        return found

    def spread(self, value: L, *sources: Lowered) -> L:
        """Return a value that is missing, or in trouble, where one of its sources is."""
        missing, trouble = value.missing, value.trouble
        for source in sources:
            missing = self.build.either(missing, source.missing)
            trouble = self.build.either(trouble, source.trouble)
        return attrs.evolve(value, missing=missing, trouble=trouble)

    def _binary(self, op: str, a: Number, b: Number) -> Number:
        if op in ("add", "sub"):
            return self.spread(self.arithmetic.sum(op, a, b), a, b)
        if op == "mul":
            return self.spread(self.arithmetic.product(a, b), a, b)
        return self.spread(self.arithmetic.extreme(op, a, b), a, b)

    def _div(self, a: Number, b: Number) -> Number:
        quotient, zero = self.arithmetic.quotient(a, b)
        found = self.spread(quotient, a, b)
        divided = self.build.both(zero, self.build.opposite(found.missing))
        return attrs.evolve(found, trouble=self.build.either(found.trouble, divided))

    def _compare(self, op: str, a: Number, b: Number) -> Condition:
        left, right = (a, b) if op in ("ge", "gt") else (b, a)
        holds = self.arithmetic.compared(left, right, strict=op in ("gt", "lt"))
        return self.spread(Condition(holds), a, b)

    def _logical(self, op: str, a: Condition, b: Condition) -> Condition:
        combine = self.build.both if op == "and" else self.build.either
        return self.spread(Condition(combine(a.holds, b.holds)), a, b)

    def _not(self, a: Condition) -> Condition:
        return attrs.evolve(a, holds=self.build.opposite(a.holds))

    def _is(self, a: Option, codes: tuple[int, ...]) -> Condition:
        return self.spread(Condition(self.build.among(a.code, codes)), a)

    def _known(self, a: Lowered) -> Condition:
        return Condition(self.build.opposite(a.missing), trouble=a.trouble)

    def _round(self, a: Number, step: Fraction, rule: str) -> Number:
        return self.spread(Number(self.arithmetic.steps_of(a, step, rule), 1, step), a)

    def _when(self, condition: Condition, a: L, b: L | None = None) -> L:
        otherwise = attrs.evolve(a, missing=True, trouble=False) if b is None else b
        chosen = self.chosen(condition.holds, a, otherwise)
        taken = self.build.opposite(condition.missing)
        return attrs.evolve(
            chosen,
            missing=self.build.either(condition.missing, chosen.missing),
            trouble=self.build.either(condition.trouble, self.build.both(taken, chosen.trouble)),
        )

    def _if_missing(self, a: L, b: L) -> L:
        chosen = self.chosen(a.missing, b, attrs.evolve(a, missing=False, trouble=False))
        return attrs.evolve(chosen, trouble=self.build.either(a.trouble, chosen.trouble))

    def chosen(self, condition: Truth, a: L, b: L) -> L:
        """Return a where the condition holds, else b, with what is missing or in trouble."""
        choose = self.build.either_way
        amounts: L = self._amounts(condition, a, b)
        return attrs.evolve(
            amounts,
            missing=choose(condition, a.missing, b.missing),
            trouble=choose(condition, a.trouble, b.trouble),
        )

    def _amounts(self, condition: Truth, a: Any, b: Any) -> Any:
        """Choose amounts; beside a value that is always missing there is no choice."""
        if a.missing is True or a.trouble is True:
            return b
        if b.missing is True or b.trouble is True:
            return a
        if isinstance(a, Number):
            return self.arithmetic.chosen(condition, a, b)
        if isinstance(a, Condition):
            return Condition(self.build.either_way(condition, a.holds, b.holds))
        return Option(self.build.choose(condition, a.code, b.code))


class Aggregates:
    """Totals, counts and extremes over the entries of an axis, for values of one row."""

    def __init__(self, operations: Operations) -> None:
        """Combine entries with these operations."""
        self.operations, self.build = operations, operations.build

    def apply(self, op: str, entries: list[tuple[Condition, Number]]) -> Number:
        """Return an aggregate; each entry stands with the condition that includes it."""
        counted = [self._included(where, value) for where, value in entries]
        combine = {"total": self._total, "count": self._count, "average": self._average}
        found = combine.get(op, lambda each: self._extreme(op, each))(counted)
        trouble: Truth = False
        for where, value in entries:
            asked = self.build.both(_certain(self.build, where), value.trouble)
            trouble = self.build.either(trouble, self.build.either(where.trouble, asked))
        return attrs.evolve(found, trouble=self.build.either(found.trouble, trouble))

    def _included(self, where: Condition, value: Number) -> tuple[Truth, Number]:
        known = self.build.opposite(value.missing)
        plain = attrs.evolve(value, missing=False, trouble=False)
        return self.build.both(_certain(self.build, where), known), plain

    def _total(self, counted: list[tuple[Truth, Number]]) -> Number:
        arithmetic, found = self.operations.arithmetic, constant(Fraction(0))
        for included, value in counted:
            addend = arithmetic.chosen(included, value, constant(Fraction(0)))
            found = arithmetic.sum("add", found, addend)
        return found

    def _count(self, counted: list[tuple[Truth, Number]]) -> Number:
        found: Integer = 0
        for included, _ in counted:
            found = self.build.add(found, self.build.counted(included))
        return Number(found)

    def _average(self, counted: list[tuple[Truth, Number]]) -> Number:
        mean, nothing = self.operations.arithmetic.quotient(
            self._total(counted), self._count(counted)
        )
        return attrs.evolve(mean, missing=nothing)

    def _extreme(self, op: str, counted: list[tuple[Truth, Number]]) -> Number:
        """Return the least or greatest included entry; one not included changes nothing."""
        arithmetic, build = self.operations.arithmetic, self.build
        found, present = constant(Fraction(0)), _NEVER
        for included, value in counted:
            if present is False:  # what stands before the first entry is never looked at
                found, present = value, included
                continue
            if present is True and included is True:
                found = arithmetic.extreme("lesser" if op == "least" else "greater", found, value)
                continue
            pair = (found, value) if op == "least" else (value, found)
            better = arithmetic.compared(*pair, strict=True)
            takes = build.both(included, build.either(build.opposite(present), better))
            found = arithmetic.chosen(takes, value, found)
            present = build.either(present, included)
        return attrs.evolve(found, missing=build.opposite(present))


_NEVER: Truth = False


def _certain(build: Builder, where: Condition) -> Truth:
    return build.both(where.holds, build.opposite(where.missing))
