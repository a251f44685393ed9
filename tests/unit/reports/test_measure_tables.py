"""What a person must know about a benchmark stands beside it."""

from __future__ import annotations

import attrs
import pytest

from tests.unit.quality.samples import MEASURES, PRESSURE, benchmark, numbers, percentiles
from vbc_rules import Benchmark
from vbc_rules.quality.library import Library
from vbc_rules.reports.text.measures import (
    benchmark_document,
    benchmarks_text,
    measure_text,
    notes,
)

LIBRARY = Library(MEASURES, ())
TENS = percentiles("10", "20", "30", "40", "50", "60", "70", "80", "90")


@pytest.mark.parametrize(
    ("one", "expected"),
    [
        (benchmark(), []),
        (benchmark(topped_out="this_year"), ["topped out"]),
        (benchmark(topped_out="capped"), ["topped out, points capped"]),
        (
            benchmark(values=numbers("0", "9", "9", "9", "50", "60", "70", "80", "90")),
            ["empty deciles 3, 4"],
        ),
        (
            benchmark(values=numbers(*["100"] * 9)),
            ["one value separates the first decile from the last"],
        ),
        (benchmark(kind="percentiles", values=TENS), ["flat, ten percent a decile"]),
    ],
)
def test_the_notes_of_a_benchmark(one: Benchmark, expected: list[str]) -> None:
    assert list(notes(one, LIBRARY.deciles_of(one))) == expected


def test_a_benchmark_of_an_unknown_measure_has_no_deciles_and_no_direction() -> None:
    one = benchmark(measure="acme.nothing")
    assert benchmark_document(one, LIBRARY)["deciles"] is None
    assert list(benchmarks_text([one], LIBRARY))[1].split()[3] == "–"


def test_the_deciles_of_a_document_are_exact_texts() -> None:
    (first, second, *_) = benchmark_document(benchmark(), LIBRARY)["deciles"]
    assert first == {"decile": 1, "start": None, "end": "20", "empty": False}
    assert second == {"decile": 2, "start": "20", "end": "30", "empty": False}


@pytest.mark.parametrize(
    ("first", "last", "expected"),
    [(2024, None, "from 2024"), (None, 2023, "until 2023"), (2020, 2023, "2020–2023")],
)
def test_the_years_of_a_measure(first: int | None, last: int | None, expected: str) -> None:
    measure = attrs.evolve(PRESSURE, first_year=first, last_year=last)
    lines = measure_text(measure, [], LIBRARY)
    assert [line.split(maxsplit=1)[1] for line in lines if line.startswith("  years")] == [expected]


def test_text_of_a_plugin_cannot_draw_on_the_terminal() -> None:
    hostile = attrs.evolve(PRESSURE, title="\x1b[31mred")
    assert "\x1b" not in "\n".join(measure_text(hostile, [], LIBRARY))
