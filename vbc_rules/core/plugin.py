"""What the built-in plugin `core` declares."""

from __future__ import annotations

from pathlib import Path

from vbc_rules.hooks.declarations import ContractCheck, PluginInfo, ReportFormat
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
    from vbc_rules.core.bundles.allowance import EpisodeAllowance, SummedEpisodeAllowance
    from vbc_rules.core.bundles.prospective import ProspectiveBundle, SummedProspectiveBundle
    from vbc_rules.core.bundles.retrospective import RetrospectiveBundle
    from vbc_rules.core.bundles.retrospective_summed import SummedRetrospectiveBundle
    from vbc_rules.core.gap_to_goal import GapToGoal
    from vbc_rules.core.percentile_tiers import PercentileTiers
    from vbc_rules.core.quality_pool import QualityPool
    from vbc_rules.core.shared_savings import OneSidedSharedSavings, TwoSidedSharedSavings
    from vbc_rules.core.targets_met import TargetsMet

    return [
        EpisodeAllowance,
        GapToGoal,
        OneSidedSharedSavings,
        PercentileTiers,
        ProspectiveBundle,
        QualityPool,
        RetrospectiveBundle,
        SummedEpisodeAllowance,
        SummedProspectiveBundle,
        SummedRetrospectiveBundle,
        TargetsMet,
        TwoSidedSharedSavings,
    ]


@hookimpl
def vbc_contract_checks() -> list[ContractCheck]:
    """Give the checks of the generic models' terms."""
    from vbc_rules.core.bundles.checks import checks

    return checks()


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
