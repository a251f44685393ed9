"""Entries that only the facts have are told at their line, all of them at once."""

from __future__ import annotations

from pathlib import Path

import pytest

from vbc_rules.contracts.load import load_contract
from vbc_rules.diagnostics import Refusal
from vbc_rules.diagnostics.render import render_text
from vbc_rules.facts.readers import read_facts
from vbc_rules.hooks.registry import Registry
from vbc_rules.settlement.binding import bind
from vbc_rules.settlement.period import parse_period
from vbc_rules.settlement.settle import Settler

CONTRACT = Path(__file__).parents[3] / "contract_specs" / "example" / "harbor-capitation.yaml"
FACTS = """entities:
  lakeside:
    days_eligible: {m1: 30, m2: 30, m3: 30}
    days_in_month: {m1: 30, m2: 30, m3: 30}
    eligible_on_rule_day: {m1: true, m2: true, m3: true}
    risk_score: {m1: 1, m2: 1, m3: 1}
    months_since_service: {m1: 0, m2: 0, m3: 0}
    paid_so_far: {m1: 0, m2: 0, m3: 0}
axes:
  member_month: {m1: female_18_44_tanf, m2: female_18_44_tnf, m3: newborn}
"""
REFUSED = """\
facts.yaml:3:33: error VBC230: Entity `lakeside`: the contract has no `geographic_factor` and no \
`rate` for cell `female_18_44_tnf`, in which `m2` lies.
        days_eligible: {m1: 30, m2: 30, m3: 30}
                                    ^
  hint: did you mean `female_18_44_tanf`?
facts.yaml:3:41: error VBC230: Entity `lakeside`: the contract has no `geographic_factor` and no \
`rate` for cell `newborn`, in which `m3` lies.
        days_eligible: {m1: 30, m2: 30, m3: 30}
                                            ^
  hint: it has female_18_44_tanf, male_45_64_ssi, child_1_5_tanf
2 errors
"""


def test_a_rate_cell_without_a_rate_is_told_where_the_facts_name_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("facts.yaml").write_text(FACTS, encoding="utf-8")
    registry = Registry.installed()
    period = parse_period("2024-06-01..2024-06-30")
    bound = bind(load_contract(CONTRACT, registry), registry, period)
    settler = Settler(bound, read_facts(Path("facts.yaml"), bound.facts))
    with pytest.raises(Refusal) as refused:
        settler.all()
    assert render_text(refused.value.diagnostics, {"facts.yaml": FACTS}) == REFUSED
