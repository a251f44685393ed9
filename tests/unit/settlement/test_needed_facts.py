"""A fact is asked for where the contract states a term that reads it, and only there."""

from __future__ import annotations

from pathlib import Path

import pytest

from vbc_rules.contracts.load import load_contract
from vbc_rules.diagnostics import Refusal
from vbc_rules.facts.readers import read_facts
from vbc_rules.facts.table import FactTable
from vbc_rules.hooks.registry import Registry
from vbc_rules.settlement.binding import bind
from vbc_rules.settlement.bulk import settled_in_bulk
from vbc_rules.settlement.period import parse_period
from vbc_rules.settlement.settle import Settler

EXAMPLES = Path(__file__).parents[3] / "contract_specs" / "example"


def read(contract: str, csv: str, folder: Path) -> tuple[Settler, FactTable]:
    registry = Registry.installed()
    loaded = load_contract(EXAMPLES / f"{contract}.yaml", registry)
    bound = bind(loaded, registry, parse_period("2024"))
    path = folder / "facts.csv"
    path.write_text(csv, encoding="utf-8")
    facts = read_facts(path, bound.facts)
    return Settler(bound, facts), facts


def test_a_fact_that_a_stated_term_needs_is_asked_for(tmp_path: Path) -> None:
    with pytest.raises(Refusal) as refused:
        read("harbor-risk-by-quality", "entity,benchmark,expenditure\nnorth,1,1\n", tmp_path)
    found = [(one.message.partition(":")[0], one.hint) for one in refused.value.diagnostics]
    why = "add it for every entity, because the contract states"
    assert found == [
        ("Fact `provider_revenue` is missing", f"{why} `loss_limit_of_revenue`"),
        ("Fact `quality_score` is missing", f"{why} `minimum_quality_score`"),
    ]


def test_a_fact_that_is_needed_is_asked_for_in_every_row(tmp_path: Path) -> None:
    csv = (
        "entity,benchmark,expenditure,quality_score,provider_revenue\n"
        "north,10,8,0.5,1\nsouth,10,8,,1\n"
    )
    with pytest.raises(Refusal) as refused:
        read("harbor-risk-by-quality", csv, tmp_path)
    (finding,) = refused.value.diagnostics
    assert finding.code == "VBC406"
    assert finding.message.startswith("Fact `quality_score` of entity `south` is missing")


def test_a_fact_that_no_stated_term_needs_may_be_absent(tmp_path: Path) -> None:
    settler, _ = read(
        "harbor-risk-corridors", "entity,benchmark,expenditure\nnorth,100,70\n", tmp_path
    )
    (settled,) = settler.all()
    assert settled.results[0].shown == "$27.50"


def test_many_rows_settle_without_the_facts_that_no_term_needs(tmp_path: Path) -> None:
    csv = "entity,benchmark,expenditure\nnorth,100,70\nsouth,100,130\n"
    settler, _ = read("harbor-risk-corridors", csv, tmp_path)
    assert [one.results[0].shown for one in settled_in_bulk(settler)] == ["$27.50", "-$27.50"]


def test_a_fact_that_varies_is_needed_for_every_entry(tmp_path: Path) -> None:
    csv = "entity,claims[a],claims[b],months[a],member_months\nnorth,1,1,12,24\n"
    with pytest.raises(Refusal) as refused:
        read("harbor-stop-loss", csv, tmp_path)
    (finding,) = refused.value.diagnostics
    assert finding.message.startswith("Fact `months[b]` of entity `north` is missing")


def test_a_fact_is_asked_for_where_a_column_of_the_steps_needs_it(tmp_path: Path) -> None:
    with pytest.raises(Refusal) as refused:
        read("harbor-stars-ladder", "entity,quality_score\nnorth,4\n", tmp_path)
    [finding] = refused.value.diagnostics
    assert finding.code == "VBC406"
    assert finding.hint is not None
    assert finding.hint.endswith("because the contract states `monthly.steps.per_member_month`")


def test_a_fact_may_be_absent_where_no_step_has_the_column(tmp_path: Path) -> None:
    csv = (
        "entity,rate[blood_pressure_control],rate[breast_cancer_screening],"
        "rate[colorectal_screening],denominator[blood_pressure_control],"
        "denominator[breast_cancer_screening],denominator[colorectal_screening]\n"
        "north,0.72,0.75,0.70,400,400,400\n"
    )
    settler, _ = read("harbor-score-ladder", csv, tmp_path)
    (settled,) = settler.all()
    assert settled.results[0].shown == "$250,000.00"
