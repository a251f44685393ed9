"""What this plugin provides; each hook imports only what it gives."""

from __future__ import annotations

from pathlib import Path

from vbc_rules import (
    Benchmark,
    BenchmarkReader,
    ContractCheck,
    Example,
    FactLayout,
    Measure,
    ModelAt,
    PluginInfo,
    PublishedProgram,
    hookimpl,
)

_HERE = Path(__file__).parent


@hookimpl
def vbc_plugin() -> PluginInfo:
    """Say who the plugin is."""
    return PluginInfo("cms", "Centers for Medicare & Medicaid Services")


_MODELS = {
    "cms.bpci_advanced": "vbc_cms.bundles.bpci_advanced:BpciAdvanced",
    "cms.bpci_advanced_summed": "vbc_cms.bundles.bpci_advanced:SummedBpciAdvanced",
    "cms.cjr": "vbc_cms.bundles.cjr:Cjr",
    "cms.cjr_extension": "vbc_cms.bundles.cjr:CjrExtension",
    "cms.cjr_quality": "vbc_cms.bundles.quality:JointReplacementQuality",
    "cms.cjr_summed": "vbc_cms.bundles.cjr:SummedCjr",
    "cms.episode_quality": "vbc_cms.bundles.quality:EpisodeQuality",
    "cms.team": "vbc_cms.bundles.team:Team",
    "cms.team_summed": "vbc_cms.bundles.team_summed:SummedTeam",
    "cms.acquired_conditions": "vbc_cms.hospital.acquired_conditions:AcquiredConditions",
    "cms.hospital_purchasing": "vbc_cms.hospital.purchasing:HospitalPurchasing",
    "cms.mips": "vbc_cms.mips.adjustment:Mips",
    "cms.mips_quality": "vbc_cms.mips.quality:MipsQuality",
    "cms.mssp_app_quality": "vbc_cms.mssp.app_quality:PathwayQuality",
    "cms.mssp_benchmark": "vbc_cms.mssp.benchmark:Benchmark",
    "cms.mssp_fixed_losses": "vbc_cms.mssp.fixed_losses:FixedLosses",
    "cms.mssp_health_equity": "vbc_cms.mssp.health_equity:HealthEquityAdjustment",
    "cms.mssp_legacy_quality": "vbc_cms.mssp.legacy_quality:LegacyQuality",
    "cms.mssp_one_sided": "vbc_cms.mssp.one_sided:OneSided",
    "cms.mssp_quality_losses": "vbc_cms.mssp.quality_losses:QualityLosses",
    "cms.mssp_quality_standard": "vbc_cms.mssp.quality_standard:QualityStandard",
    "cms.mssp_rising_loss_limit": "vbc_cms.mssp.rising_loss_limit:RisingLossLimit",
    "cms.primary_care_first": "vbc_cms.primary_care_first:PrimaryCareFirst",
    "cms.lead_benchmark": "vbc_cms.reach.lead_benchmark:LeadBenchmark",
    "cms.lead_settlement": "vbc_cms.reach.lead:LeadSettlement",
    "cms.next_generation": "vbc_cms.reach.next_generation:NextGeneration",
    "cms.reach_benchmark": "vbc_cms.reach.benchmark:Benchmark",
    "cms.reach_capitation": "vbc_cms.reach.capitation:Capitation",
    "cms.reach_health_equity": "vbc_cms.reach.health_equity:HealthEquityBenchmark",
    "cms.reach_high_performers": "vbc_cms.reach.quality:HighPerformers",
    "cms.reach_monies_owed": "vbc_cms.reach.monies:MoniesOwed",
    "cms.reach_population_benchmark": "vbc_cms.reach.population:PopulationBenchmark",
    "cms.reach_quality": "vbc_cms.reach.quality:Quality",
    "cms.reach_settlement": "vbc_cms.reach.settlement:Settlement",
    "cms.reach_stop_loss": "vbc_cms.reach.stop_loss:StopLoss",
    "cms.readmissions_reduction": "vbc_cms.hospital.readmissions:ReadmissionsReduction",
    "cms.star_bonus": "vbc_cms.stars.bonus:StarBonus",
    "cms.star_rating": "vbc_cms.stars.ratings:StarRating",
}


@hookimpl
def vbc_payment_models() -> list[ModelAt]:
    """Name the models of all programs."""
    return [ModelAt(id, place) for id, place in _MODELS.items()]


@hookimpl
def vbc_quality_measures() -> list[Measure]:
    """Give the measures of clinicians, hospitals and star ratings that contracts use."""
    from vbc_rules import read_measures

    files = ("quality", "hospital", "stars")
    return [one for name in files for one in read_measures(_HERE / name / "measures.yaml")]


@hookimpl
def vbc_quality_benchmarks() -> list[Benchmark]:
    """Give the benchmarks of the APM Performance Pathway."""
    from vbc_rules import read_benchmarks

    return read_benchmarks(_HERE / "quality" / "benchmarks.yaml")


@hookimpl
def vbc_benchmark_readers() -> list[BenchmarkReader]:
    """Give the reader of the benchmark files of the Quality Payment Program."""
    from vbc_cms.quality.qpp import read_benchmarks

    title = "Quality Payment Program, benchmark file of a performance year"
    return [BenchmarkReader("cms.qpp_benchmarks", title, ".json", read_benchmarks)]


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
def vbc_contract_checks() -> list[ContractCheck]:
    """Give the checks of episode payment models."""
    from vbc_cms.bundles.checks import checks

    return checks()


@hookimpl
def vbc_examples() -> list[Example]:
    """Give contracts with the facts of invented ACOs."""
    from vbc_cms.files import contracts

    mssp = "Six ACOs in the ENHANCED track, performance years 2022 and 2023"
    reach = "Two ACOs in REACH, Global option, from the measures to the monies owed, 2025"
    folder = contracts()
    return [
        Example(id, title, folder / f"{name}.yaml", folder / f"{name}.facts.{kind}")
        for id, title, name, kind in (
            ("cms.mssp_enhanced", mssp, "mssp-enhanced", "csv"),
            ("cms.reach_global_complete", reach, "reach-global-complete", "yaml"),
        )
    ]
