"""Measures and benchmarks of an invented carrier."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import attrs

from vbc_rules import Ages, Benchmark, Measure

PRESSURE = Measure(
    id="acme.blood_pressure",
    title="Blood pressure under control",
    steward="Acme",
    version="2024",
    concept="blood_pressure_control",
    criterion="blood_pressure_below_140_90",
    higher_is_better=True,
    unit="rate",
    type="intermediate_outcome",
    collected_by=("administrative_claims", "hybrid"),
    population="Members with hypertension",
    cites="Exhibit B",
    denominator="hypertension",
    ages=Ages(18, 85),
    window="12 months",
    minimum_denominator=30,
)
READMISSION = attrs.evolve(
    PRESSURE,
    id="acme.readmission",
    concept="readmission",
    criterion="unplanned_readmission",
    higher_is_better=False,
)
MEASURES = {one.id: one for one in (PRESSURE, READMISSION)}


def numbers(*texts: str) -> dict[str, Fraction]:
    """Return values named like deciles 2, 3 and so on."""
    return {f"d{number}": Fraction(text) for number, text in enumerate(texts, 2)}


def percentiles(*texts: str) -> dict[str, Fraction]:
    """Return the percentiles 10 to 90."""
    return {f"p{10 * number}": Fraction(text) for number, text in enumerate(texts, 1)}


def benchmark(**changes: Any) -> Benchmark:
    """Return a benchmark of blood pressure, with some of its fields changed."""
    sample = Benchmark(
        id="acme.blood_pressure_2024",
        measure=PRESSURE.id,
        year=2024,
        kind="deciles",
        values=numbers("20", "30", "40", "50", "60", "70", "80", "85", "90"),
        unit="percent",
        source="Acme",
        cites="Exhibit C",
    )
    return attrs.evolve(sample, **changes)
