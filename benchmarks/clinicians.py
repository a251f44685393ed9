"""100,000 clinicians scored and adjusted: the contract in batch, and NumPy written by hand.

The hand-written version is what one would write for this one contract: floats, no
explanation, no check of facts. Rates often lie on the edge of a decile, as they do where
measures have few cases, and floats decide some of them the wrong way. Whole processes are
measured with time and peak memory; the settling alone is timed within one process.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Mapping
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import numpy as np
from measure import compare, table

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from vbc_rules.evaluation.batch import BatchResult

CLINICIANS = 100_000
ROUNDS = 3
CONTRACT = Path(__file__).parents[1] / "contract_specs" / "cms" / "mips-2026.yaml"
PLACES = 4
HUNDREDTHS = 100
GUARD = 1e-9
MEASURES = (
    "glycemic_status",
    "blood_pressure",
    "depression_screening",
    "tobacco_screening",
    "readmission",
)
SCORE, ADJUSTMENT = "adjustment.final_score", "adjustment.adjustment"

# The terms of the contract again, as the hand-written version needs them.
STARTS = {
    "glycemic_status": (0.99, 0.9, 0.8, 0.7, 0.6, 0.5, 0.4, 0.3, 0.2, 0.1),
    "blood_pressure": (0.01, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9),
    "depression_screening": (0.0007, 0.4034, 0.763, 0.9401, 0.9897, 0.9982, 1, 1, 1, 1),
    "tobacco_screening": (0.0417, 0.4167, 0.75, 0.9077, 0.9865, 1, 1, 1, 1, 1),
    "readmission": (
        *(0.1907, 0.1874, 0.184, 0.1807, 0.1741),
        *(0.1675, 0.1609, 0.1476, 0.141, 0.1344),
    ),
}
INVERSE = ("glycemic_status", "readmission")
CAPPED = ("depression_screening", "tobacco_screening")

Data = Mapping[str, Any]
V = TypeVar("V")


def clinicians(count: int) -> Data:
    """Return facts in ten-thousandths: rates in hundredths half of the time, on many an edge."""
    chance = np.random.default_rng(2026)
    fine = chance.integers(0, 10_001, (len(MEASURES), count))
    coarse = chance.integers(0, 101, (len(MEASURES), count)) * HUNDREDTHS
    rates = np.where(chance.random((len(MEASURES), count)) < 0.5, fine, coarse)  # noqa: PLR2004
    rates[-1] = 1200 + rates[-1] // 10
    return {
        "rates": rates,
        "missing": chance.random((len(MEASURES), count)) < 0.1,  # noqa: PLR2004
        "cases": chance.integers(5, 600, (len(MEASURES), count)),
        "complete": chance.integers(7000, 10_001, (len(MEASURES), count)),
        "prior": chance.integers(2000, 10_001, count),
        "cost": chance.integers(0, 10_001, count),
        "activities": chance.integers(0, 3, count) * 5000,
        "promoting": chance.integers(0, 10_001, count),
        "no_promoting": chance.random(count) < 0.4,  # noqa: PLR2004
        "small": chance.random(count) < 0.4,  # noqa: PLR2004
        "complex": chance.integers(0, 120_001, count),
    }


def in_batch(data: Data) -> BatchResult:
    """Return final scores and adjustments by the contract, exactly."""
    from vbc_rules.contracts.load import load_contract
    from vbc_rules.evaluation.batch import RowSettler
    from vbc_rules.evaluation.inputs import Inputs
    from vbc_rules.hooks.registry import Registry
    from vbc_rules.settlement.binding import bind
    from vbc_rules.settlement.period import parse_period

    registry = Registry.installed()
    bound = bind(load_contract(CONTRACT, registry), registry, parse_period("2026"))
    deciles = tuple(f"d{number}" for number in range(1, 11))
    members = {"quality.measure": MEASURES, "quality.decile": deciles}
    settler = RowSettler(bound.edition, Inputs({}, bound.parameters, members))
    return settler.settle(columns(data), len(data["small"]), [SCORE, ADJUSTMENT])


def columns(data: Data) -> dict[str, Any]:
    """Return the facts as columns of integers, as the engine takes them."""
    from vbc_rules.evaluation.batch import ScaledColumn

    def by_measure(name: str, scale: int, *, optional: bool = False) -> dict[Any, Any]:
        missing = data["missing"] if optional else [None] * len(MEASURES)
        return {
            (measure,): ScaledColumn(data[name][row], scale, missing[row])
            for row, measure in enumerate(MEASURES)
        }

    small = ScaledColumn(data["small"].astype(np.int64))
    nothing = ScaledColumn(np.zeros(len(data["small"]), dtype=np.int64))
    return {
        "quality.performance": by_measure("rates", PLACES, optional=True),
        "quality.cases": by_measure("cases", 0),
        "quality.completeness": by_measure("complete", PLACES),
        "quality.prior_achievement": ScaledColumn(data["prior"], PLACES),
        "quality.without_benchmark": nothing,
        "quality.measures_required": ScaledColumn(nothing.values + len(MEASURES)),
        "quality.small_practice": small,
        "adjustment.small_practice": small,
        "adjustment.cost_score": ScaledColumn(data["cost"], PLACES),
        "adjustment.activities_score": ScaledColumn(data["activities"], PLACES),
        "adjustment.promoting_score": ScaledColumn(data["promoting"], PLACES, data["no_promoting"]),
        "adjustment.complex_bonus": ScaledColumn(data["complex"], PLACES),
    }


def by_hand(data: Data, guard: float = 0) -> tuple[NDArray[Any], NDArray[Any]]:
    """Return final scores and adjustments in floats, as written for this contract alone.

    `guard` is added before numbers are cut off, which hides the errors of floats here; it
    tells whether the two versions mean the same.
    """
    quality = quality_by_hand(data, guard)
    small, no_promoting = data["small"], data["no_promoting"]
    activities_weight = np.where(no_promoting & small, 30, 15)
    promoting_weight = np.where(no_promoting, 0, 25)
    quality_weight = 70 - activities_weight - promoting_weight
    score = quality_weight * quality + 30 * data["cost"] / 10_000
    score += activities_weight * data["activities"] / 10_000
    score += promoting_weight * data["promoting"] / 10_000
    score = np.minimum(score + np.minimum(data["complex"] / 10_000, 10), 100)
    score = np.floor(score * 100 + 0.5 + guard) / 100
    rise = 0.09 * (score - 75) / 25 * 0.55
    fall = np.where(score <= 75 / 4, 0.09, 0.09 * (75 - score) / 75)
    return score, np.where(score >= 75, rise, -fall)  # noqa: PLR2004


def quality_by_hand(data: Data, guard: float) -> NDArray[Any]:
    """Return the quality scores."""
    earned = np.zeros(len(data["small"]))
    for row, measure in enumerate(MEASURES):
        earned += measure_by_hand(data, row, measure, guard)
    share = earned / 50
    prior = np.maximum(data["prior"] / 10_000, 0.3)
    improvement = np.clip((share - prior) / prior * 0.1, 0, 0.1)
    bonus = np.where(data["small"] & scored_any(data), 6, 0)
    return np.minimum((earned + bonus) / 50 + improvement, 1)


def scored_any(data: Data) -> NDArray[Any]:
    """Say who has a measure with points: reported, and from claims only with enough cases."""
    found = ~data["missing"]
    found[-1] &= data["cases"][-1] >= 200  # noqa: PLR2004
    return np.asarray(found.any(axis=0))


def measure_by_hand(data: Data, row: int, measure: str, guard: float) -> NDArray[Any]:
    """Return the points of a measure, 0 where it was not reported."""
    sign = -1 if measure in INVERSE else 1
    rate, starts = sign * data["rates"][row] / 10_000, sign * np.array(STARTS[measure])
    band = np.searchsorted(starts - guard, rate, side="right")
    begin, end = starts[np.maximum(band - 1, 0)], starts[np.minimum(band, 9)]
    width = np.where(end > begin, end - begin, 1)
    inside = (band > 0) & (band < 10)  # noqa: PLR2004
    within = np.where(inside, np.floor((rate - begin) / width * 10 + guard) / 10, 0)
    points = np.maximum(band, 1) + within
    if measure in CAPPED:
        points = np.minimum(points, 7)
    few = np.where(data["small"], 3, 0)
    if measure == "readmission":
        points = np.where(data["cases"][row] >= 200, points, 0)  # noqa: PLR2004
    else:
        points = np.where(data["cases"][row] >= 20, points, few)  # noqa: PLR2004
        points = np.where(data["complete"][row] >= 7500, points, few)  # noqa: PLR2004
    return np.where(data["missing"][row], 0, points)


def timed(version: Callable[[Data], V], data: Data) -> tuple[float, V]:
    """Return the seconds of the best of some runs, and what the version gives."""
    seconds = []
    for _ in range(ROUNDS):
        start = time.perf_counter()
        version(data)
        seconds.append(time.perf_counter() - start)
    return min(seconds), version(data)


def main() -> None:
    """Run one version, or compare all."""
    versions = {"facts": lambda data: data, "batch": in_batch, "by-hand": by_hand}
    if sys.argv[1:]:
        versions[sys.argv[1]](clinicians(CLINICIANS))
        return
    commands = {
        "NumPy by hand, floats": [sys.executable, __file__, "by-hand"],
        "the contract in batch, exact": [sys.executable, __file__, "batch"],
        "making up the facts alone": [sys.executable, __file__, "facts"],
    }
    print(f"{CLINICIANS:,} clinicians, whole processes")
    print(table(compare(commands, ROUNDS), against="NumPy by hand, floats"))
    compare_results()


def compare_results() -> None:
    """Print the time of settling alone, and how many results of floats are wrong."""
    data = clinicians(CLINICIANS)
    fast, (scores, _) = timed(by_hand, data)
    slow, batch = timed(in_batch, data)
    print(f"settling alone: by hand {fast:.3f} s, contract read and settled {slow:.3f} s")
    print(f"rows redone exactly: {batch.redone:,}; refused: {len(batch.errors):,}")
    print(f"wrong final scores in floats: {wrong(scores, batch):,}")
    guarded, _ = by_hand(data, GUARD)
    print(f"the same with numbers guarded before they are cut off: {wrong(guarded, batch):,}")


def wrong(scores: NDArray[Any], batch: BatchResult) -> int:
    """Return how many final scores are not the exact ones, to the hundredth."""
    exact = [batch.exact_value(row, SCORE) for row in range(CLINICIANS)]
    return sum(
        round(float(score) * HUNDREDTHS) != one * HUNDREDTHS
        for score, one in zip(scores, exact, strict=True)
        if isinstance(one, Fraction)
    )


if __name__ == "__main__":
    main()
