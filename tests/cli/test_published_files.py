"""`vbc replay`, and settling on a carrier's own file by its layout."""

from __future__ import annotations

import csv
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.cli.office import Ran, install

RESULTS = """\
Group,Region,Target,Spent,Members,Paid
G1,north,1000000,900000,6000,75000
G2,south,2000000,1800000,700,100000
G3,south,500000,499000,900,0
"""
REPLAY = ("replay", "results.acme", "results.csv")
SETTLE = ("settle", "prairie.yaml", "--facts", "results.csv", "--period", "2022", "--format", "csv")


@pytest.fixture(autouse=True)
def results(site: Path, office: Path) -> Path:
    """Return the published file, with the plugin that reads it installed."""
    install(site, "acme_results", "results = tests.cli.results")
    (office / "results.csv").write_text(RESULTS, encoding="utf-8")
    return office / "results.csv"


def test_a_replay_counts_what_matches(vbc: Callable[..., Ran]) -> None:
    ran = vbc(*REPLAY, "--period", "2022")
    assert (ran.code, ran.err) == (0, "")
    assert ran.out == (
        "Acme shared savings, 2022\n"
        "results.csv\n"
        "\n"
        "3  published results\n"
        "3  matched within $1\n"
        "0  within the rounding of printed inputs\n"
        "0  unexplained\n"
    )


def test_a_replay_finds_the_year_by_the_columns(vbc: Callable[..., Ran]) -> None:
    assert vbc(*REPLAY).out == vbc(*REPLAY, "--period", "2022").out


def test_a_result_that_differs_is_shown_and_written(
    results: Path, office: Path, vbc: Callable[..., Ran]
) -> None:
    results.write_text(RESULTS.replace(",75000", ",80000"), encoding="utf-8")
    ran = vbc(*REPLAY, "--output", "out/compared.csv")
    assert (ran.code, ran.err) == (1, "wrote out/compared.csv\n")
    assert "1  unexplained\n" in ran.out
    with (office / "out/compared.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert rows[0] == {
        "entity": "G1",
        "published": "80000",
        "computed": "75000",
        "difference": "5000",
        "verdict": "unexplained",
        "reason": rows[0]["reason"],
    }
    assert [row["verdict"] for row in rows] == ["unexplained", "matched", "matched"]


def test_rows_of_other_contracts_are_left_out_and_counted(vbc: Callable[..., Ran]) -> None:
    ran = vbc(*SETTLE, "--layout", "results.of_2022")
    assert ran.code == 0
    assert [line.split(",")[1] for line in ran.out.splitlines()] == ["entity", "G1"]
    assert ran.err == "left out 2 rows of other contracts in results.csv\n"


DEFECTS = {
    "a column that is missing": ("Target", "Goal", "VBC441", "results.csv:1:1"),
    "a column that is there twice": ("Members,Paid", "Paid,Paid", "VBC443", "results.csv:1:"),
    "an entity written twice": ("G2", "G1", "VBC408", "results.csv:3:1"),
}
DEFECTS_OF_ROWS = {
    "a cell that is no number": ("900000", "many", "VBC445", "results.csv:2:18"),
    "a cell that is empty": ("1800000", "", "VBC406", "results.csv:3:18"),
    "a row of no contract": ("south,500000", "west,500000", "VBC446", "results.csv:4:"),
    "a row that is too short": (",700,100000", ",700", "VBC407", "results.csv:3:1"),
    "a row without an entity": ("G2", "", "VBC409", "results.csv:3:1"),
}


@pytest.mark.parametrize("defect", DEFECTS)
def test_a_defect_of_a_published_file_is_refused_at_its_place(
    defect: str, results: Path, office: Path, vbc: Callable[..., Ran]
) -> None:
    old, new, code, place = DEFECTS[defect]
    results.write_text(RESULTS.replace(old, new, 1), encoding="utf-8")
    ran = vbc(*REPLAY, "--period", "2022", "--output", "compared.csv")
    assert (ran.code, ran.out) == (1, "")
    assert ran.err.startswith(place)
    assert f"error {code}: " in ran.err
    assert not (office / "compared.csv").exists()


@pytest.mark.parametrize("defect", DEFECTS_OF_ROWS)
@pytest.mark.parametrize("period", [("--period", "2022"), ()])
def test_a_row_that_cannot_be_read_is_told_and_stops_no_other(
    defect: str, period: tuple[str, ...], results: Path, office: Path, vbc: Callable[..., Ran]
) -> None:
    old, new, code, place = DEFECTS_OF_ROWS[defect]
    results.write_text(RESULTS.replace(old, new, 1), encoding="utf-8")
    ran = vbc(*REPLAY, *period, "--output", "compared.csv")
    assert ran.code == 1
    assert ran.err.startswith(place)
    assert f"error {code}: " in ran.err
    assert "2  matched within $1\n" in ran.out
    assert f": not read, {code}: " in ran.out
    with (office / "compared.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    unread = int(place.split(":")[1]) - 2
    verdicts = [row["verdict"] for row in rows]
    assert verdicts == ["unexplained" if one == unread else "matched" for one in range(3)]
    assert rows[unread]["reason"].startswith(f"{code}: ")


def test_rows_that_cannot_be_read_for_different_reasons_are_all_told(
    results: Path, vbc: Callable[..., Ran]
) -> None:
    broken = RESULTS.replace("900000", "many").replace("1800000", "")
    results.write_text(broken, encoding="utf-8")
    ran = vbc(*REPLAY, "--period", "2022")
    assert [code in ran.err for code in ("VBC445", "VBC406")] == [True, True]
    assert "1  matched within $1\n2" not in ran.out
    assert [line.split(":")[0] for line in ran.out.splitlines() if "not read" in line] == [
        "  G1",
        "  G2",
    ]


def test_a_file_of_which_no_row_can_be_read_is_refused(
    results: Path, vbc: Callable[..., Ran]
) -> None:
    results.write_text(RESULTS.replace("00000", "00O00"), encoding="utf-8")
    ran = vbc(*REPLAY, "--period", "2022")
    assert (ran.code, ran.out) == (1, "")
    assert ran.err.count("VBC445: ") == ran.err.count("is not a number") > 2
    assert "VBC417" not in ran.err


def test_a_file_with_more_unreadable_rows_than_are_told_is_refused(
    results: Path, vbc: Callable[..., Ran]
) -> None:
    rows = "".join(f"H{number},north,many,1,1,1\n" for number in range(101))
    results.write_text(RESULTS + rows, encoding="utf-8")
    ran = vbc(*REPLAY, "--period", "2022")
    assert (ran.code, ran.out) == (1, "")
    assert "VBC420" in ran.err


QUESTIONS = {
    "a results file of another year": ((*REPLAY, "--period", "2023"), "VBC44", "results.csv"),
    "a year that is not published": ((*REPLAY, "--period", "2019"), "VBC521", ""),
    "a misspelt program": (("replay", "results.acmee", "results.csv"), "VBC302", "results.acme"),
    "a program of no plugin": (("replay", "apex.acme", "results.csv"), "VBC301", "apex"),
    "a file that is not there": (("replay", "results.acme", "nowhere.csv"), "VBC001", ""),
    "a file of facts": (("replay", "results.acme", "facts.csv"), "VBC522", "--period"),
    "a misspelt layout": ((*SETTLE, "--layout", "results.of_2020"), "VBC302", "results.of_202"),
    "the layout of another year": ((*SETTLE, "--layout", "results.of_2023"), "VBC44", "results"),
    "a published file without its layout": (SETTLE, "VBC403", "entity"),
    "an output that is a folder": ((*REPLAY, "--output", "."), "VBC701", "folder"),
}


@pytest.mark.parametrize("case", QUESTIONS)
def test_a_question_that_does_not_fit_the_file_is_refused(
    case: str, vbc: Callable[..., Ran]
) -> None:
    arguments, code, said = QUESTIONS[case]
    ran = vbc(*arguments)
    assert (ran.code, ran.out) == (1, "")
    assert f"error {code}" in ran.err
    assert said in ran.err


def test_a_file_without_rows_of_the_contract_is_refused(
    results: Path, vbc: Callable[..., Ran]
) -> None:
    results.write_text(RESULTS.replace("north", "south"), encoding="utf-8")
    ran = vbc(*SETTLE, "--layout", "results.of_2022")
    assert (ran.code, ran.out) == (1, "")
    assert "results.csv: error VBC448: " in ran.err


def test_a_comparison_over_the_published_file_is_wrong_usage(
    results: Path, vbc: Callable[..., Ran]
) -> None:
    ran = vbc(*REPLAY, "--output", "./results.csv")
    assert (ran.code, ran.out) == (2, "")
    assert results.read_text(encoding="utf-8") == RESULTS
