"""What the built-in plugin `core` declares."""

from __future__ import annotations

from pathlib import Path

from vbc_rules.hooks.declarations import (
    ContractCheck,
    LintRule,
    ModelAt,
    PluginInfo,
    ReportFormat,
)
from vbc_rules.hooks.quality import Measure
from vbc_rules.hooks.specification import hookimpl
from vbc_rules.language import PaymentModel

_MODELS = {
    "advance_payment": "capitation.fees:AdvancePayment",
    "aggregate_stop_loss": "stop_loss:AggregateStopLoss",
    "capitation": "capitation.members:Capitation",
    "capitation_summed": "capitation.summed:SummedCapitation",
    "care_coordination_fee": "capitation.fees:CareCoordinationFee",
    "episode_allowance": "bundles.allowance:EpisodeAllowance",
    "episode_allowance_summed": "bundles.allowance:SummedEpisodeAllowance",
    "gap_to_goal": "gap_to_goal:GapToGoal",
    "individual_stop_loss": "stop_loss:IndividualStopLoss",
    "kick_payments": "capitation.kick_payments:KickPayments",
    "medical_loss_ratio_corridor": "premium_risk:MedicalLossRatioCorridor",
    "medical_loss_ratio_rebate": "capitation.medical_loss_ratio:MedicalLossRatioRebate",
    "minimum_guarantee": "capitation.premium:MinimumGuarantee",
    "percent_of_premium": "premium_risk:PercentOfPremium",
    "percentile_tiers": "percentile_tiers:PercentileTiers",
    "points_ladder": "score_ladder:PointsLadder",
    "premium_capitation": "capitation.premium:PremiumCapitation",
    "prospective_bundle": "bundles.prospective:ProspectiveBundle",
    "prospective_bundle_summed": "bundles.prospective:SummedProspectiveBundle",
    "quality_pool": "quality_pool:QualityPool",
    "reinsurance": "stop_loss:Reinsurance",
    "retrospective_bundle": "bundles.retrospective:RetrospectiveBundle",
    "retrospective_bundle_summed": "bundles.retrospective_summed:SummedRetrospectiveBundle",
    "risk_fund": "capitation.risk_fund:RiskFund",
    "score_ladder": "score_ladder:ScoreLadder",
    "score_tiers": "score_tiers:TierOfScore",
    "shared_risk": "shared_risk:SharedRisk",
    "shared_risk_with_withhold": "shared_risk:SharedRiskWithWithhold",
    "shared_savings_one_sided": "shared_savings:OneSidedSharedSavings",
    "shared_savings_two_sided": "shared_savings:TwoSidedSharedSavings",
    "targets_met": "targets_met:TargetsMet",
    "truncation": "truncation:Truncation",
    "unearned_pool_bonus": "capitation.withhold:UnearnedPoolBonus",
    "withhold_by_line": "capitation.withhold:WithholdByLine",
    "withhold_by_steps": "capitation.withhold:WithholdBySteps",
}
"""Each model by its name, and where its class stands in this package."""


@hookimpl
def vbc_plugin() -> PluginInfo:
    """Say who this is."""
    return PluginInfo("core", "Built-in models and report formats")


@hookimpl
def vbc_payment_models() -> list[type[PaymentModel] | ModelAt]:
    """Name the generic models; one is imported when a contract uses it."""
    return [ModelAt(f"core.{name}", f"vbc_rules.core.{at}") for name, at in _MODELS.items()]


@hookimpl
def vbc_contract_checks() -> list[ContractCheck]:
    """Give the checks of the generic models' terms."""
    from vbc_rules.core import ladder_checks
    from vbc_rules.core.bundles import checks

    return [*checks.checks(), *ladder_checks.checks()]


@hookimpl
def vbc_quality_measures() -> list[Measure]:
    """Give the measures that most contracts pay for."""
    from vbc_rules.quality.files import read_measures

    return read_measures(Path(__file__).with_name("measures.yaml"))


@hookimpl
def vbc_report_formats() -> list[ReportFormat]:
    """Give the generic statements."""
    from vbc_rules.reports import report_formats

    return report_formats()


@hookimpl
def vbc_lint_rules() -> list[LintRule]:
    """Give the rules of completeness and structure."""
    from vbc_rules.lint.rules import lint_rules

    return lint_rules()
