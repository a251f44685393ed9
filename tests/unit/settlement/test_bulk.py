"""Many entities at once: the same amounts as one by one, and all errors together."""

from __future__ import annotations

from pathlib import Path

import pytest

from vbc_rules.contracts.load import load_contract
from vbc_rules.diagnostics import Refusal
from vbc_rules.facts.readers import read_facts
from vbc_rules.hooks.registry import Registry
from vbc_rules.settlement import bulk
from vbc_rules.settlement.binding import bind
from vbc_rules.settlement.period import parse_period
from vbc_rules.settlement.settle import Settler
from vbc_rules.statements.settlement import Settlement

EXAMPLES = Path(__file__).parents[3] / "contract_specs" / "example"
HEAD = "entity,benchmark,expenditure,quality_score\n"
PHARMACY = """
  - name: pharmacy
    model: core.shared_savings_one_sided
    parameters:
      minimum_savings_rate: 0.01
      first_dollar: true
      sharing_rate: 0.25
      minimum_quality_score: 0.60
      quality_scales_sharing: true
      payment_limit: 0.05
reports:"""


def settler(tmp_path: Path, rows: str, year: str = "2025") -> Settler:
    facts = tmp_path / "facts.csv"
    facts.write_text(HEAD + rows)
    registry = Registry.installed()
    contract = load_contract(EXAMPLES / "harbor-two-sided.yaml", registry)
    bound = bind(contract, registry, parse_period(year))
    return Settler(bound, read_facts(facts, bound.facts))


def of_two_streams(tmp_path: Path) -> Settler:
    """Return a settler of two payments whose facts are given plainly, for both."""
    text = (EXAMPLES / "harbor-shared-savings.yaml").read_text(encoding="utf-8")
    contract = tmp_path / "harbor-shared-savings.yaml"
    contract.write_text(text.replace("\nreports:", PHARMACY), encoding="utf-8")
    (tmp_path / "two.csv").write_text(HEAD + SEVERAL, encoding="utf-8")
    registry = Registry.installed()
    bound = bind(load_contract(contract, registry), registry)
    return Settler(bound, read_facts(tmp_path / "two.csv", bound.facts))


def amounts(settled: tuple[Settlement, ...]) -> list[object]:
    return [
        (
            one.entity,
            [(result.name, result.value, result.shown) for result in one.results],
            [
                (fall.result, fall.total, [(bar.name, bar.title, bar.amount) for bar in fall.bars])
                for fall in one.waterfalls
            ],
        )
        for one in settled
    ]


def _row(number: int) -> str:
    spent = f"{900_000 + number * 5_003}.{number % 100:02}"
    return f"e{number},{1_000_000 + number * 37},{spent},0.{number:03}\n"


SEVERAL = "".join(_row(number) for number in range(1, 100))


def test_amounts_are_those_of_settlements_with_lines(tmp_path: Path) -> None:
    one_by_one = settler(tmp_path, SEVERAL)
    assert amounts(bulk.settled_in_bulk(one_by_one)) == amounts(one_by_one.all())


def test_streams_of_one_contract_are_settled_in_one_batch(tmp_path: Path) -> None:
    one_by_one = of_two_streams(tmp_path)
    settled = bulk.settled_in_bulk(one_by_one)
    assert {len(one.lines) for one in settled} == {0}
    assert {fall.result.partition(".")[0] for fall in settled[0].waterfalls} == {
        "shared_savings", "pharmacy",
    }  # fmt: skip
    assert amounts(settled) == amounts(one_by_one.all())


def test_there_are_no_lines(tmp_path: Path) -> None:
    settled = bulk.settled_in_bulk(settler(tmp_path, SEVERAL))
    assert {len(one.lines) for one in settled} == {0}


def test_without_numpy_the_amounts_are_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    expected = amounts(bulk.settled_in_bulk(settler(tmp_path, SEVERAL)))
    monkeypatch.setattr(bulk, "find_spec", lambda _: None)
    assert amounts(bulk.settled_in_bulk(settler(tmp_path, SEVERAL))) == expected


def test_a_period_outside_the_term_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Refusal, match="VBC511"):
        settler(tmp_path, SEVERAL, "2031")
