"""The table of items: what it says to write is what the schema accepts, and closes the finding."""

from __future__ import annotations

from pathlib import Path

import pytest

from vbc_rules.contracts.declared.provisions import ITEMS, Item
from vbc_rules.contracts.schema.keywords import violations
from vbc_rules.contracts.schema.provisions import provisions_schema
from vbc_rules.contracts.schema.terms import SHARED
from vbc_rules.contracts.text.strict_yaml import parse_document
from vbc_rules.contracts.written.provisions import gaps, stated_provisions
from vbc_rules.diagnostics import Diagnostic
from vbc_rules.hooks.registry import Registry
from vbc_rules.language.arrangement import Arrangement
from vbc_rules.lint.linting import lint_file

KEYED = [item for item in ITEMS if item.key]
EXAMPLES = Path(__file__).parents[3] / "contract_specs" / "example"
COMPLETE = EXAMPLES / "harbor-complete.yaml"
CLEAN = ("harbor-complete", "harbor-risk-in-proportion", "harbor-scorecard")


def test_there_are_24_items_in_their_order() -> None:
    assert [item.number for item in ITEMS] == [f"M{number:03}" for number in range(1, 25)]


@pytest.mark.parametrize("item", KEYED, ids=lambda item: item.key)
def test_what_an_item_says_to_write_is_a_complete_provision(item: Item) -> None:
    document = parse_document(f"provisions:\n  {item.example}\n", "example.yaml")
    schema = {**provisions_schema(), "$defs": SHARED}
    assert list(violations(document.value["provisions"], schema)) == []
    (provision,) = stated_provisions(document).values()
    assert list(gaps(provision)) == []


def test_the_complete_contract_states_every_item_under_its_key() -> None:
    written = parse_document(COMPLETE.read_text(encoding="utf-8"), str(COMPLETE)).value
    assert list(written["provisions"]) == [item.key for item in KEYED]


@pytest.mark.parametrize("name", CLEAN)
def test_lint_finds_nothing_in_it(name: str) -> None:
    assert lint_file(EXAMPLES / f"{name}.yaml", Registry.installed()) == ()


def without(key: str) -> str:
    """Return the complete contract without one provision."""
    lines = COMPLETE.read_text(encoding="utf-8").splitlines()
    start = next(i for i, line in enumerate(lines) if line.startswith(f"  {key}:"))
    end = next(i for i in range(start + 1, len(lines)) if not lines[i].startswith("   "))
    return "\n".join([*lines[:start], *lines[end:]]) + "\n"


STATED_ELSEWHERE = {"minimum_rate", "sharing", "limits", "order_of_operations", "quality_set"}
"""What the models and measures of the complete contract state besides."""


@pytest.mark.parametrize("item", KEYED, ids=lambda item: item.key)
def test_without_its_provision_an_item_is_asked_for_and_nothing_else(
    item: Item, tmp_path: Path
) -> None:
    path = tmp_path / COMPLETE.name
    path.write_text(without(item.key), encoding="utf-8")
    found = lint_file(path, Registry.installed())
    expected = [] if item.key in STATED_ELSEWHERE else [item.code]
    assert [one.code for one in found] == expected
    assert all(isinstance(one, Diagnostic) and one.place for one in found)


def test_a_fee_for_coordination_is_asked_for_no_benchmark() -> None:
    fee = Arrangement("infrastructure")
    asked = {item.number for item in ITEMS if fee.kind in item.kinds}
    assert not asked & {"M006", "M008", "M010", "M011", "M012", "M013", "M015"}
    assert {"M001", "M004", "M005", "M022", "M023", "M024"} <= asked
