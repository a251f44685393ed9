"""A folder with a template, a book of two agreements and their facts, to be changed by tests."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from vbc_rules.hooks.registry import Registry

TEMPLATE = """\
contract: track
title: Savings with elections
carrier: harbor_health
plugins: {core: ">=0.1,<1"}
term: {from: 2024-01-01, to: 2026-12-31}
line_of_business: commercial
parties: {payer: Harbor Health Plan, provider: Each practice}
payment:
  - name: savings
    model: core.shared_savings_one_sided
    parameters:
      minimum_savings_rate: {value: 0.02, cites: Agreement 3.1}
      minimum_quality_score: {value: 0.60, cites: Agreement 3.3}
      quality_scales_sharing: false
      first_dollar:
        - {from: 2024-01-01, value: true, cites: Agreement 3.1}
        - {from: 2026-01-01, value: false, cites: Agreement 3.1}
    elections:
      sharing_rate: {one_of: [0.30, 0.40, 0.50], cites: Agreement 3.2}
    exhibits: [payment_limit]
"""
BOOK = """\
book: network
title: The network
facts: facts.csv
agreements:
  - agreement: north
    contract: track.yaml
    provider: {name: North Practice, tin: ["123456789"], npi: ["1234567893"]}
    elections: {sharing_rate: 0.50}
    exhibits: {payment_limit: {value: 0.10, cites: Exhibit N}}
    amendments:
      - amendment: First amendment
        from: 2025-01-01
        cites: Amendment 1
        changes: {sharing_rate: 0.40}
  - agreement: south
    contract: track.yaml
    provider: South Practice
    entity: south-side
    effective: {from: 2025-01-01}
    elections: {savings.sharing_rate: 0.30}
    exhibits: {payment_limit: 0.05}
"""
FACTS = """\
entity,benchmark,expenditure,quality_score
north,1000000.00,900000.00,0.7
south-side,2000000.00,1800000.00,0.8
"""


@pytest.fixture
def registry() -> Registry:
    return Registry.installed()


@pytest.fixture
def office(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return the working folder, with track.yaml, network.book.yaml and facts.csv in it."""
    monkeypatch.chdir(tmp_path)
    for name, text in (
        ("track.yaml", TEMPLATE),
        ("network.book.yaml", BOOK),
        ("facts.csv", FACTS),
    ):
        (tmp_path / name).write_text(text, encoding="utf-8")
    return tmp_path


@pytest.fixture
def change(office: Path) -> Callable[[str, str, str], None]:
    """Return a function that writes a file anew with one text in the place of another."""

    def write(name: str, old: str, new: str) -> None:
        text = (office / name).read_text(encoding="utf-8")
        assert old in text
        (office / name).write_text(text.replace(old, new, 1), encoding="utf-8")

    return write
