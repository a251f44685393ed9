"""What the built-in plugin `core` declares."""

from __future__ import annotations

from pathlib import Path

from vbc_rules.hooks.declarations import LintRule, PluginInfo, ReportFormat
from vbc_rules.hooks.quality import Measure
from vbc_rules.hooks.specification import hookimpl
from vbc_rules.language import PaymentModel


@hookimpl
def vbc_plugin() -> PluginInfo:
    """Say who this is."""
    return PluginInfo("core", "Built-in models and report formats")


@hookimpl
def vbc_payment_models() -> list[type[PaymentModel]]:
    """Give the generic models."""
    from vbc_rules.core.gap_to_goal import GapToGoal
    from vbc_rules.core.percentile_tiers import PercentileTiers
    from vbc_rules.core.premium_risk import MedicalLossRatioCorridor, PercentOfPremium
    from vbc_rules.core.quality_pool import QualityPool
    from vbc_rules.core.shared_risk import SharedRisk, SharedRiskWithWithhold
    from vbc_rules.core.shared_savings import OneSidedSharedSavings, TwoSidedSharedSavings
    from vbc_rules.core.stop_loss import AggregateStopLoss, IndividualStopLoss, Reinsurance
    from vbc_rules.core.targets_met import TargetsMet
    from vbc_rules.core.truncation import Truncation

    return [
        AggregateStopLoss,
        GapToGoal,
        IndividualStopLoss,
        MedicalLossRatioCorridor,
        OneSidedSharedSavings,
        PercentOfPremium,
        PercentileTiers,
        QualityPool,
        Reinsurance,
        SharedRisk,
        SharedRiskWithWithhold,
        TargetsMet,
        Truncation,
        TwoSidedSharedSavings,
    ]


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
