"""What this plugin provides; each hook imports only what it gives."""

from __future__ import annotations

from pathlib import Path

from vbc_rules import Benchmark, Example, PaymentModel, PluginInfo, hookimpl


@hookimpl
def vbc_plugin() -> PluginInfo:
    """Say who the plugin is."""
    return PluginInfo("uhc", "UnitedHealthcare")


@hookimpl
def vbc_payment_models() -> list[type[PaymentModel]]:
    """Give the models of the primary care incentives."""
    from vbc_uhc.points_ladder import PointsLadder

    return [PointsLadder]


@hookimpl
def vbc_quality_benchmarks() -> list[Benchmark]:
    """Give the targets of measures that other carriers pay for too."""
    from vbc_rules import read_benchmarks

    return read_benchmarks(Path(__file__).with_name("benchmarks.yaml"))


@hookimpl
def vbc_examples() -> list[Example]:
    """Give a contract with the facts of three invented practices."""
    from vbc_uhc.files import contracts

    contract, facts = contracts() / "ma-pcpi-2025.yaml", contracts() / "ma-pcpi-2025.facts.csv"
    title = "Three practices under the points ladder of 2025"
    return [Example("uhc.ma_pcpi", title, contract, facts)]
