"""Streams of one contract settle as one: one numbering, one explanation, one sweep."""

from __future__ import annotations

from fractions import Fraction

import pytest

from tests.unit.settlement.conftest import FACTS, STREAMS, Bind, ReadFacts
from vbc_rules.diagnostics import Refusal
from vbc_rules.settlement.bulk import settled_in_bulk
from vbc_rules.settlement.settle import Settler
from vbc_rules.settlement.sweeping import SweepQuestion, swept
from vbc_rules.statements.settlement import Settlement

ALONE = "payment:\n  - {name: rebate, model: example.rebate}\n"


@pytest.fixture
def settlement(bound: Bind, facts: ReadFacts) -> Settlement:
    contract = bound()
    return Settler(contract, facts(contract)).entity("lakeside")


def test_results_of_payment_come_before_those_of_quality(settlement: Settlement) -> None:
    found = [(result.name, result.value) for result in settlement.results]
    assert found == [
        ("bonus.paid", 250),
        ("rebate.rounded", Fraction("15.01")),
        ("quality.score", Fraction(1, 2)),
    ]


def test_each_payment_has_its_waterfall_and_quality_has_none(settlement: Settlement) -> None:
    assert [one.result for one in settlement.waterfalls] == ["bonus.paid", "rebate.rounded"]


def test_the_explanation_of_a_payment_runs_through_the_stream_that_feeds_it(
    settlement: Settlement,
) -> None:
    lines = {line.name: line for line in settlement.lines}
    assert [line.number for line in settlement.lines] == list(range(1, len(lines) + 1))
    assert lines["quality.score"].number in lines["bonus.earned"].inputs
    assert lines["quality.goal"].number in lines["quality.score"].inputs
    assert "bonus.score" not in lines


def test_a_line_says_where_a_plain_fact_and_a_parameter_are_written(settlement: Settlement) -> None:
    sources = {line.name: line.source for line in settlement.lines}
    assert sources["bonus.pool"] == "facts.yaml:3:13"
    assert sources["quality.goal"].endswith("harbor.yaml:17:24")


def test_every_model_is_named_with_its_stream(settlement: Settlement) -> None:
    models = [(one.stream, one.model) for one in settlement.provenance.models]
    assert models == [
        ("bonus", "example.bonus"),
        ("rebate", "example.rebate"),
        ("quality", "example.quality"),
    ]


def test_a_contract_of_one_stream_keeps_its_names(bound: Bind, facts: ReadFacts) -> None:
    contract = bound(ALONE)
    assert contract.edition is contract.streams[0].edition
    found = Settler(contract, facts(contract, " {cost: 30}\n")).entity("lakeside")
    assert [result.name for result in found.results] == ["rounded"]


def test_a_computed_fact_is_not_asked_for(bound: Bind) -> None:
    contract = bound()
    assert "score" not in contract.facts
    assert "bonus.score" not in contract.facts
    assert contract.facts["bonus.pool"].required


def test_a_computed_fact_that_is_reported_as_well_is_refused(bound: Bind, facts: ReadFacts) -> None:
    contract = bound()
    with pytest.raises(Refusal) as caught:
        facts(contract, f"{FACTS}      bonus.score: 0.5\n")
    assert [one.code for one in caught.value.diagnostics] == ["VBC404"]


def test_a_fact_given_to_one_stream_is_not_given_to_the_others(
    bound: Bind, facts: ReadFacts
) -> None:
    contract = bound()
    table = facts(contract, f"{FACTS}      rebate.cost: 10\n")
    given = contract.inputs(table, 0).facts
    assert (given["rebate.cost"], given["quality.cost"]) == (10, Fraction("30.01"))


def test_a_computed_fact_beyond_its_limits_is_refused_where_it_is_stated(
    bound: Bind, facts: ReadFacts
) -> None:
    contract = bound(STREAMS.replace("goal: 4", "goal: 1"))
    with pytest.raises(Refusal) as caught:
        Settler(contract, facts(contract)).entity("lakeside")
    [finding] = caught.value.diagnostics
    assert finding.code == "VBC515"
    assert finding.message == (
        "Entity `lakeside`: `quality.score` is 2, above the maximum 1 of `bonus.score`."
    )
    assert finding.place is not None
    assert (finding.place.line, finding.place.column) == (11, 20)


SCALED = """settlement:
  paid_separately: [rebate]
  steps:
    - {step: earned, add: [bonus.paid], cites: Article 1}
    - step: due
      scale_by: quality.score
      scales: only_payments
      rounded_to: 0.01
      cites: Article 2
"""


def test_a_score_beyond_1_by_which_a_step_multiplies_is_refused_at_the_step(
    bound: Bind, facts: ReadFacts
) -> None:
    alone = STREAMS.replace("    facts: {score: quality.score}\n", "")
    contract = bound(alone.replace("goal: 4", "goal: 1") + SCALED)
    with pytest.raises(Refusal) as caught:
        settled_in_bulk(Settler(contract, facts(contract, f"{FACTS}      score: 0.5\n")))
    [finding] = caught.value.diagnostics
    assert finding.code == "VBC515"
    assert finding.message == (
        "Entity `lakeside`: `quality.score` is 2, above the maximum 1 of `settlement.due`."
    )
    assert finding.place is not None
    assert finding.place.line == 21


def test_a_step_multiplies_by_the_score_of_another_stream(bound: Bind, facts: ReadFacts) -> None:
    contract = bound(STREAMS + SCALED)
    found = Settler(contract, facts(contract)).entity("lakeside")
    assert (found.results[0].name, found.results[0].value) == ("settlement.due", 125)


def test_a_computed_fact_at_its_limit_is_accepted(bound: Bind, facts: ReadFacts) -> None:
    contract = bound(STREAMS.replace("goal: 4", "goal: 2"))
    found = Settler(contract, facts(contract)).entity("lakeside")
    assert found.results[0].value == 500


def test_quality_that_feeds_nothing_is_settled_beside_the_payment(
    bound: Bind, facts: ReadFacts
) -> None:
    contract = bound(STREAMS.replace("    facts: {score: quality.score}\n", ""))
    found = Settler(contract, facts(contract, f"{FACTS}      score: 0.1\n")).entity("lakeside")
    values = {result.name: result.value for result in found.results}
    assert (values["bonus.paid"], values["quality.score"]) == (50, Fraction(1, 2))


# ---- sweeps


def test_a_sweep_moves_a_fact_of_one_stream_and_follows_another(
    bound: Bind, facts: ReadFacts
) -> None:
    fed = "{score: quality.score, extra: quality.handicapped}"
    contract = bound(STREAMS.replace("{score: quality.score}", fed))
    table = facts(contract, f"{FACTS}      handicap: 0.1\n")
    found = swept(contract, table, SweepQuestion("lakeside", "handicap", "0", "0.2"))
    assert found.result == "bonus.paid"
    [piece] = found.pieces
    assert (piece.value_at_start, piece.slope) == (250, 1000)


def test_a_fact_is_swept_by_its_plain_name(bound: Bind, facts: ReadFacts) -> None:
    contract = bound()
    found = swept(contract, facts(contract), SweepQuestion("lakeside", "pool"))
    [piece] = found.pieces
    assert (found.vary, piece.start, piece.end) == ("bonus.pool", 500, 1500)
    assert piece.slope == Fraction(1, 4)


def test_a_plain_name_of_several_streams_is_refused(bound: Bind, facts: ReadFacts) -> None:
    contract = bound()
    with pytest.raises(Refusal) as caught:
        swept(contract, facts(contract), SweepQuestion("lakeside", "cost"))
    [finding] = caught.value.diagnostics
    assert finding.code == "VBC516"
    assert finding.hint == "write one of rebate.cost, quality.cost"


def test_any_clause_of_any_stream_may_be_followed(bound: Bind, facts: ReadFacts) -> None:
    contract = bound()
    question = SweepQuestion("lakeside", "rebate.cost", result="rebate.half")
    assert swept(contract, facts(contract), question).result == "rebate.half"
