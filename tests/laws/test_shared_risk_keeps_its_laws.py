"""Whatever the parties agree: limits hold, more spending never pays more, nothing is lost."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.laws.shared_risk_terms import (
    Terms,
    bands,
    cents,
    computed,
    counts,
    facts,
    minimum_rates,
    rates,
    small_rates,
    terms,
    tiers,
)
from vbc_rules.core.minimum_rates import BETWEEN_ROWS, MinimumRates
from vbc_rules.core.premium_risk import MedicalLossRatioCorridor
from vbc_rules.core.shared_risk import SharedRisk, SharedRiskWithWithhold
from vbc_rules.core.shared_savings import TwoSidedSharedSavings
from vbc_rules.core.stop_loss import IndividualStopLoss, Reinsurance
from vbc_rules.core.tiers import REACHED, Tiers
from vbc_rules.evaluation.exact import Run
from vbc_rules.evaluation.inputs import Inputs
from vbc_rules.language import Bands, Layers
from vbc_rules.language.tables import arranged

CENT = Fraction(1, 100)
OF_MEMBERS = ("panel", "members_for_full_credibility", "minimum_rates")
FIXED = (
    *OF_MEMBERS,
    "savings_limit_per_member_month",
    "savings_limit_amount",
    "loss_limit_per_member_month",
    "loss_limit_amount",
)
many = settings(deadline=None, max_examples=80)


@many
@given(terms(), facts())
def test_no_payment_is_above_the_limit_nor_below_the_limit_on_losses(
    known: Terms, reported: Terms
) -> None:
    paid = computed(known, reported, "settlement")
    most, least = (computed(known, reported, f"{side}_limit") for side in ("savings", "loss"))
    assert most is None or paid <= most + CENT / 2
    assert least is None or paid >= -least - CENT / 2


@many
@given(terms(), facts(), cents)
def test_more_spending_never_pays_more(known: Terms, reported: Terms, more: Fraction) -> None:
    spent = {**reported, "expenditure": reported["expenditure"] + more}
    assert computed(known, spent, "settlement") <= computed(known, reported, "settlement")


@many
@given(terms(without=("tiers",)), facts(), cents)
def test_without_cliffs_the_provider_never_bears_more_than_was_spent(
    known: Terms, reported: Terms, more: Fraction
) -> None:
    smooth = {**known, "first_dollar": False}
    spent = {**reported, "expenditure": reported["expenditure"] + more}
    difference = computed(smooth, reported, "settlement") - computed(smooth, spent, "settlement")
    assert difference <= more + 2 * CENT


@many
@given(terms(without=FIXED), facts())
def test_twice_the_members_and_dollars_are_paid_twice(known: Terms, reported: Terms) -> None:
    score = {"quality_score": reported["quality_score"]}
    doubled = {name: 2 * value for name, value in reported.items()} | score
    once, twice = (computed(known, one, "settlement") for one in (reported, doubled))
    assert abs(twice - 2 * once) <= 2 * CENT


@many
@given(bands(), small_rates, st.booleans(), rates, cents, cents)
def test_symmetric_terms_give_symmetric_results(
    corridor: Any,
    minimum: Fraction,
    first_dollar: bool,  # noqa: FBT001 - a drawn term
    limit: Fraction,
    benchmark: Fraction,
    difference: Fraction,
) -> None:
    known = {
        "first_dollar": first_dollar,
        "savings_bands": corridor,
        "loss_bands": corridor,
        "minimum_savings_rate": minimum,
        "minimum_loss_rate": minimum,
        "savings_limit_of_benchmark": limit,
        "loss_limit_of_benchmark": limit,
        "order": "share_limit_reduce",
    }
    difference = min(difference, benchmark)
    below, above = (
        computed(known, {"benchmark": benchmark, "expenditure": benchmark + signed}, "settlement")
        for signed in (-difference, difference)
    )
    assert below == -above


@many
@given(terms(two_sided=False), facts())
def test_a_contract_without_bands_of_losses_owes_nothing(known: Terms, reported: Terms) -> None:
    assert computed(known, reported, "owed") == 0
    assert computed(known, reported, "settlement") >= 0


@many
@given(terms(), facts(), rates)
def test_better_quality_never_pays_less(known: Terms, reported: Terms, better: Fraction) -> None:
    improved = {**reported, "quality_score": max(better, reported["quality_score"])}
    assert computed(known, improved, "settlement") >= computed(known, reported, "settlement")


@many
@given(facts(), small_rates, rates, rates, st.booleans(), rates)
def test_one_band_on_each_side_is_the_simple_two_sided_model(
    reported: Terms,
    minimum: Fraction,
    savings_share: Fraction,
    loss_share: Fraction,
    first_dollar: bool,  # noqa: FBT001 - a drawn term
    limit: Fraction,
) -> None:
    common = {
        "first_dollar": first_dollar,
        "minimum_savings_rate": minimum,
        "minimum_loss_rate": minimum,
        "minimum_quality_score": Fraction(1, 2),
    }
    simple = common | {
        "sharing_rate": savings_share,
        "loss_rate": loss_share,
        "payment_limit": limit,
        "loss_limit": limit,
        "quality_scales_sharing": True,
    }
    general = common | {
        "savings_bands": one_band(savings_share),
        "loss_bands": one_band(loss_share),
        "savings_at_quality_risk": Fraction(1),
        "savings_limit_of_benchmark": limit,
        "loss_limit_of_benchmark": limit,
        "order": "share_limit_reduce",
    }
    assert computed(general, reported, "settlement") == computed(
        simple, reported, "settlement", TwoSidedSharedSavings
    )


def one_band(share: Fraction) -> Any:
    return arranged(Bands, [{"start": Fraction(0), "share": share}])


@many
@given(minimum_rates(), facts(), st.sampled_from(BETWEEN_ROWS))
def test_a_minimum_rate_lies_between_those_of_the_rows_beside_it(
    table: Any, reported: Terms, between: str
) -> None:
    known = {"first_dollar": True, "savings_bands": one_band(Fraction(1, 2))}
    known |= {"minimum_savings_rate_by_members": table, "minimum_rates_between_rows": between}
    found, members = (
        computed(known, reported, "minimum_savings_rate_of_panel"),
        reported["members"],
    )
    before = [row for row in table if row["members"] <= members][-1]
    after = next((row for row in table if row["members"] > members), before)
    if between == "step" or members == before["members"]:
        assert found == before["rate"]
    else:
        assert min(before["rate"], after["rate"]) <= found <= max(before["rate"], after["rate"])


@many
@given(terms(without=OF_MEMBERS), facts(), st.sampled_from(BETWEEN_ROWS))
def test_a_table_of_one_row_is_one_rate_for_all_panels(
    known: Terms, reported: Terms, between: str
) -> None:
    by_members = {name: value for name, value in known.items() if name != "minimum_savings_rate"}
    row = {"members": Fraction(0), "rate": known["minimum_savings_rate"]}
    by_members["minimum_savings_rate_by_members"] = arranged(MinimumRates, [row])
    by_members["minimum_rates_between_rows"] = between
    assert computed(by_members, reported, "settlement") == computed(known, reported, "settlement")


@many
@given(terms(without=("tiers",)), facts(), st.sampled_from(REACHED), rates, rates)
def test_one_tier_on_each_side_is_one_band(
    known: Terms, reported: Terms, reached: str, share: Fraction, loss_share: Fraction
) -> None:
    bands_of_both = ("savings_bands", "loss_bands")
    others = {name: one for name, one in known.items() if name not in bands_of_both}
    banded = {"savings_bands": one_band(share), "loss_bands": one_band(loss_share)}
    tiered = {"savings_tiers": one_tier(share), "loss_tiers": one_tier(loss_share)}
    tiered["tier_reached"] = reached
    assert computed(others | tiered, reported, "settlement") == computed(
        others | banded, reported, "settlement"
    )


def one_tier(share: Fraction) -> Any:
    return arranged(Tiers, [{"start": Fraction(0), "share": share}])


@many
@given(terms(without=("tiers", "discount", *OF_MEMBERS)), facts(), tiers())
def test_all_savings_have_the_share_of_the_last_tier_that_they_reach(
    known: Terms, reported: Terms, table: Any
) -> None:
    by_tier = {name: one for name, one in known.items() if name != "savings_bands"}
    by_tier |= {"savings_tiers": table, "tier_reached": "at_start"}
    shared = computed(by_tier, reported, "savings_to_share")
    saved = max(reported["benchmark"] - reported["expenditure"], Fraction(0))
    share = [row["share"] for row in table if saved >= row["start"] * reported["benchmark"]][-1]
    assert computed(by_tier, reported, "shared_by_bands") == share * shared


@many
@given(terms(), facts(), rates, cents)
def test_a_withhold_moves_money_in_time_and_loses_none(
    known: Terms, reported: Terms, withhold: Fraction, before: Fraction
) -> None:
    known = {**known, "withhold": withhold}
    reported = {**reported, "withheld_before": before}
    year, paid, kept = (
        computed(known, reported, name, SharedRiskWithWithhold)
        for name in ("settlement", "payment", "withheld_now")
    )
    assert paid + kept == year + before
    assert year == computed(known, reported, "settlement", SharedRisk)


@many
@given(st.lists(cents, min_size=1, max_size=4), cents, cents, rates)
def test_stop_loss_is_reinsurance_of_one_layer(
    amounts: list[Fraction], attachment: Fraction, above: Fraction, share: Fraction
) -> None:
    claims = {(f"m{number}",): amount for number, amount in enumerate(amounts)}
    members = {"member": tuple(name for (name,) in claims)}
    maximum = attachment + above + 1
    rows = [(Fraction(0), Fraction(0)), (attachment, share), (maximum, Fraction(0))]
    layers = [{"start": start, "share": one} for start, one in (rows if attachment else rows[1:])]
    stop_loss = {"attachment": attachment, "maximum": maximum, "recovered_share": share}
    recovered = [
        Run(model.edition(2024), Inputs({"claims": claims}, known, members)).clause("recovered")
        for model, known in (
            (IndividualStopLoss, stop_loss),
            (Reinsurance, {"layers": arranged(Layers, layers)}),
        )
    ]
    assert recovered[0] == recovered[1]
    assert 0 <= recovered[0] <= sum(amounts)  # type: ignore[operator]


@many
@given(bands(), cents, rates, cents, st.sampled_from(["premium", "target"]))
def test_a_corridor_with_equal_bands_is_symmetric_around_its_target(
    corridor: Any, premium: Fraction, target: Fraction, away: Fraction, base: str
) -> None:
    known = {"target_ratio": target, "bands_of": base}
    known |= {"gain_bands": corridor, "loss_bands": corridor}
    away = min(away, target * premium)
    received, returned = (
        computed(
            known,
            {"premium": premium, "medical_expense": target * premium + signed},
            "settlement",
            MedicalLossRatioCorridor,
        )
        for signed in (away, -away)
    )
    assert received == -returned
    assert 0 <= received <= away + CENT / 2


@many
@given(terms(without=OF_MEMBERS), facts(), counts)
def test_the_size_of_the_panel_matters_only_where_the_contract_says_so(
    known: Terms, reported: Terms, members: Fraction
) -> None:
    other = {**reported, "members": members}
    assert computed(known, reported, "settlement") == computed(known, other, "settlement")
