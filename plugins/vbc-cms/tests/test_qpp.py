"""The benchmark files of the Quality Payment Program are read as CMS means them."""

from __future__ import annotations

import json
from fractions import Fraction
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from vbc_cms.quality.qpp import read_benchmarks

from vbc_rules import Benchmark, Refusal
from vbc_rules.hooks.registry import Registry
from vbc_rules.quality.benchmark_files import load_benchmarks
from vbc_rules.quality.deciles import Deciles, deciles
from vbc_rules.quality.library import Library

PUBLISHED = Path(__file__).parents[4] / "shared" / "published" / "qpp"
ENTRY = {
    "measureId": "236",
    "performanceYear": 2026,
    "benchmarkYear": 2024,
    "submissionMethod": "registry",
    "isInverse": False,
    "isToppedOut": False,
    "isToppedOutByProgram": False,
    "metricType": "singlePerformanceRate",
    "averagePerformanceRate": 65.5,
    "percentiles": {str(number): number for number in (1, 10, 20, 30, 40, 50, 60, 70, 80, 90, 99)},
}
DECILES = {
    "measureId": "479",
    "performanceYear": 2022,
    "benchmarkYear": 2022,
    "submissionMethod": "administrativeClaims",
    "deciles": [0.1668, 0.1613, 0.157, 0.1533, 0.1499, 0.1464, 0.1424, 0.1378, 0.1315],
}


def read(*entries: Any) -> list[Benchmark]:
    return read_benchmarks(json.dumps(entries), "benchmarks.json")


def changed(**changes: Any) -> dict[str, Any]:
    return {**ENTRY, **changes}


def deciles_of(benchmark: Benchmark) -> Deciles:
    assert benchmark.higher_is_better is not None
    found = deciles(benchmark, higher_is_better=benchmark.higher_is_better)
    assert found is not None
    return found


def starts(benchmark: Benchmark) -> list[Fraction | None]:
    return [one.start for one in deciles_of(benchmark).deciles][1:]


# ---- entries


def test_an_entry_of_the_later_generation_has_percentiles() -> None:
    (benchmark,) = read(ENTRY)
    assert benchmark.id == "cms.qpp_2026_236_cqm"
    assert benchmark.measure == "cms.mips_236"
    assert (benchmark.kind, benchmark.unit) == ("percentiles", "percent")
    assert benchmark.average == Fraction("65.5")
    assert deciles_of(benchmark).is_flat


def test_an_entry_of_the_earlier_generation_has_deciles_and_shows_its_direction() -> None:
    (benchmark,) = read(DECILES)
    assert (benchmark.kind, benchmark.unit) == ("deciles", None)
    assert benchmark.higher_is_better is False
    assert benchmark.values["d2"] == Fraction("0.1668")
    assert deciles_of(benchmark).of(Fraction("0.13")).number == 10


def test_cost_measures_have_ten_deciles() -> None:
    costs = list(range(2000, 1000, -100))
    (benchmark,) = read({**DECILES, "measureId": "TPCC_1", "deciles": costs})
    assert benchmark.measure == "cms.mips_tpcc_1"
    assert next(iter(benchmark.values)) == "d1"
    assert deciles_of(benchmark).of(Fraction(1100)).number == 10


def test_percentiles_of_an_inverse_measure_are_read_from_above() -> None:
    (benchmark,) = read(changed(isInverse=True))
    assert starts(benchmark) == [Fraction(number) for number in range(90, 0, -10)]


def test_percentiles_written_in_another_order_are_the_same() -> None:
    turned = dict(reversed(ENTRY["percentiles"].items()))  # type: ignore[attr-defined]
    assert read(changed(percentiles=turned)) == read(ENTRY)


@pytest.mark.parametrize(
    ("this_year", "by_program", "expected"),
    [(False, False, "no"), (True, False, "this_year"), (True, True, "capped")],
)
def test_points_are_capped_only_where_the_program_says_so(
    this_year: bool,  # noqa: FBT001 - a column of the table above
    by_program: bool,  # noqa: FBT001 - the same
    expected: str,
) -> None:
    (benchmark,) = read(changed(isToppedOut=this_year, isToppedOutByProgram=by_program))
    assert benchmark.topped_out == expected


def test_percentiles_replace_deciles_where_an_entry_has_both() -> None:
    assert read(changed(deciles=[1, 2, 3])) == read(ENTRY)


def test_a_registry_of_its_own_names_measures_as_it_likes() -> None:
    (benchmark,) = read(changed(measureId="ACME-1 b"))
    assert benchmark.id == "cms.qpp_2026_acme_1_b_cqm"


def test_a_measure_for_medicare_patients_only_is_the_same_measure_collected_otherwise() -> None:
    (benchmark,) = read(changed(measureId="236SSP"))
    assert (benchmark.measure, benchmark.collected_by) == ("cms.mips_236", "payer_cqm")


def test_an_average_that_is_not_known_is_missing() -> None:
    (benchmark,) = read(changed(averagePerformanceRate=None))
    assert benchmark.average is None


@pytest.mark.parametrize(
    ("metric", "unit"),
    [
        ("singlePerformanceRate", "percent"),
        ("registryMultiPerformanceRate", "percent"),
        ("cahps", "points"),
        ("costScore", None),
        ("nonProportion", None),
    ],
)
def test_the_kind_of_metric_tells_the_unit(metric: str, unit: str | None) -> None:
    (benchmark,) = read(changed(metricType=metric))
    assert benchmark.unit == unit


# ---- bad input


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"measureId": None}, "has no measureId"),
        ({"measureId": " - "}, "has no measureId"),
        ({"submissionMethod": "fax"}, "(236) has the unknown submissionMethod 'fax'"),
        ({"submissionMethod": ["registry"]}, "(236) has the unknown submissionMethod"),
        ({"performanceYear": "2026"}, "(236) has no performanceYear"),
        ({"benchmarkYear": True}, "(236) has no benchmarkYear"),
        ({"percentiles": None}, "(236) has neither percentiles nor deciles"),
        ({"percentiles": {}, "deciles": []}, "(236) has neither percentiles nor deciles"),
        ({"percentiles": {"100": 1}}, "(236) has percentiles 100"),
        ({"percentiles": {"10": "ten"}}, "(236) has the value 'ten', which is no number"),
        ({"percentiles": {"10": 10**40}}, "(236) has a value with too many digits"),
        ({"averagePerformanceRate": "much"}, "(236) has the value 'much', which is no number"),
    ],
)
def test_an_entry_that_cannot_be_read_is_told(changes: dict[str, Any], said: str) -> None:
    with pytest.raises(Refusal) as caught:
        read(ENTRY, changed(**changes))
    (finding,) = caught.value.diagnostics
    assert finding.code == "VBC809"
    assert finding.message.startswith(f"Entry 2 of the file {said}")


def test_a_number_with_a_hostile_exponent_costs_no_time() -> None:
    text = json.dumps([ENTRY]).replace("65.5", "1e999999999")
    with pytest.raises(Refusal, match="too many digits"):
        read_benchmarks(text, "benchmarks.json")


def test_all_entries_that_cannot_be_read_are_told_at_once() -> None:
    with pytest.raises(Refusal) as caught:
        read(changed(measureId=None), 7, changed(performanceYear=None))
    assert len(caught.value.diagnostics) == 3


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[",
        "{}",
        '"text"',
        "[NaN]",
        "[1e999999999]",
        "[" * 100_000,
        '[{"measureId": "1", "measureId": "2"}]',
    ],
)
def test_a_text_that_is_no_list_of_benchmarks_is_refused(text: str) -> None:
    with pytest.raises(Refusal) as caught:
        read_benchmarks(text, "benchmarks.json")
    assert {finding.code for finding in caught.value.diagnostics} == {"VBC809"}


scalars = st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5)
values = st.recursive(
    scalars,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner),
    max_leaves=8,
)


def codes(entries: Any) -> set[str]:
    """Read entries and return the codes of the findings, if there are any."""
    try:
        read_benchmarks(json.dumps(entries), "benchmarks.json")
    except Refusal as refusal:
        return {finding.code for finding in refusal.diagnostics}
    return set()


@given(values)
def test_no_file_makes_the_reader_fail(entries: Any) -> None:
    assert codes(entries) <= {"VBC809"}


@given(st.sampled_from(sorted({**ENTRY, **DECILES})), values, st.sampled_from([ENTRY, DECILES]))
def test_no_value_of_an_entry_makes_the_reader_fail(
    key: str, value: Any, entry: dict[str, Any]
) -> None:
    assert codes([{**entry, key: value}]) <= {"VBC809"}


# ---- the published files


@cache
def published(year: int) -> dict[str, Benchmark]:
    path = PUBLISHED / f"benchmarks_{year}.json"
    if not path.is_file():
        pytest.skip(f"{path.name} is not beside the project folder")
    return {one.id: one for one in load_benchmarks(path, Registry.installed())}


COUNTS = {2022: (372, 83), 2024: (358, 75), 2026: (293, 66)}


@pytest.mark.published
@pytest.mark.parametrize("year", COUNTS)
def test_every_benchmark_of_a_file_is_read(year: int) -> None:
    found = published(year).values()
    inverse = [one for one in found if one.higher_is_better is False]
    assert (len(found), len(inverse)) == COUNTS[year]


@pytest.mark.published
@pytest.mark.parametrize("year", COUNTS)
def test_every_benchmark_of_a_file_tells_deciles(year: int) -> None:
    assert all(len(deciles_of(one).deciles) == 10 for one in published(year).values())


@pytest.mark.published
@pytest.mark.parametrize(
    ("id", "decile_2", "decile_10"),
    [
        ("cms.qpp_2026_001_ecqm", "93.98", "12.5"),
        ("cms.qpp_2026_236_ecqm", "45.28", "84.04"),
        ("cms.qpp_2026_134_ecqm", "2.7", "93.44"),
        ("cms.qpp_2026_479_administrative_claims", "0.1874", "0.1344"),
        ("cms.qpp_2026_484_administrative_claims", "65.09", "18.47"),
    ],
)
def test_deciles_of_2026_begin_where_the_rule_says(id: str, decile_2: str, decile_10: str) -> None:
    begin = starts(published(2026)[id])
    assert (begin[0], begin[-1]) == (Fraction(decile_2), Fraction(decile_10))


@pytest.mark.published
def test_a_benchmark_that_everybody_meets_is_a_single_step() -> None:
    found = deciles_of(published(2026)["cms.qpp_2026_024_claims"])
    assert found.is_single_step
    assert found.of(Fraction("99.99")).number == 1


@pytest.mark.published
def test_a_topped_out_benchmark_has_empty_deciles_that_no_result_reaches() -> None:
    found = deciles_of(published(2022)["cms.qpp_2022_005_cqm"])
    assert found.empty == (6, 7, 8, 9)
    assert found.of(Fraction(100)).number == 10
    assert published(2022)["cms.qpp_2022_005_cqm"].topped_out == "capped"


@pytest.mark.published
@pytest.mark.parametrize("year", [2024, 2026])
def test_the_benchmarks_that_the_plugin_carries_are_those_of_the_file(year: int) -> None:
    library = Library.installed(Registry.installed())
    carried = [one for one in library.benchmarks if one.id.startswith(f"cms.qpp_{year}_")]
    for one in carried:
        source = published(year)[one.id]
        assert (one.values, one.average) == (source.values, source.average), one.id
        assert one.higher_is_better == source.higher_is_better, one.id
    assert len(carried) == {2024: 31, 2026: 25}[year]


# ---- what the plugin carries


def test_measures_and_benchmarks_fit_together() -> None:
    library = Library.installed(Registry.installed())
    used = {one.measure for one in library.benchmarks}
    assert {"cms.mips_001", "cms.mips_236", "cms.mips_479"} <= used


def test_a_measure_from_memory_says_so() -> None:
    registry = Registry.installed()
    assert "from memory" in registry.quality_measure("cms.mips_112").cites
    assert "from memory" not in registry.quality_measure("cms.mips_236").cites


@pytest.mark.parametrize("id", ["001", "112", "113", "134", "236", "321", "479", "484"])
def test_every_measure_of_app_plus_is_declared(id: str) -> None:
    assert Registry.installed().quality_measure(f"cms.mips_{id}").identifiers["mips"] == id
