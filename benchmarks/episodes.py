"""50,000 episodes, at one hospital and spread over 500: exact, beside NumPy and Decimal by hand."""

from __future__ import annotations

import csv
from collections import defaultdict
from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path

import entries
import numpy as np
from entries import CATEGORIES, episode_contract, episode_terms, hospitals

MANY = 50_000
CENT = Decimal("0.01")
TERMS = episode_terms()


def in_numpy(paths: Sequence[Path]) -> dict[str, int]:
    """Settle in float64, as one writes it by hand; return cents by hospital."""
    with paths[0].open(encoding="utf-8") as stream:
        quality = {row["entity"]: float(row["quality"]) for row in csv.DictReader(stream)}
    with paths[1].open(encoding="utf-8") as stream:
        rows = list(csv.reader(stream))[1:]
    order = {name: number for number, name in enumerate(quality)}
    number = {name: place for place, name in enumerate(CATEGORIES)}
    hospital = np.array([order[row[0]] for row in rows])
    category = np.array([number[row[2]] for row in rows])
    spending, mix = (np.array([float(row[cell]) for row in rows]) for cell in (3, 4))
    price, discount, outlier = (
        np.array([float(TERMS[term][one]) for one in CATEGORIES])[category] for term in TERMS
    )
    target = np.floor(price * mix * (1 - discount) * 100 + 0.5) / 100
    beyond = np.maximum(spending - outlier, 0)
    counted = np.floor((np.minimum(spending, outlier) + 0.2 * beyond) * 100 + 0.5) / 100
    gain = np.bincount(hospital, target - counted, len(order))
    adjusted = gain * (1 - 0.1 * (1 - np.array(list(quality.values()))))
    most = 0.2 * np.bincount(hospital, target, len(order))
    held = np.clip(adjusted, -most, most)
    cents = (np.sign(held) * np.floor(np.abs(held) * 100 + 0.5)).astype(np.int64)
    return dict(zip(quality, cents.tolist(), strict=True))


def in_decimal(paths: Sequence[Path]) -> dict[str, int]:
    """Settle in Decimal, row by row, as one writes it by hand; return cents by hospital."""
    with paths[0].open(encoding="utf-8") as stream:
        quality = {row["entity"]: Decimal(row["quality"]) for row in csv.DictReader(stream)}
    terms = {name: {one: Decimal(text) for one, text in each.items()}
             for name, each in TERMS.items()}  # fmt: skip
    gain: dict[str, Decimal] = defaultdict(Decimal)
    targets: dict[str, Decimal] = defaultdict(Decimal)
    with paths[1].open(encoding="utf-8") as stream:
        for row in csv.DictReader(stream):
            price, discount, outlier = (terms[name][row["category"]] for name in terms)
            target = (price * Decimal(row["case_mix"]) * (1 - discount)).quantize(
                CENT, ROUND_HALF_UP
            )
            spent = Decimal(row["spending"])
            beyond = max(spent - outlier, Decimal(0))
            counted = (min(spent, outlier) + Decimal("0.2") * beyond).quantize(CENT, ROUND_HALF_UP)
            gain[row["entity"]] += target - counted
            targets[row["entity"]] += target
    found = {}
    for entity, score in quality.items():
        most = Decimal("0.2") * targets[entity]
        adjusted = gain[entity] * (1 - Decimal("0.1") * (1 - score))
        held = max(min(adjusted, most), -most).quantize(CENT, ROUND_HALF_UP)
        found[entity] = int(held * 100)
    return found


if __name__ == "__main__":
    for count in (1, 500):
        entries.compare(
            f"{MANY:,} episodes of {count:,} hospitals",
            episode_contract,
            {"hospitals": lambda count=count: hospitals(count),
             "episodes": lambda count=count: entries.episodes(MANY, count)},
            {"NumPy float64 by hand": in_numpy, "Decimal by hand": in_decimal},
        )  # fmt: skip
