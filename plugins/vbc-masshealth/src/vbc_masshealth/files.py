"""Where the plugin's files are: the contracts, and the facts beside them."""

from __future__ import annotations

from pathlib import Path

_PACKAGE = Path(__file__).parent


def contracts() -> Path:
    """Return the folder of the contracts.

    An installed distribution carries a copy within the package. In the project's own
    folder they stand under `contract_specs`, beside those of other carriers.
    """
    packaged = _PACKAGE / "contracts"
    return packaged if packaged.is_dir() else _PACKAGE.parents[3] / "contract_specs" / "masshealth"
