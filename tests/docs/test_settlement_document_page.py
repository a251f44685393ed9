"""docs/settlement-document.md shows a document that the program prints, shortened."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from vbc_rules.contracts.load import load_contract
from vbc_rules.facts.readers import read_facts
from vbc_rules.hooks.registry import Registry
from vbc_rules.settlement.binding import bind
from vbc_rules.settlement.period import parse_period
from vbc_rules.settlement.settle import Settler
from vbc_rules.statements.document import to_document

ROOT = Path(__file__).parents[2]
CONTRACT = ROOT / "contract_specs" / "example" / "harbor-shared-savings.yaml"
TOLD = ("name", "kind", "title", "unit", "value", "shown", "formula", "because", "cites")


def shown() -> Any:
    page = (ROOT / "docs" / "settlement-document.md").read_text(encoding="utf-8")
    (settlement,) = json.loads(page.split("```json\n")[1].split("```")[0])["settlements"]
    return settlement


def real(entity: str) -> Any:
    registry = Registry.installed()
    bound = bind(load_contract(CONTRACT, registry), registry, parse_period("2024"))
    facts = read_facts(CONTRACT.with_suffix(".facts.csv"), bound.facts)
    (settlement,) = to_document([Settler(bound, facts).entity(entity)])["settlements"]
    return settlement


def without_numbers(lines: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return [{key: line[key] for key in TOLD} for line in lines]


def test_every_line_of_the_example_is_one_of_the_settlement() -> None:
    lines = without_numbers(real(shown()["entity"])["lines"])
    assert [line for line in without_numbers(shown()["lines"]) if line not in lines] == []


def test_the_example_pays_what_is_settled() -> None:
    paid = [(one["name"], one["value"]) for one in real(shown()["entity"])["results"]]
    assert [(one["name"], one["value"]) for one in shown()["results"]] == paid
