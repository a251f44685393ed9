"""What terms can give: never narrower than what any facts give."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.unit.language.authored import model
from vbc_rules.contracts.load import load_contract
from vbc_rules.core.score_ladder import Ladder, ScoreSteps
from vbc_rules.evaluation.exact import Run
from vbc_rules.evaluation.inputs import Inputs
from vbc_rules.hooks.registry import Registry
from vbc_rules.language import Rate, fact, table
from vbc_rules.language.edition import Edition
from vbc_rules.language.tables import arranged
from vbc_rules.lint.reach import Reach
from vbc_rules.settlement.binding import BoundContract, bind
from vbc_rules.settlement.period import parse_period

EXAMPLES = Path(__file__).parents[3] / "contract_specs" / "example"
NAMES = ("harbor-two-sided", "harbor-risk-by-quality", "harbor-risk-small-panels",
         "harbor-percent-of-premium", "harbor-loss-ratio-corridor",
         "harbor-score-in-proportion")  # fmt: skip
PLACES = 4


def bound(name: str) -> BoundContract:
    registry = Registry.installed()
    return bind(load_contract(EXAMPLES / f"{name}.yaml", registry), registry, parse_period("2024"))


BOUND = {name: bound(name) for name in NAMES}


def facts_for(edition: Edition, draw: st.DrawFn) -> dict[str, object]:
    found: dict[str, object] = {}
    for term in edition.facts():
        declared = term.declaration
        low = getattr(declared, "minimum", None)
        high = getattr(declared, "maximum", None)
        if declared.unit.unit.id == "YesNo":
            found[term.name] = draw(st.booleans())
            continue
        number = draw(
            st.integers(
                int((low if low is not None else -(10**7)) * 10**PLACES),
                int((high if high is not None else 10**7) * 10**PLACES),
            )
        )
        found[term.name] = Fraction(number, 10**PLACES)
    return found


@pytest.mark.parametrize("name", NAMES)
@settings(deadline=None)  # contracts differ in how long they take
@given(data=st.data())
def test_every_result_lies_within_its_range(name: str, data: st.DataObject) -> None:
    contract = BOUND[name]
    members = {"deduction": ("administration",)} if name.endswith("premium") else {}
    parameters = contract.parameters
    deductions = parameters.get("deduction_of_premium") or parameters.get(
        "deduction_per_member_month"
    )
    if isinstance(deductions, dict):
        members = {"deduction": tuple(entry for (entry,) in deductions)}
    reach = Reach(contract.edition, Inputs({}, parameters, members), frozenset())
    facts = data.draw(st.composite(lambda draw: facts_for(contract.edition, draw))())
    run = Run(contract.edition, Inputs(facts, parameters, members))  # type: ignore[arg-type]
    for result in contract.edition.results:
        found, possible = (
            run.clause(result),
            reach.reached(contract.edition.clauses[result].expression, {}),
        )
        assert isinstance(found, Fraction)
        assert possible.low is None or possible.low <= found
        assert possible.high is None or found <= possible.high


WEIGHED = """
class Model(PaymentModel):
    id = "acme.model"
    score: Rate = fact("Score", places=4)
    share: Rate = parameter("Share")

    @result(cites="Exhibit A")
    def shared(self) -> Rate:
        return self.share * self.score
"""


def test_zero_times_anything_moves_with_nothing() -> None:
    edition = model(WEIGHED).edition(2024)
    reach = Reach(edition, Inputs({}, {"share": Fraction(0)}), frozenset())
    found = reach.reached(edition.clauses["shared"].expression, {})
    assert found.is_zero
    assert (found.reads, found.terms) == (frozenset(), frozenset({"share"}))


class ShortLadder(Ladder):
    """Steps of a score that nobody gives more than 0.8."""

    id = "acme.short_ladder"

    quality_score: Rate = fact("Quality score", places=4, maximum="0.8")
    steps: ScoreSteps = table("Steps")


@pytest.mark.parametrize("line", [{}, {"linear_to_next": True}], ids=["steps", "a line"])
def test_a_step_above_every_score_is_not_reached_though_the_line_leads_to_it(
    line: dict[str, bool],
) -> None:
    pays = [("0", "0"), ("0.75", "0.7"), ("0.9", "1")]
    rows = [{"score": Fraction(score), "share": Fraction(share)} for score, share in pays]
    steps = arranged(ScoreSteps, [rows[0], {**rows[1], **line}, rows[2]])
    terms = {"steps": steps, "pool_amount": Fraction(100)}
    reach = Reach(ShortLadder.edition(2024), Inputs({}, terms), frozenset({"quality_score"}))
    assert reach.clause("settlement") is not None
    assert reach.clause("offered") is not None
    assert reach.rows == {("steps", ()): {0, 1}}
