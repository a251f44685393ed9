"""Measures and benchmarks of all plugins fit together, and a missing year is refused."""

from __future__ import annotations

import attrs
import pytest

from tests.unit.hooks.plugins import plugin
from tests.unit.quality.samples import PRESSURE, READMISSION, benchmark
from vbc_rules import Benchmark, Refusal
from vbc_rules.hooks.registry import Registry
from vbc_rules.quality.library import Library, one_of_each_measure

ECQM = benchmark(id="acme.ecqm", collected_by="ecqm")
CQM = benchmark(id="acme.cqm", collected_by="cqm")


def registry(*benchmarks: Benchmark) -> Registry:
    measures = [PRESSURE, READMISSION]
    return Registry.of(
        plugin(vbc_quality_measures=measures, vbc_quality_benchmarks=list(benchmarks))
    )


def refused(work: object) -> Refusal:
    with pytest.raises(Refusal) as caught:
        work()  # type: ignore[operator]
    return caught.value


def test_the_library_holds_what_plugins_declare() -> None:
    library = Library.installed(registry(ECQM))
    assert list(library.measures) == [PRESSURE.id, READMISSION.id]
    assert library.benchmarks_of(PRESSURE.id) == (ECQM,)
    assert library.concepts() == ("blood_pressure_control", "readmission")


def test_all_findings_about_benchmarks_come_at_once() -> None:
    wrong = [
        benchmark(),
        benchmark(id="acme.again"),
        benchmark(id="acme.inverse", measure=READMISSION.id),
        benchmark(id="acme.unknown", measure="acme.nothing"),
    ]
    refusal = refused(lambda: Library.installed(registry(*wrong)))
    assert [one.code for one in refusal.diagnostics] == ["VBC802", "VBC801", "VBC803"]


def test_deciles_take_the_direction_of_the_measure_where_the_source_has_none() -> None:
    library = Library({READMISSION.id: attrs.evolve(READMISSION)}, ())
    found = library.deciles_of(benchmark(measure=READMISSION.id))
    assert found is not None
    assert not found.higher_is_better
    assert library.deciles_of(benchmark(measure="acme.nothing")) is None


def test_the_benchmarks_of_a_measure_can_be_those_of_one_year() -> None:
    later = benchmark(id="acme.later", year=2025)
    library = Library({PRESSURE.id: PRESSURE}, (ECQM, later))
    assert library.benchmarks_of(PRESSURE.id) == (ECQM, later)
    assert library.benchmarks_of(PRESSURE.id, 2025) == (later,)


def test_a_year_without_a_benchmark_is_refused_with_the_years_there_are() -> None:
    library = Library({PRESSURE.id: PRESSURE}, (ECQM,))
    (finding,) = refused(lambda: library.benchmarks_of(PRESSURE.id, 2025)).diagnostics
    assert finding.code == "VBC804"
    assert finding.message == "`acme.blood_pressure` has no benchmark for 2025."
    assert finding.hint == "there is 2024 by ecqm; load the file of the year"


def test_a_measure_without_any_benchmark_has_none_in_a_year() -> None:
    library = Library({PRESSURE.id: PRESSURE}, ())
    (finding,) = refused(lambda: library.benchmarks_of(PRESSURE.id, 2025)).diagnostics
    assert (finding.code, finding.hint) == ("VBC804", "load the file")


def test_one_benchmark_of_each_measure_is_returned_as_it_is() -> None:
    other = benchmark(id="acme.other", measure=READMISSION.id)
    assert one_of_each_measure([ECQM, other]) == (ECQM, other)


def test_several_benchmarks_are_refused_never_chosen_from() -> None:
    (finding,) = refused(lambda: one_of_each_measure([ECQM, CQM])).diagnostics
    assert finding.code == "VBC808"
    assert finding.message == "`acme.blood_pressure` has 2 benchmarks."
