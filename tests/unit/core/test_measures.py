"""The built-in measures are those that most contracts pay for, and an example uses them."""

from __future__ import annotations

from pathlib import Path

from vbc_rules.contracts.load import load_contract
from vbc_rules.core import plugin
from vbc_rules.hooks.registry import Registry
from vbc_rules.quality.library import Library

SCORECARD = Path(__file__).parents[3] / "contract_specs" / "example" / "harbor-scorecard.yaml"
INVERSE = {
    "core.avoidable_emergency_share",
    "core.avoidable_emergency_visits",
    "core.emergency_department_utilization",
    "core.glycemic_status_poor_control",
    "core.plan_all_cause_readmissions",
    "core.readmission_rate",
    "core.specialist_leakage",
    "core.total_cost_of_care",
}


def test_lower_is_better_for_these_measures_only() -> None:
    measures = Registry.of(plugin).quality_measures()
    assert {one.id for one in measures if not one.higher_is_better} == INVERSE


def test_a_measure_that_a_contract_defines_names_no_steward_of_its_own() -> None:
    agreed = [one for one in Registry.of(plugin).quality_measures() if one.version == "as agreed"]
    assert {one.steward for one in agreed} == {"Contract"}
    assert all(one.minimum_denominator is None for one in agreed)


def test_a_figure_that_nobody_has_checked_says_so() -> None:
    for one in Registry.of(plugin).quality_measures():
        if one.steward != "Contract":
            assert "from memory" in one.cites, one.id


def test_the_scorecard_uses_a_measure_of_each_common_concept() -> None:
    [stream] = load_contract(SCORECARD, Registry.installed()).quality
    measures = Library.installed(Registry.of(plugin)).measures
    assert {measures[id].concept for id in stream.measures.values()} == {
        "adult_immunization",
        "avoidable_emergency_visits",
        "blood_pressure_control",
        "breast_cancer_screening",
        "childhood_immunization",
        "colorectal_cancer_screening",
        "depression_screening",
        "hba1c_control",
        "patient_experience",
        "readmission_30_days",
        "specialist_leakage",
    }
