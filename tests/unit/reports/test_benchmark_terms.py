"""Benchmarks as the terms of a contract: strict YAML with exact numbers."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from tests.unit.quality.samples import MEASURES, READMISSION, benchmark, percentiles
from vbc_rules import Benchmark, Refusal
from vbc_rules.contracts.text.strict_yaml import parse_document
from vbc_rules.quality.library import Library
from vbc_rules.reports.text.benchmarks import benchmark_terms

LIBRARY = Library(MEASURES, ())


def terms(*benchmarks: Benchmark) -> Any:
    return parse_document("\n".join(benchmark_terms(benchmarks, LIBRARY)), "terms.yaml").value


def entries(found: Any, parameter: str) -> Any:
    return found["parameters"][parameter]["entries"]


def test_percentages_become_shares_that_begin_at_the_worst() -> None:
    starts = entries(terms(benchmark()), "decile_starts")["blood_pressure"]
    assert starts["d1"] == 0
    assert (starts["d2"], starts["d9"]) == (Decimal("0.2"), Decimal("0.85"))


def test_the_worst_of_an_inverse_percentage_is_all() -> None:
    tens = percentiles("10", "20", "30", "40", "50", "60", "70", "80", "90")
    inverse = benchmark(measure=READMISSION.id, kind="percentiles", values=tens)
    found = terms(inverse)
    assert entries(found, "decile_starts")["readmission"]["d1"] == 1
    assert entries(found, "decile_starts")["readmission"]["d2"] == Decimal("0.9")
    assert entries(found, "lower_is_better") == {"readmission": True}


def test_what_a_source_does_not_say_is_left_out() -> None:
    starts = entries(terms(benchmark(unit=None)), "decile_starts")["blood_pressure"]
    assert "d1" not in starts
    assert starts["d2"] == 20


def test_points_are_capped_only_where_the_program_caps_them() -> None:
    assert entries(terms(benchmark(topped_out="capped")), "topped_out") == {"blood_pressure": True}
    this_year = terms(benchmark(topped_out="this_year"))
    assert entries(this_year, "topped_out") == {"blood_pressure": False}


def test_an_entry_stands_for_its_measure() -> None:
    assert terms(benchmark())["measures"] == {"blood_pressure": "acme.blood_pressure"}


def test_one_of_two_benchmarks_of_a_measure_is_never_chosen() -> None:
    ecqm = benchmark(id="acme.ecqm", collected_by="ecqm")
    cqm = benchmark(id="acme.cqm", collected_by="cqm")
    with pytest.raises(Refusal) as caught:
        terms(ecqm, cqm)
    (finding,) = caught.value.diagnostics
    assert finding.code == "VBC808"
    assert finding.hint.endswith("2024 by cqm, 2024 by ecqm")


def test_benchmarks_without_deciles_are_told_in_a_comment() -> None:
    average = benchmark(id="acme.mean", kind="average", values={"average": 1})
    lines = list(benchmark_terms([average], LIBRARY))
    assert lines == ["# without deciles: acme.mean"]


def test_terms_are_cited_and_a_quote_in_a_source_stays_text() -> None:
    found = terms(benchmark(source='The "Acme" book'))
    assert found["parameters"]["decile_starts"]["cites"] == 'The "Acme" book; Exhibit C'
