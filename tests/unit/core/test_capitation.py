"""Capitation: a member month counts once, whatever form its facts have."""

from __future__ import annotations

from pathlib import Path

import pytest

from vbc_rules.contracts.load import load_contract
from vbc_rules.contracts.text.strict_yaml import parse_document
from vbc_rules.diagnostics import Refusal
from vbc_rules.facts.readers.csv_facts import parse_csv_facts
from vbc_rules.facts.readers.document_facts import document_facts
from vbc_rules.facts.table import FactTable
from vbc_rules.hooks.registry import Registry
from vbc_rules.settlement.binding import bind
from vbc_rules.settlement.period import parse_period
from vbc_rules.settlement.settle import Settler

CONTRACT = Path(__file__).parents[3] / "contract_specs" / "example" / "harbor-capitation.yaml"
REGISTRY = Registry.installed()
BOUND = bind(load_contract(CONTRACT, REGISTRY), REGISTRY, parse_period("2024-06-01..2024-06-30"))
VALUES = {
    "days_eligible": "10",
    "days_in_month": "30",
    "eligible_on_rule_day": "yes",
    "risk_score": "1.20",
    "months_since_service": "1",
    "paid_so_far": "1132.56",
}
YAML = """\
entities:
  lakeside:
    days_eligible: {m52: 10}
    days_in_month: {m52: 30}
    eligible_on_rule_day: {m52: true}
    risk_score: {m52: 1.20}
    months_since_service: {m52: 1}
    paid_so_far: {m52: 1132.56}
axes:
  member_month: {m52: male_45_64_ssi}
"""


def from_csv(*entries: str) -> FactTable:
    """Return the facts of member months, each written `cell/entry`."""
    titles = [f"{name}[{entry}]" for entry in entries for name in VALUES]
    cells = [value for _ in entries for value in VALUES.values()]
    text = f"entity,{','.join(titles)}\nlakeside,{','.join(cells)}\n"
    return parse_csv_facts(text, "facts.csv", BOUND.facts)


def codes(refused: pytest.ExceptionInfo[Refusal]) -> set[str]:
    return {finding.code for finding in refused.value.diagnostics}


def test_csv_and_yaml_give_one_settlement() -> None:
    document = document_facts(parse_document(YAML, "facts.yaml"), BOUND.facts)
    written = from_csv("male_45_64_ssi/m52")
    assert written.sha256() == document.sha256()
    [result, *_] = Settler(BOUND, written).entity("lakeside").results
    assert result.shown == "-$755.04"


def test_a_member_month_that_is_written_twice_is_refused() -> None:
    with pytest.raises(Refusal) as refused:
        from_csv("male_45_64_ssi/m52", "male_45_64_ssi/m52")
    assert codes(refused) == {"VBC405"}


def test_a_member_month_within_two_cells_is_refused() -> None:
    with pytest.raises(Refusal) as refused:
        from_csv("male_45_64_ssi/m52", "female_18_44_tanf/m52")
    assert "VBC416" in codes(refused)


def test_a_member_month_without_a_fact_is_refused() -> None:
    with pytest.raises(Refusal, match=r"paid_so_far\[m52\].*is missing"):
        document_facts(
            parse_document(YAML.replace("paid_so_far: {m52: 1132.56}", ""), "facts.yaml"),
            BOUND.facts,
        )
