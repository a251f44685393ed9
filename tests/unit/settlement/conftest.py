"""A contract of three streams: a bonus paid by a quality score, and a rebate."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TypeAlias

import pytest

from tests.models import fed_plugin
from vbc_rules.contracts.load import load_contract
from vbc_rules.contracts.text.strict_yaml import parse_document
from vbc_rules.facts.readers.document_facts import document_facts
from vbc_rules.facts.table import FactTable
from vbc_rules.hooks.registry import Registry
from vbc_rules.settlement.binding import BoundContract, bind

Bind: TypeAlias = Callable[..., BoundContract]
ReadFacts: TypeAlias = Callable[..., FactTable]

HEAD = """contract: harbor
title: Harbor
carrier: harbor
plugins: {example: ">=0"}
term: {from: 2024-01-01, to: 2024-12-31}
line_of_business: commercial
parties: {payer: Harbor, provider: Lakeside}
"""
STREAMS = """payment:
  - name: bonus
    model: example.bonus
    facts: {score: quality.score}
    parameters: {sharing_rate: 0.5}
  - {name: rebate, model: example.rebate}
quality:
  - name: quality
    model: example.quality
    parameters: {goal: 4}
"""
FACTS = """
      pool: 1000
      cost: 30.01
      grade: a
      passed: true
      spent: {x: 1}
      met: {bp: true, hba1c: false, crc: true}
"""


@pytest.fixture
def bound(tmp_path: Path) -> Bind:
    """Return a function that binds a contract of these streams."""

    def bound(streams: str = STREAMS) -> BoundContract:
        path = tmp_path / "harbor.yaml"
        path.write_text(HEAD + streams, encoding="utf-8")
        registry = Registry.of(fed_plugin)
        return bind(load_contract(path, registry), registry)

    return bound


@pytest.fixture
def facts() -> ReadFacts:
    """Return a function that reads the facts of one entity for a bound contract."""

    def facts(bound: BoundContract, text: str = FACTS) -> FactTable:
        document = parse_document(f"entities:\n  lakeside:{text}", "facts.yaml")
        return document_facts(document, bound.facts)

    return facts
