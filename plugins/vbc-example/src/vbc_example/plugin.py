"""What this plugin provides. A hook says it, imports only what it gives, and does nothing else."""

from __future__ import annotations

from vbc_rules import (
    ContractCheck,
    Example,
    FactLayout,
    ModelAt,
    PluginInfo,
    ReportFormat,
    hookimpl,
)


@hookimpl
def vbc_plugin() -> PluginInfo:
    """Say who the plugin is. The namespace is the name of the entry point in pyproject.toml."""
    return PluginInfo("willow", "Willow Health, an invented carrier")


@hookimpl
def vbc_payment_models() -> list[ModelAt]:
    """Name the models: one is imported when a contract first uses it."""
    return [
        ModelAt("willow.points_ladder", "vbc_example.points_ladder:PointsLadder"),
        ModelAt("willow.shared_savings", "vbc_example.shared_savings:SharedSavings"),
    ]


@hookimpl
def vbc_contract_checks() -> list[ContractCheck]:
    """Give what every contract with this plugin is checked for besides."""
    from vbc_example.checks import cap_leaves_room

    return [ContractCheck("WILLOW101", "The cap leaves room for savings", cap_leaves_room)]


@hookimpl
def vbc_fact_layouts() -> list[FactLayout]:
    """Give the layout of the results file that the carrier sends."""
    from vbc_example.files import PACKAGE

    file = PACKAGE / "layouts" / "results_2025.yaml"
    return [FactLayout("willow.results_2025", "Willow Health, results of 2025", file)]


@hookimpl
def vbc_report_formats() -> list[ReportFormat]:
    """Give the letter to the practices."""
    from vbc_example.letter import letter

    return [ReportFormat("willow.letter", "Letter", "text/plain", ".txt", letter, lines_up_to=0)]


@hookimpl
def vbc_examples() -> list[Example]:
    """Give a contract with the facts of three invented practices."""
    from vbc_example.files import contracts

    contract = contracts() / "willow-by-quality-2025.yaml"
    facts = contracts() / "willow-by-quality-2025.facts.yaml"
    return [Example("willow.practices", "Three practices, 2025", contract, facts)]
