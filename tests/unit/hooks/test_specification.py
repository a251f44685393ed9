"""Each hook reaches the registry, and is documented with its exact signature."""

from __future__ import annotations

import inspect
import re
from pathlib import Path
from typing import Any

import pytest

from tests.unit.hooks import plugins
from tests.unit.hooks.plugins import plugin
from vbc_rules import Example
from vbc_rules.hooks import specification
from vbc_rules.hooks.origin import InstalledPlugin
from vbc_rules.hooks.registry import Registry

PAGE = Path(__file__).parents[3] / "docs" / "hooks.md"
HOOKS = [name for name in vars(specification) if name.startswith("vbc_")]


def test_hook_vbc_plugin() -> None:
    (acme,) = Registry.of(plugin()).plugins()
    assert isinstance(acme, InstalledPlugin)
    assert acme.title == "Plans of Acme"


def test_hook_vbc_payment_models() -> None:
    registry = Registry.of(plugin(vbc_payment_models=[plugins.Fee]))
    assert registry.payment_model("acme.fee") is plugins.Fee


def test_hook_vbc_quality_measures() -> None:
    registry = Registry.of(plugin(vbc_quality_measures=[plugins.MEASURE]))
    assert registry.quality_measure("acme.blood_pressure") is plugins.MEASURE
    assert registry.quality_measures() == (plugins.MEASURE,)


def test_hook_vbc_quality_benchmarks() -> None:
    registry = Registry.of(plugin(vbc_quality_benchmarks=[plugins.BENCHMARK]))
    assert registry.quality_benchmarks() == (plugins.BENCHMARK,)


def test_hook_vbc_benchmark_readers() -> None:
    registry = Registry.of(plugin(vbc_benchmark_readers=[plugins.READER]))
    assert registry.benchmark_reader("acme.benchmarks") is plugins.READER
    assert registry.benchmark_readers() == (plugins.READER,)


def test_hook_vbc_report_formats() -> None:
    registry = Registry.of(plugin(vbc_report_formats=[plugins.FORMAT]))
    assert registry.report_format("acme.letter") is plugins.FORMAT


def test_hook_vbc_fact_layouts() -> None:
    registry = Registry.of(plugin(vbc_fact_layouts=[plugins.LAYOUT]))
    assert registry.fact_layout("acme.results_2024") is plugins.LAYOUT


def test_hook_vbc_contract_checks() -> None:
    registry = Registry.of(plugin(vbc_contract_checks=[plugins.CHECK]))
    assert registry.contract_checks(["acme"]) == (plugins.CHECK,)


def test_hook_vbc_contract_classifications() -> None:
    registry = Registry.of(plugin(vbc_contract_classifications=[plugins.CLASSIFICATION]))
    assert registry.contract_classifications(["acme"]) == (plugins.CLASSIFICATION,)


def test_hook_vbc_lint_rules() -> None:
    registry = Registry.of(plugin(vbc_lint_rules=[plugins.RULE]))
    assert registry.lint_rules(["acme"]) == (plugins.RULE,)


def test_hook_vbc_examples() -> None:
    registry = Registry.of(plugin(vbc_examples=[plugins.EXAMPLE]))
    assert registry.example("acme.small") is plugins.EXAMPLE


def test_hook_vbc_published_programs() -> None:
    registry = Registry.of(plugin(vbc_published_programs=[plugins.PROGRAM]))
    assert registry.published_program("acme.public") is plugins.PROGRAM


@pytest.mark.parametrize("hook", HOOKS)
def test_every_hook_has_a_test(hook: str) -> None:
    assert f"test_hook_{hook}" in globals()


@pytest.mark.parametrize("hook", HOOKS)
def test_the_page_gives_the_exact_signature_of_a_hook(hook: str) -> None:
    signature = inspect.signature(getattr(specification, hook))
    returns = signature.return_annotation
    heading = f"### `{hook}() -> {returns}`"
    assert signature.parameters == {}
    assert heading in PAGE.read_text(encoding="utf-8").splitlines()


def test_the_page_describes_no_hook_that_does_not_exist() -> None:
    described = re.findall(r"^### `(vbc_\w+)\(", PAGE.read_text(encoding="utf-8"), re.MULTILINE)
    assert described == HOOKS


MONTHS, QUALITY = Path("months.csv"), Path("quality.csv")


@pytest.mark.parametrize(
    ("given", "kept"),
    [(MONTHS, (MONTHS,)), ([MONTHS, QUALITY], (MONTHS, QUALITY)), ((QUALITY,), (QUALITY,))],
)
def test_an_example_has_one_file_of_facts_or_several(given: Any, kept: tuple[Path, ...]) -> None:
    assert Example("acme.small", "Small", Path("small.yaml"), given).facts == kept


@pytest.mark.parametrize("given", ["months.csv", ["months.csv"], [MONTHS, None], [], None])
def test_an_example_whose_facts_are_no_paths_is_refused(given: Any) -> None:
    with pytest.raises(TypeError, match=r"`facts` of Example acme\.small must be a pathlib\.Path"):
        Example("acme.small", "Small", Path("small.yaml"), given)


def test_an_example_has_one_contract() -> None:
    several: Any = (Path("one.yaml"), Path("two.yaml"))
    with pytest.raises(TypeError, match=r"`contract` of Example acme\.small must be one pathlib"):
        Example("acme.small", "Small", several, MONTHS)
