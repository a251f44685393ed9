"""The hook specification: everything a plugin can tell the core, on one page.

Hooks only declare. They take no arguments, none runs before, after or during a
settlement, and their order never matters. A plugin implements those it needs, each
marked with `hookimpl`; `vbc_plugin` is the only one that it must implement. Each hook
is called when its objects are first needed, so import heavy modules inside of it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pluggy

if TYPE_CHECKING:
    from vbc_rules.hooks.declarations import (
        ContractCheck,
        ContractClassification,
        Example,
        FactLayout,
        LintRule,
        ModelAt,
        PluginInfo,
        PublishedProgram,
        ReportFormat,
    )
    from vbc_rules.hooks.quality import Benchmark, BenchmarkReader, Measure
    from vbc_rules.language import PaymentModel

PROJECT = "vbc_rules"

hookspec = pluggy.HookspecMarker(PROJECT)
hookimpl = pluggy.HookimplMarker(PROJECT)


@hookspec
def vbc_plugin() -> PluginInfo:  # type: ignore[empty-body]
    """Say who the plugin is, and for which version of this page it was written."""


@hookspec
def vbc_payment_models() -> list[type[PaymentModel] | ModelAt]:  # type: ignore[empty-body]
    """Give the payment models that a contract can name under `model:`, or say where they are."""


@hookspec
def vbc_quality_measures() -> list[Measure]:  # type: ignore[empty-body]
    """Give the quality measures that a contract can name under `measures:`."""


@hookspec
def vbc_quality_benchmarks() -> list[Benchmark]:  # type: ignore[empty-body]
    """Give the benchmarks of measures that the plugin carries, each with its source."""


@hookspec
def vbc_benchmark_readers() -> list[BenchmarkReader]:  # type: ignore[empty-body]
    """Give readers of the benchmark files that a carrier publishes."""


@hookspec
def vbc_report_formats() -> list[ReportFormat]:  # type: ignore[empty-body]
    """Give the ways to write settlements that a contract can name under `reports:`."""


@hookspec
def vbc_fact_layouts() -> list[FactLayout]:  # type: ignore[empty-body]
    """Give the data files that map a carrier's published file to facts."""


@hookspec
def vbc_contract_checks() -> list[ContractCheck]:  # type: ignore[empty-body]
    """Give additional checks of what a contract means; they see contracts of this plugin only."""


@hookspec
def vbc_contract_classifications() -> list[ContractClassification]:  # type: ignore[empty-body]
    """Give the classes of contracts that a program has besides the HCP-LAN categories."""


@hookspec
def vbc_lint_rules() -> list[LintRule]:  # type: ignore[empty-body]
    """Give rules of `vbc lint`; they see contracts of this plugin only, the core's see all."""


@hookspec
def vbc_examples() -> list[Example]:  # type: ignore[empty-body]
    """Give contracts with facts that settle: `vbc new contract --from-example` begins from them."""


@hookspec
def vbc_published_programs() -> list[PublishedProgram]:  # type: ignore[empty-body]
    """Give the programs whose public results can be computed again."""
