"""What this plugin provides; each hook imports only what it gives."""

from __future__ import annotations

from vbc_rules import Example, FactLayout, PaymentModel, PluginInfo, PublishedProgram, hookimpl


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


@hookimpl
def vbc_fact_layouts() -> list[FactLayout]:
    """Give the layouts of the results files that CMS publishes."""
    from vbc_cms.published import layouts

    return layouts()


@hookimpl
def vbc_published_programs() -> list[PublishedProgram]:
    """Give the programs whose published results can be computed again."""
    from vbc_cms.published import programs

    return programs()


@hookimpl
def vbc_examples() -> list[Example]:
    """Give a contract with the facts of six invented ACOs."""
    from vbc_cms.files import contracts

    contract, facts = contracts() / "mssp-enhanced.yaml", contracts() / "mssp-enhanced.facts.csv"
    title = "Six ACOs in the ENHANCED track, performance years 2022 and 2023"
    return [Example("cms.mssp_enhanced", title, contract, facts)]
