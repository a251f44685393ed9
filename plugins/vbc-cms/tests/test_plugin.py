"""The plugin as others find it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from vbc_cms import plugin
from vbc_cms.files import contracts

from vbc_rules import Refusal
from vbc_rules.contracts.load import check_contract
from vbc_rules.evaluation.exact import Run
from vbc_rules.hooks.origin import InstalledPlugin
from vbc_rules.hooks.registry import Registry

Evaluate = Callable[..., Run]
CONTRACTS = sorted(path for path in contracts().glob("*.yaml") if "." not in path.stem)


def test_the_plugin_is_whole() -> None:
    [found] = Registry.of(plugin).plugins()
    assert isinstance(found, InstalledPlugin)
    assert found.origin.namespace == "cms"


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
    files = [file for one in plugin.vbc_examples() for file in (one.contract, one.facts)]
    assert [file for file in files if not file.is_file()] == []
    assert len(files) == 4


def test_below_the_sliding_scale_a_stated_rate_is_needed(evaluate: Evaluate) -> None:
    run = evaluate("mssp-track-1", 2017, assigned_beneficiaries="499")
    with pytest.raises(Refusal, match="VBC503 no row of table `sliding_scale` applies to 499"):
        run.clause("minimum_savings_rate")
