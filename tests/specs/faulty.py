"""A plugin that fails when its contract checks are asked for."""

from __future__ import annotations

from vbc_rules.hooks.declarations import ContractCheck, PluginInfo
from vbc_rules.hooks.specification import hookimpl


@hookimpl
def vbc_plugin() -> PluginInfo:
    return PluginInfo("faulty", "Faulty plugin")


@hookimpl
def vbc_contract_checks() -> list[ContractCheck]:
    raise RuntimeError("the list of checks is missing")
