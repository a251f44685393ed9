"""A plugin that does not fit the specification is refused with everything that is wrong."""

from __future__ import annotations

from types import ModuleType
from typing import Any

import attrs
import pytest

from tests.unit.hooks import plugins
from tests.unit.hooks.plugins import INFO, plugin
from vbc_rules import Diagnostic, PaymentModel, PluginInfo, Refusal, hookimpl
from vbc_rules.hooks import kinds
from vbc_rules.hooks.classification import Plugin, classify
from vbc_rules.hooks.origin import Origin

ORIGIN = Origin("acme", "vbc-acme", "1.0", "vbc_acme.plugin")


class Base(PaymentModel):
    """A base that others extend: it has no id."""


def nothing() -> list[object]:
    return []


def _findings(module: object) -> tuple[Diagnostic, ...]:
    with pytest.raises(Refusal) as raised:
        classify(module, ORIGIN)
    return raised.value.diagnostics


def _declaring(**hooks: object) -> Plugin:
    return classify(plugin(**hooks), ORIGIN)


def _refused(kind: kinds.Kind[Any], **hooks: object) -> list[str]:
    with pytest.raises(Refusal) as raised:
        _declaring(**hooks).declared(kind)
    return [finding.code for finding in raised.value.diagnostics]


def test_a_plugin_knows_who_it_is() -> None:
    assert classify(plugin(), ORIGIN).info == INFO


@pytest.mark.parametrize("info", [None, "acme", [INFO]])
def test_a_plugin_must_say_who_it_is(info: object) -> None:
    assert [each.code for each in _findings(plugin(info=info))] == ["VBC308"]


def test_a_plugin_without_vbc_plugin_is_refused() -> None:
    assert [each.code for each in _findings(ModuleType("empty"))] == ["VBC308"]


def test_a_plugin_must_use_the_namespace_of_its_entry_point() -> None:
    (finding,) = _findings(plugin(info=PluginInfo("zeta", "Another")))
    assert finding.message == "plugin `acme` calls itself `zeta`"


@pytest.mark.parametrize(("api", "upgrade"), [(0, "vbc-acme"), (2, "vbc-rules")])
def test_a_plugin_for_another_version_of_the_hooks_says_what_to_upgrade(
    api: int, upgrade: str
) -> None:
    (finding,) = _findings(plugin(info=attrs.evolve(INFO, api=api)))
    assert (finding.code, finding.hint) == ("VBC309", f'run: pip install --upgrade "{upgrade}"')


def test_an_unknown_hook_is_refused_with_the_name_that_was_meant() -> None:
    (finding,) = _findings(plugin(vbc_payment_model=[]))
    assert finding.code == "VBC310"
    assert finding.hint == "did you mean `vbc_payment_models`?"


def test_every_unknown_hook_is_named_at_once() -> None:
    findings = _findings(plugin(vbc_payment_model=[], vbc_teleport=[]))
    assert [each.code for each in findings] == ["VBC310", "VBC310"]
    assert findings[1].hint.startswith("the hooks are: vbc_plugin, vbc_payment_models")


def test_an_optional_hook_of_a_later_specification_is_passed_over() -> None:
    def nothing() -> list[object]:
        return []

    module = plugin()
    module.vbc_teleport = hookimpl(optionalhook=True)(nothing)  # type: ignore[attr-defined]
    assert classify(module, ORIGIN).info == INFO


def test_a_hook_without_its_marker_is_refused() -> None:
    module = plugin()
    module.vbc_examples = nothing  # type: ignore[attr-defined]
    (finding,) = _findings(module)
    assert (finding.code, finding.hint) == ("VBC311", "write @hookimpl above it")


def test_a_hook_with_arguments_is_refused() -> None:
    def with_argument(contract: object) -> list[object]:
        return [contract]

    (finding,) = _findings(plugin(vbc_examples=with_argument))
    assert finding.code == "VBC312"
    assert finding.message == "hook `vbc_examples` of plugin `acme` does not fit the specification"


def test_a_hook_that_raises_is_told_with_its_reason_and_line() -> None:
    def failing() -> list[object]:
        raise ZeroDivisionError("no members")

    with pytest.raises(Refusal) as raised:
        _declaring(vbc_examples=failing).declared(kinds.EXAMPLE)
    (finding,) = raised.value.diagnostics
    assert finding.code == "VBC313"
    assert finding.message.endswith("failed: ZeroDivisionError: no members")
    assert finding.place is not None
    assert finding.place.file == __file__


def test_vbc_plugin_that_raises_is_refused() -> None:
    def failing() -> PluginInfo:
        raise OSError("no licence")

    assert [each.code for each in _findings(plugin(info=failing))] == ["VBC313"]


@pytest.mark.parametrize("answer", [None, (), {}, "acme.fee"])
def test_a_hook_returns_a_list(answer: object) -> None:
    assert _refused(kinds.EXAMPLE, vbc_examples=answer) == ["VBC314"]


def test_every_object_of_a_wrong_type_is_named() -> None:
    codes = _refused(kinds.EXAMPLE, vbc_examples=[plugins.LAYOUT, plugins.EXAMPLE, "small"])
    assert codes == ["VBC314", "VBC314"]


@pytest.mark.parametrize("model", [Base, plugins.Fee.__mro__[1], object, plugins.EXAMPLE])
def test_a_payment_model_is_a_class_with_an_id(model: object) -> None:
    assert _refused(kinds.PAYMENT_MODEL, vbc_payment_models=[model]) == ["VBC314"]


@pytest.mark.parametrize(
    "id", ["small", "zeta.small", "acme.", ".small", "acme.Small", "acme.a.b", "acme.small\n", "x"]
)
def test_an_id_is_well_formed_and_of_its_own_namespace(id: str) -> None:
    example = attrs.evolve(plugins.EXAMPLE, id=id)
    assert _refused(kinds.EXAMPLE, vbc_examples=[example]) == ["VBC315"]


@pytest.mark.parametrize("code", ["101", "acme101", "ACME1", "ACME1011", "A101"])
def test_the_code_of_a_check_is_letters_and_three_digits(code: str) -> None:
    check = attrs.evolve(plugins.CHECK, code=code)
    assert _refused(kinds.CONTRACT_CHECK, vbc_contract_checks=[check]) == ["VBC315"]


def test_a_lint_rule_has_a_code_of_letters_and_digits() -> None:
    rule = attrs.evolve(plugins.RULE, code="acme.limit")
    assert _refused(kinds.LINT_RULE, vbc_lint_rules=[rule]) == ["VBC315"]


def test_an_id_declared_twice_is_refused() -> None:
    codes = _refused(kinds.EXAMPLE, vbc_examples=[plugins.EXAMPLE, plugins.EXAMPLE])
    assert codes == ["VBC316"]


def test_what_is_declared_is_sorted_by_id() -> None:
    models = _declaring(vbc_payment_models=[plugins.Fee, plugins.Bonus])
    assert list(models.declared(kinds.PAYMENT_MODEL)) == ["acme.bonus", "acme.fee"]


def test_a_hook_that_is_not_implemented_declares_nothing() -> None:
    assert _declaring().declared(kinds.FACT_LAYOUT) == {}
