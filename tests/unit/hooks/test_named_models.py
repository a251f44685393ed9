"""Models that a plugin names: imported when they are asked for, and broken one by one."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from vbc_rules import ModelAt, PluginInfo, hookimpl
from vbc_rules.diagnostics import Refusal
from vbc_rules.hooks.origin import BrokenPlugin
from vbc_rules.hooks.registry import Registry

FINE = '''
from __future__ import annotations
from vbc_rules import USD, PaymentModel, clause, fact, result

class Fee(PaymentModel):
    """A fee."""
    id = "named.fee"
    paid: USD = fact("Fee")

    @clause(cites="Agreement 1")
    def fee(self) -> USD:
        return self.paid

    @result(cites="Agreement 1")
    def due(self) -> USD:
        return self.fee
'''
BROKEN = FINE.replace("self.paid", "self.paid_at_once")


def naming(*models: ModelAt) -> Registry:
    class Plugin:
        @hookimpl
        def vbc_plugin(self) -> PluginInfo:
            return PluginInfo("named", "Plugin that names its models")

        @hookimpl
        def vbc_payment_models(self) -> list[ModelAt]:
            return list(models)

    return Registry.of(Plugin())


@pytest.fixture
def written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str, str], str]:
    monkeypatch.syspath_prepend(str(tmp_path))

    def write(module: str, text: str) -> str:
        (tmp_path / f"{module}.py").write_text(text, encoding="utf-8")
        return f"{module}:Fee"

    return write


def test_a_named_model_is_imported_when_it_is_asked_for(
    written: Callable[[str, str], str],
) -> None:
    registry = naming(ModelAt("named.fee", written("vbc_named_fine", FINE)))
    assert registry.payment_model("named.fee").id == "named.fee"
    assert [model.id for model in registry.payment_models()] == ["named.fee"]


def test_a_model_that_breaks_fails_only_who_asks_for_it(
    written: Callable[[str, str], str],
) -> None:
    fine = ModelAt("named.fee", written("vbc_named_beside", FINE))
    broken = ModelAt("named.other", written("vbc_named_broken", BROKEN))
    registry = naming(fine, broken)
    assert registry.payment_model("named.fee").id == "named.fee"
    with pytest.raises(Refusal, match="VBC304") as refused:
        registry.payment_model("named.other")
    assert "VBC307" in str(refused.value)


def test_the_list_of_plugins_shows_a_model_that_breaks(
    written: Callable[[str, str], str],
) -> None:
    registry = naming(ModelAt("named.fee", written("vbc_named_shown", BROKEN)))
    [plugin] = registry.plugins()
    assert isinstance(plugin, BrokenPlugin)


def test_a_place_with_another_model_is_refused(written: Callable[[str, str], str]) -> None:
    registry = naming(ModelAt("named.levy", written("vbc_named_levy", FINE)))
    with pytest.raises(Refusal, match=r"is no `named\.levy`"):
        registry.payment_model("named.levy")
