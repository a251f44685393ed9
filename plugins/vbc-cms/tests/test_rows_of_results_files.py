"""Rows as results files of years print them, each with the amount that the rules give.

The rows are invented; headings are those of the files.
"""

from __future__ import annotations

import csv
import io
from fractions import Fraction
from pathlib import Path

import pytest

from vbc_rules.diagnostics import Refusal
from vbc_rules.hooks.registry import Registry
from vbc_rules.settlement.replay import ReplayedRow, replay

Row = dict[str, str]

ANY = {"ACO_ID": "A1", "N_AB": "10000", "ABtotBnchmk": "$ 100,000,000", "Adv_Pay_Amt": "."}
OF_2013 = {
    "ACO Identifier": "A1",
    "Start Date": "4/1/2012",
    "Track 2 ACO": "Yes",
    "Quality Score": "P4R",
    "Final sharing rate": "60.0%",
    "Minimum Savings Rate (%)": "2",
    "Total benchmark expenditures ($)": "100,000,000",
    "Total savings/losses ($)": "140,000,000",
    "Shared Savings ($)": "(40,000,000)",
    "Shared Losses ($)": "-",
    "Total number of assigned beneficiaries": "5,000,000",
    "": "10,000",
}
OF_2014 = ANY | {
    "Start_Date": "01/01/2013",
    "Track1": "0",
    "Track2": "1",
    "MinSavPerc": "0.0002",
    "QualScore": "P4R",
    "ABtotExp": "140000000",
    "FinalShareRate": "0.6",
    "EarnSaveLoss": "-7,500,000",
}
OF_2015 = {
    "x": "1",
    "aco_name": "North",
    "n_ab": "59800",
    "minsavperc": "2",
    "qualscore": "1",
    "abtotbnchmk": "600000000",
    "abtotexp": "580000000",
    "finalsharerate": "0.5",
    "earnsaveloss": "9800000",
}
OF_2016 = {
    "x": "1",
    "aco_name": "North",
    "current_start_date": "2016-01-01",
    "current_track_1": "1",
    "current_track_2": "0",
    "current_track_3": "0",
    "n_ab": "10000",
    "minsavperc": "3%",
    "met_qps": "1",
    "qualscore": "NA",
    "abtotbnchmk": "100000000",
    "abtotexp": "95000000",
    "finalsharerate": "50%",
    "earnsaveloss": "2450000",
}
OF_2023 = ANY | {
    "Current_Start_Date": "1/1/22 0:00",
    "Current_Track": "E",
    "MinSavPerc": "2.00%",
    "DisAdj": "",
    "Impact_Mid_Year_Termination": "0",
    "Met_QPS": "1",
    "Met_AltQPS": "0",
    "Met_30pctl": "1",
    "QualScore": "80.00%",
    "ABtotExp": "110,000,000",
    "EarnSaveLoss": "- $ 3,000,000",
    "Rev_Exp_Cat": "Low Revenue",
}
OF_2024 = {
    **{name: cell for name, cell in OF_2023.items() if name != "Met_30pctl"},
    "Current_Start_Date": "2024/01/01",
    "Met_40pctl": "1",
    "MinSavPerc": "3",
    "Current_Track": "BASIC Level A",
    "ABtotExp": "98,000,000",
    "EarnSaveLoss": "392,000",
    "Guardrail": "",
    "AIPBalance": "-",
}


def replayed(tmp_path: Path, year: int, *rows: Row) -> tuple[ReplayedRow, ...]:
    text = io.StringIO()
    writer = csv.DictWriter(text, list(rows[0]))
    writer.writeheader()
    writer.writerows(rows)
    file = tmp_path / "results.csv"
    file.write_text(text.getvalue(), encoding="utf-8")
    registry = Registry.installed()
    return replay(registry.published_program("cms.mssp"), file, registry, year).rows


def verdict(tmp_path: Path, year: int, row: Row) -> tuple[Fraction | None, str, str]:
    [found] = replayed(tmp_path, year, row)
    return found.computed, found.verdict, found.cause


def test_the_first_year_of_an_agreement_of_2012_is_2013(tmp_path: Path) -> None:
    """A loss of 40 % is shared by 40 % and ends at 5 % of the benchmark."""
    assert verdict(tmp_path, 2013, OF_2013) == (-5_000_000, "matched", "")


@pytest.mark.parametrize(
    ("start", "owed"),
    [("4/1/2012", 7_500_000), ("1/1/2013", 7_500_000), ("1/1/2014", 5_000_000), ("", 10_000_000)],
)
def test_the_loss_limit_of_2014_is_that_of_the_year_in_the_track(
    tmp_path: Path, start: str, owed: int
) -> None:
    row = OF_2014 | {"Start_Date": start, "EarnSaveLoss": str(-owed)}
    assert verdict(tmp_path, 2014, row) == (-owed, "matched", "")


def test_a_large_aco_whose_sliding_rate_prints_as_two_percent_is_in_track_1(
    tmp_path: Path,
) -> None:
    assert verdict(tmp_path, 2015, OF_2015) == (9_800_000, "matched", "")


def test_a_smaller_aco_at_two_percent_is_in_track_2(tmp_path: Path) -> None:
    row = OF_2015 | {"n_ab": "59000", "finalsharerate": "0.6", "earnsaveloss": "11760000"}
    assert verdict(tmp_path, 2015, row) == (11_760_000, "matched", "")


@pytest.mark.parametrize("changed", [{}, {"met_qps": ""}, {"qualscore": "P4R"}])
def test_the_standard_met_without_a_score_is_a_year_of_reporting(
    tmp_path: Path, changed: Row
) -> None:
    assert verdict(tmp_path, 2016, OF_2016 | changed) == (2_450_000, "matched", "")


@pytest.mark.parametrize("changed", [{"met_qps": "0"}, {"met_qps": "", "finalsharerate": "0"}])
def test_without_the_standard_nothing_is_earned(tmp_path: Path, changed: Row) -> None:
    row = OF_2016 | {"aco_name": "South", "earnsaveloss": "-"} | changed
    _, found = replayed(tmp_path, 2016, OF_2016, row)
    assert (found.computed, found.verdict) == (0, "matched")


def test_neither_standard_nor_sharing_rate_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Refusal, match="VBC406"):
        replayed(tmp_path, 2016, OF_2016 | {"met_qps": "", "finalsharerate": ""})


@pytest.mark.parametrize(("earned", "result"), [("100,000", "matched"), ("0", "within rounding")])
def test_a_stated_rate_may_have_been_rounded_to_what_decides(
    tmp_path: Path, earned: str, result: str
) -> None:
    """Below 500 beneficiaries the rate of 25.42 % can be one at which savings fall short.

    What is earned of them ends at 10 % of the benchmark.
    """
    savings = {
        "abtotbnchmk": "1000000",
        "abtotexp": "745800",
        "n_ab": "152",
        "minsavperc": "25.42%",
    }
    found = verdict(tmp_path, 2016, OF_2016 | savings | {"earnsaveloss": earned})
    assert found == (100_000, result, "")


def test_a_fixed_loss_ends_at_the_limit_by_the_benchmark(tmp_path: Path) -> None:
    assert verdict(tmp_path, 2023, OF_2023) == (-3_000_000, "matched", "")


@pytest.mark.parametrize("earned", ["0", "-", "-100,000"])
def test_relief_can_leave_less_of_a_loss_within_an_unpublished_limit(
    tmp_path: Path, earned: str
) -> None:
    row = OF_2023 | {"DisAdj": "-1,000,000", "EarnSaveLoss": earned}
    assert verdict(tmp_path, 2023, row) == (-2_000_000, "explained", "participant_revenue")


def test_nothing_owed_without_relief_is_unexplained(tmp_path: Path) -> None:
    row = OF_2023 | {"EarnSaveLoss": "0"}
    assert verdict(tmp_path, 2023, row) == (-3_000_000, "unexplained", "")


def test_a_loss_of_the_months_before_a_termination_is_explained(tmp_path: Path) -> None:
    """ENHANCED at a score of 80 % owes 40 % of a loss of $10,000,000, for eight months of it."""
    row = OF_2023 | {
        "Current_Track": "EN",
        "Impact_Mid_Year_Termination": "1",
        "EarnSaveLoss": "-2,666,667",
    }
    assert verdict(tmp_path, 2023, row) == (-4_000_000, "explained", "months_of_period")


@pytest.mark.parametrize(
    ("year", "row", "earned"), [(2023, OF_2023, 2_450_000), (2024, OF_2024, 1_960_000)]
)
def test_a_first_year_may_print_a_word_for_its_score(
    tmp_path: Path, year: int, row: Row, earned: int
) -> None:
    paid = {"QualScore": "P4R", "ABtotExp": "95,000,000", "EarnSaveLoss": f"${earned:,}"}
    assert verdict(tmp_path, year, row | paid) == (earned, "matched", "")


def test_a_low_revenue_aco_of_2024_shares_half_below_its_minimum(tmp_path: Path) -> None:
    assert verdict(tmp_path, 2024, OF_2024) == (392_000, "matched", "")


def test_empty_cells_beyond_the_headings_are_no_cells(tmp_path: Path) -> None:
    file = tmp_path / "results.csv"
    head, cells = ",".join(OF_2016), ",".join(OF_2016.values())
    file.write_text(f"\ufeff{head}\r\n{cells},, \r\n,,,\r\n\r\n", encoding="utf-8")
    registry = Registry.installed()
    compared = replay(registry.published_program("cms.mssp"), file, registry, 2016)
    assert [row.verdict for row in compared.rows] == ["matched"]
