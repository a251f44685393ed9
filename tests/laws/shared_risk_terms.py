"""Terms and facts of shared risk at random, with values on and beside the thresholds."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from hypothesis import strategies as st

from vbc_rules.core.minimum_rates import BETWEEN_ROWS, RATES_BY_MEMBERS, MinimumRates
from vbc_rules.core.shared_risk import SharedRisk
from vbc_rules.core.shared_risk_savings import ORDERED, ORDERS, Panel
from vbc_rules.core.tiers import REACHED, TIERS, Tiers
from vbc_rules.evaluation.exact import Run
from vbc_rules.evaluation.inputs import Inputs
from vbc_rules.language import Bands, PaymentModel
from vbc_rules.language.tables import arranged

Terms = dict[str, Any]

cents = st.integers(0, 200_000_000).map(lambda number: Fraction(number, 100))
rates = st.integers(0, 100).map(lambda number: Fraction(number, 100))
small_rates = st.sampled_from(["0", "0.01", "0.02", "0.05"]).map(Fraction)
counts = st.integers(0, 20_000).map(Fraction)


@st.composite
def bands(draw: st.DrawFn) -> Any:
    """Draw bands that begin at 0."""
    starts = sorted({Fraction(0), *draw(st.lists(rates, max_size=3))})
    return arranged(Bands, [{"start": start, "share": draw(rates)} for start in starts])


@st.composite
def panels(draw: st.DrawFn) -> Any:
    """Draw the part of savings and losses that counts, by members."""
    starts = sorted({Fraction(0), *draw(st.lists(counts, max_size=2))})
    rows = [{"members": one, "savings": draw(rates), "losses": draw(rates)} for one in starts]
    return arranged(Panel, rows)


@st.composite
def minimum_rates(draw: st.DrawFn) -> Any:
    """Draw minimum rates by members, for a panel of any size."""
    starts = sorted({Fraction(0), *draw(st.lists(counts, max_size=3))})
    rows = [{"members": one, "rate": draw(small_rates)} for one in starts]
    return arranged(MinimumRates, rows)


@st.composite
def tiers(draw: st.DrawFn) -> Any:
    """Draw tiers that begin at 0 and whose shares do not fall."""
    starts = sorted({Fraction(0), *draw(st.lists(small_rates, max_size=3))})
    found = sorted(draw(st.lists(rates, min_size=len(starts), max_size=len(starts))))
    rows = [{"start": start, "share": one} for start, one in zip(starts, found, strict=True)]
    return arranged(Tiers, rows)


@st.composite
def shares(draw: st.DrawFn, side: str, *, by_tier: bool) -> Terms:
    """Draw the shares of one side, by band or by tier."""
    if by_tier and draw(st.booleans()):
        return {f"{side}_tiers": draw(tiers())}
    return {f"{side}_bands": draw(bands())}


@st.composite
def minimum(draw: st.DrawFn, side: str, *, by_members: bool) -> Terms:
    """Draw one minimum rate for all panels, or a table of them."""
    if by_members and draw(st.booleans()):
        return {f"minimum_{side}_rate_by_members": draw(minimum_rates())}
    return {f"minimum_{side}_rate": draw(small_rates)}


def _limits(side: str) -> Terms:
    return {
        f"{side}_limit_of_benchmark": rates,
        f"{side}_limit_of_revenue": rates,
        f"{side}_limit_per_member_month": st.integers(0, 40).map(Fraction),
        f"{side}_limit_amount": cents,
    }


SAVINGS: Terms = {
    "discount": small_rates,
    "panel": panels(),
    "members_for_full_credibility": st.integers(1, 20_000).map(Fraction),
    "minimum_quality_score": rates,
    "savings_at_quality_risk": rates,
    "savings_reduction": small_rates,
    **_limits("savings"),
}
LOSSES: Terms = {"losses_relieved_by_quality": rates, **_limits("loss")}


@st.composite
def terms(draw: st.DrawFn, *, two_sided: bool = True, without: tuple[str, ...] = ()) -> Terms:
    """Draw the terms of a contract that validates: some optional terms, with what they need."""
    by_members, by_tier = "minimum_rates" not in without, "tiers" not in without
    known: Terms = {"first_dollar": draw(st.booleans())}
    known |= draw(minimum("savings", by_members=by_members))
    known |= draw(shares("savings", by_tier=by_tier))
    optional = {**SAVINGS, **(LOSSES if two_sided else {})}
    for name in draw(st.sets(st.sampled_from(sorted(set(optional) - set(without))))):
        known[name] = draw(optional[name])
    if two_sided:
        low, high = sorted((draw(rates), draw(rates)))
        known |= draw(shares("loss", by_tier=by_tier))
        known |= draw(minimum("loss", by_members=by_members))
        known |= draw(st.sampled_from([{}, {"lowest_loss_share": low, "highest_loss_share": high}]))
    if known.keys() & set(RATES_BY_MEMBERS):
        known["minimum_rates_between_rows"] = draw(st.sampled_from(BETWEEN_ROWS))
    if known.keys() & set(TIERS):
        known["tier_reached"] = draw(st.sampled_from(REACHED))
    if known.keys() & set(ORDERED):
        known["order"] = draw(st.sampled_from(ORDERS))
    return known


@st.composite
def facts(draw: st.DrawFn) -> Terms:
    """Draw what is reported, with an expenditure near the benchmark."""
    benchmark = draw(cents)
    ratio = draw(st.integers(70, 130).map(lambda number: Fraction(number, 100)))
    return {
        "benchmark": benchmark,
        "expenditure": Fraction(int(benchmark * ratio * 100), 100),
        "members": draw(counts),
        "quality_score": draw(rates),
        "provider_revenue": draw(cents),
        "member_months": draw(counts),
    }


def computed(
    known: Terms, reported: Terms, name: str, model: type[PaymentModel] = SharedRisk
) -> Any:
    """Return a clause of the model under these terms."""
    return Run(model.edition(2024), Inputs(reported, known)).clause(name)
