"""Random integer programs: NumPy gives what Python's integers give, far beyond 64 bits."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from vbc_rules.evaluation.batch.array_operations import exact_integers, positive, quotient
from vbc_rules.evaluation.batch.blocks import array_slots
from vbc_rules.evaluation.batch.builder import Builder
from vbc_rules.evaluation.batch.columns import Prepared
from vbc_rules.evaluation.batch.compiled import Compiled
from vbc_rules.evaluation.batch.integers import row_function
from vbc_rules.evaluation.batch.lowering import ColumnShape
from vbc_rules.evaluation.batch.quotients import RULES
from vbc_rules.evaluation.batch.rationals import Condition, Number

COLUMNS = tuple((name, ()) for name in ("a", "b", "c"))
SIZES = (2, 10**3, 2**31, 2**40, 2**53, 2**62)
TWO = ("add", "subtract", "multiply", "least", "greatest")


@st.composite
def column(draw: st.DrawFn, rows: int) -> list[int]:
    """Return integers of one size, of which many are equal or neighbours."""
    size = draw(st.sampled_from(SIZES))
    some = st.integers(-size, size) | st.integers(-2, 2) | st.integers(size - 2, size)
    return draw(st.lists(some, min_size=rows, max_size=rows))


@st.composite
def programs(draw: st.DrawFn) -> Compiled:
    """Return a program of up to ten steps on three columns."""
    build = Builder()
    numbers: list[Any] = [build.number(name) for name in COLUMNS]
    truths: list[Any] = [build.at_least(numbers[0], numbers[1])]
    for _ in range(draw(st.integers(1, 10))):
        a, b = (draw(st.sampled_from(numbers)) for _ in range(2))
        step = draw(st.sampled_from((*TWO, "quotient", "choose", "compare", "scale", "position")))
        if step in TWO:
            numbers.append(getattr(build, step)(a, b))
        elif step == "quotient":
            divisor = draw(st.sampled_from((build.divisor(b), 7, 10**9)))
            numbers.append(build.quotient(a, divisor, draw(st.sampled_from(sorted(RULES)))))
        elif step == "choose":
            numbers.append(build.choose(draw(st.sampled_from(truths)), a, b))
        elif step == "compare":
            truths.append(build.more_than(a, b))
            truths.append(build.either(build.equals(a, 0), truths[-1]))
        elif step == "scale":
            numbers.append(build.multiply(a, draw(st.sampled_from((-1, 10, 10**7)))))
        else:
            numbers.append(build.entry(build.position(a, (-5, 0, 10**6)), (3, -1, 10**12, 7)))
    return Compiled(
        {("number", ()): Number(numbers[-1]), ("truth", ()): Condition(truths[-1])}, trouble=False
    )


@settings(max_examples=400, deadline=None)
@given(st.data(), programs(), st.integers(1, 6))
def test_a_program_gives_the_same_integers(
    data: st.DataObject, program: Compiled, rows: int
) -> None:
    shape = ColumnShape(Fraction(1))
    facts = {name: Prepared(data.draw(column(rows)), shape, None) for name in COLUMNS}
    function, inputs = row_function(program.slots())
    given_rows = zip(*(facts[step.args[0]].values for step in inputs), strict=True)
    expected = list(function(given_rows)) if inputs else list(function([()] * rows))
    found = array_slots(program, facts, rows, {})
    assert found is not None
    for row in range(rows):
        if not found[0][row]:  # decided
            assert [int(slot[row]) for slot in found] == [int(slot) for slot in expected[row]]


FAR = 2**110
ERROR = 2.0**60


@given(st.integers(-FAR, FAR), st.integers(-FAR, FAR), st.integers(-(2**58), 2**58))
def test_a_wide_difference_has_the_sign_of_the_true_one(a: int, b: int, off: int) -> None:
    words = [np.array([_word(value)]) for value in (a, b)]
    near = [np.array([float(a + off)]), np.array([float(b - off)])]
    assert positive(*words, *near, ERROR, strict=True)[0] == (a > b)
    assert positive(*words, *near, ERROR, strict=False)[0] == (a >= b)


@given(st.integers(-(2**62), 2**62), st.integers(-(2**58), 2**58))
def test_a_wide_difference_near_zero_is_exact(difference: int, off: int) -> None:
    a, b = FAR + difference, FAR
    words = [np.array([_word(value)]) for value in (a, b)]
    near = [np.array([float(a)]), np.array([float(b + off)])]
    assert positive(*words, *near, ERROR, strict=True)[0] == (difference > 0)


@given(st.integers(-FAR, FAR), st.integers(-(2**60), 2**60))
def test_a_residue_and_a_float_are_one_integer(value: int, off: int) -> None:
    assert exact_integers(np.array([_word(value)]), np.array([float(value + off)])) == [value]


@pytest.mark.parametrize("rule", sorted(RULES))
@given(st.integers(1, 2**60), st.integers(-(2**48), 2**48), st.data())
def test_a_wide_quotient_is_rounded_by_its_rule(
    rule: str, below: int, whole: int, data: st.DataObject
) -> None:
    rest = data.draw(st.integers(0, below - 1) | st.sampled_from((0, below // 2, below - 1)))
    above = whole * below + rest
    words = np.array([_word(above)]), np.array([below])
    found = quotient(rule, *words, np.array([float(above)]), np.array([float(below)]))
    assert found[0] == RULES[rule](above, below)


def _word(value: int) -> int:
    return (value + 2**63) % 2**64 - 2**63
