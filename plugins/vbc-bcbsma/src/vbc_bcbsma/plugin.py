"""What this plugin provides; each hook imports only what it gives."""

from __future__ import annotations

from pathlib import Path

from vbc_rules import Example, Measure, PaymentModel, PluginInfo, hookimpl

_HERE = Path(__file__).parent


@hookimpl
def vbc_plugin() -> PluginInfo:
    """Say who the plugin is."""
    return PluginInfo("bcbsma", "Blue Cross Blue Shield of Massachusetts")


@hookimpl
def vbc_payment_models() -> list[type[PaymentModel]]:
    """Give the quality bonus of the Alternative Quality Contract."""
    from vbc_bcbsma.quality_bonus import QualityBonus

    return [QualityBonus]


@hookimpl
def vbc_quality_measures() -> list[Measure]:
    """Give the measures of the program, as far as they are known."""
    from vbc_rules import read_measures

    return read_measures(_HERE / "measures.yaml")


@hookimpl
def vbc_examples() -> list[Example]:
    """Give a contract with the facts of two invented groups."""
    from vbc_bcbsma.files import contracts

    contract = contracts() / "aqc-quality-bonus.yaml"
    facts = contracts() / "aqc-quality-bonus.facts.csv"
    title = "Two provider groups under the quality bonus of the Alternative Quality Contract"
    return [Example("bcbsma.aqc", title, contract, facts)]
