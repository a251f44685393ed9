"""Files in the shape of every year are read, and their results computed again."""

from __future__ import annotations

import importlib.util
from pathlib import Path
from types import ModuleType

import pytest

from vbc_rules.facts.layouts import load_layout
from vbc_rules.hooks.registry import Registry
from vbc_rules.settlement.replay import replay

YEARS = range(2013, 2025)


def _shapes() -> ModuleType:
    """Import the module beside this one, whatever the folder is called."""
    spec = importlib.util.spec_from_file_location("shapes", Path(__file__).with_name("shapes.py"))
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


shapes = _shapes()


@pytest.mark.parametrize("year", YEARS)
def test_a_layout_is_whole(year: int) -> None:
    layout = load_layout(Registry.installed().fact_layout(f"cms.mssp_results_{year}"))
    assert str(year) in layout.title
    assert layout.published is not None


@pytest.mark.parametrize("year", YEARS)
def test_a_layout_gives_contracts_that_exist(year: int) -> None:
    registry = Registry.installed()
    layout = load_layout(registry.fact_layout(f"cms.mssp_results_{year}"))
    folder = registry.published_program("cms.mssp").contracts
    named = {case.contract for case in layout.contracts}
    assert [name for name in sorted(named) if not (folder / f"{name}.yaml").is_file()] == []


@pytest.mark.published
@pytest.mark.parametrize("year", sorted(shapes.SHAPES))
def test_a_file_in_the_shape_of_a_year_is_replayed_without_naming_the_year(
    year: int, published: Path, tmp_path: Path
) -> None:
    file = tmp_path / "results.csv"
    file.write_text(shapes.in_shape_of(year, published / "mssp"), encoding="utf-8")
    registry = Registry.installed()
    compared = replay(registry.published_program("cms.mssp"), file, registry)
    unexplained = [row for row in compared.rows if row.verdict == "unexplained"]
    assert (compared.period, unexplained) == (str(year), [])
    assert len(compared.rows) > 400


@pytest.mark.published
def test_names_in_the_encoding_of_windows_are_read(published: Path, tmp_path: Path) -> None:
    file = tmp_path / "results.csv"
    text = shapes.in_shape_of(2016, published / "mssp").replace("Care", "Santé", 1)
    file.write_bytes(text.encode("windows-1252"))
    registry = Registry.installed()
    compared = replay(registry.published_program("cms.mssp"), file, registry, 2016)
    assert any("Santé" in row.entity for row in compared.rows)
