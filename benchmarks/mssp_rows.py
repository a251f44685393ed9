"""Rows of the Medicare Shared Savings Program, and its 2024 formula written out by hand.

The contract is contract_specs/cms/mssp-enhanced.yaml as it is shipped. The two formulas by
hand are what a programmer would write without this project: in NumPy float64 for all rows
at once, in Decimal row by row.
"""

from __future__ import annotations

import sys
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path
from typing import Any

import attrs
import numpy as np
from numpy.typing import NDArray

from vbc_rules.contracts.load import load_contract
from vbc_rules.evaluation.batch import ScaledColumn
from vbc_rules.evaluation.inputs import Inputs
from vbc_rules.hooks.registry import Registry
from vbc_rules.language import Edition
from vbc_rules.settlement.binding import bind
from vbc_rules.settlement.period import parse_period

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))  # the edges of the conformance suite are shared

Arrays = dict[str, Any]

ENOUGH = 5_000
"""Beneficiaries from which an elected rate holds."""

STARTS = [500, 1000, 3000, 5000, 6000, 7000, 8000, 9000, 10000, 15000, 20000, 50000, 60000]
LASTS = [999, 2999, 4999, 5999, 6999, 7999, 8999, 9999, 14999, 19999, 49999, 59999, 99999]
RATES = ["0.122", "0.087", "0.050", "0.039", "0.036", "0.034", "0.032", "0.031", "0.030",
         "0.027", "0.025", "0.022", "0.020", "0.020"]  # fmt: skip


@attrs.frozen
class Bound:
    """An edition with the parameters of the contract."""

    edition: Edition
    shared: Inputs


def contract() -> Bound:
    """Return the shipped contract, bound to 2024."""
    registry = Registry.installed()
    path = ROOT / "contract_specs" / "cms" / "mssp-enhanced.yaml"
    stream = bind(load_contract(path, registry), registry, parse_period("2024")).streams[0]
    return Bound(stream.edition, Inputs({}, stream.parameters))


def population(count: int, seed: int) -> Arrays:
    """Return organizations like those that CMS publishes; cents, and scores in 0.0001."""
    draw = np.random.default_rng(seed)
    benchmark = draw.integers(20_000_000_00, 900_000_000_00, count)
    return {
        "benchmark": benchmark,
        "expenditure": (benchmark * draw.uniform(0.88, 1.08, count)).astype(np.int64),
        "assigned_beneficiaries": draw.integers(1_000, 90_000, count),
        "quality_score": draw.integers(3_000, 10_001, count),
        "quality_standard_met": _chance(draw, count, 0.6),
        "alternative_standard_met": _chance(draw, count, 0.7),
        "low_revenue": _chance(draw, count, 0.4),
        "agreement_from_2024": _chance(draw, count, 0.2),
        "guardrail": _chance(draw, count, 0.02),
        "terminated_early": _chance(draw, count, 0.02),
        "elected_rate": draw.integers(0, 5, count) * 50,
        "elected_rate_missing": _chance(draw, count, 0.4),
        "disaster_relief": draw.integers(0, 5_000_000, count),
        "disaster_relief_missing": _chance(draw, count, 0.6),
        "months_liable": np.where(_chance(draw, count, 0.98), 12, draw.integers(0, 13, count)),
    }


def _chance(draw: np.random.Generator, count: int, share: float) -> NDArray[np.bool_]:
    found: NDArray[np.bool_] = draw.random(count) < share
    return found


SCALES = {"benchmark": 2, "expenditure": 2, "quality_score": 4, "elected_rate": 4,
          "disaster_relief": 2}  # fmt: skip


def columns(rows: Arrays) -> dict[str, Any]:
    """Return a population as columns of facts."""
    return {
        name: ScaledColumn(values, SCALES.get(name, 0), rows.get(f"{name}_missing"))
        for name, values in rows.items()
        if not name.endswith("_missing")
    }


def floats(rows: Arrays) -> Arrays:
    """Return a population in dollars and rates, as float64 with nan where nothing is known."""
    found = {}
    for name, values in rows.items():
        if name.endswith("_missing") or values.dtype == bool:
            found[name] = values
            continue
        numbers = values / 10.0 ** SCALES.get(name, 0)
        gaps = rows.get(f"{name}_missing")
        found[name] = numbers if gaps is None else np.where(gaps, np.nan, numbers)
    return found


def by_hand_in_numpy(f: Arrays) -> NDArray[np.float64]:
    """Return the settlement in dollars, in float64."""
    starts, lasts = np.array(STARTS, float), np.array(LASTS, float)
    rates = np.array(RATES, float)
    n, benchmark, quality = f["assigned_beneficiaries"], f["benchmark"], f["quality_score"]
    band = np.searchsorted(starts, n, "right") - 1
    share = (n - starts[band]) / (lasts[band] - starts[band])
    sliding = rates[band] - (rates[band] - rates[band + 1]) * share
    elected = np.where(np.isnan(f["elected_rate"]), sliding, f["elected_rate"])
    least = np.where(n >= ENOUGH, elected, sliding) * benchmark
    met, alternative = f["quality_standard_met"], f["alternative_standard_met"]
    savings = np.maximum(benchmark - f["expenditure"], 0)
    enough = savings >= least
    counted = np.where(enough & ~f["guardrail"], savings, 0)
    rate = np.where(met, 0.75, np.where(alternative, 0.75 * np.round(quality, 4), 0))
    rate = np.where(enough, rate, 0.5 * rate)
    limited = np.minimum((1 - 0.02) * (rate * counted), 0.20 * benchmark)
    earned = np.floor(np.where(f["terminated_early"], 0, limited) * 100 + 0.5) / 100
    losses = np.maximum(f["expenditure"] - benchmark, 0)
    losses = np.where(losses >= least, losses, 0)
    by_quality = np.clip(1 - 0.75 * np.round(quality, 4), 0.40, 0.75)
    loss_rate = np.where(met | alternative, by_quality, 0.75)
    shared = np.minimum(loss_rate * losses, 0.15 * benchmark)
    relief = np.where(np.isnan(f["disaster_relief"]), 0, f["disaster_relief"])
    relieved = np.maximum(shared - relief, 0)
    owed = np.floor(relieved * f["months_liable"] / 12 * 100 + 0.5) / 100
    settled: NDArray[np.float64] = earned - owed
    return settled


def decimal_rows(rows: Arrays, count: int) -> list[dict[str, Any]]:
    """Return the first rows of a population as Decimals."""
    found: list[dict[str, Any]] = [{} for _ in range(count)]
    for name, values in rows.items():
        if name.endswith("_missing"):
            continue
        gaps, scale = rows.get(f"{name}_missing"), SCALES.get(name, 0)
        for row in range(count):
            value = values[row].item()
            number = value if isinstance(value, bool) else Decimal(value).scaleb(-scale)
            found[row][name] = None if gaps is not None and gaps[row] else number
    return found


def by_hand_in_decimal(f: dict[str, Any]) -> Decimal:
    """Return the settlement of one row in dollars."""
    n, benchmark, quality = f["assigned_beneficiaries"], f["benchmark"], f["quality_score"]
    band = max(index for index, start in enumerate(STARTS) if start <= n)
    high, low = Decimal(RATES[band]), Decimal(RATES[band + 1])
    sliding = high - (high - low) * (n - STARTS[band]) / (LASTS[band] - STARTS[band])
    elected = f["elected_rate"] if n >= ENOUGH else None
    least = (sliding if elected is None else elected) * benchmark
    met, alternative = f["quality_standard_met"], f["alternative_standard_met"]
    most, half, nothing = Decimal("0.75"), Decimal("0.5"), Decimal(0)
    savings = max(benchmark - f["expenditure"], nothing)
    enough = savings >= least
    counted = savings if enough and not f["guardrail"] else nothing
    rate = most if met else most * quality if alternative else nothing
    rate = rate if enough else half * rate
    limited = min(Decimal("0.98") * (rate * counted), Decimal("0.20") * benchmark)
    earned = _cents(nothing if f["terminated_early"] else limited)
    losses = max(f["expenditure"] - benchmark, nothing)
    losses = losses if losses >= least else nothing
    by_quality = min(max(1 - most * quality, Decimal("0.40")), most)
    shared = min((by_quality if met or alternative else most) * losses,
                 Decimal("0.15") * benchmark)  # fmt: skip
    relieved = max(shared - (f["disaster_relief"] or nothing), nothing)
    return earned - _cents(relieved * f["months_liable"] / 12)


def _cents(amount: Decimal) -> Decimal:
    return amount.quantize(Decimal("0.01"), ROUND_HALF_UP)
