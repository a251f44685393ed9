"""Measures and benchmarks as data files: read exactly, refused with all findings."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from fractions import Fraction
from pathlib import Path

import pytest

from vbc_rules import Ages, Refusal
from vbc_rules.quality.files import read_benchmarks, read_measures
from vbc_rules.quality.schema import schema_texts

ROOT = Path(__file__).parents[3]

MEASURE = """\
measures:
  acme.blood_pressure:
    title: Blood pressure under control
    steward: Acme
    version: "2024"
    concept: blood_pressure_control
    criterion: blood_pressure_below_140_90
    direction: higher_is_better
    unit: rate
    type: intermediate_outcome
    collected_by: [hybrid]
    population: Members with hypertension
    ages: {from: 18, to: 85}
    window: 12 months
    minimum_denominator: 30
    years: {from: 2024}
    identifiers: {hedis: CBP}
    cites: Exhibit B
"""
BENCHMARK = """\
benchmarks:
  acme.blood_pressure_2024:
    measure: acme.blood_pressure
    year: 2024
    collected_by: hybrid
    kind: threshold_and_benchmark
    unit: rate
    direction: higher_is_better
    values: {threshold: 0.60, benchmark: 0.8125}
    source: Acme
    read_on: 2024-03-01
    cites: Exhibit C
"""


@pytest.fixture
def write(tmp_path: Path) -> Callable[[str], Path]:
    def written(text: str) -> Path:
        path = tmp_path / "data.yaml"
        path.write_text(text, encoding="utf-8")
        return path

    return written


Write = Callable[[str], Path]


def test_a_measure_says_what_the_file_says(write: Write) -> None:
    (measure,) = read_measures(write(MEASURE))
    assert measure.id == "acme.blood_pressure"
    assert measure.higher_is_better
    assert measure.ages == Ages(18, 85)
    assert (measure.first_year, measure.last_year) == (2024, None)
    assert measure.identifiers == {"hedis": "CBP"}
    assert measure.place is not None
    assert measure.place.line == 2


def test_what_a_measure_does_not_state_is_none(write: Write) -> None:
    lines = [line for line in MEASURE.splitlines() if "ages" not in line and "window" not in line]
    (measure,) = read_measures(write("\n".join(lines)))
    assert (measure.ages, measure.window) == (None, None)


def test_a_benchmark_is_read_exactly(write: Write) -> None:
    (benchmark,) = read_benchmarks(write(BENCHMARK))
    assert benchmark.values == {"threshold": Fraction(3, 5), "benchmark": Fraction(13, 16)}
    assert benchmark.read_on == date(2024, 3, 1)
    assert benchmark.collected_by == "hybrid"
    assert benchmark.average is None


@pytest.mark.parametrize(
    ("before", "after", "code"),
    [
        ("unit: rate", "unit: rates", "VBC105"),
        ("direction: higher_is_better\n", "direcion: higher_is_better\n", "VBC101"),
        ("    cites: Exhibit B\n", "", "VBC102"),
        ("acme.blood_pressure:", "blood_pressure:", "VBC106"),
        ("window: 12 months", "window: a year", "VBC106"),
        ("ages: {from: 18, to: 85}", "ages: {from: 85, to: 18}", "VBC805"),
        ("    steward: Acme\n", "    steward: Acme\n    steward: Acme\n", "VBC013"),
    ],
)
def test_a_mistake_in_a_file_of_measures_is_told(
    write: Write, before: str, after: str, code: str
) -> None:
    with pytest.raises(Refusal) as caught:
        read_measures(write(MEASURE.replace(before, after, 1)))
    assert code in {finding.code for finding in caught.value.diagnostics}
    assert all(finding.place for finding in caught.value.diagnostics)


@pytest.mark.parametrize(
    ("before", "after", "code"),
    [
        ("year: 2024", "year: twenty", "VBC103"),
        ("benchmark: 0.8125", "benchmark: 0.5", "VBC802"),
        ("benchmark: 0.8125", "goal: 0.8", "VBC805"),
        ("    read_on: 2024-03-01\n", "", "VBC102"),
    ],
)
def test_a_mistake_in_a_file_of_benchmarks_is_told(
    write: Write, before: str, after: str, code: str
) -> None:
    with pytest.raises(Refusal) as caught:
        read_benchmarks(write(BENCHMARK.replace(before, after, 1)))
    assert code in {finding.code for finding in caught.value.diagnostics}


@pytest.mark.parametrize(("name", "text"), sorted(schema_texts().items()))
def test_the_committed_schema_is_up_to_date(name: str, text: str) -> None:
    assert (ROOT / "schemas" / name).read_text("utf-8") == text
