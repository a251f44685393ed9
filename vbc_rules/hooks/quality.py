"""What a plugin declares about quality: measures, benchmarks, and readers of benchmark files."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from fractions import Fraction
from typing import Literal, get_args

import attrs

from vbc_rules.diagnostics import Place

Unit = Literal[
    "rate", "percent", "points", "stars", "ratio", "per_100", "per_1000", "usd", "usd_pmpm"
]
"""What a result of a measure is counted in; a rate is a share of 1, per_100 is by person-years."""

MeasureType = Literal[
    "structure",
    "process",
    "intermediate_outcome",
    "outcome",
    "patient_reported_outcome",
    "experience",
    "cost",
    "utilisation",
]

CollectionType = Literal[
    "administrative_claims",  # computed by the payer from claims
    "claims",  # quality codes that the provider writes on claims
    "ecqm",  # from the electronic health record, all patients
    "cqm",  # through a registry, all patients
    "payer_cqm",  # through a registry, the payer's own patients only
    "ecds",  # from electronic clinical data that the payer holds
    "hybrid",  # claims, with a sample of medical records
    "survey",
    "web_interface",  # a sample that the payer draws
]

Topped = Literal["no", "this_year", "capped"]
"""Whether nearly all reach the best value: in this year, or so long that points are capped."""

BenchmarkKind = Literal[
    "deciles", "percentiles", "cut_points", "threshold_and_benchmark", "targets", "average"
]

UNITS: tuple[str, ...] = get_args(Unit)
MEASURE_TYPES: tuple[str, ...] = get_args(MeasureType)
COLLECTION_TYPES: tuple[str, ...] = get_args(CollectionType)
BENCHMARK_KINDS: tuple[str, ...] = get_args(BenchmarkKind)
TOPPED: tuple[str, ...] = get_args(Topped)


@attrs.frozen
class Ages:
    """The ages of a measure's population, both included; None leaves a side open."""

    youngest: int | None = None
    oldest: int | None = None

    def __str__(self) -> str:
        """Return the range as people write it: 18–85, 12+, up to 17."""
        if self.oldest is None:
            return f"{self.youngest or 0}+"
        return f"{self.youngest}–{self.oldest}" if self.youngest else f"up to {self.oldest}"


@attrs.frozen
class Measure:
    """A quality measure, as far as contracts and comparisons need it; never its specification.

    `criterion` names what a case must meet to count, such as `blood_pressure_below_140_90`:
    two measures with one criterion count the same thing. `denominator` names in the same
    way who is counted, which `population` says in words. `window` is the time in which it
    may have happened, such as `27 months`. None or nothing means that this is not stated.
    `identifiers` are its names elsewhere.
    """

    id: str
    title: str
    steward: str
    version: str
    concept: str
    criterion: str
    higher_is_better: bool
    unit: Unit
    type: MeasureType
    population: str
    cites: str
    collected_by: tuple[CollectionType, ...] = ()
    denominator: str | None = None
    ages: Ages | None = None
    window: str | None = None
    minimum_denominator: int | None = None
    first_year: int | None = None
    last_year: int | None = None
    identifiers: Mapping[str, str] = attrs.field(factory=dict)
    place: Place | None = attrs.field(default=None, eq=False, repr=False)


@attrs.frozen
class Benchmark:
    """What the results of a measure are compared with in one performance year.

    `values` are exact, by name, in the order of the source and in `unit`: `d2` to `d10` (or
    `d1`) are the values with which deciles begin, `p1` to `p99` percentiles of the results,
    `threshold` and `benchmark` (and `floor`), `average`; cut points and targets have names
    of their own. All but percentiles stand from the worst to the best.

    `higher_is_better` is what the source says itself, None where it does not.
    `baseline_year` is the year of the results that it was made of.
    """

    id: str
    measure: str
    year: int
    kind: BenchmarkKind
    values: Mapping[str, Fraction]
    unit: Unit | None
    source: str
    cites: str
    collected_by: CollectionType | None = None
    population: str = ""
    baseline_year: int | None = None
    higher_is_better: bool | None = None
    average: Fraction | None = None
    topped_out: Topped = "no"
    read_on: date | None = None
    place: Place | None = attrs.field(default=None, eq=False, repr=False)


@attrs.frozen
class BenchmarkReader:
    """Reads the benchmarks of a carrier's published file.

    `read` is pure: it gets the text of the file and its name for places, and returns the
    benchmarks or raises a Refusal with every finding. `suffix` is how such files end.
    """

    id: str
    title: str
    suffix: str
    read: Callable[[str, str], Sequence[Benchmark]]
