"""Results become facts by a layout; nothing of a file is dropped in silence."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from pathlib import Path

import pytest

from tests.unit.facts.measures.layouts import LAYOUT, layout
from tests.unit.facts.measures.samples import (
    MEASURE,
    bundle,
    codes,
    count_of,
    group,
    qrda,
    read_csv,
    read_fhir,
    read_qrda,
    report,
)
from vbc_rules import Refusal
from vbc_rules.core.targets_met import TargetsMet
from vbc_rules.facts.declared import facts_of_model
from vbc_rules.facts.measures.facts import ResultFacts, result_facts
from vbc_rules.facts.measures.results import ResultFile
from vbc_rules.hooks.registry import Registry

YEAR = (date(2024, 1, 1), date(2024, 12, 31))
HEADER = "entity,measure,numerator,denominator"


@pytest.fixture(scope="module")
def registry() -> Registry:
    return Registry.installed()


class Mapper:
    """Makes facts of files by one layout."""

    def __init__(self, folder: Path, registry: Registry) -> None:
        self.folder, self.registry = folder, registry

    def __call__(self, file: ResultFile, text: str = LAYOUT) -> ResultFacts:
        declared = facts_of_model(TargetsMet, 2024)
        return result_facts(file, layout(self.folder, text), declared, self.registry, YEAR)

    def refused(self, file: ResultFile, text: str = LAYOUT) -> list[str]:
        with pytest.raises(Refusal) as caught:
            self(file, text)
        return codes(caught.value)


@pytest.fixture
def mapped(tmp_path: Path, registry: Registry) -> Mapper:
    return Mapper(tmp_path, registry)


def remarks(found: ResultFacts) -> list[str]:
    return [one.code for one in found.remarks]


def test_one_measure_gives_the_same_facts_from_every_kind_of_file(mapped: Mapper) -> None:
    counts = group(numerator=60, denominator=100, denominator_exclusion=10)
    populations = count_of("DENOM", 100) + count_of("NUMER", 60) + count_of("DENEX", 10)
    files = [
        read_fhir(report(counts, reporter={"reference": "north"})),
        read_qrda(qrda(populations)),
        read_csv(f"{HEADER},denominator_exclusion\nnorth,CBP,60,100,10\n"),
    ]
    wanted = {"rate": {("pressure",): Fraction(6667, 10000)}, "denominator": {("pressure",): 90}}
    tables = [mapped(file).table for file in files]
    assert [(table.entities, table.facts_of(0)) for table in tables] == [(("north",), wanted)] * 3


def test_a_measure_is_known_by_the_identifiers_that_it_declares(mapped: Mapper) -> None:
    table = mapped(read_csv(f"{HEADER}\nA,BCS-E,30,40\n")).table
    assert table.facts_of(0)["rate"] == {("screening",): Fraction(3, 4)}


def test_each_reporter_is_an_entity_with_the_measures_that_it_has(mapped: Mapper) -> None:
    table = mapped(read_csv(f"{HEADER}\nA,CBP,30,40\nB,CBP,40,40\nA,BCS-E,20,40\n")).table
    assert table.entities == ("A", "B")
    assert table.members_of(1) == {"measure": ("pressure",)}


def test_a_reporter_may_be_called_otherwise_than_the_entity(mapped: Mapper) -> None:
    text = f"{LAYOUT}entities: {{Organization/north: A1}}\n"
    assert mapped(read_fhir(report(group(numerator=1, denominator=50))), text).table.entities == (
        "A1",
    )


def test_the_system_of_the_entity_chooses_among_identifiers(mapped: Mapper) -> None:
    reporter = {"reference": "Organization/n", "identifier": {"system": "urn:s", "value": "7"}}
    file = read_fhir(report(group(numerator=1, denominator=50), reporter=reporter))
    assert mapped(file, f"{LAYOUT}entity_system: urn:s\n").table.entities == ("7",)
    assert mapped.refused(file, f"{LAYOUT}entity_system: urn:t\n") == ["VBC409"]


def test_a_figure_may_be_scaled(mapped: Mapper) -> None:
    text = LAYOUT.replace("figure: rate, decimals: 4", "figure: score, times: 0.01")
    table = mapped(read_csv("entity,measure,score,denominator\nA,CBP,75,40\n"), text).table
    assert table.facts_of(0)["rate"] == {("pressure",): Fraction(3, 4)}


def test_a_rate_above_one_is_refused_by_the_fact(mapped: Mapper) -> None:
    text = LAYOUT.replace("figure: rate, decimals: 4", "figure: score")
    file = read_csv("entity,measure,score,denominator\nA,CBP,75,40\n")
    assert mapped.refused(file, text) == ["VBC412"]


def test_a_rate_with_more_decimals_than_the_fact_has_is_refused(mapped: Mapper) -> None:
    text = LAYOUT.replace("figure: rate, decimals: 4", "figure: rate")
    assert mapped.refused(read_csv(f"{HEADER}\nA,CBP,30,90\n"), text) == ["VBC411"]


def test_a_small_denominator_is_kept_and_marked(mapped: Mapper) -> None:
    found = mapped(read_csv(f"{HEADER}\nA,CBP,9,12\n"))
    assert remarks(found) == ["VBC460"]
    assert found.table.facts_of(0)["rate"] == {("pressure",): Fraction(3, 4)}


def test_a_rate_of_no_case_is_missing_and_never_zero(mapped: Mapper) -> None:
    found = mapped(read_csv(f"{HEADER}\nA,CBP,0,0\n"))
    assert remarks(found) == ["VBC460", "VBC464"]
    assert found.table.facts_of(0) == {"denominator": {("pressure",): 0}}


def test_a_figure_that_is_not_reported_is_told(mapped: Mapper) -> None:
    found = mapped(read_csv("entity,measure,denominator\nA,CBP,40\n"))
    assert remarks(found) == ["VBC464"]


@pytest.mark.parametrize(
    "days",
    [
        {"start": "2023-01-01", "end": "2023-12-31"},
        {"start": "2024-01-01", "end": "2024-11-30"},
        {"start": "2024-01-01", "end": "2025-12-31"},
    ],
)
def test_a_result_of_another_period_is_refused(mapped: Mapper, days: dict[str, str]) -> None:
    file = read_fhir(report(group(numerator=1, denominator=50), period=days))
    assert mapped.refused(file) == ["VBC457"]


def test_the_layout_may_want_another_period(mapped: Mapper) -> None:
    days = {"start": "2023-07-01", "end": "2024-06-30"}
    file = read_fhir(report(group(numerator=1, denominator=50), period=days))
    text = f"{LAYOUT}period: {{from: 2023-07-01, to: 2024-06-30}}\n"
    assert mapped(file, text).table.entities == ("Organization/north",)


def test_an_unknown_measure_is_refused_with_the_one_that_was_meant(mapped: Mapper) -> None:
    file = read_fhir(report(group(), measure=f"{MEASURE}s"))
    with pytest.raises(Refusal) as caught:
        mapped(file)
    (finding,) = caught.value.diagnostics
    assert finding.code == "VBC458"
    assert finding.hint.startswith(f"did you mean `{MEASURE}`?")


def test_other_measures_may_be_left_out_and_are_told(mapped: Mapper) -> None:
    file = read_csv(f"{HEADER}\nA,CBP,30,40\nA,XYZ,1,2\n")
    found = mapped(file, f"{LAYOUT}other_measures: left_out\n")
    assert remarks(found) == ["VBC463"]
    assert "XYZ" in found.remarks[0].message


def test_a_second_result_for_an_entry_is_refused(mapped: Mapper) -> None:
    file = read_csv(f"{HEADER}\nA,CBP,30,40\nA,cms165,31,40\n")
    assert mapped.refused(file) == ["VBC459"]


def test_of_several_rates_the_layout_names_the_one_that_is_meant(mapped: Mapper) -> None:
    one = {**group(numerator=30, denominator=40), "id": "all"}
    other = {**group(numerator=10, denominator=40), "id": "young"}
    file = read_fhir(report(one, other))
    assert mapped.refused(file) == ["VBC459"]
    named = LAYOUT.replace("    minimum_", "    group: young\n    minimum_")
    found = mapped(file, named)
    assert found.table.facts_of(0)["rate"] == {("pressure",): Fraction(1, 4)}
    assert remarks(found) == ["VBC463"]


@pytest.mark.parametrize(
    "changed", [{"type": "individual"}, {"type": "data-collection"}, {"status": "pending"}]
)
def test_what_is_no_complete_summary_is_left_out_and_told(
    mapped: Mapper, changed: dict[str, str]
) -> None:
    good = report(group(numerator=30, denominator=40))
    other = report(group(numerator=1, denominator=1), **changed)
    assert remarks(mapped(read_fhir(bundle(good, other)))) == ["VBC463"]
    assert mapped.refused(read_fhir(other)) == ["VBC417"]


def test_a_fact_that_the_contract_does_not_have_is_refused(mapped: Mapper) -> None:
    text = LAYOUT.replace("  denominator:", "  denominater:")
    file = read_csv(f"{HEADER}\nA,CBP,30,40\n")
    assert mapped.refused(file, text) == ["VBC404"]


def test_a_measure_that_nobody_declares_is_refused(mapped: Mapper) -> None:
    text = LAYOUT.replace("core.breast_cancer_screening", "core.brest_cancer_screening")
    assert mapped.refused(read_csv(f"{HEADER}\nA,CBP,30,40\n"), text) == ["VBC302"]


@pytest.mark.parametrize(("code", "wanted"), [("increase", []), ("decrease", ["VBC811"])])
def test_a_report_in_the_other_direction_than_its_measure_is_refused(
    mapped: Mapper, code: str, wanted: list[str]
) -> None:
    counts = group(numerator=30, denominator=40)
    notation = {"coding": [{"code": code}]}
    file = read_fhir(report(counts, measure="BCS-E", improvementNotation=notation))
    assert (mapped.refused(file) if wanted else remarks(mapped(file))) == wanted


def test_remarks_of_the_reader_are_told_as_well(mapped: Mapper) -> None:
    file = read_csv(f"{HEADER},score\nA,CBP,30,40,0.9\n")
    assert remarks(mapped(file)) == ["VBC462"]
