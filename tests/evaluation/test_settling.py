"""What a batch accepts, what it hands on to another back end, and what it refuses."""

from __future__ import annotations

import sys
from fractions import Fraction
from typing import Any

import numpy as np
import pytest

from tests.evaluation import families
from tests.evaluation.conformance import BACK_ENDS
from tests.models.operations import Operations
from vbc_rules.diagnostics import Refusal
from vbc_rules.evaluation.batch import BackEnd, ResultColumn, RowSettler, ScaledColumn, settle_rows
from vbc_rules.evaluation.batch.blocks import STRETCH
from vbc_rules.evaluation.inputs import Inputs

EDITION = Operations.edition(2024)
NOTHING = Inputs({})


def settled(
    columns: dict[str, Any], count: int, clause: str, back_end: BackEnd | None = None
) -> list[Any]:
    given = {"required": [Fraction(1)] * count, **columns}
    found = settle_rows(EDITION, NOTHING, given, count, [clause], back_end=back_end)
    return [found.exact_value(row, clause) for row in range(count)]


@pytest.mark.parametrize("back_end", BACK_ENDS)
@pytest.mark.parametrize(
    "column",
    [
        [Fraction("1.5"), None, Fraction(-2)],
        ScaledColumn([150, 7, -200], 2, [False, True, False]),
        ScaledColumn(np.array([150, 7, -200]), 2, np.array([False, True, False])),
        ScaledColumn(np.array([15, 7, -20], np.int16), 1, [False, True, False]),
        ScaledColumn([1_500_000_000, 7, -2_000_000_000], 9, [False, True, False]),
        ScaledColumn(np.array([1_500_000_000, 7, -2_000_000_000]), 9, (False, True, False)),
    ],
)
def test_a_column_may_be_values_or_scaled_integers(column: Any, back_end: BackEnd) -> None:
    expected = [Fraction(3), None, Fraction("-0.5")]
    b = [Fraction("1.5")] * 3
    assert settled({"a": column, "b": b}, 3, "add", back_end) == expected


@pytest.mark.parametrize("back_end", BACK_ENDS)
def test_a_choice_may_be_positions_in_its_own_options(back_end: BackEnd) -> None:
    options = ("green", "blue", "red")
    column = ScaledColumn(np.array([2, 1, 0, 0]), 0, np.array([0, 0, 0, 1], bool), options)
    assert settled({"option": column}, 4, "is_red", back_end) == [True, False, False, None]


@pytest.mark.parametrize("back_end", BACK_ENDS)
def test_a_yes_no_may_be_zeros_and_ones(back_end: BackEnd) -> None:
    column = ScaledColumn(np.array([1, 0], np.uint8))
    assert settled({"p": column}, 2, "opposite", back_end) == [False, True]


@pytest.mark.parametrize("back_end", BACK_ENDS)
def test_no_rows_give_no_results(back_end: BackEnd) -> None:
    assert settled({"a": [], "b": []}, 0, "add", back_end) == []


@pytest.mark.parametrize("back_end", BACK_ENDS)
def test_integers_beyond_64_bits_are_settled_all_the_same(back_end: BackEnd) -> None:
    column = ScaledColumn([10**30, -(10**30), 1], 6)
    found = settled({"a": column, "b": column}, 3, "multiply", back_end)
    assert found == [10**48, 10**48, Fraction(1, 10**12)]


def test_an_outlier_costs_its_own_stretch_only() -> None:
    values = np.full(STRETCH + 3, 5, np.int64)
    values[1] = 2**62
    b = ScaledColumn(values, 6)
    given = {"required": ScaledColumn(np.ones(STRETCH + 3, np.int64)), "a": b, "b": b}
    found = RowSettler(EDITION, NOTHING).settle(given, STRETCH + 3, ["quotients"], "numpy")
    assert found.redone == STRETCH
    five = Fraction(5, 10**6)
    for row in (0, STRETCH, STRETCH + 2):
        assert found.exact_value(row, "quotients") == five / (five**2 + 1) + five / (five**2 + 2)
    big = Fraction(2**62, 10**6)
    assert found.exact_value(1, "quotients") == big / (big**2 + 1) + big / (big**2 + 2)


@pytest.mark.parametrize("back_end", BACK_ENDS)
def test_cents_are_plain_integers(back_end: BackEnd) -> None:
    contract = families.corridors()
    columns = {"benchmark": ScaledColumn([10_000_000_00, 5], 2), "cost": [Fraction(9_000_000)] * 2,
               "equity_adjustment": [Fraction(0)] * 2}  # fmt: skip
    found = settle_rows(
        contract.edition, contract.shared, columns, 2, ["settlement"], back_end=back_end
    )
    column = found.columns["settlement", ()]
    assert (column.unit, column.denominators) == (Fraction(1, 100), None)
    assert column.numerators[0] == 98_000_000


@pytest.mark.parametrize("back_end", BACK_ENDS)
def test_a_clause_with_axes_is_given_for_each_of_its_entries(back_end: BackEnd) -> None:
    contract = families.bundles()
    entries = [(f"e{number}",) for number in range(1, 5)]
    columns = {"spending": dict.fromkeys(entries, [Fraction(5000)] * 2),
               "case_mix": dict.fromkeys(entries, [Fraction(1)] * 2),
               "quality": [Fraction(1)] * 2}  # fmt: skip
    found = settle_rows(
        contract.edition, contract.shared, columns, 2, ["target", "reconciliation"],
        back_end=back_end,
    )  # fmt: skip
    assert [key for key in found.columns if key[0] == "reconciliation"] == [
        ("reconciliation", ("knee",)), ("reconciliation", ("heart",)),
    ]  # fmt: skip
    assert found.exact_value(1, "target", ["e2"]) == 24_250
    assert found.exact_value(1, "reconciliation", ["knee"]) == 2 * (24_250 - 5_000)


def test_without_a_back_end_few_and_many_rows_are_alike() -> None:
    few = settled({"a": [Fraction(7, 10)] * 3, "b": [Fraction(1)] * 3}, 3, "divide")
    many = settled({"a": [Fraction(7, 10)] * 3_000, "b": [Fraction(1)] * 3_000}, 3_000, "divide")
    assert few == many[:3] == [Fraction(7, 10)] * 3


def test_many_rows_without_numpy_are_refused_with_the_command(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setitem(sys.modules, "numpy", None)
    with pytest.raises(Refusal) as refused:
        settled({"a": [Fraction(1)] * 2}, 2, "add", "numpy")
    assert refused.value.diagnostics[0].code == "VBC550"
    assert refused.value.diagnostics[0].hint == 'pip install "vbc-rules[batch]"'


def test_few_rows_need_no_numpy(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "numpy", None)
    assert settled({"a": [None], "b": [Fraction(1)]}, 1, "replaced") == [1]


@pytest.mark.parametrize(
    ("columns", "clause"), [({"a": [Fraction(1)]}, "add"), ({}, "no_such_clause")]
)
def test_a_question_that_does_not_fit_is_refused(columns: dict[str, Any], clause: str) -> None:
    with pytest.raises(Refusal) as refused:
        settled(columns, 2, clause)
    assert [finding.code for finding in refused.value.diagnostics] == ["VBC551"]


def test_a_missing_parameter_is_refused_once_for_all_rows() -> None:
    contract = families.corridors()
    with pytest.raises(Refusal) as refused:
        settle_rows(contract.edition, NOTHING, {}, 2, ["settlement"])
    assert [finding.code for finding in refused.value.diagnostics] == ["VBC501"]


@pytest.mark.parametrize(
    "value", [None, Fraction(3, 200), Fraction(1, 3), Fraction(10**30), Fraction(0)]
)
@pytest.mark.parametrize("denominators", [None, [7, 1]])
def test_a_column_takes_any_value_the_reference_gives(
    value: Fraction | None, denominators: list[int] | None
) -> None:
    column = ResultColumn(np.array([100, 200]), denominators, Fraction(1, 100), None)
    kept = column.value(1)
    column.put(0, value)
    assert (column.value(0), column.value(1)) == (value, kept)
