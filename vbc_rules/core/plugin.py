"""What the built-in plugin `core` declares."""

from __future__ import annotations

from pathlib import Path

from vbc_rules.hooks.declarations import PluginInfo, ReportFormat
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
    from vbc_rules.core.capitation.fees import AdvancePayment, CareCoordinationFee
    from vbc_rules.core.capitation.kick_payments import KickPayments
    from vbc_rules.core.capitation.medical_loss_ratio import MedicalLossRatioRebate
    from vbc_rules.core.capitation.members import Capitation
    from vbc_rules.core.capitation.premium import MinimumGuarantee, PercentOfPremium
    from vbc_rules.core.capitation.risk_fund import RiskFund
    from vbc_rules.core.capitation.summed import SummedCapitation
    from vbc_rules.core.capitation.withhold import (
        UnearnedPoolBonus,
        WithholdByLine,
        WithholdBySteps,
    )
    from vbc_rules.core.gap_to_goal import GapToGoal
    from vbc_rules.core.percentile_tiers import PercentileTiers
    from vbc_rules.core.quality_pool import QualityPool
    from vbc_rules.core.shared_savings import OneSidedSharedSavings, TwoSidedSharedSavings
    from vbc_rules.core.targets_met import TargetsMet

    return [
        AdvancePayment,
        Capitation,
        CareCoordinationFee,
        KickPayments,
        MedicalLossRatioRebate,
        MinimumGuarantee,
        PercentOfPremium,
        RiskFund,
        SummedCapitation,
        UnearnedPoolBonus,
        WithholdByLine,
        WithholdBySteps,
        GapToGoal,
        OneSidedSharedSavings,
        PercentileTiers,
        QualityPool,
        TargetsMet,
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
