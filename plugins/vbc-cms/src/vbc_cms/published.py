"""The results that CMS publishes, and the layouts that read them."""

from __future__ import annotations

from pathlib import Path

from vbc_cms.files import contracts
from vbc_rules import FactLayout, PublishedProgram

_HERE = Path(__file__).parent
_YEARS = range(2013, 2025)


def layouts() -> list[FactLayout]:
    """Return the layout of each year's results file."""
    return [
        FactLayout(
            f"cms.mssp_results_{year}",
            f"Medicare Shared Savings Program, results of {year}",
            _HERE / "layouts" / f"mssp_results_{year}.yaml",
        )
        for year in _YEARS
    ]


def programs() -> list[PublishedProgram]:
    """Return the programs whose results can be computed again."""
    return [
        PublishedProgram(
            "cms.mssp",
            "Medicare Shared Savings Program, performance year results",
            {year: f"cms.mssp_results_{year}" for year in _YEARS},
            contracts(),
        )
    ]
