"""What this plugin provides; each hook imports only what it gives."""

from __future__ import annotations

from vbc_rules import Example, PaymentModel, PluginInfo, hookimpl


@hookimpl
def vbc_plugin() -> PluginInfo:
    """Say who the plugin is."""
    return PluginInfo("iha", "Integrated Healthcare Association")


@hookimpl
def vbc_payment_models() -> list[type[PaymentModel]]:
    """Give the recommended incentive design of the commercial program."""
    from vbc_iha.resource_savings import ResourceSavings

    return [ResourceSavings]


@hookimpl
def vbc_examples() -> list[Example]:
    """Give a contract with the facts of three invented physician organizations."""
    from vbc_iha.files import contracts

    contract, facts = contracts() / "amp-skeleton.yaml", contracts() / "amp-skeleton.facts.csv"
    title = "Three physician organizations under the skeleton of the recommended design"
    return [Example("iha.amp", title, contract, facts)]
