"""The plugin as others find it."""

from __future__ import annotations

from pathlib import Path

import pytest
from vbc_nysdoh import plugin
from vbc_nysdoh.files import contracts

from vbc_rules.contracts.load import check_contract
from vbc_rules.hooks.origin import InstalledPlugin
from vbc_rules.hooks.registry import Registry

CONTRACTS = sorted(path for path in contracts().glob("*.yaml") if "." not in path.stem)
BY_GUIDELINE = "level-2-guideline-2018"


def test_the_plugin_is_whole() -> None:
    [found] = Registry.of(plugin).plugins()
    assert isinstance(found, InstalledPlugin)
    assert found.origin.namespace == "nysdoh"


@pytest.mark.parametrize("path", CONTRACTS, ids=lambda path: path.stem)
def test_a_contract_has_no_findings_but_that_old_minima_are_unknown(path: Path) -> None:
    contract, findings = check_contract(path, Registry.installed())
    assert contract is not None
    expected = ["NYS112"] if path.stem == BY_GUIDELINE else []
    assert [finding.code for finding in findings] == expected


@pytest.mark.parametrize("path", CONTRACTS, ids=lambda path: path.stem)
def test_every_parameter_of_a_contract_is_cited(path: Path) -> None:
    contract, _ = check_contract(path, Registry.installed())
    assert contract is not None
    terms = [term for stream in contract.streams for term in stream.parameters.values()]
    assert [term.name for term in terms if not all(value.cites for value in term.values)] == []


def test_an_example_has_its_files() -> None:
    [example] = plugin.vbc_examples()
    assert [path.is_file() for path in (example.contract, *example.facts)] == [True, True]
