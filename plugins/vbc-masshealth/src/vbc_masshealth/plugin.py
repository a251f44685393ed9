"""What this plugin provides; each hook imports only what it gives."""

from __future__ import annotations

from vbc_rules import Example, PaymentModel, PluginInfo, hookimpl


@hookimpl
def vbc_plugin() -> PluginInfo:
    """Say who the plugin is."""
    return PluginInfo("masshealth", "MassHealth, Medicaid of Massachusetts")


@hookimpl
def vbc_payment_models() -> list[type[PaymentModel]]:
    """Give the corridor of the total cost of care, and that of high-cost drugs."""
    from vbc_masshealth.corridors import CostOfCareCorridor, HighCostDrugs

    return [CostOfCareCorridor, HighCostDrugs]


@hookimpl
def vbc_examples() -> list[Example]:
    """Give a contract with the facts of three invented organizations."""
    from vbc_masshealth.files import contracts

    contract = contracts() / "aco-corridor-5-percent.yaml"
    facts = contracts() / "aco-corridor-5-percent.facts.csv"
    title = "Three organizations under a corridor of five percent"
    return [Example("masshealth.aco_corridor", title, contract, facts)]
