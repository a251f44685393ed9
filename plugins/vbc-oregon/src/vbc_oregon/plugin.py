"""What this plugin provides; each hook imports only what it gives."""

from __future__ import annotations

from pathlib import Path

from vbc_rules import Example, Measure, PaymentModel, PluginInfo, hookimpl

_HERE = Path(__file__).parent


@hookimpl
def vbc_plugin() -> PluginInfo:
    """Say who the plugin is."""
    return PluginInfo("oregon", "Oregon Health Authority")


@hookimpl
def vbc_payment_models() -> list[type[PaymentModel]]:
    """Give the quality pool of coordinated care organizations."""
    from vbc_oregon.quality_pool import QualityPool

    return [QualityPool]


@hookimpl
def vbc_quality_measures() -> list[Measure]:
    """Give the measures of the program, as far as they are known."""
    from vbc_rules import read_measures

    return read_measures(_HERE / "measures.yaml")


@hookimpl
def vbc_examples() -> list[Example]:
    """Give a contract with the facts of two invented organizations."""
    from vbc_oregon.files import contracts

    contract, facts = contracts() / "cco-pool-2019.yaml", contracts() / "cco-pool-2019.facts.csv"
    title = "Two coordinated care organizations under the quality pool of 2019"
    return [Example("oregon.cco_pool", title, contract, facts)]
