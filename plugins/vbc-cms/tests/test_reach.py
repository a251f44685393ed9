"""ACO REACH: what CMS published is computed again, no edge of a corridor is a cliff."""

from __future__ import annotations

import json
from fractions import Fraction
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from vbc_cms.files import contracts
from vbc_cms.reach.benchmark import Benchmark
from vbc_cms.reach.lead import LeadSettlement
from vbc_cms.reach.monies import MoniesOwed
from vbc_cms.reach.quality import Quality
from vbc_cms.reach.settlement import Settlement

from vbc_rules import DefinitionError, PaymentModel
from vbc_rules.contracts.load import load_contract
from vbc_rules.diagnostics import Refusal
from vbc_rules.evaluation.exact import Run
from vbc_rules.evaluation.inputs import Inputs
from vbc_rules.evaluation.probe import Vary
from vbc_rules.evaluation.sweep import Sweep, sweep
from vbc_rules.hooks.registry import Registry
from vbc_rules.settlement.binding import BoundContract, bind
from vbc_rules.settlement.period import parse_period
from vbc_rules.settlement.replay import Replay, replay

MILLION = 1_000_000
CONTRACTS = ("reach-global", "reach-professional")
RESULTS = ("gross", "shared_savings", "after_sequestration")
Record = dict[str, Any]


def replayed(file: Path, year: int | None = None) -> Replay:
    registry = Registry.installed()
    return replay(registry.published_program("cms.reach"), file, registry, year)


def verdicts(compared: Replay, result: str) -> list[str]:
    return [row.verdict for row in compared.rows if row.result == result]


# ---- what CMS published


@pytest.mark.published
@pytest.mark.parametrize("result", RESULTS)
def test_every_result_of_2021_is_computed_again_to_the_cent(published: Path, result: str) -> None:
    compared = replayed(published / "reach" / "PY2021.json", 2021)
    assert verdicts(compared, result) == ["matched"] * 53


@pytest.mark.published
def test_nothing_of_2021_differs_in_the_third_decimal(published: Path) -> None:
    compared = replayed(published / "reach" / "PY2021.json")
    assert max(abs(row.difference or 0) for row in compared.rows) < Fraction("0.0005")


@pytest.mark.published
def test_results_of_2021_are_not_those_of_2022(published: Path) -> None:
    with pytest.raises(Refusal, match="VBC525 The file fits the results of 2021, not of 2022"):
        replayed(published / "reach" / "PY2021.json", 2022)


# ---- files in the shape of the other years, with invented ACOs


def aco(year: int, **changed: object) -> Record:
    """Return an invented Global ACO with 10 million of savings on 100 million."""
    record = {
        "aco_id": "D9001",
        "perf_year": year,
        "risk_arrangement": "Global",
        "final_benchmark": 100000000.0,
        "tot_cost_care": 90000000.0,
        "tot_cost_care_net": 90000000.0,
        "gross_savings": 10000000.0,
        "shared_savings": 10000000.0,
        "shared_savings_seq": 9800000.0,
        "heba_up_amt": None,
        "heba_down_amt": None,
    }
    return record | changed


def written(folder: Path, *records: Record) -> Path:
    file = folder / "results.json"
    document = {"records": records, "years": [2021, 2022, 2023], "total": len(records)}
    file.write_text(json.dumps(document, indent=1), encoding="utf-8")
    return file


@pytest.mark.parametrize("year", [2021, 2022])
def test_a_year_without_health_equity_is_read(tmp_path: Path, year: int) -> None:
    compared = replayed(written(tmp_path, aco(year)))
    assert (compared.period, compared.count("matched")) == (str(year), 3)


def test_2023_adds_health_equity_before_savings_are_counted(tmp_path: Path) -> None:
    heba = {"heba_up_amt": 600000.0, "heba_down_amt": -200000.0}
    amounts = {
        "gross_savings": 10400000.0,
        "shared_savings": 10400000.0,
        "shared_savings_seq": 10192000.0,
    }
    lowered = {
        "gross_savings": 9999994.0,
        "shared_savings": 9999994.0,
        "shared_savings_seq": 9799994.12,
    }
    compared = replayed(
        written(
            tmp_path,
            aco(2023, **heba, **amounts),
            aco(2023, aco_id="D9002", heba_down_amt=-6.0, **lowered),
        )
    )
    assert (compared.period, compared.count("matched")) == ("2023", 6)


def test_stop_loss_counts_whether_it_cost_or_paid(tmp_path: Path) -> None:
    lost = {
        "gross_savings": -500000.0,
        "shared_savings": -500000.0,
        "shared_savings_seq": -500000.0,
    }
    paid = aco(2022, tot_cost_care=90700000.0)
    cost = aco(2022, aco_id="D9002", tot_cost_care_net=100500000.0, **lost)
    assert replayed(written(tmp_path, paid, cost), 2022).count("matched") == 6


def test_the_cost_net_of_stop_loss_is_enough(tmp_path: Path) -> None:
    compared = replayed(written(tmp_path, aco(2022, tot_cost_care=None)), 2022)
    assert compared.count("matched") == 3


def test_one_file_may_hold_all_years(tmp_path: Path) -> None:
    file = written(tmp_path, *(aco(year) for year in (2021, 2022, 2023)))
    assert [len(replayed(file, year).rows) for year in (2021, 2022, 2023)] == [3, 3, 3]


def test_a_zero_after_sequestration_is_explained_and_not_matched(tmp_path: Path) -> None:
    compared = replayed(written(tmp_path, aco(2022, shared_savings_seq=0.0)), 2022)
    rows = {row.result: (row.verdict, row.cause) for row in compared.rows}
    assert rows["after_sequestration"] == ("explained", "printed_as_zero")
    assert rows["shared_savings"] == ("matched", "")


def test_the_zero_explains_no_other_result(tmp_path: Path) -> None:
    changed = aco(2022, shared_savings_seq=0.0, shared_savings=9000000.0)
    assert verdicts(replayed(written(tmp_path, changed), 2022), "shared_savings") == ["unexplained"]


def test_a_changed_result_is_not_passed_over(tmp_path: Path) -> None:
    compared = replayed(written(tmp_path, aco(2022, shared_savings_seq=9800000.02)), 2022)
    assert verdicts(compared, "after_sequestration") == ["unexplained"]


def test_another_risk_option_has_no_contract(tmp_path: Path) -> None:
    with pytest.raises(Refusal, match="VBC446"):
        replayed(written(tmp_path, aco(2022, risk_arrangement="Partial")), 2022)


# ---- the corridors


@cache
def bound_to(contract: str, year: int) -> BoundContract:
    registry = Registry.installed()
    loaded = load_contract(contracts() / f"{contract}.yaml", registry)
    return bind(loaded, registry, parse_period(str(year)))


def run(contract: str, year: int, **facts: str) -> Run:
    bound = bound_to(contract, year)
    aco = {
        "final_benchmark": "100000000",
        "total_cost": "100000000",
        "stop_loss_charge": "0",
        "stop_loss_payout": "0",
        "heba_increase": "0",
        "heba_decrease": "0",
        **facts,
    }
    exact = {name: Fraction(value) for name, value in aco.items()}
    return Run(bound.edition, Inputs(exact, bound.parameters))


def swept(contract: str, year: int) -> Sweep:
    settled = run(contract, year)
    between = (Fraction(0), Fraction(200 * MILLION))
    return sweep(settled.edition, settled.inputs, Vary("total_cost"), "shared", *between)


GLOBAL = [(25, 1), (35, "0.5"), (50, "0.25"), (100, "0.1")]
GLOBAL_2026 = [(10, 1), (35, "0.5"), (50, "0.25"), (100, "0.1")]
PROFESSIONAL = [(5, "0.5"), (10, "0.35"), (15, "0.15"), (100, "0.05")]


@pytest.mark.parametrize(
    ("contract", "year", "bands"),
    [
        ("reach-global", 2021, GLOBAL),
        ("reach-global", 2025, GLOBAL),
        ("reach-global", 2026, GLOBAL_2026),
        ("reach-professional", 2021, PROFESSIONAL),
        ("reach-professional", 2026, PROFESSIONAL),
    ],
)
def test_each_band_has_its_slope_for_savings_and_for_losses(
    contract: str, year: int, bands: list[tuple[int, str | int]]
) -> None:
    found = swept(contract, year)
    middle = (Fraction(100 + bands[0][0]) * MILLION, -Fraction(bands[0][1]))
    beyond = [(Fraction(100 + end) * MILLION, -Fraction(share)) for end, share in bands[1:]]
    starts = [Fraction(100 - end) * MILLION for end, _ in bands[:-1]]
    shares = [-Fraction(share) for _, share in bands[1:]]
    within = list(zip(starts[::-1], shares[::-1], strict=True))
    assert [(one.end, one.slope) for one in found.pieces] == [*within, middle, *beyond]


@pytest.mark.parametrize("contract", CONTRACTS)
@pytest.mark.parametrize("year", [2021, 2023, 2026])
def test_no_edge_is_a_cliff(contract: str, year: int) -> None:
    assert swept(contract, year).jumps == ()


def test_health_equity_moves_the_edges_too() -> None:
    with_heba = run("reach-global", 2023, heba_increase="4000000", total_cost="50000000")
    assert with_heba.clause("benchmark") == 104 * MILLION
    # 26 million, half of 10.4, a quarter of 15.6 and a tenth of 2
    assert with_heba.clause("shared") == 35_300_000


@given(gross=st.integers(-(10**10), 10**10), contract=st.sampled_from(CONTRACTS))
def test_losses_are_shared_as_savings_are_and_never_more_than_all(
    gross: int, contract: str
) -> None:
    amount = Fraction(gross, 100)
    saved, lost = (run(contract, 2022, total_cost=str(cost)) for cost in _costs(amount))
    shared, owed = (Fraction(str(one.clause("shared"))) for one in (saved, lost))
    assert shared == -owed
    assert abs(shared) <= abs(amount)
    assert shared * amount >= 0


def _costs(amount: Fraction) -> tuple[Fraction, Fraction]:
    return 100 * MILLION - amount, 100 * MILLION + amount


# ---- what changes by year


@pytest.mark.parametrize(
    ("model", "years"),
    [
        (Settlement, (2021, 2023)),
        (MoniesOwed, (2021, 2023)),
        (Benchmark, (2021,)),
        (Quality, (2023,)),
    ],
)
def test_the_law_changes_in_these_years(model: type[PaymentModel], years: tuple[int, ...]) -> None:
    assert model.edition_years() == years


def required(model: type[PaymentModel], year: int) -> set[str]:
    facts = model.edition(year).facts()
    return {term.name for term in facts if not term.declaration.optional}


def test_health_equity_and_the_pool_are_facts_from_2023() -> None:
    assert required(Settlement, 2023) - required(Settlement, 2022) == {
        "heba_increase",
        "heba_decrease",
    }
    assert required(MoniesOwed, 2023) - required(MoniesOwed, 2022) == {
        "heba_increase",
        "heba_decrease",
        "high_performer_bonus",
    }


@pytest.mark.parametrize(
    ("model", "year"), [(Settlement, 2020), (Settlement, 2027), (Quality, 2022)]
)
def test_a_year_without_law_is_refused(model: type[PaymentModel], year: int) -> None:
    with pytest.raises(DefinitionError, match="VBC619"):
        model.edition(year)


# ---- LEAD: the conflict about sequestration


def lead(basis: str, total_cost: str) -> Run:
    """Return the settlement of the Global option on 100 million, on another basis."""
    agreed = bound_to("lead-global", 2027).parameters
    prefix = "settlement."
    terms = {name.removeprefix(prefix): one for name, one in agreed.items() if prefix in name}
    facts = {"final_benchmark": "100000000", "total_cost": total_cost}
    none = {"stop_loss_charge": Fraction(0), "stop_loss_payout": Fraction(0)}
    exact = {name: Fraction(value) for name, value in facts.items()} | none
    return Run(LeadSettlement.edition(2027), Inputs(exact, {**terms, "seq_basis": basis}))


@pytest.mark.parametrize(
    ("basis", "savings", "losses"),
    [
        # 20 million of 100: 15 and half of 5 are shared
        ("savings", "17150000", "-17500000"),
        ("gross", "17100000", "-17100000"),
        # 19.6 million of 100: 15 and half of 4.6 are shared
        ("gross_before_sharing", "17300000", "-17300000"),
    ],
)
def test_what_sequestration_is_taken_of_is_agreed(basis: str, savings: str, losses: str) -> None:
    assert lead(basis, "80000000").clause("settlement") == Fraction(savings)
    assert lead(basis, "120000000").clause("settlement") == Fraction(losses)
