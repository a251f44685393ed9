"""A contract can be begun from every installed model, and what is written works as it stands."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from vbc_rules.contracts.canonical import canonical_text
from vbc_rules.contracts.contract import Contract
from vbc_rules.contracts.declared.agreed import agreed_terms
from vbc_rules.contracts.declared.provisions import ITEMS
from vbc_rules.contracts.load import check_contract
from vbc_rules.contracts.text.strict_yaml import parse_document
from vbc_rules.diagnostics import Refusal
from vbc_rules.facts.readers import read_facts
from vbc_rules.hooks.declarations import PluginInfo
from vbc_rules.hooks.registry import Registry
from vbc_rules.hooks.specification import hookimpl
from vbc_rules.language import USD, PaymentModel, Rate, fact, result
from vbc_rules.lint.linting import lint_document
from vbc_rules.settlement.binding import bind
from vbc_rules.settlement.period import parse_period
from vbc_rules.settlement.settle import Settler
from vbc_rules.starters.contract_text import NewContract
from vbc_rules.starters.model_starter import Starter, from_model
from vbc_rules.starters.placeholders import Manner
from vbc_rules.starters.terms import proposed_terms
from vbc_rules.starters.wanted import Year, compatible_versions
from vbc_rules.starters.yaml_text import AGREE
from vbc_rules.testing import CaseChecker, read_cases

REGISTRY = Registry.installed()
ALL_MODELS = [model.id for model in REGISTRY.payment_models()]
IN_A_PROGRAM = [
    *("nysdoh.bundle", "nysdoh.capitation", "nysdoh.fee_for_service", "nysdoh.quality_targets"),
    *("nysdoh.shared_risk", "nysdoh.shared_savings", "nysdoh.social_care"),
]
"""Models of a program whose rules want more than one stream in a contract that has them."""
MODELS = sorted(set(ALL_MODELS) - set(IN_A_PROGRAM))
NAME = "new-contract"


@cache
def wanted(id: str) -> NewContract:
    model = REGISTRY.payment_model(id)
    versions = compatible_versions(REGISTRY.origin(id).version)
    return NewContract(NAME, model, "my_payer", versions, Year(model).default() or 2025)


@cache
def begun(id: str) -> Starter:
    return from_model(wanted(id), REGISTRY)


def text(id: str, end: str = ".yaml") -> str:
    return begun(id).texts[end].decode()


@pytest.fixture
def folder(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    for end, data in begun(request.getfixturevalue("id")).texts.items():
        (tmp_path / f"{NAME}{end}").write_bytes(data)
    return tmp_path


def contract_in(folder: Path) -> Contract:
    contract, findings = check_contract(folder / f"{NAME}.yaml", REGISTRY)
    assert findings == ()
    assert contract is not None
    return contract


def test_there_are_models_of_several_plugins() -> None:
    assert {"core.shared_risk", "cms.mips"} <= set(MODELS)


@pytest.mark.parametrize("id", MODELS)
def test_a_new_contract_is_valid_and_settles_on_its_facts(id: str, folder: Path) -> None:
    bound = bind(contract_in(folder), REGISTRY, parse_period(str(wanted(id).year)))
    facts = read_facts(folder / f"{NAME}.facts.yaml", bound.facts)
    assert [settled.contract for settled in Settler(bound, facts).all()] == [NAME]


@pytest.mark.parametrize("id", MODELS)
def test_the_case_of_a_new_contract_passes(id: str, folder: Path) -> None:
    (case,) = read_cases(folder / f"{NAME}.case.yaml")
    assert set(case.expect) == set(wanted(id).model.edition(wanted(id).year).results)
    assert CaseChecker(REGISTRY).differences(case) == ()


@pytest.mark.parametrize("id", MODELS)
def test_every_term_and_every_fact_of_a_new_contract_is_described(id: str) -> None:
    edition = wanted(id).model.edition(wanted(id).year)
    comments = {end: said(text(id, end)) for end in (".yaml", ".facts.yaml")}
    for term in edition.parameters():
        assert term.declaration.title in comments[".yaml"]
        assert f"{term.name}:" in text(id)
    for term in edition.facts():
        assert " ".join(term.declaration.title.split()) in comments[".facts.yaml"]


def said(written: str) -> str:
    """Return the comments of a file as one text."""
    return " ".join(
        line.strip().removeprefix("# ") for line in written.splitlines() if line.strip()[:1] == "#"
    )


@pytest.mark.parametrize("id", MODELS)
def test_every_placeholder_of_a_new_contract_is_marked(id: str) -> None:
    parameters = text(id).partition("    parameters:\n")[2].splitlines()
    stated = [line for line in parameters if line[:6] == " " * 6 and line[6:7] not in "# "]
    marked = [line for line in parameters if line.endswith(AGREE) and "# " not in line[:8]]
    assert len(stated) == len(marked)


@pytest.mark.parametrize("id", MODELS)
def test_a_new_contract_is_laid_out_as_vbc_format_does(id: str) -> None:
    assert canonical_text(text(id), f"{NAME}.yaml") == text(id)


@pytest.mark.parametrize("id", MODELS)
def test_the_provisions_shown_are_those_that_lint_asks_for(id: str) -> None:
    shown = [f"VBC9{number}" for number in re.findall(r"^#   # M0(\d\d): ", text(id), re.MULTILINE)]
    assert shown == asked_by_lint(text(id))


@pytest.mark.parametrize("id", MODELS)
def test_lint_asks_for_nothing_more_once_their_marks_are_taken_away(id: str) -> None:
    assert asked_by_lint(without_marks(text(id))) == []


def asked_by_lint(written: str) -> list[str]:
    found = lint_document(parse_document(written, f"{NAME}.yaml"), REGISTRY)
    assert [one for one in found if one.severity == "error"] == []
    return [item.code for item in ITEMS if any(one.code == item.code for one in found)]


def without_marks(written: str) -> str:
    """Return a contract in which the provisions count that were shown."""
    before, found, shown = written.partition("# provisions:\n")
    if not found:
        return written
    shown, _, after = shown.partition("\npayment:\n")
    lines = [line.removeprefix("# ") for line in shown.splitlines()]
    return "\n".join([f"{before}provisions:", *lines, f"payment:\n{after}"])


@pytest.mark.parametrize("id", MODELS)
def test_the_same_model_gives_the_same_bytes(id: str) -> None:
    assert from_model(wanted(id), REGISTRY) == begun(id)


@pytest.mark.parametrize("id", IN_A_PROGRAM)
def test_a_model_that_no_contract_has_alone_names_an_example_instead(id: str) -> None:
    with pytest.raises(Refusal) as refused:
        from_model(wanted(id), REGISTRY)
    first = refused.value.diagnostics[0]
    assert first.hint == "start from an example of its plugin: --from-example nysdoh.level_2"


def test_what_a_contract_may_leave_out_is_shown_and_not_stated() -> None:
    assert "      # payment_limit: 0.1  # agree on this\n" in text("core.shared_savings_one_sided")


def test_a_placeholder_is_above_what_it_must_not_be_below() -> None:
    model = REGISTRY.payment_model("core.individual_stop_loss")
    terms = {one.agreed.term.name: one.value for one in proposed_terms(model, 2025, Manner())}
    assert agreed_terms(model)["maximum"].relations.not_below == ("attachment",)
    assert terms["maximum"] > terms["attachment"]


def test_most_new_contracts_pay_something() -> None:
    assert sum(begun(id).pays for id in MODELS) > len(MODELS) / 2


class Plugin:
    """A plugin with a model that settles on nothing."""

    @hookimpl
    def vbc_plugin(self) -> PluginInfo:
        return PluginInfo("never", "Never")

    @hookimpl
    def vbc_payment_models(self) -> list[type[PaymentModel]]:
        return [Never]


class Never(PaymentModel):
    """A payment by nothing."""

    id = "never.settles"
    pool: USD = fact("Pool")

    @result(cites="Agreement 1")
    def share(self) -> Rate:
        return self.pool / (self.pool - self.pool)


def test_a_model_that_settles_on_no_placeholders_is_refused() -> None:
    plugin: Any = Plugin()
    registry = Registry.of(plugin)
    with pytest.raises(Refusal) as refused:
        from_model(NewContract(NAME, Never, "never", ">=0,<1", 2025), registry)
    first, *causes = refused.value.diagnostics
    assert (first.code, [one.code for one in causes]) == ("VBC040", ["VBC504"])
    assert "--from-example" in first.hint
