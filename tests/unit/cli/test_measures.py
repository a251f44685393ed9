"""`vbc measures` lists, shows and compares what is installed, or what a file holds."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from tests.unit.quality.test_files import BENCHMARK
from vbc_rules import Refusal
from vbc_rules.cli.main import cli

OURS = BENCHMARK.replace("measure: acme.blood_pressure", "measure: core.controlling_blood_pressure")


@pytest.fixture
def ours(tmp_path: Path) -> Path:
    path = tmp_path / "ours.yaml"
    path.write_text(OURS, encoding="utf-8")
    return path


def run(*arguments: str) -> Result:
    return CliRunner().invoke(cli, ["measures", *arguments])


def text(*arguments: str) -> str:
    result = run(*arguments)
    assert result.exit_code == 0, result.output
    return result.output


def document(*arguments: str) -> Any:
    return json.loads(text(*arguments, "--format", "json"))


def test_every_measure_of_core_is_listed() -> None:
    listed = text()
    for measure in ("core.readmission_rate", "core.total_cost_of_care", "core.specialist_leakage"):
        assert f"\n{measure} " in listed


@pytest.mark.parametrize(
    "concept",
    [
        "readmission_30_days",
        "breast_cancer_screening",
        "colorectal_cancer_screening",
        "hba1c_control",
        "blood_pressure_control",
        "depression_screening",
        "adult_immunization",
        "childhood_immunization",
        "patient_experience",
        "total_cost_of_care",
        "avoidable_emergency_visits",
        "specialist_leakage",
    ],
)
def test_core_has_a_measure_of_each_common_concept(concept: str) -> None:
    found = document("--concept", concept)["measures"]
    assert any(one["id"].startswith("core.") for one in found)
    assert {one["concept"] for one in found} == {concept}


def test_a_measure_is_shown_with_what_it_states() -> None:
    shown = text("--show", "core.glycemic_status_poor_control")
    assert "  better               lower\n" in shown
    assert "  ages                 18–75\n" in shown


def test_what_a_measure_does_not_state_is_not_shown() -> None:
    assert "ages" not in text("--show", "core.specialist_leakage")
    assert document("--show", "core.specialist_leakage")["ages"] is None


def test_the_benchmarks_of_a_file_stand_in_place_of_the_installed_ones(ours: Path) -> None:
    shown = document("--show", "core.controlling_blood_pressure", "--benchmarks", str(ours))
    (benchmark,) = shown["benchmarks"]
    assert benchmark["values"] == {"threshold": "0.6", "benchmark": "0.8125"}
    assert benchmark["deciles"] is None


def test_the_deciles_of_a_year_are_shown_with_empty_ones(tmp_path: Path) -> None:
    values = "{d2: 0, d3: 0.5, d4: 0.5, d5: 0.6, d6: 0.7, d7: 0.8, d8: 0.9, d9: 1, d10: 1}"
    text_ = OURS.replace("{threshold: 0.60, benchmark: 0.8125}", values)
    path = tmp_path / "deciles.yaml"
    path.write_text(text_.replace("threshold_and_benchmark", "deciles"), encoding="utf-8")
    show = ("--show", "core.controlling_blood_pressure", "--benchmarks", str(path))
    lines = text(*show, "--year", "2024").splitlines()
    assert lines[-11:] == [
        "  decile  from       up to, not with",
        "       1  the worst  0",
        "       2  0          0.5",
        "       3  empty",
        "       4  0.5        0.6",
        "       5  0.6        0.7",
        "       6  0.7        0.8",
        "       7  0.8        0.9",
        "       8  0.9        1",
        "       9  empty",
        "      10  1          the best",
    ]
    assert "decile  from" not in text(*show)


def test_the_benchmarks_of_a_file_are_printed_as_terms_of_a_contract(tmp_path: Path) -> None:
    values = "{d2: 0.1, d3: 0.2, d4: 0.3, d5: 0.4, d6: 0.5, d7: 0.6, d8: 0.7, d9: 0.8, d10: 0.9}"
    path = tmp_path / "deciles.yaml"
    written = OURS.replace("{threshold: 0.60, benchmark: 0.8125}", values)
    path.write_text(written.replace("threshold_and_benchmark", "deciles"), encoding="utf-8")
    terms = text("--benchmarks", str(path), "--format", "terms")
    assert "  controlling_blood_pressure: core.controlling_blood_pressure\n" in terms
    none = text("--benchmarks", str(path), "--format", "terms", "--by", "survey")
    assert none == ""


def test_a_year_without_a_benchmark_is_a_finding(ours: Path) -> None:
    show = ("--show", "core.controlling_blood_pressure", "--benchmarks", str(ours))
    refusal = run(*show, "--year", "2025").exception
    assert isinstance(refusal, Refusal)
    assert [finding.code for finding in refusal.diagnostics] == ["VBC804"]


def test_a_file_of_benchmarks_is_listed_and_filtered(ours: Path) -> None:
    assert "threshold=0.6 benchmark=0.8125" in text("--benchmarks", str(ours))
    none = document("--benchmarks", str(ours), "--concept", "hba1c_control")
    assert none == {"benchmarks": []}


def test_a_comparison_gives_each_verdict_with_its_fields() -> None:
    (poor_and_good,) = [
        one
        for one in document("--compare", "hba1c_control")["comparisons"]
        if one["measures"] == ["core.glycemic_status_control", "core.glycemic_status_poor_control"]
    ]
    assert poor_and_good["verdict"] == "different"
    assert poor_and_good["differing"] == ["criterion", "direction"]


def test_a_single_measure_has_nothing_to_be_compared_with() -> None:
    assert "nothing to compare it with" in text("--compare", "specialist_leakage")


@pytest.mark.parametrize(
    "arguments",
    [
        ("--concept", "hba1c_control", "--show", "core.readmission_rate"),
        ("--compare", "hba1c_control", "--concept", "hba1c_control"),
        ("--reader", "core.nothing"),
        ("--year", "2024"),
        ("--format", "terms"),
        ("--by", "fax"),
    ],
)
def test_options_that_exclude_each_other_are_wrong_usage(arguments: tuple[str, ...]) -> None:
    assert run(*arguments).exit_code == 2


@pytest.mark.parametrize(
    ("arguments", "code", "hint"),
    [
        (("--show", "core.readmision_rate"), "VBC302", "did you mean `core.readmission_rate`?"),
        (("--concept", "hba1c_contrl"), "VBC807", "did you mean `hba1c_control`?"),
        (("--benchmarks", "absent.yaml"), "VBC001", "check the path"),
    ],
)
def test_a_mistake_is_a_finding(arguments: tuple[str, ...], code: str, hint: str) -> None:
    refusal = run(*arguments).exception
    assert isinstance(refusal, Refusal)
    (finding,) = refusal.diagnostics
    assert (finding.code, finding.hint) == (code, hint)
