"""What holds for the deciles of every benchmark."""

from __future__ import annotations

from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from tests.unit.quality.samples import benchmark, numbers, percentiles
from vbc_rules.quality.deciles import Deciles, deciles

figures = st.integers(0, 1000).map(lambda number: Fraction(number, 10))
nine = st.lists(figures, min_size=9, max_size=9).map(sorted)
directions = st.booleans()


def texts(values: list[Fraction]) -> list[str]:
    return [str(value) for value in values]


def by_percentiles(values: list[Fraction], *, higher: bool) -> Deciles:
    one = benchmark(kind="percentiles", values=percentiles(*texts(values)))
    found = deciles(one, higher_is_better=higher)
    assert found is not None
    return found


@given(values=nine, higher=directions, one=figures, other=figures)
def test_a_better_result_is_never_in_a_worse_decile(
    values: list[Fraction], *, higher: bool, one: Fraction, other: Fraction
) -> None:
    found = by_percentiles(values, higher=higher)
    worse, better = sorted((one, other), reverse=not higher)
    assert found.of(worse).number <= found.of(better).number


@given(values=nine, higher=directions, result=figures)
def test_no_result_is_in_an_empty_decile(
    values: list[Fraction], *, higher: bool, result: Fraction
) -> None:
    assert not by_percentiles(values, higher=higher).of(result).is_empty


@given(values=nine, higher=directions, result=figures)
def test_both_generations_of_a_benchmark_give_the_same_deciles(
    values: list[Fraction], *, higher: bool, result: Fraction
) -> None:
    starts = values if higher else values[::-1]
    earlier = deciles(benchmark(values=numbers(*texts(starts))), higher_is_better=higher)
    assert earlier == by_percentiles(values, higher=higher)
    assert earlier is not None
    assert earlier.of(result) == by_percentiles(values, higher=higher).of(result)


@given(nine, figures)
def test_an_inverse_measure_is_the_mirror_of_its_complement(
    values: list[Fraction], result: Fraction
) -> None:
    mirrored = sorted(100 - value for value in values)
    lower = by_percentiles(values, higher=False)
    higher = by_percentiles(mirrored, higher=True)
    assert lower.of(result).number == higher.of(100 - result).number
