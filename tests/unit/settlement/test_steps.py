"""Steps across streams settle, are explained, swept and batched as the streams themselves are."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from pathlib import Path

import pytest

from tests.models import reported
from vbc_rules.contracts.load import load_contract
from vbc_rules.contracts.text.strict_yaml import parse_document
from vbc_rules.diagnostics import Refusal
from vbc_rules.facts.readers.document_facts import document_facts
from vbc_rules.hooks.registry import Registry
from vbc_rules.settlement.binding import bind
from vbc_rules.settlement.bulk import settled_in_bulk
from vbc_rules.settlement.period import parse_period
from vbc_rules.settlement.settle import Settler
from vbc_rules.settlement.sweeping import SweepQuestion, swept
from vbc_rules.statements.settlement import Settlement

HEAD = """contract: harbor
title: Harbor
carrier: harbor
plugins: {example: ">=0"}
term: {from: 2024-01-01, to: 2025-12-31}
line_of_business: commercial
parties: {payer: Harbor, provider: Lakeside}
payment:
  - {name: fee, model: example.reported}
"""
SECOND = "  - {name: bonus, model: example.reported}\n"
STEPS = """settlement:
  facts: {advance: Advance, penalty: Penalty}
  steps:
    - {step: earned, add: [fee.payment, bonus.payment], less: [penalty], cites: Article 1}
    - step: capped
      at_most:
        amount:
          - {from: 2024-01-01, value: 900.00}
          - {from: 2025-01-01, value: 950.00, cites: First amendment}
      cites: Article 2
    - {step: kept, hold_back: 0.10, rounded_to: 0.01, cites: Article 3}
    - {step: due, title: Due, less: [advance], down_to: 0, rest: carried, cites: Article 4}
"""
FACTS = "amount: 500.05, advance: 300, penalty: 0.10"
OTHERS = "benchmark: 3000.01, months: 12, score: 0.5, passed: true"

Settle = Callable[..., Settler]


@pytest.fixture
def settler(tmp_path: Path) -> Settle:
    """Return a function that makes ready a contract of these steps, for facts by entity."""

    def settler(
        text: str = SECOND + STEPS, facts: str = FACTS, period: str = "2024", settlement: str = ""
    ) -> Settler:
        path = tmp_path / "harbor.yaml"
        path.write_text(HEAD + text, encoding="utf-8")
        registry = Registry.of(reported)
        contract = load_contract(path, registry)
        bound = bind(contract, registry, parse_period(period), settlement)
        document = parse_document(f"entities: {{lakeside: {{{facts}, {OTHERS}}}}}", "facts.yaml")
        return Settler(bound, document_facts(document, bound.facts))

    return settler


def results(settlement: Settlement) -> dict[str, object]:
    return {one.name: one.value for one in settlement.results}


def test_the_last_step_is_the_main_result_and_what_it_leaves_follows(settler: Settle) -> None:
    assert list(results(settler().entity("lakeside")).items()) == [
        ("settlement.due", 510),
        ("settlement.kept_held", 90),
        ("settlement.due_carried", 0),
        ("fee.payment", Fraction("500.05")),
        ("bonus.payment", Fraction("500.05")),
    ]


def test_the_bars_are_what_the_streams_give_and_what_each_step_changes(settler: Settle) -> None:
    first, *others = settler().entity("lakeside").waterfalls
    assert [(bar.title, bar.amount) for bar in first.bars] == [
        ("Fee: Payment of the stream", Fraction("500.05")),
        ("Bonus: Payment of the stream", Fraction("500.05")),
        ("Penalty", Fraction("-0.10")),
        ("Capped", -100),
        ("Kept", -90),
        ("Due", -300),
    ]
    assert first.total == 510
    assert [one.result for one in others] == ["fee.payment", "bonus.payment"]


def test_an_amount_of_a_step_is_chosen_by_the_period(settler: Settle) -> None:
    settlement = settler(period="2025").entity("lakeside")
    assert results(settlement)["settlement.due"] == 555
    [line] = [one for one in settlement.lines if one.name == "settlement.capped.at_most"]
    assert (line.value, line.cites) == (950, "First amendment")


def test_a_period_in_which_an_amount_changes_is_refused(settler: Settle) -> None:
    with pytest.raises(Refusal) as caught:
        settler(SECOND + STEPS.replace("from: 2025-01-01", "from: 2024-07-01"))
    [found] = caught.value.diagnostics
    assert found.code == "VBC215"
    assert found.message == "`settlement.capped.at_most` changes between 2024-01-01 and 2024-12-31."


def test_a_step_is_explained_at_its_line_down_to_the_fact_of_a_stream(settler: Settle) -> None:
    lines = {one.name: one for one in settler().entity("lakeside").lines}
    by_number = {one.number: one for one in lines.values()}
    due = lines["settlement.due"]
    assert due.source.endswith("harbor.yaml:22:7")
    assert due.cites == "Article 4"
    seen, waiting = set(), [due.number]
    while waiting:
        number = waiting.pop()
        seen.add(by_number[number].name)
        waiting.extend(by_number[number].inputs)
    assert {"fee.amount", "bonus.amount", "settlement.advance", "settlement.penalty"} <= seen


def test_a_fact_of_the_contract_is_given_plainly_or_by_its_full_name(settler: Settle) -> None:
    full = FACTS.replace("advance", "settlement.advance")
    assert results(settler(facts=full).entity("lakeside"))["settlement.due"] == 510


def test_a_contract_of_one_stream_has_steps_too(settler: Settle) -> None:
    text = """settlement:
  steps:
    - {step: earned, add: [fee.payment], cites: Article 1}
    - {step: due, at_most: {share: 0.10, of: fee.benchmark}, rounded_to: 0.01, cites: Article 2}
"""
    found = settler(text, "amount: 500.05").entity("lakeside")
    assert results(found) == {"settlement.due": 300, "fee.payment": Fraction("500.05")}


def test_a_single_step_is_a_settlement(settler: Settle) -> None:
    text = "settlement:\n  steps:\n    - {step: due, add: [fee.payment], cites: Article 1}\n"
    [first, _] = settler(text, "amount: -5").entity("lakeside").waterfalls
    assert [(bar.name, bar.amount) for bar in first.bars] == [("fee.payment", -5)]


def test_a_step_may_add_up_many_streams(settler: Settle) -> None:
    names = [f"stream{number}" for number in range(12)]
    streams = "".join(f"  - {{name: {name}, model: example.reported}}\n" for name in names)
    added = ", ".join(f"{name}.payment" for name in ["fee", *names])
    text = f"settlement:\n  steps:\n    - {{step: due, add: [{added}], cites: Article 1}}\n"
    found = settler(streams + text, "amount: 1.01").entity("lakeside")
    assert results(found)["settlement.due"] == Fraction("13.13")
    assert len(found.waterfalls[0].bars) == 13


def test_a_sweep_runs_through_the_steps(settler: Settle) -> None:
    made = settler()
    question = SweepQuestion("lakeside", "fee.amount", "0", "1000")
    found = swept(made.bound, made.facts, question)
    assert found.result == "settlement.due"
    assert [(one.start, one.slope) for one in found.pieces] == [
        (0, Fraction("0.9")),
        (Fraction("400.05"), 0),
    ]


def test_a_batch_settles_steps_to_the_same_cents(settler: Settle) -> None:
    one = settler()
    [batched], [single] = settled_in_bulk(one), one.all()
    assert results(batched) == results(single)
    assert [[(bar.name, bar.amount) for bar in each.bars] for each in batched.waterfalls] == [
        [(bar.name, bar.amount) for bar in each.bars] for each in single.waterfalls
    ]


TWICE = """settlement:
  settlements: [interim, final]
  facts: {advance: Advance}
  steps:
    - {step: earned, add: [fee.payment], cites: Article 1}
    - {step: share, hold_back: 0.25, rounded_to: 0.01, at: interim, cites: Article 2}
    - {step: due, less: [paid_at_interim, advance], at: final, cites: Article 3}
"""


def test_each_settlement_of_a_period_takes_its_own_steps(settler: Settle) -> None:
    interim = settler(TWICE, "amount: 100", settlement="interim").entity("lakeside")
    facts = "amount: 80, paid_at_interim: 75, advance: 1"
    final = settler(TWICE, facts, settlement="final").entity("lakeside")
    assert (interim.settlement, results(interim)["settlement.share"]) == ("interim", 75)
    assert (final.settlement, results(final)["settlement.due"]) == ("final", 4)


def test_steps_of_different_settlements_may_have_one_name(settler: Settle) -> None:
    text = TWICE.replace("step: share", "step: due")
    interim = settler(text, "amount: 100", settlement="interim").entity("lakeside")
    assert results(interim)["settlement.due"] == 75


def test_facts_of_a_later_settlement_may_be_given_earlier_and_are_not_used(settler: Settle) -> None:
    facts = "amount: 100, advance: 1, paid_at_interim: 3"
    interim = settler(TWICE, facts, settlement="interim").entity("lakeside")
    assert results(interim)["settlement.share"] == 75


@pytest.mark.parametrize(
    ("text", "settlement", "message", "hint"),
    [
        (TWICE, "", "The contract has 2 settlements in a period, and none is named.",
         "say --settlement interim or --settlement final"),
        (TWICE, "finl", "The contract has no settlement `finl`.", "say --settlement final"),
        (TWICE, "x", "The contract has no settlement `x`.",
         "say --settlement interim or --settlement final"),
        (SECOND + STEPS, "final", "The contract has no settlement `final`: it has one in a period.",
         "leave out --settlement"),
        ("", "final", "The contract has no settlement `final`: it has one in a period.",
         "leave out --settlement"),
    ],
)  # fmt: skip
def test_which_settlement_is_made_is_never_guessed(
    settler: Settle, text: str, settlement: str, message: str, hint: str
) -> None:
    with pytest.raises(Refusal) as caught:
        settler(text, "amount: 1", settlement=settlement)
    [found] = caught.value.diagnostics
    assert (found.code, found.message, found.hint) == ("VBC530", message, hint)
