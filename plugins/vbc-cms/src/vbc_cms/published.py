"""The results that CMS publishes, and the layouts that read them."""

from __future__ import annotations

from pathlib import Path

from vbc_cms.files import contracts
from vbc_rules import FactLayout, PublishedProgram

_HERE = Path(__file__).parent
_YEARS = range(2013, 2025)
_REACH = range(2021, 2024)
_REACH_TITLE = "Direct Contracting and ACO REACH"
_QUALITY = {
    "hvbp": ("Hospital Value-Based Purchasing, scores", (2024,)),
    "hrrp": ("Hospital Readmissions Reduction Program, excess readmission ratios", (2024,)),
    "hac": ("Hospital-Acquired Condition Reduction Program, total scores", (2024,)),
    "stars": ("Medicare Advantage Star Ratings, stars of measures", (2022,)),
}


def layouts() -> list[FactLayout]:
    """Return the layout of each year's results file."""
    return (
        [
            FactLayout(
                f"cms.mssp_results_{year}",
                f"Medicare Shared Savings Program, results of {year}",
                _HERE / "layouts" / f"mssp_results_{year}.yaml",
            )
            for year in _YEARS
        ]
        + [
            FactLayout(
                f"cms.reach_results_{year}",
                f"{_REACH_TITLE}, results of {year}",
                _HERE / "layouts" / f"reach_results_{year}.yaml",
            )
            for year in _REACH
        ]
        + [
            FactLayout(
                f"cms.{name}_{year}", f"{title}, {year}", _HERE / "layouts" / f"{name}_{year}.yaml"
            )
            for name, (title, years) in _QUALITY.items()
            for year in years
        ]
    )


def programs() -> list[PublishedProgram]:
    """Return the programs whose results can be computed again."""
    return [
        PublishedProgram(
            "cms.mssp",
            "Medicare Shared Savings Program, performance year results",
            {year: f"cms.mssp_results_{year}" for year in _YEARS},
            contracts(),
        ),
        PublishedProgram(
            "cms.reach",
            f"{_REACH_TITLE}, performance year results",
            {year: f"cms.reach_results_{year}" for year in _REACH},
            contracts(),
        ),
        *(
            PublishedProgram(
                f"cms.{name}", title, {year: f"cms.{name}_{year}" for year in years}, contracts()
            )
            for name, (title, years) in _QUALITY.items()
        ),
    ]
