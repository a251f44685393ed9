"""A measure without a rate is refused: it is never counted as not met."""

from __future__ import annotations

import pytest
from vbc_oregon.files import contracts

from vbc_rules import Refusal
from vbc_rules.contracts.load import load_contract
from vbc_rules.facts.readers.csv_facts import parse_csv_facts
from vbc_rules.hooks.registry import Registry
from vbc_rules.settlement.binding import bind

CSV = (contracts() / "cco-pool-2019.facts.csv").read_text(encoding="utf-8")


def test_a_measure_without_a_rate_is_refused() -> None:
    registry = Registry.installed()
    bound = bind(load_contract(contracts() / "cco-pool-2019.yaml", registry), registry)
    without = CSV.replace(",0.72,", ",,", 1)
    with pytest.raises(Refusal, match="adolescent_well_care"):
        parse_csv_facts(without, "facts.csv", bound.facts)
