"""Every operation, in every back end, on values at and around each of its edges."""

from __future__ import annotations

from fractions import Fraction
from itertools import product
from typing import Any

import attrs
import pytest

from tests.evaluation.conformance import BACK_ENDS, check
from tests.models.operations import AxisOperations, Operations
from vbc_rules.evaluation.batch import BackEnd
from vbc_rules.evaluation.inputs import Inputs

EDITION = Operations.edition(2024)
NUMBERS = tuple(
    None if text == "-" else Fraction(text)
    for text in (
        "-", "0", "0.05", "-0.05", "0.15", "0.25", "-0.25", "0.499999", "0.5", "0.500001",
        "0.75", "1", "-1", "3", "999999.999999", "-0.000001",
    )
)  # fmt: skip
TRUTHS = (None, True, False)
OPTIONS = (None, "red", "blue", "green")


def row(**facts: Any) -> dict[str, Any]:
    facts = {name: Fraction(value) if isinstance(value, str | int) and name in "ab" else value
             for name, value in facts.items()}  # fmt: skip
    return {"a": None, "b": None, "p": None, "q": None, "option": None,
            "required": Fraction(1), **facts}  # fmt: skip


ROWS = [
    *(row(a=a, b=b, p=True, q=False) for a, b in product(NUMBERS, NUMBERS)),
    *(row(a=Fraction(1, 2), b=Fraction(3), p=p, q=q) for p, q in product(TRUTHS, TRUTHS)),
    *(row(option=option, p=p, a=Fraction(1)) for option in OPTIONS for p in TRUTHS),
    *(
        row(a=a, b=b, p=p, q=q)
        for a, b in (("0.5", 2), (2, "0.5"), (2, 2), (0, 0))
        for p in TRUTHS
        for q in TRUTHS
    ),
    row(required=None),
]


@pytest.mark.parametrize("back_end", BACK_ENDS)
@pytest.mark.parametrize("clause", sorted(EDITION.clauses))
def test_an_operation_gives_what_the_reference_gives(clause: str, back_end: BackEnd) -> None:
    outcomes = check(EDITION, Inputs({}), ROWS, [clause], back_end)
    assert len(set(map(repr, outcomes))) > 1


@pytest.mark.parametrize("back_end", BACK_ENDS)
def test_all_operations_together_give_what_the_reference_gives(back_end: BackEnd) -> None:
    sure = [name for name in EDITION.clauses if "row" not in name and "div" not in name]
    check(EDITION, Inputs({}), ROWS, sure, back_end)


def outcome(clause: str, back_end: BackEnd, **facts: Any) -> Any:
    return check(EDITION, Inputs({}), [row(**facts)] * 2, [clause], back_end)[0]


@pytest.mark.parametrize("back_end", BACK_ENDS)
@pytest.mark.parametrize(
    ("clause", "facts", "expected"),
    [
        ("half_up", {"a": Fraction("0.05")}, Fraction("0.05")),
        ("half_up", {"a": Fraction("-0.05")}, Fraction("-0.05")),
        ("half_even", {"a": Fraction("0.05")}, Fraction(0)),
        ("half_even", {"a": Fraction("0.15")}, Fraction("0.1")),
        ("down", {"a": Fraction("-0.15")}, Fraction("-0.05")),
        ("up", {"a": Fraction("-0.15")}, Fraction("-0.1")),
        ("row_that_starts", {"a": Fraction("0.5")}, Fraction("0.2")),
        ("row_that_starts", {"a": Fraction("0.499999")}, Fraction("0.1")),
        ("row_passed", {"a": Fraction("0.5")}, Fraction("0.1")),
        ("row_passed", {"a": Fraction("0.500001")}, Fraction("0.2")),
        ("row_of_quotient", {"a": Fraction(1), "b": Fraction(2)}, Fraction("0.2")),
        ("within_row", {"a": Fraction("0.75")}, None),
        ("row_of_row", {"option": "red"}, Fraction("0.25")),
        ("guarded_division", {"a": Fraction(1), "b": Fraction(0)}, Fraction(0)),
        ("guarded_lookup", {"a": Fraction(-1)}, Fraction(-1)),
        ("guarded_choice", {"option": "green"}, Fraction(0)),
        ("divide", {"a": Fraction(1)}, None),
        ("either", {"p": True}, None),
        ("replaced_by_quotient", {"a": Fraction(2), "b": Fraction(0)}, Fraction(2)),
    ],
)
def test_an_edge_comes_out_as_written(
    clause: str, facts: dict[str, Any], expected: Any, back_end: BackEnd
) -> None:
    assert outcome(clause, back_end, **facts) == (expected,)


@pytest.mark.parametrize("back_end", BACK_ENDS)
@pytest.mark.parametrize(
    ("clause", "facts", "code"),
    [
        ("divide", {"a": Fraction(1), "b": Fraction(0)}, "VBC504"),
        ("replaced_by_quotient", {"b": Fraction(0)}, "VBC504"),
        ("row_that_starts", {"a": Fraction("-0.000001")}, "VBC503"),
        ("row_passed", {"a": Fraction(0)}, "VBC503"),
        ("row_that_matches", {"option": "green"}, "VBC503"),
        ("paid", {"required": None}, "VBC501"),
    ],
)
def test_a_row_that_is_refused_carries_the_finding_of_the_reference(
    clause: str, facts: dict[str, Any], code: str, back_end: BackEnd
) -> None:
    assert [finding.code for finding in outcome(clause, back_end, **facts)] == [code]


AXES = AxisOperations.edition(2024)
ITEMS = ("i1", "i2", "i3")
SHARED = Inputs(
    {},
    parameters={
        "weight": {(item,): Fraction(n, 4) for n, item in enumerate(ITEMS, 1)},
        "most": {("g1",): Fraction("0.3")},
        "scale": {
            ("g1",): Operations.edition(2024).laws["starting"].value,
            ("g2",): ({"start": Fraction(0), "pays": Fraction(9), "bonus": None, "end": None},),
        },
    },
    members={"item": ITEMS},
    parents={"item": {"i1": "g1", "i2": "g1", "i3": "g2"}},
)
AXIS_ROWS = [
    {
        "x": dict(zip(((item,) for item in ITEMS), xs, strict=True)),
        "y": {("g1",): y, ("g2",): Fraction(1, 4)},
        "on": dict(zip(((item,) for item in ITEMS), on, strict=True)),
    }
    for xs in product((None, Fraction(1, 2), Fraction(0)), repeat=3)
    for y in (Fraction("0.5"), Fraction("0.3"), Fraction("-0.25"))
    for on in ((True, True, False), (False, False, False), (True, False, True))
]


@pytest.mark.parametrize("back_end", BACK_ENDS)
@pytest.mark.parametrize("clause", sorted(
    name for name, one in AXES.clauses.items() if not one.expression.axes
))  # fmt: skip
def test_an_aggregate_gives_what_the_reference_gives(clause: str, back_end: BackEnd) -> None:
    check(AXES, SHARED, AXIS_ROWS, [clause], back_end)


@pytest.mark.parametrize("back_end", BACK_ENDS)
def test_an_axis_without_entries_sums_to_nothing(back_end: BackEnd) -> None:
    rows = [{"x": {}, "on": {}, "y": AXIS_ROWS[0]["y"]}] * 2
    empty = attrs.evolve(SHARED, members={"item": ()})
    assert check(AXES, empty, rows, ["total_where", "least_where"], back_end)[0] == (0, None)


@pytest.mark.parametrize("back_end", BACK_ENDS)
def test_a_parameter_without_an_entry_matters_only_to_rows_that_read_it(back_end: BackEnd) -> None:
    weights: Any = SHARED.parameters["weight"]
    fewer = {entry: weight for entry, weight in weights.items() if entry != ("i3",)}
    shared = attrs.evolve(SHARED, parameters={**SHARED.parameters, "weight": fewer})
    outcomes = check(AXES, shared, AXIS_ROWS, ["guarded_where"], back_end)
    codes = {getattr(one[0], "code", "settled") for one in outcomes}
    assert codes == {"settled", "VBC502", "VBC504"}


@pytest.mark.parametrize("back_end", BACK_ENDS)
def test_an_entry_without_a_required_fact_is_refused(back_end: BackEnd) -> None:
    rows = [{**AXIS_ROWS[0], "on": {("i1",): True}}, AXIS_ROWS[1]]
    outcomes = check(AXES, SHARED, rows, ["count_on"], back_end)
    assert [finding.code for finding in outcomes[0]] == ["VBC502"]
