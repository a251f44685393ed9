"""A published file gives the facts of several streams by their plain names."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from pathlib import Path

import pytest

from tests.models import fed_plugin
from tests.unit.settlement.conftest import HEAD, STREAMS, Bind
from vbc_rules.diagnostics import Refusal
from vbc_rules.facts.layouts import PublishedFile, load_layout_file, read_published
from vbc_rules.facts.layouts.contract_facts import contract_facts
from vbc_rules.hooks.declarations import FactLayout, PluginInfo, PublishedProgram
from vbc_rules.hooks.registry import Registry
from vbc_rules.hooks.specification import hookimpl
from vbc_rules.settlement.comparison import Comparison
from vbc_rules.settlement.replay import replay
from vbc_rules.settlement.settle import Settler

LAYOUT = """layout: layouts.streams
title: Bonus and rebate
entity: {headings: [Practice]}
columns:
  pool: {headings: [Pool], reads: number, printed_to: 1}
  cost: {headings: [Cost], reads: number}
  paid: {headings: [Bonus], reads: number}
contract:
  - contract: harbor
facts:
  pool: {column: pool}
  cost: {column: cost}
published:
  clause: bonus.paid
  value: {column: paid}
  printed_to: 0.01
  tolerance: 0
  because: The bonus is printed in cents.
"""
TWO_REBATES = """payment:
  - name: bonus
    model: example.rebate
  - name: rebate
    model: example.rebate
"""

Read = Callable[..., PublishedFile]


@pytest.fixture
def read(tmp_path: Path) -> Read:
    def read(rows: str, layout: str = LAYOUT) -> PublishedFile:
        (tmp_path / "streams.yaml").write_text(layout, encoding="utf-8")
        (tmp_path / "streams.csv").write_text(rows, encoding="utf-8")
        return read_published(tmp_path / "streams.csv", load_layout_file(tmp_path / "streams.yaml"))

    return read


REBATES = LAYOUT.replace("bonus.paid", "bonus.rounded").replace("  pool: {column: pool}\n", "")


def test_a_column_gives_a_plain_fact_to_every_stream(read: Read, bound: Bind) -> None:
    file = read("Practice,Pool,Cost,Bonus\nlakeside,1,30.01,15.01\n", REBATES)
    contract = bound(TWO_REBATES)
    facts = contract_facts(file, "harbor", contract.facts)
    assert facts.columns["bonus.cost", ()] == facts.columns["rebate.cost", ()]
    assert facts.place_of(0, "rebate.cost", ()).column == 12
    found = Settler(contract, facts).entity("lakeside")
    assert [result.value for result in found.results] == [Fraction("15.01")] * 2


def test_a_missing_value_of_a_plain_fact_is_told(read: Read, bound: Bind) -> None:
    file = read("Practice,Pool,Cost,Bonus\nlakeside,1,,15.01\n", REBATES)
    with pytest.raises(Refusal) as caught:
        contract_facts(file, "harbor", bound(TWO_REBATES).facts)
    [finding] = caught.value.diagnostics
    assert finding.message == "Fact `cost` of entity `lakeside` is missing: Cost."


def test_a_fact_that_the_layout_lacks_is_named_plainly(read: Read, bound: Bind) -> None:
    file = read("Practice,Pool,Cost,Bonus\nlakeside,1000,30.01,250\n")
    with pytest.raises(Refusal) as caught:
        contract_facts(file, "harbor", bound(STREAMS).facts)
    messages = {one.message for one in caught.value.diagnostics}
    assert "The layout says nothing about fact `grade`: Grade." in messages
    assert not any("`pool`" in one or "`cost`" in one for one in messages)


def test_rounding_of_a_plain_fact_moves_it_in_every_stream(read: Read, bound: Bind) -> None:
    rounds = REBATES.replace(
        "{headings: [Cost], reads: number}", "{headings: [Cost], reads: number, printed_to: 1}"
    )
    file = read("Practice,Pool,Cost,Bonus\nlakeside,1,30,15.20\n", rounds)
    [[row]] = Comparison(file, bound(TWO_REBATES)).rows().values()
    assert (row.computed, row.verdict) == (15, "within rounding")


def test_a_replay_of_several_streams_asks_for_the_facts_behind_its_result(
    read: Read, tmp_path: Path
) -> None:
    read("Practice,Pool,Cost,Bonus\nlakeside,1,30,15\n", REBATES)
    (tmp_path / "harbor.yaml").write_text(HEAD + TWO_REBATES, encoding="utf-8")
    registry = Registry.of(fed_plugin, _Layouts(tmp_path / "streams.yaml"))
    program = PublishedProgram("layouts.streams", "Streams", {2024: "layouts.streams"}, tmp_path)
    [row] = replay(program, tmp_path / "streams.csv", registry, 2024).rows
    assert (row.computed, row.verdict) == (15, "matched")


class _Layouts:
    """A plugin that has the layout only."""

    __name__ = "layouts"

    def __init__(self, file: Path) -> None:
        self.file = file

    @hookimpl
    def vbc_plugin(self) -> PluginInfo:
        return PluginInfo("layouts", "Layouts")

    @hookimpl
    def vbc_fact_layouts(self) -> list[FactLayout]:
        return [FactLayout("layouts.streams", "Bonus and rebate", self.file)]
