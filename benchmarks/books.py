"""A book of 1,000 agreements on 10 contracts, beside settling the contracts one by one.

The book is that of the tests (tests/agreements/generated.py), with one bad agreement. Beside it
stand as many whole contracts, one file each, settled by one process each (a sample, scaled up)
and by one process for all; and validating the book alone.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from measure import compare, run, table, vbc

from tests.agreements.generated import write_book, write_contracts

AGREEMENTS = 1_000
SAMPLE = 20
ROUNDS = 3

ONE_BY_ONE = """
import sys
from pathlib import Path
from vbc_rules.contracts.load import load_contract
from vbc_rules.facts.readers import read_facts
from vbc_rules.hooks.registry import Registry
from vbc_rules.settlement.binding import bind
from vbc_rules.settlement.bulk import settled_without_lines
from vbc_rules.settlement.period import parse_period
from vbc_rules.settlement.settle import Settler
registry, period = Registry.installed(), parse_period("2024")
for file in sorted(Path(sys.argv[1]).glob("*.yaml")):
    bound = bind(load_contract(file, registry), registry, period)
    settled_without_lines(Settler(bound, read_facts(file.with_suffix(".csv"), bound.facts)), 0)
"""


def main() -> None:
    """Print the table, and what a process for each contract costs."""
    with tempfile.TemporaryDirectory() as folder:
        book = str(write_book(Path(folder, "book"), AGREEMENTS, bad=500))
        contracts = Path(folder, "contracts")
        write_contracts(contracts, AGREEMENTS)
        one_by_one = [sys.executable, "-c", ONE_BY_ONE, str(contracts)]
        commands = {
            "the contracts one by one, in one process": one_by_one,
            "vbc settle BOOK": [vbc(), "settle", book],
            "vbc settle BOOK --format json, with reasons": [
                vbc(),
                "settle",
                book,
                "--format",
                "json",
            ],
            "vbc validate BOOK": [vbc(), "validate", book],
        }
        medians = compare(commands, ROUNDS)
        print(table(medians, against="the contracts one by one, in one process"))
        print(f"a process for each contract: {_processes(contracts) / _settled(medians):.0f} x")


def _settled(medians: dict[str, tuple[float, float]]) -> float:
    return medians["vbc settle BOOK"][0]


def _processes(folder: Path) -> float:
    """Return the seconds of a process for each contract, from a sample of them."""
    sample = sorted(folder.glob("*.yaml"))[:SAMPLE]
    seconds = [
        run(
            [
                vbc(),
                "settle",
                str(file),
                "--facts",
                str(file.with_suffix(".csv")),
                "--period",
                "2024",
            ]
        )
        for file in sample
    ]
    return sum(one for one, _ in seconds) / SAMPLE * AGREEMENTS


if __name__ == "__main__":
    main()
