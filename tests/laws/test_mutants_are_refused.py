"""No key is ignored, nothing required may be absent, and no value may be of another type.

`pytest tests/laws/test_mutants_are_refused.py --examples 10000` holds more contracts to it; the
contracts are the same ones in every run.
"""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.laws.damage import damaged
from tests.laws.mutations import CONTRACTS, Mutant, documents, mutants, written
from vbc_rules.contracts.load import check_document
from vbc_rules.contracts.text.strict_yaml import parse_document
from vbc_rules.diagnostics import Diagnostic, Refusal
from vbc_rules.diagnostics.render import render_text
from vbc_rules.hooks.registry import Registry

REGISTRY = Registry.installed()
USUAL = 200


@pytest.fixture
def laid_down(request: pytest.FixtureRequest) -> settings:
    """Return the settings of a law: the same contracts in every run."""
    count = request.config.getoption("--examples") or USUAL
    slow = [HealthCheck.too_slow, HealthCheck.data_too_large]
    return settings(
        max_examples=count,
        derandomize=True,
        database=None,
        deadline=None,
        suppress_health_check=slow,
    )


def judged(text: str, file: str) -> tuple[bool, tuple[Diagnostic, ...]]:
    """Return whether a contract is valid, and the findings, which can all be told."""
    try:
        contract, findings = check_document(parse_document(text, file), REGISTRY)
    except Refusal as refusal:
        contract, findings = None, refusal.diagnostics
    assert (contract is None) == any(one.severity == "error" for one in findings)
    assert render_text(findings, {file: text})
    return contract is not None, findings


@pytest.mark.parametrize("number", range(len(CONTRACTS)), ids=[one.stem for one in CONTRACTS])
def test_a_shipped_contract_written_anew_is_valid(number: int) -> None:
    assert judged(written(documents()[number].value), CONTRACTS[number].name)[0]


def test_a_changed_contract_is_refused(laid_down: settings) -> None:
    @laid_down
    @given(mutants(REGISTRY))
    def law(mutant: Mutant) -> None:
        valid, _ = judged(mutant.text, mutant.file)
        assert not valid or is_a_name_of_the_contract(mutant), mutant

    law()


def is_a_name_of_the_contract(mutant: Mutant) -> bool:
    """Return whether a renamed key is an entry: the contract itself says which there are.

    Where one parameter alone varies by an axis, another word for an entry is another contract, and
    facts that name the entry as before are refused. Where none does, the entries of `measures:` are
    those of the facts, which a contract does not know.
    """
    if mutant.change != "rename":
        return False
    return "entries" in mutant.at[:-1] or (
        mutant.at[2:-1] == ("measures",) and '"entries": ' not in mutant.text
    )


def test_a_damaged_shipped_contract_is_read_or_refused(laid_down: settings) -> None:
    good = st.sampled_from(CONTRACTS)

    @laid_down
    @given(good.flatmap(lambda path: st.tuples(st.just(path.name), damaged(path))))
    def law(damage: tuple[str, str]) -> None:
        judged(damage[1], damage[0])

    law()
