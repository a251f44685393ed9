"""What this plugin provides; each hook imports only what it gives."""

from __future__ import annotations

from vbc_rules import (
    ContractCheck,
    ContractClassification,
    Example,
    ModelAt,
    PluginInfo,
    hookimpl,
)

_MODELS = {
    "nysdoh.bundle": "vbc_nysdoh.prospective:Bundle",
    "nysdoh.capitation": "vbc_nysdoh.prospective:Capitation",
    "nysdoh.fee_for_service": "vbc_nysdoh.fee_for_service:FeeForService",
    "nysdoh.premium_budget": "vbc_nysdoh.target_budget:PremiumBudget",
    "nysdoh.quality_targets": "vbc_nysdoh.quality_targets:QualityTargets",
    "nysdoh.shared_risk": "vbc_nysdoh.shared_risk:SharedRisk",
    "nysdoh.shared_savings": "vbc_nysdoh.shared_savings:SharedSavings",
    "nysdoh.social_care": "vbc_nysdoh.social_care:SocialCare",
    "nysdoh.target_budget": "vbc_nysdoh.target_budget:TargetBudget",
}


@hookimpl
def vbc_plugin() -> PluginInfo:
    """Say who the plugin is."""
    return PluginInfo("nysdoh", "New York State Department of Health, Medicaid value-based payment")


@hookimpl
def vbc_payment_models() -> list[ModelAt]:
    """Name the models of levels 0 to 3 and those that feed them."""
    return [ModelAt(id, place) for id, place in _MODELS.items()]


@hookimpl
def vbc_contract_checks() -> list[ContractCheck]:
    """Give the program's rules for contracts."""
    from vbc_nysdoh.program.checks import CHECKS

    return list(CHECKS)


@hookimpl
def vbc_contract_classifications() -> list[ContractClassification]:
    """Give the level that the terms of a contract make."""
    from vbc_nysdoh.program.levels import LEVELS

    return [LEVELS]


@hookimpl
def vbc_examples() -> list[Example]:
    """Give a contract of level 2 with the facts of three invented contractors."""
    from vbc_nysdoh.files import contracts

    contract, facts = contracts() / "level-2-ipa.yaml", contracts() / "level-2-ipa.facts.csv"
    title = "Three contractors under shared risk with a target budget and quality targets"
    return [Example("nysdoh.level_2", title, contract, facts)]
