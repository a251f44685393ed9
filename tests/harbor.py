"""A contract that pays half of savings, by quality, and the file of cases beside it."""

from __future__ import annotations

from pathlib import Path

CONTRACT = """\
contract: harbor
title: Shared savings of Harbor Health Plan
carrier: harbor_health
plugins: {core: ">=0.1"}
term: {from: 2024-01-01, to: 2024-12-31}
line_of_business: commercial
parties: {payer: Harbor Health Plan, provider: Lakeside Physician Group}
payment:
  - name: shared_savings
    model: core.shared_savings_one_sided
    parameters:
      minimum_savings_rate: 0
      first_dollar: true
      sharing_rate: 0.5
      minimum_quality_score: 0.6
      quality_scales_sharing: true
"""


def write_case(folder: Path, cases: str) -> Path:
    """Write the contract and its cases; return the file of cases."""
    (folder / "harbor.yaml").write_text(CONTRACT, encoding="utf-8")
    path = folder / "harbor.case.yaml"
    path.write_text(cases, encoding="utf-8")
    return path
