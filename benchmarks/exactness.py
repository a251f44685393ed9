"""Zero wrong cents: every back end against the reference, on random rows and on edges.

Edges are rows at a threshold exactly, one cent beside it, and at exactly half a cent
before rounding; they come from the contract's own sweep. The float64 formula by hand is
counted too, to show what the edges are worth. `exactness.py 20000` settles fewer rows.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping
from concurrent.futures import ProcessPoolExecutor
from fractions import Fraction
from typing import Any

import numpy as np
from mssp_rows import Bound, by_hand_in_numpy, columns, contract, floats, population

from vbc_rules.evaluation.batch import BackEnd, RowSettler
from vbc_rules.evaluation.exact import Run
from vbc_rules.evaluation.inputs import Inputs
from vbc_rules.testing.kit.edges import edge_rows

RESULT = "settlement"
NUMBERS = ("benchmark", "expenditure", "assigned_beneficiaries", "quality_score",
           "elected_rate", "disaster_relief", "months_liable")  # fmt: skip
PARTS = {"benchmark": 100, "expenditure": 100, "quality_score": 10_000, "elected_rate": 10_000,
         "disaster_relief": 100}  # fmt: skip
CHUNK = 5_000
BACK_ENDS: tuple[BackEnd, ...] = ("integers", "numpy")
TIES = 40
Facts = dict[str, Any]


def facts_of(rows: Mapping[str, Any], row: int) -> Facts:
    """Return one row of a population as facts."""
    found: Facts = {}
    for name, values in rows.items():
        if name.endswith("_missing"):
            continue
        gaps = rows.get(f"{name}_missing")
        if gaps is not None and gaps[row]:
            found[name] = None
        elif name in NUMBERS:
            found[name] = Fraction(int(values[row]), PARTS.get(name, 1))
        else:
            found[name] = bool(values[row])
    return found


def population_of(rows: list[Facts]) -> dict[str, Any]:
    """Return facts as a population of integer arrays."""
    found: dict[str, Any] = {}
    for name in rows[0]:
        given = [row[name] for row in rows]
        if name in ("elected_rate", "disaster_relief"):
            found[f"{name}_missing"] = np.array([value is None for value in given])
        parts = PARTS.get(name, 1)
        kind = np.int64 if name in NUMBERS else np.bool_
        found[name] = np.array(
            [0 if value is None else int(value * parts) for value in given], kind
        )
    return found


def edges(bound: Bound, count: int) -> list[Facts]:
    """Return rows at and around the decisions of the contract."""
    found: list[Facts] = []
    for facts in _organizations():
        benchmark = facts["benchmark"]
        money = (benchmark * 8 / 10, benchmark * 12 / 10)
        one = Fraction(1)
        ranges = {"expenditure": money, "assigned_beneficiaries": (500 * one, 90_000 * one),
                  "quality_score": (0 * one, one)}  # fmt: skip
        for vary, ends in ranges.items():
            edge = edge_rows(bound.edition, bound.shared, facts, vary, RESULT, ends, TIES)
            found += ({**row, "quality_score": _four_decimals(row["quality_score"])}
                      for row in edge)  # fmt: skip
        if len(found) >= count:
            break
    return found[:count]


def _four_decimals(score: Fraction) -> Fraction:
    return Fraction(round(score * 10_000), 10_000)


def _organizations() -> Iterator[Facts]:
    for seed in range(100, 1_000):
        rows = population(1_000, seed)
        yield from (facts_of(rows, row) for row in range(1_000))


def truth(rows: list[Facts]) -> list[int]:
    """Return the settlements of some rows in cents, by the reference."""
    bound = contract()
    found = []
    for facts in rows:
        run = Run(bound.edition, Inputs(facts, bound.shared.parameters))
        cents: Any = run.clause(RESULT)
        found.append(int(cents * 100))
    return found


def compare(name: str, bound: Bound, rows: list[Facts]) -> None:
    """Print how many rows each way of computing gets wrong."""
    chunks = [rows[start : start + CHUNK] for start in range(0, len(rows), CHUNK)]
    with ProcessPoolExecutor(2) as pool:
        exact = np.array([cents for chunk in pool.map(truth, chunks) for cents in chunk])
    people = population_of(rows)
    print(f"\n{name}: {len(rows):,} rows")
    for back_end in BACK_ENDS:
        settler = RowSettler(bound.edition, bound.shared)
        found = settler.settle(columns(people), len(rows), [RESULT], back_end)
        column = found.columns[RESULT, ()]
        wrong = np.count_nonzero(np.asarray(column.numerators) != exact)
        assert column.unit == Fraction(1, 100)
        assert column.denominators is None
        print(f"  {back_end:<24} wrong: {wrong:,}   redone: {found.redone:,}")
    by_hand = np.rint(by_hand_in_numpy(floats(people)) * 100).astype(np.int64)
    off = np.abs(by_hand - exact)
    print(f"  {'NumPy float64 by hand':<24} wrong: {np.count_nonzero(off):,}   "
          f"at most ${off.max() / 100:,.2f}")  # fmt: skip


def main(count: int) -> None:
    """Compare on random rows and on edges."""
    bound = contract()
    people = population(count, seed=7)
    compare("random", bound, [facts_of(people, row) for row in range(count)])
    compare("edges", bound, edges(bound, count))


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 200_000)
