"""The numbered lines of a settlement."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest

from tests.models.gated_savings import GatedSavings, gated_inputs
from tests.unit.evaluation.evaluated import run as run_of
from tests.unit.settlement.unknown_origins import unknown_origin
from vbc_rules.evaluation.exact import Run
from vbc_rules.evaluation.telling import Reading
from vbc_rules.settlement.lines import Lines
from vbc_rules.settlement.origins import Origin
from vbc_rules.statements.settlement import Line


def lines(**facts: Any) -> Lines:
    run = Run(GatedSavings.edition(2024), gated_inputs(**facts))
    found = Lines(run, unknown_origin)
    found.clause("earned")
    return found


def line(found: Lines, name: str) -> Line:
    (one,) = (one for one in found.all if one.name == name)
    return one


def test_lines_are_numbered_without_gap_from_one() -> None:
    numbers = [one.number for one in lines().all]
    assert numbers == list(range(1, len(numbers) + 1))


def test_a_line_comes_after_every_line_it_reads() -> None:
    assert all(number < one.number for one in lines().all for number in one.inputs)


def test_the_result_is_the_last_line() -> None:
    last = lines().all[-1]
    assert (last.name, last.kind, last.value, last.shown) == (
        "earned", "clause", Fraction(160_000), "$160,000.00",
    )  # fmt: skip


def test_a_clause_line_has_formula_reason_citation_and_source() -> None:
    one = line(lines(), "counted")
    assert one.formula == "savings ($400,000.00)"
    assert one.because == "savings ($400,000.00) > $0.00 and beyond_minimum (yes)"
    assert one.cites == "Agreement 4.3"
    assert one.source.startswith("tests.models.gated_savings:")


def test_a_clause_that_two_clauses_read_has_one_line() -> None:
    assert [one.name for one in lines().all].count("savings") == 1


def test_a_cell_of_a_table_is_named_by_its_row() -> None:
    found = lines()
    assert line(found, "minimums[5,000].rate").value == Fraction("0.03")
    assert line(found, "tracks[low].sharing").kind == "table"


def test_an_entry_of_a_fact_is_named_and_a_missing_one_is_shown() -> None:
    assert line(lines(), "score[C]").shown == "missing"


def test_the_law_says_since_when_it_holds() -> None:
    one = line(lines(), "floor")
    assert (one.kind, one.source, one.cites) == ("constant", "law since 2020", "Exhibit Q")
    assert line(lines(), "tracks[low].cap").source == "law"


def test_a_given_value_has_the_origin_that_it_was_read_from() -> None:
    def origins(reading: Reading) -> Origin:
        return Origin(f"facts.csv:{reading.name}", "as reported")

    found = Lines(Run(GatedSavings.edition(2024), gated_inputs()), origins)
    found.clause("savings")
    assert line(found, "benchmark").source == "facts.csv:benchmark"
    assert line(found, "benchmark").cites == "as reported"


def test_terms_behind_a_branch_not_taken_have_no_line() -> None:
    names = {one.name for one in lines(elected_rate=Fraction("0.02")).all}
    assert "elected_rate" in names
    assert "beneficiaries" not in names


def test_a_clause_that_did_not_decide_the_result_can_be_asked_for_later() -> None:
    found = lines()
    before = found.all
    number = found.clause("savings")
    assert found.all == before
    assert found.all[number - 1].name == "savings"


def test_a_clause_with_an_axis_has_a_line_for_each_entry() -> None:
    run = run_of("self.target - self.spent", spent={"E1": 5, "E2": 7, "E3": 11},
                 target={"hip": 20, "knee": 10})  # fmt: skip
    found = Lines(run, unknown_origin)
    for episode, category in (("E1", "hip"), ("E3", "knee")):
        found.clause("tested", {"episode": episode, "category": category})
    assert [one.name for one in found.all] == [
        "target[hip]", "spent[E1]", "tested[E1]", "target[knee]", "spent[E3]", "tested[E3]",
    ]  # fmt: skip


@pytest.mark.parametrize("name", ["benchmark", "weight[A]", "savings"])
def test_the_title_is_that_of_the_declaration(name: str) -> None:
    titles = {"benchmark": "Benchmark expenditures", "weight[A]": "Measure weight",
              "savings": "savings"}  # fmt: skip
    assert line(lines(), name).title == titles[name]
