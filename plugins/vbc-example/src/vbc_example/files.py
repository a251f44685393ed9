"""Where the plugin's files are: its contracts, the facts beside them, and its layouts."""

from __future__ import annotations

from pathlib import Path

PACKAGE = Path(__file__).parent


def contracts() -> Path:
    """Return the folder of the contracts.

    An installed distribution carries a copy within the package. In the project's own
    folder they stand under `contract_specs`, beside those of other carriers.
    """
    packaged = PACKAGE / "contracts"
    return packaged if packaged.is_dir() else PACKAGE.parents[3] / "contract_specs" / "willow"
