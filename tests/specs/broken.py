"""A plugin that fails when its models are asked for."""

from __future__ import annotations

from vbc_rules.hooks.declarations import PluginInfo
from vbc_rules.hooks.specification import hookimpl
from vbc_rules.language import PaymentModel


@hookimpl
def vbc_plugin() -> PluginInfo:
    return PluginInfo("broken", "Broken plugin")


@hookimpl
def vbc_payment_models() -> list[type[PaymentModel]]:
    raise RuntimeError("the rate file is missing")
