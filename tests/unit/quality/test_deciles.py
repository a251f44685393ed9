"""Deciles go from the worst to the best, whichever way the source writes them."""

from __future__ import annotations

from fractions import Fraction

import pytest

from tests.unit.quality.samples import benchmark, numbers, percentiles
from vbc_rules.quality.deciles import Deciles, deciles

TENS = ("10", "20", "30", "40", "50", "60", "70", "80", "90")


def found(*, higher: bool, **changes: object) -> Deciles:
    result = deciles(benchmark(**changes), higher_is_better=higher)
    assert result is not None
    return result


def starts(one: Deciles) -> list[Fraction | None]:
    return [decile.start for decile in one.deciles]


def test_percentiles_of_a_measure_where_higher_is_better_begin_deciles_2_to_10() -> None:
    one = found(higher=True, kind="percentiles", values=percentiles(*TENS))
    assert starts(one) == [None, *map(Fraction, TENS)]


def test_percentiles_of_an_inverse_measure_are_read_from_above() -> None:
    one = found(higher=False, kind="percentiles", values=percentiles(*TENS))
    assert starts(one) == [None, *map(Fraction, reversed(TENS))]


@pytest.mark.parametrize(
    ("result", "expected"), [("0", 1), ("9.99", 1), ("10", 2), ("19.99", 2), ("90", 10), ("99", 10)]
)
def test_what_begins_a_decile_belongs_to_it(result: str, expected: int) -> None:
    one = found(higher=True, kind="percentiles", values=percentiles(*TENS))
    assert one.of(Fraction(result)).number == expected


@pytest.mark.parametrize(
    ("result", "expected"), [("100", 1), ("90.01", 1), ("90", 2), ("10", 10), ("0", 10)]
)
def test_deciles_of_an_inverse_measure_are_mirrored(result: str, expected: int) -> None:
    one = found(higher=False, kind="percentiles", values=percentiles(*TENS))
    assert one.of(Fraction(result)).number == expected


def test_a_result_never_lies_in_an_empty_decile() -> None:
    values = numbers("0", "92", "96", "98", "100", "100", "100", "100", "100")
    one = found(higher=True, values=values)
    assert one.empty == (6, 7, 8, 9)
    assert one.of(Fraction(100)).number == 10
    assert one.of(Fraction(99)).number == 5


def test_one_value_for_all_deciles_is_a_single_step() -> None:
    one = found(higher=True, values=numbers(*["100"] * 9))
    assert one.is_single_step
    assert one.of(Fraction("99.9")).number == 1
    assert one.of(Fraction(100)).number == 10


@pytest.mark.parametrize("higher", [True, False])
def test_ten_percent_a_decile_is_flat(*, higher: bool) -> None:
    one = found(higher=higher, kind="percentiles", values=percentiles(*TENS))
    assert one.is_flat
    assert not one.is_single_step


def test_measured_deciles_are_not_flat() -> None:
    assert not found(higher=True).is_flat


def test_ten_deciles_say_where_the_first_one_begins() -> None:
    values = {"d1": Fraction(10), **benchmark().values}
    assert found(higher=True, values=values).deciles[0].start == 10


def test_a_benchmark_without_deciles_has_none() -> None:
    average = benchmark(kind="average", values={"average": Fraction(1)})
    assert deciles(average, higher_is_better=True) is None
    few = benchmark(kind="percentiles", values={"p50": Fraction(1)})
    assert deciles(few, higher_is_better=True) is None
