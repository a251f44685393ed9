"""The plugin as others find it."""

from __future__ import annotations

from pathlib import Path

import pytest
from vbc_uhc import plugin
from vbc_uhc.files import contracts

from vbc_rules.contracts.load import check_contract
from vbc_rules.hooks.origin import InstalledPlugin
from vbc_rules.hooks.registry import Registry

CONTRACTS = sorted(path for path in contracts().glob("*.yaml") if "." not in path.stem)


def test_the_plugin_is_whole() -> None:
    [found] = Registry.of(plugin).plugins()
    assert isinstance(found, InstalledPlugin)
    assert found.origin.namespace == "uhc"


@pytest.mark.parametrize("path", CONTRACTS, ids=lambda path: path.stem)
def test_a_contract_has_no_findings(path: Path) -> None:
    _, findings = check_contract(path, Registry.installed())
    assert findings == ()


@pytest.mark.parametrize("path", CONTRACTS, ids=lambda path: path.stem)
def test_every_parameter_of_a_contract_is_cited(path: Path) -> None:
    contract, _ = check_contract(path, Registry.installed())
    assert contract is not None
    terms = [term for stream in contract.payment for term in stream.parameters.values()]
    assert [term.name for term in terms if not all(value.cites for value in term.values)] == []


def test_an_example_has_its_files() -> None:
    [example] = plugin.vbc_examples()
    assert (example.contract.is_file(), example.facts.is_file()) == (True, True)


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
