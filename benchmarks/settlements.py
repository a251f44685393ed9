"""One settlement, a thousand and a million: exact in batch, beside NumPy and Decimal by hand."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable, Mapping

import numpy as np
from mssp_rows import (
    Bound,
    by_hand_in_decimal,
    by_hand_in_numpy,
    columns,
    contract,
    decimal_rows,
    floats,
    population,
)

from vbc_rules.evaluation.batch import RowSettler
from vbc_rules.evaluation.exact import Run
from vbc_rules.evaluation.inputs import Inputs

MANY, FEW, ROUNDS = 1_000_000, 1_000, 7
RESULT = "settlement"
Work = Callable[[], object]


def alternating(works: Mapping[str, Work]) -> dict[str, float]:
    """Run works in turn, so that a drift of the machine hits all; return median seconds."""
    seconds: dict[str, list[float]] = {name: [] for name in works}
    for work in works.values():
        work()
    for _ in range(ROUNDS):
        for name, work in works.items():
            start = time.perf_counter()
            work()
            seconds[name].append(time.perf_counter() - start)
    return {name: statistics.median(each) for name, each in seconds.items()}


def table(title: str, rows: int, seconds: Mapping[str, float], against: str) -> None:
    """Print the medians, with the speed of each relative to one of them."""
    print(f"\n{title}: {rows:,} rows, median of {ROUNDS}, alternating")
    for name, each in seconds.items():
        ratio = seconds[against] / each
        print(f"  {name:<42} {each * 1e3:10.2f} ms {rows / each:14,.0f} /s {ratio:8.2f} x")


def many(bound: Bound) -> None:
    """Compare a million settlements, and count the wrong cents of the formula by hand."""
    rows = population(MANY, seed=1)
    settler, given, as_floats = RowSettler(bound.edition, bound.shared), columns(rows), floats(rows)
    decimals, part = decimal_rows(rows, 20_000), columns(population(20_000, seed=1))
    seconds = alternating({
        "NumPy float64 by hand": lambda: by_hand_in_numpy(as_floats),
        "exact batch": lambda: settler.settle(given, MANY, [RESULT]),
        "exact batch, contract compiled anew": lambda: RowSettler(
            bound.edition, bound.shared).settle(given, MANY, [RESULT]),
        "exact batch, integers only (20,000 rows)": lambda: settler.settle(
            part, 20_000, [RESULT], "integers"),
        "Decimal by hand (20,000 rows)": lambda: [by_hand_in_decimal(row) for row in decimals],
    })  # fmt: skip
    scaled = {name: each * (MANY / 20_000 if "20,000" in name else 1)
              for name, each in seconds.items()}  # fmt: skip
    table("MSSP PY2024, ENHANCED", MANY, scaled, "NumPy float64 by hand")
    found = settler.settle(given, MANY, [RESULT])
    exact = np.asarray(found.columns[RESULT, ()].numerators)
    off = np.abs(np.rint(by_hand_in_numpy(as_floats) * 100).astype(np.int64) - exact)
    print(f"  rows redone exactly: {found.redone:,} of {MANY:,}; refused: {len(found.errors)}")
    print(f"  float64 by hand: {np.count_nonzero(off):,} rows wrong, at most {off.max():,} cents")


def few(bound: Bound) -> None:
    """Compare a thousand settlements."""
    rows = population(FEW, seed=2)
    settler, given, as_floats = RowSettler(bound.edition, bound.shared), columns(rows), floats(rows)
    decimals = decimal_rows(rows, FEW)
    seconds = alternating({
        "NumPy float64 by hand": lambda: by_hand_in_numpy(as_floats),
        "exact batch, integers": lambda: settler.settle(given, FEW, [RESULT]),
        "exact batch, NumPy": lambda: settler.settle(given, FEW, [RESULT], "numpy"),
        "exact batch, contract compiled anew": lambda: RowSettler(
            bound.edition, bound.shared).settle(given, FEW, [RESULT]),
        "Decimal by hand": lambda: [by_hand_in_decimal(row) for row in decimals],
    })  # fmt: skip
    table("MSSP PY2024, ENHANCED", FEW, seconds, "NumPy float64 by hand")


def one(bound: Bound) -> None:
    """Measure one settlement with the value of every clause kept for its explanation."""
    rows = decimal_rows(population(1, seed=3), 1)[0]
    facts = {name: value if isinstance(value, bool) or value is None else _fraction(value)
             for name, value in rows.items()}  # fmt: skip
    given = Inputs(facts, bound.shared.parameters)

    def settled() -> None:
        run = Run(bound.edition, given)
        for name in bound.edition.clauses:
            run.clause(name)

    seconds = alternating({
        "reference, every clause with its trace": settled,
        "Decimal by hand, the result only": lambda: by_hand_in_decimal(rows),
    })  # fmt: skip
    table("MSSP PY2024, ENHANCED", 1, seconds, "Decimal by hand, the result only")


def _fraction(value: object) -> object:
    from fractions import Fraction

    return Fraction(str(value))


if __name__ == "__main__":
    medicare = contract()
    one(medicare)
    few(medicare)
    many(medicare)
