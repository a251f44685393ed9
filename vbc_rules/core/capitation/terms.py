"""What both capitation models have in common: the agreed terms, and how they apply."""

from __future__ import annotations

from vbc_rules.language import (
    Arrangement,
    Choice,
    Count,
    MemberMonths,
    PaymentModel,
    Pmpm,
    Rate,
    YesNo,
    axis,
    parameter,
    rate,
    when,
    wording,
)


class CapitationTerms(PaymentModel):
    """What the parties of a capitation agree.

    A rate cell stands for whatever sets the rate: age band, sex, aid category, region, plan.
    Rates are dollars per member and month. A share that is carved out is taken off after the
    factors of risk and geography, an amount that is carved out per member last.
    """

    arrangement = Arrangement(kind="population")

    cell = axis("Rate cell")

    rate: Pmpm = parameter("Rate per member and month", per=cell, minimum=0)
    geographic_factor: Rate = parameter("Geographic factor", per=cell, maximum=10)
    risk_adjustment: Choice = parameter(
        "Risk scores: not used, used as reported, or divided by their mean",
        choices=("none", "as_reported", "budget_neutral"),
    )
    carve_out: Rate = parameter("Share of the rate carved out")
    carve_out_per_member: Pmpm = parameter("Amount carved out per member and month", minimum=0)
    rounds_each_entry: YesNo = parameter(
        "Each entry is rounded to cents; otherwise only the totals are"
    )
    withhold: Rate = parameter("Share withheld", maximum="0.99")
    minimum_panel: MemberMonths = parameter("Least member-months for which capitation is paid")
    look_back_for_additions: Count = parameter("Months back for which additions are paid")
    look_back_for_recoupments: Count = parameter("Months back for which too much is recouped")


@wording("{rate} × {risk} × {geography}, less {share} of it and {amount}")
def adjusted_rate(rate: Pmpm, risk: Rate, geography: Rate, share: Rate, amount: Pmpm) -> Pmpm:
    """Return a rate after factors of risk and geography, less what is carved out."""
    return rate * risk * geography * (1 - share) - amount


@wording("{score} by the rule {rule}, where the mean is {mean}")
def risk_factor_of(score: Rate, mean: Rate, rule: Choice) -> Rate:
    """Return the factor of a risk score: itself, its share of the mean, or 1.

    Divided by the mean, factors leave the member-months as they are: the adjustment moves
    money between members and is budget neutral.
    """
    scored = when(rule.is_("budget_neutral"), score / mean, score)
    return when(rule.is_("none"), rate(1), scored)


__all__ = ["CapitationTerms", "adjusted_rate", "risk_factor_of"]
