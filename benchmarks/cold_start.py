"""Cold start: `vbc validate` of one contract as a whole process, beside `python -c pass`."""

from __future__ import annotations

import sys
from pathlib import Path

from measure import compare, table, vbc

ROUNDS = 15
SPECS = Path(__file__).parents[1] / "contract_specs"


def main() -> None:
    """Print the table."""
    contract = str(SPECS / "cms" / "mssp-enhanced.yaml")
    commands = {
        "python -c pass": [sys.executable, "-c", "pass"],
        "vbc --help": [vbc(), "--help"],
        "vbc validate mssp-enhanced.yaml": [vbc(), "validate", contract],
    }
    print(table(compare(commands, ROUNDS), against="python -c pass"))


if __name__ == "__main__":
    main()
