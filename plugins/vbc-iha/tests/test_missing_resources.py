"""A resource whose use was not reported is refused: it is never taken as no savings."""

from __future__ import annotations

import pytest
from vbc_iha.files import contracts

from vbc_rules import Refusal
from vbc_rules.contracts.load import load_contract
from vbc_rules.facts.readers.csv_facts import parse_csv_facts
from vbc_rules.hooks.registry import Registry
from vbc_rules.settlement.binding import bind
from vbc_rules.settlement.period import parse_period
from vbc_rules.settlement.settle import Settler

CSV = (contracts() / "amp-skeleton.facts.csv").read_text(encoding="utf-8")


def test_a_resource_without_use_is_refused() -> None:
    registry = Registry.installed()
    contract = load_contract(contracts() / "amp-skeleton.yaml", registry)
    bound = bind(contract, registry, parse_period("2014"))
    facts = parse_csv_facts(CSV.replace("0.0150,0.0143", ","), "facts.csv", bound.facts)
    with pytest.raises(Refusal, match="has no entry for resource emergency_visits"):
        Settler(bound, facts).entity("valley-medical")
