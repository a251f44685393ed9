"""Every quality result that CMS published, computed again from the published rates.

The files lie in a folder `shared/published` beside the project folder; without them the
tests are skipped.
"""

from __future__ import annotations

import csv
from collections import Counter
from pathlib import Path

import pytest

from vbc_rules.hooks.registry import Registry
from vbc_rules.reports.text.replay import replay_csv, scoreboard
from vbc_rules.settlement.replay import Replay, replay

PUBLISHED = Path(__file__).resolve().parents[4] / "shared" / "published"
FILES = {
    "cms.hvbp": ("hvbp", 2024),
    "cms.hrrp": ("hrrp/FY2024_hrrp_hospital.csv", 2024),
    "cms.hac": ("hac/FY2024_hac_hospital.csv", 2024),
    "cms.stars": ("stars", 2022),
}


def replayed(program: str) -> Replay:
    name, period = FILES[program]
    if not (PUBLISHED / name).exists():
        pytest.skip(f"the published results are not at hand: {PUBLISHED / name}")
    registry = Registry.installed()
    return replay(registry.published_program(program), PUBLISHED / name, registry, period)


@pytest.fixture(scope="module")
def hospital_scores() -> Replay:
    return replayed("cms.hvbp")


@pytest.fixture(scope="module")
def star_ratings() -> Replay:
    return replayed("cms.stars")


def test_every_point_and_score_of_every_hospital_is_the_published_one(
    hospital_scores: Replay,
) -> None:
    verdicts = Counter(row.verdict for row in hospital_scores.rows)
    assert verdicts == {"matched": len(hospital_scores.rows)}


def test_no_kind_of_hospital_score_is_left_out(hospital_scores: Replay) -> None:
    assert hospital_scores.results() == {
        "": 400,
        "achievement": 3750,
        "improvement": 3669,
        "measure_score": 3750,
        "dimension_achievement": 3200,
        "dimension_improvement": 3176,
        "dimension_score": 3200,
        "survey_base": 400,
        "consistency": 400,
        "domain_score": 1518,
    }


def test_every_excess_readmission_ratio_is_the_published_one() -> None:
    ratios = replayed("cms.hrrp")
    assert Counter(row.verdict for row in ratios.rows) == {"matched": 1066, "within rounding": 33}


def test_a_ratio_within_rounding_differs_in_the_last_printed_decimal() -> None:
    ratios = replayed("cms.hrrp")
    inexact = {abs(row.difference or 0) for row in ratios.rows if row.verdict != "matched"}
    assert [f"{float(one):.4f}" for one in sorted(inexact)] == ["0.0001"]


def test_every_total_score_and_reduction_for_acquired_conditions_is_the_published_one() -> None:
    scores = replayed("cms.hac")
    found = Counter((row.result, row.verdict) for row in scores.rows)
    assert found == {
        ("total_score", "matched"): 343,
        ("total_score", "within rounding"): 30,
        ("payment_factor", "matched"): 400,
    }


def test_stars_follow_their_cut_points_or_have_a_named_cause(star_ratings: Replay) -> None:
    causes = Counter(row.cause or row.verdict for row in star_ratings.rows)
    assert causes == {
        "matched": 2105,
        "prior_year": 91,
        "prior_year_value": 5,
        "survey_significance": 143,
    }


@pytest.mark.parametrize("measure", ["C04", "C28", "D01", "D07"])
def test_a_measure_without_an_exception_follows_its_cut_points_always(
    star_ratings: Replay, measure: str
) -> None:
    rows = [row for row in star_ratings.rows if row.result == f"measure_stars[{measure}]"]
    assert {row.verdict for row in rows} == {"matched"}


def test_stars_of_the_prior_year_explain_no_survey(star_ratings: Replay) -> None:
    surveys = ("C03", "C17", "C18", "C19", "C20", "C21", "C22", "D05", "D06")
    explained = {row.result[-4:-1] for row in star_ratings.rows if row.cause == "prior_year"}
    assert explained.isdisjoint(surveys)


def test_the_scoreboard_counts_each_kind_of_result(hospital_scores: Replay) -> None:
    lines = scoreboard(hospital_scores).splitlines()
    assert "23,463  matched exactly" in lines
    assert "1,518  domain score: 1,518 matched" in lines


def test_the_csv_says_which_result_a_line_is_about(hospital_scores: Replay) -> None:
    header, first, second, *_ = replay_csv(hospital_scores).splitlines()
    assert header == "entity,result,published,computed,difference,verdict,reason"
    assert first == "010001,,0.15583333333333,0.15583333333333,0,matched,"
    assert second == "010001,achievement[MORT-30-AMI],6,6,0,matched,"


def test_a_hospital_of_which_nothing_is_available_has_nothing_to_compare(tmp_path: Path) -> None:
    name, period = FILES["cms.hvbp"]
    if not (PUBLISHED / name).exists():
        pytest.skip(f"the published results are not at hand: {PUBLISHED / name}")
    for source in (PUBLISHED / name).glob("*.csv"):
        with source.open(encoding="utf-8-sig", newline="") as file:
            headings, *rows = csv.reader(file)
        first_score = headings.index("County/Parish") + 1
        known = [*rows[0][:first_score]]
        known[headings.index("Facility ID")] = "999999"
        unavailable = ["Not Available"] * (len(headings) - first_score)
        with (tmp_path / source.name).open("w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows([headings, *rows[:2], known + unavailable])
    registry = Registry.installed()
    compared = replay(registry.published_program("cms.hvbp"), tmp_path, registry, period)
    assert {row.entity for row in compared.rows} == {"010001", "010005"}
    assert {row.verdict for row in compared.rows} == {"matched"}


RATIOS = (
    "Facility ID,Measure Name,Excess Readmission Ratio,"
    "Predicted Readmission Rate,Expected Readmission Rate\n"
)
PRINTED = "000001,READM-30-AMI-HRRP,0.9332,12.9044,13.8283\n"


@pytest.mark.parametrize(
    "word", ["N/A", "NA", "Not Available", "Not Applicable", "Too Few to Report", "--", ""]
)
def test_a_ratio_that_is_not_printed_has_nothing_to_compare(word: str, tmp_path: Path) -> None:
    file = tmp_path / "ratios.csv"
    none = f"000002,READM-30-HF-HRRP,{word},{word},{word}\n"
    file.write_text(RATIOS + PRINTED + none, encoding="utf-8")
    registry = Registry.installed()
    compared = replay(registry.published_program("cms.hrrp"), file, registry, 2024)
    assert [(row.entity, row.verdict) for row in compared.rows] == [("000001", "matched")]
