"""The registry hands out what plugins declare, and names the reason where it cannot."""

from __future__ import annotations

from collections.abc import Callable

import attrs
import pytest

from tests.unit.hooks import plugins
from tests.unit.hooks.plugins import installed, plugin
from vbc_rules import Diagnostic, Place, PluginInfo, Refusal
from vbc_rules.diagnostics import refuse
from vbc_rules.hooks.origin import BrokenPlugin, InstalledPlugin
from vbc_rules.hooks.registry import Registry

HERE = Place("contract.yaml", 12, 12)
ACME = plugin(vbc_payment_models=[plugins.Fee, plugins.Bonus], vbc_contract_checks=[plugins.CHECK])
ZETA = plugin("vbc_zeta", info=PluginInfo("zeta", "Zeta"), vbc_contract_checks=[plugins.CHECK])
BROKEN = refuse("VBC307", "it cannot be imported")


def _findings(work: Callable[[], object]) -> tuple[Diagnostic, ...]:
    with pytest.raises(Refusal) as raised:
        work()
    return raised.value.diagnostics


# ---- looking up


def test_an_unknown_id_is_refused_with_the_one_that_was_meant() -> None:
    registry = installed(("acme", "vbc-acme", ACME))
    (finding,) = _findings(lambda: registry.payment_model("acme.bonnus", HERE))
    assert finding == Diagnostic(
        "VBC302",
        "plugin `acme` (vbc-acme 1.0) has no payment model `acme.bonnus`",
        HERE,
        "did you mean `acme.bonus`?",
    )


def test_an_id_that_resembles_nothing_is_refused_with_what_there_is() -> None:
    (finding,) = _findings(lambda: Registry.of(ACME).payment_model("acme.x"))
    assert finding.hint == "it has: acme.bonus, acme.fee"


def test_an_unknown_namespace_is_refused_with_the_one_that_was_meant() -> None:
    (finding,) = _findings(lambda: Registry.of(ACME).payment_model("acm.fee", HERE))
    assert finding == Diagnostic(
        "VBC301", "no plugin `acm` is installed", HERE, "did you mean `acme`?"
    )


def test_where_nothing_is_installed_the_refusal_says_so() -> None:
    (finding,) = _findings(lambda: Registry.of().payment_model("acme.fee"))
    assert finding.hint == "installed are: none"


@pytest.mark.parametrize("id", ["", "acme", "acme.", "ACME.FEE", "acme.fee.more", "acme fee"])
def test_what_is_not_an_id_is_refused(id: str) -> None:
    (finding,) = _findings(lambda: Registry.of(ACME).payment_model(id, HERE))
    assert (finding.code, finding.place) == ("VBC303", HERE)


def test_the_id_of_one_kind_is_no_id_of_another() -> None:
    (finding,) = _findings(lambda: Registry.of(ACME).report_format("acme.fee"))
    assert finding.code == "VBC302"


# ---- laziness


def test_looking_up_loads_only_the_plugin_of_the_namespace() -> None:
    registry = installed(("acme", "vbc-acme", ACME), ("zeta", "vbc-zeta", AssertionError()))
    assert registry.payment_model("acme.fee") is plugins.Fee


def test_looking_up_calls_only_the_hook_of_the_kind() -> None:
    def failing() -> list[object]:
        raise AssertionError

    module = plugin(vbc_payment_models=[plugins.Fee], vbc_examples=failing)
    assert Registry.of(module).payment_model("acme.fee") is plugins.Fee


def test_a_hook_is_called_once() -> None:
    calls: list[str] = []

    def models() -> list[object]:
        calls.append("called")
        return [plugins.Fee]

    registry = Registry.of(plugin(vbc_payment_models=models))
    registry.payment_model("acme.fee")
    registry.payment_models()
    assert calls == ["called"]


def test_namespaces_are_known_without_loading() -> None:
    registry = installed(("zeta", "z", AssertionError()), ("acme", "a", AssertionError()))
    assert registry.namespaces() == ("acme", "zeta")


# ---- broken plugins


def test_a_broken_plugin_fails_who_uses_it_at_the_place_of_use() -> None:
    registry = installed(("acme", "vbc-acme", BROKEN))
    findings = _findings(lambda: registry.payment_model("acme.fee", HERE))
    assert [finding.code for finding in findings] == ["VBC304", "VBC307"]
    assert findings[0].place == HERE


def test_a_broken_plugin_fails_nobody_else() -> None:
    registry = installed(("acme", "vbc-acme", ACME), ("zeta", "vbc-zeta", BROKEN))
    assert registry.payment_models() == (plugins.Bonus, plugins.Fee)


def test_a_broken_plugin_is_loaded_only_once() -> None:
    attempts: list[str] = []

    def load(origin: object) -> object:
        attempts.append(str(origin))
        raise BROKEN

    registry = Registry([Registry.of(ACME).origin("acme")], load)
    for _ in range(2):
        _findings(lambda: registry.payment_model("acme.fee"))
    assert len(attempts) == 1


def test_a_broken_plugin_is_listed_with_its_reason() -> None:
    (acme,) = installed(("acme", "vbc-acme", BROKEN)).plugins()
    assert isinstance(acme, BrokenPlugin)
    assert acme.reason == "it cannot be imported"


# ---- conflicts


def test_two_distributions_of_one_namespace_are_refused_by_name() -> None:
    registry = installed(("acme", "vbc-acme", ACME), ("acme", "other-acme", ACME))
    (finding,) = _findings(lambda: registry.payment_model("acme.fee", HERE))
    assert finding == Diagnostic(
        "VBC305",
        "other-acme 1.0 and vbc-acme 1.0 both claim the namespace `acme`",
        HERE,
        'keep one: pip uninstall "other-acme" or "vbc-acme"',
    )


def test_both_sides_of_a_conflict_are_listed_as_broken() -> None:
    registry = installed(("acme", "vbc-acme", ACME), ("acme", "other-acme", ACME))
    listed = registry.plugins()
    assert [each.origin.distribution for each in listed] == ["other-acme", "vbc-acme"]
    assert {type(each) for each in listed} == {BrokenPlugin}


def test_a_conflict_fails_nobody_else() -> None:
    twice = (("zeta", "vbc-zeta", ZETA), ("zeta", "other-zeta", ZETA))
    registry = installed(("acme", "vbc-acme", ACME), *twice)
    assert registry.payment_model("acme.fee") is plugins.Fee


def test_two_checks_with_one_code_are_refused_by_distribution() -> None:
    registry = installed(("acme", "vbc-acme", ACME), ("zeta", "vbc-zeta", ZETA))
    (finding,) = _findings(lambda: registry.contract_checks(["zeta", "acme"]))
    assert finding.code == "VBC306"
    assert finding.message == "vbc-acme 1.0 and vbc-zeta 1.0 both have a contract check ACME101"
    assert finding.hint == 'keep one: pip uninstall "vbc-acme" or "vbc-zeta"'


def test_two_lint_rules_with_one_code_are_refused_by_distribution() -> None:
    acme = plugin(vbc_lint_rules=[plugins.RULE])
    zeta = plugin("vbc_zeta", info=PluginInfo("zeta", "Zeta"), vbc_lint_rules=[plugins.RULE])
    registry = installed(("acme", "vbc-acme", acme), ("zeta", "vbc-zeta", zeta))
    (finding,) = _findings(registry.lint_rules)
    assert finding.code == "VBC306"
    assert finding.message == "vbc-acme 1.0 and vbc-zeta 1.0 both have a lint rule ACME201"


def test_only_the_checks_of_the_listed_plugins_take_part() -> None:
    other = plugin(
        "vbc_zeta",
        info=PluginInfo("zeta", "Zeta"),
        vbc_contract_checks=[attrs.evolve(plugins.CHECK, code="ZETA101")],
    )
    registry = installed(("acme", "vbc-acme", ACME), ("zeta", "vbc-zeta", other))
    assert registry.contract_checks(["acme"]) == (plugins.CHECK,)
    assert [check.code for check in registry.contract_checks()] == ["ACME101", "ZETA101"]


# ---- provenance and lists


def test_the_origin_of_an_object_is_that_of_its_namespace() -> None:
    registry = installed(("acme", "vbc-acme", ACME))
    assert registry.origin("acme.fee") == registry.origin("acme")
    assert str(registry.origin("acme.fee")) == "vbc-acme 1.0"


def test_what_a_plugin_provides_is_listed_by_kind() -> None:
    (acme,) = Registry.of(ACME).plugins()
    assert isinstance(acme, InstalledPlugin)
    assert acme.provides["payment model"] == ("acme.bonus", "acme.fee")
    assert acme.provides["contract check"] == ("ACME101",)
    assert acme.provides["report format"] == ()


def test_lists_are_sorted_over_all_plugins() -> None:
    def with_example(name: str) -> object:
        example = attrs.evolve(plugins.EXAMPLE, id=f"{name}.small")
        return plugin(name, info=PluginInfo(name, name), vbc_examples=[example])

    registry = Registry.of(with_example("zeta"), with_example("acme"))
    assert [example.id for example in registry.examples()] == ["acme.small", "zeta.small"]


def test_every_kind_has_its_list() -> None:
    registry = Registry.of(
        plugin(
            vbc_report_formats=[plugins.FORMAT],
            vbc_fact_layouts=[plugins.LAYOUT],
            vbc_published_programs=[plugins.PROGRAM],
        )
    )
    lists = registry.report_formats() + registry.fact_layouts() + registry.published_programs()
    assert lists == (plugins.FORMAT, plugins.LAYOUT, plugins.PROGRAM)


def test_a_given_plugin_that_says_nothing_is_listed_under_its_name() -> None:
    (listed,) = Registry.of(object()).plugins()
    assert isinstance(listed, BrokenPlugin)
    assert listed.origin.namespace == "object"


def test_two_given_plugins_of_one_name_are_a_conflict() -> None:
    assert [finding.code for finding in _findings(lambda: Registry.of(ACME, ACME).origin("acme"))]


def test_nothing_is_installed_in_an_empty_path() -> None:
    assert Registry.installed([]).plugins() == ()
