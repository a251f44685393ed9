"""An agreement is settled as the contract would be with the agreed terms written out."""

from __future__ import annotations

import tempfile
from datetime import date, timedelta
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.agreements.conftest import TEMPLATE
from vbc_rules.agreements.book import Agreement
from vbc_rules.agreements.load import load_book
from vbc_rules.contracts.contract import Contract
from vbc_rules.contracts.load import load_contract
from vbc_rules.diagnostics import Refusal
from vbc_rules.hooks.registry import Registry
from vbc_rules.settlement.binding import bind
from vbc_rules.settlement.period import parse_period

REGISTRY = Registry.installed()
RATES = ("0.3", "0.4", "0.5")
FIRST, LAST = date(2024, 1, 1), date(2026, 12, 31)

rates = st.sampled_from(RATES)
limits = st.integers(1, 99).map(lambda percent: f"0.{percent:02}")
days = st.integers(1, (LAST - FIRST).days).map(lambda count: FIRST + timedelta(days=count))
amendments = st.lists(st.tuples(days, rates, limits), max_size=3, unique_by=lambda one: one[0])


@settings(max_examples=40, deadline=None)
@given(rates, limits, amendments.map(sorted))
def test_an_agreement_is_the_contract_with_its_terms_written_out(
    rate: str, limit: str, changes: list[tuple[date, str, str]]
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        agreed = in_book(Path(folder), rate, limit, changes)
        written = out(Path(folder), rate, limit, changes)
    for month in range(1, 13):
        for year in ("2024", "2025", "2026"):
            days = f"{year}-{month:02}-01..{year}-{month:02}-28"
            assert terms(agreed, days) == terms(written, days)


def terms(contract: Contract, days: str) -> object:
    """Return the values that hold in a period, or that they change within it."""
    try:
        return bind(contract, REGISTRY, parse_period(days)).parameters
    except Refusal as refusal:
        return sorted(one.code for one in refusal.diagnostics)


def in_book(folder: Path, rate: str, limit: str, changes: list[tuple[date, str, str]]) -> Contract:
    amended = "".join(
        f"      - {{amendment: A, from: {day}, "
        f"changes: {{sharing_rate: {to}, savings.payment_limit: {most}}}}}\n"
        for day, to, most in changes
    )
    (folder / "track.yaml").write_text(TEMPLATE)
    (folder / "network.book.yaml").write_text(
        "book: network\ntitle: The network\nfacts: facts.csv\nagreements:\n"
        "  - agreement: north\n    contract: track.yaml\n    provider: North\n"
        f"    elections: {{sharing_rate: {rate}}}\n    exhibits: {{payment_limit: {limit}}}\n"
        + (f"    amendments:\n{amended}" if amended else "")
    )
    [agreement] = load_book(folder / "network.book.yaml", REGISTRY).agreements
    assert isinstance(agreement, Agreement)
    return agreement.contract


def out(folder: Path, rate: str, limit: str, changes: list[tuple[date, str, str]]) -> Contract:
    dated = [(FIRST, rate, limit), *changes]
    listed = {
        "sharing_rate": "".join(
            f"        - {{from: {day}, value: {to}}}\n" for day, to, _ in dated
        ),
        "payment_limit": "".join(
            f"        - {{from: {day}, value: {to}}}\n" for day, _, to in dated
        ),
    }
    head = TEMPLATE.partition("    elections:")[0].replace("contract: track", "contract: written")
    parameters = "".join(f"      {name}:\n{values}" for name, values in listed.items())
    path = folder / "written.yaml"
    path.write_text(head + parameters)
    return load_contract(path, REGISTRY)
