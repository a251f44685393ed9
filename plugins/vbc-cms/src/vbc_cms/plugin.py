"""What this plugin provides; each hook imports only what it gives."""

from __future__ import annotations

from vbc_rules import PaymentModel, PluginInfo, hookimpl


@hookimpl
def vbc_plugin() -> PluginInfo:
    """Say who the plugin is."""
    return PluginInfo("cms", "Centers for Medicare & Medicaid Services")


@hookimpl
def vbc_payment_models() -> list[type[PaymentModel]]:
    """Give the models of the Medicare Shared Savings Program."""
    from vbc_cms.mssp.benchmark import Benchmark
    from vbc_cms.mssp.health_equity import HealthEquityAdjustment
    from vbc_cms.mssp.losses import FixedLosses
    from vbc_cms.mssp.one_sided import OneSided
    from vbc_cms.mssp.quality_losses import QualityLosses, RisingLossLimit

    return [
        Benchmark,
        HealthEquityAdjustment,
        OneSided,
        FixedLosses,
        QualityLosses,
        RisingLossLimit,
    ]
