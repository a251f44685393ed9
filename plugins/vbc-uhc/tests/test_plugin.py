"""What the plugin says twice is the same."""

from __future__ import annotations

from vbc_uhc import plugin
from vbc_uhc.files import contracts

from vbc_rules.contracts.load import check_contract
from vbc_rules.hooks.registry import Registry


def test_the_targets_of_the_contract_are_the_benchmarks_of_its_measures() -> None:
    contract, _ = check_contract(contracts() / "ma-pcpi-2025.yaml", Registry.installed())
    assert contract is not None
    [stream] = contract.payment
    targets = {one.measure: list(one.values.values()) for one in plugin.vbc_quality_benchmarks()}
    tiers = [stream.parameters[name].values[0].value for name in ("tier_1_target", "tier_2_target")]
    agreed = {
        measure: [tier[entry,] for tier in tiers] for entry, measure in stream.measures.items()
    }
    assert targets == agreed
