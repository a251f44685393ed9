"""What holds for every capitation, ledger, withhold and rebate, whatever was reported."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from functools import cache
from pathlib import Path
from typing import Any

import attrs
from hypothesis import assume, given
from hypothesis import strategies as st

from vbc_rules.contracts.load import load_contract
from vbc_rules.evaluation.exact import Run
from vbc_rules.evaluation.inputs import Inputs
from vbc_rules.hooks.registry import Registry
from vbc_rules.settlement.binding import BoundContract, bind
from vbc_rules.settlement.period import parse_period

SPECS = Path(__file__).parents[2] / "contract_specs"
LEDGER = ("harbor-capitation", "2024-01-01..2024-06-30")
NEUTRAL = ("harbor-capitation-by-rule-day", "2024-01-01..2024-06-30")


@cache
def bound(contract: str, period: str, carrier: str = "example") -> BoundContract:
    registry = Registry.installed()
    loaded = load_contract(SPECS / carrier / f"{contract}.yaml", registry)
    return bind(loaded, registry, parse_period(period))


@attrs.frozen
class Month:
    """A member month as a facts file reports it."""

    cell: str
    days: int
    risk_score: Fraction
    age: int
    paid: Fraction
    on_rule_day: bool = True


def evaluated(terms: BoundContract, months: Sequence[Month]) -> Run:
    """Return the run of one entity with these member months."""
    entries = {f"m{number}": month for number, month in enumerate(months)}

    def by_entry(values: Mapping[str, Any]) -> dict[tuple[str, ...], Any]:
        return {(name,): value for name, value in values.items()}

    facts: Any = {
        "days_eligible": by_entry({n: Fraction(m.days) for n, m in entries.items()}),
        "days_in_month": by_entry(dict.fromkeys(entries, Fraction(30))),
        "eligible_on_rule_day": by_entry({n: m.on_rule_day for n, m in entries.items()}),
        "risk_score": by_entry({n: m.risk_score for n, m in entries.items()}),
        "months_since_service": by_entry({n: Fraction(m.age) for n, m in entries.items()}),
        "paid_so_far": by_entry({n: m.paid for n, m in entries.items()}),
    }
    parents = {"member_month": {name: month.cell for name, month in entries.items()}}
    cells = tuple({month.cell: None for month in months})
    members = {"member_month": tuple(entries), "cell": cells}
    return Run(terms.edition, Inputs(facts, terms.parameters, members, parents))


def amount(run: Run, clause: str, entry: str = "") -> Fraction:
    at = {"member_month": entry, **run.inputs.parents["member_month"]} if entry else {}
    if entry:
        at["cell"] = run.inputs.parents["member_month"][entry]
    found: Any = run.clause(clause, at)
    exact: Fraction = found
    return exact


def months_of(cells: Sequence[str]) -> st.SearchStrategy[list[Month]]:
    scores = st.integers(1, 400).map(lambda parts: Fraction(parts, 100))
    cents = st.integers(0, 200_000).map(lambda parts: Fraction(parts, 100))
    one = st.builds(
        Month, st.sampled_from(cells), st.integers(0, 30), scores, st.integers(0, 18), cents,
        st.booleans(),
    )  # fmt: skip
    return st.lists(one, min_size=1, max_size=6)


ledger_months = months_of(["female_18_44_tanf", "male_45_64_ssi", "child_1_5_tanf"])
neutral_months = months_of(["adult_north", "adult_south"])


@given(neutral_months)
def test_risk_factors_of_the_mean_leave_the_member_months_as_they_are(months: list[Month]) -> None:
    run = evaluated(bound(*NEUTRAL), months)
    names = [f"m{number}" for number in range(len(months))]
    weighed = sum(amount(run, "counted", n) * amount(run, "risk_factor", n) for n in names)
    assert weighed == amount(run, "panel") or amount(run, "panel") == 0


@given(neutral_months, st.integers(2, 9))
def test_a_common_scale_of_risk_scores_moves_nothing(months: list[Month], scale: int) -> None:
    scaled = [attrs.evolve(month, risk_score=month.risk_score * scale) for month in months]
    settled = [amount(evaluated(bound(*NEUTRAL), one), "settlement") for one in (months, scaled)]
    assert settled[0] == settled[1]


@given(ledger_months)
def test_twice_the_members_are_paid_twice(months: list[Month]) -> None:
    once, twice = (evaluated(bound(*LEDGER), one) for one in (months, [*months, *months]))
    for clause in ("earned", "settlement", "additions_not_paid", "withheld_in_all"):
        error = Fraction(1, 100) if clause == "withheld_in_all" else 0
        assert abs(amount(twice, clause) - 2 * amount(once, clause)) <= error


@given(ledger_months)
def test_additions_and_recoupments_are_never_netted(months: list[Month]) -> None:
    run = evaluated(bound(*LEDGER), months)
    parts = [amount(run, name) for name in ("current", "additions", "recoupments")]
    assert min(parts) >= 0
    assert amount(run, "settlement") == parts[0] + parts[1] - parts[2]


@given(ledger_months)
def test_every_adjustment_is_settled_or_shown(months: list[Month]) -> None:
    run = evaluated(bound(*LEDGER), months)
    shown = amount(run, "additions_not_paid") - amount(run, "recoupments_not_taken")
    adjustments = sum(amount(run, "adjustment", f"m{n}") for n in range(len(months)))
    assert amount(run, "settlement") + shown == adjustments


@given(st.lists(st.integers(0, 30), min_size=1, max_size=6), ledger_months)
def test_adjustments_of_all_runs_lead_from_what_was_paid_first_to_what_is_earned_at_last(
    days_by_run: list[int], months: list[Month]
) -> None:
    first = attrs.evolve(months[0], age=0)
    paid, settled = first.paid, Fraction(0)
    run = evaluated(bound(*LEDGER), [first])
    for age, days in enumerate(days_by_run):
        run = evaluated(bound(*LEDGER), [attrs.evolve(first, days=days, age=age, paid=paid)])
        settled += amount(run, "settlement")
        paid += amount(run, "settlement")
    assert settled == amount(run, "gross", "m0") - amount(run, "withheld", "m0") - first.paid


@given(st.integers(13, 60), ledger_months)
def test_outside_the_window_nothing_is_paid_or_taken(age: int, months: list[Month]) -> None:
    old = [attrs.evolve(month, age=age) for month in months]
    assert amount(evaluated(bound(*LEDGER), old), "settlement") == 0


cents = st.integers(0, 10**10).map(lambda parts: Fraction(parts, 100))
scores = st.integers(0, 10**6).map(lambda parts: Fraction(parts, 10**6))


@given(cents, scores, scores, st.sampled_from(["line/2024", "steps/2024", "steps/2025"]))
def test_no_more_is_paid_back_than_was_withheld_and_never_less_for_a_better_score(
    withheld: Fraction, one: Fraction, other: Fraction, terms: str
) -> None:
    way, _, year = terms.partition("/")
    contract = bound(f"harbor-withhold-{way}", year)
    paid = [
        Run(contract.edition, Inputs(
            {"withheld": withheld, "quality_score": score}, contract.parameters
        )).clause("settlement")
        for score in sorted([one, other])
    ]  # fmt: skip
    low, high = (Fraction(str(amount)) for amount in paid)
    assert 0 <= low <= high <= withheld


@given(
    st.sampled_from(["medicaid", "large-group", "medicare-advantage"]),
    cents,
    st.integers(1, 10**8),
    st.integers(0, 500_000),
    st.integers(0, 20_000),
)
def test_nothing_is_paid_back_at_or_above_the_least_ratio(
    program: str, claims: Fraction, premium: int, enrollment: int, deductible: int
) -> None:
    terms = bound(f"mlr-{program}", "2024", "cms")
    facts: Any = {
        "incurred_claims": claims,
        "quality_improvement": Fraction(0),
        "fraud_prevention": Fraction(0),
        "premium": Fraction(premium),
        "taxes_and_fees": Fraction(0),
        "enrollment": Fraction(enrollment),
        "average_deductible": Fraction(deductible),
    }
    run: Any = Run(terms.edition, Inputs(facts, terms.parameters))
    assert run.clause("rebate") >= 0
    assume(run.clause("ratio") >= Fraction(85, 100))
    assert run.clause("rebate") == 0
