"""One evaluation of a sweep: just right of a point, and how far its decisions hold.

Every number is a straight line over the swept input. Each decision (comparison, lesser,
greater, row of a table, rounding step) compares two lines; where they cross, the
decision changes. The nearest crossing to the right bounds the piece, and the clause that
decides there is its cause. Lines are exact, so nothing is sampled and nothing is missed.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Iterable
from fractions import Fraction
from typing import Any

import attrs

from vbc_rules.diagnostics import refuse
from vbc_rules.evaluation.affine import Affine, X, lifted
from vbc_rules.evaluation.exact import At, Run
from vbc_rules.evaluation.inputs import Inputs, coordinates
from vbc_rules.evaluation.rounding import rounded
from vbc_rules.language.edition import Edition, Term, walk
from vbc_rules.language.formatting import show
from vbc_rules.language.tree import SIGNS, Value
from vbc_rules.language.units import USD, Rate

CENT = Fraction(1, 100)
HUNDREDTH_OF_A_PERCENT = Fraction(1, 10_000)


@attrs.frozen
class Vary:
    """The fact or parameter that moves, and at which entries if it has axes.

    `along` are facts that move with it, value for value: those of other streams that mean
    the same.
    """

    name: str
    entries: tuple[str, ...] = ()
    along: tuple[str, ...] = ()

    @property
    def names(self) -> tuple[str, ...]:
        """Return every term that moves."""
        return (self.name, *self.along)


@attrs.frozen(order=True)
class Cause:
    """The clause whose decision changes, what it decides, and what it cites."""

    clause: str
    what: str
    cites: str = ""


class Probe(Run):
    """A run whose numbers are lines; `until` is where its first decision changes.

    It stands just right of `point`; or, where `still`, at the point itself, so that the
    swept input is a number like any other.
    """

    def __init__(
        self, edition: Edition, inputs: Inputs, vary: Vary, point: Fraction, *, still: bool = False
    ) -> None:
        """Begin with no decision noted."""
        terms = [edition.terms[name] for name in vary.names]
        super().__init__(edition, _with_swept(inputs, terms, point))
        self.vary, self.point = vary, point
        self.until: Fraction | None = None
        self.causes: list[Cause] = []
        self._swept = Affine(point) if still else X
        self._moving = moving(edition, vary.names)

    def line(self, clause: str) -> Affine:
        """Return a clause as a line over the swept input.

        Raises:
            Refusal: VBC508 if the clause has no value there.
        """
        found: Any = self.clause(clause)
        if found is None:
            raise refuse(
                "VBC508", f"`{clause}` is missing where `{self.vary.name}` is {self.point}"
            )
        line: Affine = found
        return line

    # ------------------------------------------------------------------ decisions

    def _crosses(self, line: Affine, what: str) -> None:
        """Note that a decision changes where a line crosses zero, if that is to the right."""
        if not line.slope:
            return
        crossing = -line.base / line.slope
        if crossing <= self.point or (self.until is not None and crossing > self.until):
            return
        if self.until is None or crossing < self.until:
            self.until, self.causes = crossing, []
        clause = self.running[-1] if self.running else ""
        cites = self.edition.clauses[clause].cites if clause else ""
        self.causes.append(Cause(clause, what, cites))

    def _sign(self, line: Affine, what: str) -> int:
        """Return the sign of a line just right of the point: -1, 0 or 1."""
        self._crosses(line, what)
        here = line.at(self.point) or line.slope
        return (here > 0) - (here < 0)

    # ----------------------------------------------------------------- operations

    def _const(self, value: Value, at: At) -> Any:
        return lifted(super()._const(value, at))

    def _leaf(self, value: Value, at: At) -> Any:
        name = value.args[0]
        axes = self.edition.terms[name].axes
        if name in self.vary.names and coordinates(axes, at) == self.vary.entries:
            return self._swept
        return lifted(super()._leaf(value, at))

    def _lookup(self, value: Value, at: At) -> Any:
        return lifted(super()._lookup(value, at))

    def _column(self, value: Value, at: At) -> Any:
        return lifted(super()._column(value, at))

    def row_index(self, value: Value, at: At) -> int | None:
        """Return the row that applies just right of the point."""
        name, _, key_node = value.args
        key: Any = self.value(key_node, at)
        rows = self.given(name, at)
        if not isinstance(key, Affine) or rows is None:
            return super().row_index(value, at)
        column = self.table(name).key
        starts = [row[column.name] for row in rows]
        passed = 0
        for number, start in enumerate(starts, 1):
            shown = show(key_node.unit.id, start)
            sign = self._sign(key - Affine(start), f"row {number} of {name} begins at {shown}")
            passed += sign > 0 or (sign == 0 and column.role == "starts_at")
        if not passed:
            raise refuse(
                "VBC503", f"no row of table `{name}` applies just above {self.point}",
                hint=f"its rows begin at {starts[0]}",
            )  # fmt: skip
        return passed - 1

    def _binary(self, value: Value, at: At) -> Any:
        if value.op in ("and", "or"):
            return super()._binary(value, at)
        left: Any = self.value(value.args[0], at)
        right: Any = self.value(value.args[1], at)
        if left is None or right is None:
            return None
        return self._combined(value, left, right)

    def _combined(self, value: Value, left: Affine, right: Affine) -> Any:
        if value.op == "add":
            return left + right
        if value.op == "sub":
            return left - right
        if value.op == "mul":
            return self._product(value, left, right)
        sign = self._sign(left - right, f"{_plain(value.args[0])} = {_plain(value.args[1])}")
        if value.op in ("lesser", "greater"):
            return left if (sign <= 0) == (value.op == "lesser") else right
        return {"ge": sign >= 0, "gt": sign > 0, "le": sign <= 0, "lt": sign < 0}[value.op]

    def _product(self, value: Value, left: Affine, right: Affine) -> Affine:
        if left.slope and right.slope:
            raise self._bent(value, "multiplies the swept value with itself")
        return right.times(left.base) if not left.slope else left.times(right.base)

    def _divide(self, value: Value, at: At) -> Any:
        left: Any = self.value(value.args[0], at)
        right: Any = self.value(value.args[1], at)
        if left is None or right is None:
            return None
        if right.slope:
            raise self._bent(value, "divides by the swept value")
        if right.base == 0:
            raise refuse("VBC504", f"{self.where()} divides by zero", value.place)
        return left.times(1 / right.base)

    def _bent(self, value: Value, what: str) -> Exception:
        return refuse(
            "VBC507",
            f"{self.where()} {what}: it is no straight line in `{self.vary.name}`",
            value.place,
            "sweep another fact",
        )

    def _round(self, value: Value, at: At) -> Any:
        line: Any = self.value(value.args[0], at)
        _, step, rule = value.args
        if line is None or (_is_fine(value) and id(value) in self._moving):
            return line
        if not line.slope:
            return Affine(rounded(line.base, step, rule))
        threshold = self._next_threshold(line, step, rule)
        self._crosses(line - Affine(threshold), f"rounds to the next {show('Rate', step)}")
        between = (line.at(self.point) + threshold) / 2
        return Affine(rounded(between, step, rule))

    def _next_threshold(self, line: Affine, step: Fraction, rule: str) -> Fraction:
        """Return the next number at which rounding changes, in the line's direction.

        half_up and half_even change at odd halves of the step, down and up at its
        multiples (at 0 only up changes; taking it for down too splits a piece needlessly).
        """
        shift = step / 2 if rule.startswith("half") else Fraction(0)
        size = (line.at(self.point) - shift) / step
        whole = math.floor(size) + 1 if line.slope > 0 else math.ceil(size) - 1
        return whole * step + shift

    def _aggregate(self, value: Value, at: At) -> Any:
        lines: list[Affine] = [line for _, line in self.counted(value, at)]
        if value.op == "count":
            return Affine(Fraction(len(lines)))
        total = sum(lines, Affine(Fraction(0)))
        if value.op == "total":
            return total
        if not lines:
            return None
        if value.op == "average":
            return total.times(Fraction(1, len(lines)))
        return self._extreme(value.op, lines)

    def _extreme(self, op: str, lines: list[Affine]) -> Affine:
        found = lines[0]
        for line in lines[1:]:
            sign = self._sign(line - found, f"another entry is the {op}")
            if sign and (sign < 0) == (op == "least"):
                found = line
        return found


def _with_swept(inputs: Inputs, terms: Iterable[Term], point: Fraction) -> Inputs:
    """Return inputs that also hold the swept terms, which need not be given."""
    for term in terms:
        if inputs.value(term) is not None or term.axes:
            continue
        if term.kind == "fact":
            inputs = attrs.evolve(inputs, facts={**inputs.facts, term.name: point})
        else:
            inputs = attrs.evolve(inputs, parameters={**inputs.parameters, term.name: point})
    return inputs


def moving(edition: Edition, names: Collection[str]) -> frozenset[int]:
    """Return the ids of the nodes that these terms have any influence on.

    By the tree and not by the slope: an amount that stands still on one piece (a cap)
    must be cut to cents on all pieces or on none, or each border would jump by a
    fraction of a cent.
    """
    found: set[int] = set()
    clauses: set[str] = set()
    for clause, record in edition.clauses.items():
        for one in walk(record.expression, set()):
            named = (one.op == "leaf" and one.args[0] in names) or (
                one.op == "ref" and one.args[0] in clauses
            )
            if named or any(id(child) in found for child in one.children):
                found.add(id(one))
        if id(record.expression) in found:
            clauses.add(clause)
    return frozenset(found)


def _plain(value: Value) -> str:
    """Return an operand in short words, for the description of a cause."""
    if value.op == "const":
        return show(value.unit.id, value.args[0])
    if value.op in ("leaf", "ref"):
        return str(value.args[0])
    if value.op in ("lookup", "column"):
        return f"{value.args[0]}.{value.args[1]}"
    parts = [_plain(arg) for arg in value.args if isinstance(arg, Value)]
    sign = SIGNS.get(value.op, value.op)
    if value.op in ("add", "sub", "mul", "div"):
        return f" {sign} ".join(parts)
    return f"{sign}({', '.join(parts)})"


def _is_fine(value: Value) -> bool:
    """Tell whether a rounding is too fine to be a cliff, so that a sweep goes through it.

    Amounts of a sweep stand before rounding to cents, and a reported rate before rounding
    to a hundredth of a percent: the staircase would hide what matters.
    """
    inner, step, _ = value.args
    if type(value) is USD:
        return bool(step <= CENT)
    return type(value) is Rate and inner.op == "leaf" and bool(step <= HUNDREDTH_OF_A_PERCENT)
