"""1,000,000 member months of one plan: exact, beside NumPy and Decimal by hand."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path

import entries
import numpy as np
from entries import CELLS, month_contract, plan, rates

MANY = 1_000_000
CENT = Decimal("0.01")
RATES = rates()


def in_numpy(paths: Sequence[Path]) -> dict[str, int]:
    """Settle in float64, as one writes it by hand; return the cents of the plan."""
    with paths[1].open(encoding="utf-8") as stream:
        next(stream)
        columns = list(zip(*csv.reader(stream), strict=True))
    number = {name: place for place, name in enumerate(CELLS)}
    cell = np.array([number[name] for name in columns[2]])
    eligible, days, risk = (np.array(columns[place], float) for place in (3, 4, 5))
    rate = np.array([float(RATES[one]) for one in CELLS])[cell]
    gross = np.floor(rate * (eligible / days) * risk * 100 + 0.5) / 100
    withheld = np.floor(0.015 * gross * 100 + 0.5) / 100
    paid = (gross - withheld).sum()
    returned = np.floor(_score(paths) * withheld.sum() * 100 + 0.5) / 100
    return {"plan": round((paid + returned) * 100)}


def _score(paths: Sequence[Path]) -> float:
    return float(paths[0].read_text(encoding="utf-8").split(",")[-1])


def in_decimal(paths: Sequence[Path]) -> dict[str, int]:
    """Settle in Decimal, row by row, as one writes it by hand; return the cents of the plan."""
    rate = {one: Decimal(text) for one, text in RATES.items()}
    paid = withheld = Decimal(0)
    with paths[1].open(encoding="utf-8") as stream:
        for row in csv.DictReader(stream):
            part = Decimal(row["eligible_days"]) / Decimal(row["days"])
            amount = rate[row["cell"]] * part * Decimal(row["risk_factor"])
            gross = amount.quantize(CENT, ROUND_HALF_UP)
            held = (Decimal("0.015") * gross).quantize(CENT, ROUND_HALF_UP)
            withheld += held
            paid += gross - held
    score = Decimal(str(_score(paths)))
    returned = (score * withheld).quantize(CENT, ROUND_HALF_UP)
    return {"plan": int((paid + returned) * 100)}


if __name__ == "__main__":
    entries.compare(
        f"{MANY:,} member months of a plan",
        month_contract,
        {"plan": plan, "months": lambda: entries.member_months(MANY)},
        {"NumPy float64 by hand": in_numpy, "Decimal by hand": in_decimal},
    )
