"""The verdict on two measures rests on declared fields only."""

from __future__ import annotations

from typing import Any

import attrs
import pytest

from tests.unit.quality.samples import MEASURES, PRESSURE, benchmark
from vbc_rules import Ages, Benchmark, Refusal
from vbc_rules.quality.crosswalk import Comparison, compare, crosswalk, profile
from vbc_rules.quality.library import Library

SOURCED = [benchmark()]


def compared(benchmarks: list[Benchmark] | None = None, **changes: Any) -> Comparison:
    other = attrs.evolve(PRESSURE, id="other.blood_pressure", **changes)
    mine = profile(PRESSURE, SOURCED)
    return compare(mine, profile(other, SOURCED if benchmarks is None else benchmarks))


def test_equal_fields_are_the_same() -> None:
    assert compared() == Comparison(PRESSURE.id, "other.blood_pressure", "same", (), ())


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"denominator": "hypertension_with_visit"}, "denominator"),
        ({"ages": Ages(18, 75)}, "ages"),
        ({"window": "6 months"}, "window"),
        ({"minimum_denominator": 20}, "minimum_denominator"),
        ({"collected_by": ("ecqm",)}, "collected_by"),
    ],
)
def test_a_gradual_difference_makes_two_measures_near(changes: dict[str, Any], field: str) -> None:
    found = compared(**changes)
    assert (found.verdict, found.differing) == ("near", (field,))


def test_another_source_of_benchmarks_makes_two_measures_near() -> None:
    found = compared([benchmark(source="Another payer")])
    assert (found.verdict, found.differing) == ("near", ("benchmark_source",))


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"higher_is_better": False}, "direction"),
        ({"criterion": "blood_pressure_below_130_80"}, "criterion"),
        ({"unit": "points"}, "unit"),
        ({"type": "process"}, "type"),
    ],
)
def test_a_decisive_difference_makes_two_measures_different(
    changes: dict[str, Any], field: str
) -> None:
    found = compared(**changes)
    assert (found.verdict, found.differing) == ("different", (field,))


def test_what_one_does_not_state_is_never_taken_as_equal() -> None:
    found = compared(ages=None)
    assert (found.verdict, found.unstated) == ("near", ("ages",))


def test_prose_does_not_move_the_verdict() -> None:
    found = compared(title="Another title", population="Other words", cites="Elsewhere")
    assert found.verdict == "same"


def test_the_order_of_collection_types_does_not_matter() -> None:
    assert compared(collected_by=("hybrid", "administrative_claims")).verdict == "same"


def test_a_crosswalk_compares_each_two_measures_of_a_concept() -> None:
    others = [attrs.evolve(PRESSURE, id=f"other.measure_{number}") for number in range(3)]
    library = Library({one.id: one for one in (*MEASURES.values(), *others)}, ())
    found = crosswalk(library, "blood_pressure_control")
    assert len(found.profiles) == 4
    assert len(found.comparisons) == 6


def test_an_unknown_concept_is_refused_with_the_one_that_was_meant() -> None:
    with pytest.raises(Refusal) as caught:
        crosswalk(Library(MEASURES, ()), "blood_presure_control")
    (finding,) = caught.value.diagnostics
    assert (finding.code, finding.hint) == ("VBC807", "did you mean `blood_pressure_control`?")
