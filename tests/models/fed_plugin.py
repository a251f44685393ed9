"""The models of `fed` as a plugin, for contracts of several streams."""

from __future__ import annotations

from tests.models.fed import Bonus, Doubled, Quality, Rebate
from vbc_rules.hooks.declarations import PluginInfo
from vbc_rules.hooks.specification import hookimpl
from vbc_rules.language import PaymentModel


@hookimpl
def vbc_plugin() -> PluginInfo:
    return PluginInfo("example", "Models that feed each other")


@hookimpl
def vbc_payment_models() -> list[type[PaymentModel]]:
    return [Bonus, Doubled, Quality, Rebate]
