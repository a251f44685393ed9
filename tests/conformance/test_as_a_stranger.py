"""Wheels, installed where nothing of the project is: they carry all they need, and conform."""

from __future__ import annotations

import shutil
import zipfile
from importlib.util import find_spec
from pathlib import Path

import pytest

from tests.conformance.clean_environment import ROOT, Environment, clean_environment, wheel

pytestmark = pytest.mark.skipif(
    find_spec("hatchling") is None or find_spec("pip") is None,
    reason="building wheels needs hatchling and pip: pip install vbc-rules[dev]",
)


@pytest.fixture(scope="module")
def wheels(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """Return the wheels of vbc-rules and of the teaching plugin."""
    folder = tmp_path_factory.mktemp("wheels")
    return wheel(ROOT, folder), wheel(ROOT / "plugins" / "vbc-example", folder)


@pytest.fixture(scope="module")
def core_only(wheels: tuple[Path, Path], tmp_path_factory: pytest.TempPathFactory) -> Environment:
    """Return an environment with the wheel of vbc-rules."""
    made = clean_environment(tmp_path_factory.mktemp("environment") / "env")
    made.install(wheels[0])
    return made


@pytest.fixture(scope="module")
def stranger(core_only: Environment, wheels: tuple[Path, Path]) -> Environment:
    """Return the environment with the teaching plugin besides."""
    core_only.install(wheels[1])
    return core_only


def names(path: Path) -> set[str]:
    return set(zipfile.ZipFile(path).namelist())


def test_the_wheel_of_the_core_carries_its_data(wheels: tuple[Path, Path]) -> None:
    wanted = {
        *(f"vbc_rules/diagnostics/pages/{page.name}"
          for page in (ROOT / "docs" / "diagnostics").glob("*.md")),
        *(str(file.relative_to(ROOT)) for file in (ROOT / "vbc_rules").rglob("*")
          if file.is_file() and file.suffix in {".tmpl", ".jinja", ".css", ".yaml", ".typed"}),
    }  # fmt: skip
    assert wanted - names(wheels[0]) == set()
    assert any(name.endswith("shared_savings.py.tmpl") for name in wanted)
    assert any(name.endswith(".jinja") for name in wanted)


def test_the_wheel_of_a_plugin_carries_its_contracts_and_layouts(
    wheels: tuple[Path, Path],
) -> None:
    contracts = {f"vbc_example/contracts/{file.name}"
                 for file in (ROOT / "contract_specs" / "willow").iterdir()}  # fmt: skip
    assert contracts | {"vbc_example/layouts/results_2025.yaml"} <= names(wheels[1])
    assert not any("test" in name for name in names(wheels[1]))


def test_a_wheel_is_checked_before_it_is_installed(
    core_only: Environment, wheels: tuple[Path, Path], tmp_path: Path
) -> None:
    said = core_only.run("vbc", "plugins", "conform", wheels[1], where=tmp_path)
    assert said.startswith("willow  vbc-example 0.1.0\n")
    assert said.endswith(" checks passed\n")


def test_the_example_settles_there(stranger: Environment, tmp_path: Path) -> None:
    [contracts] = stranger.folder.glob("lib/python*/site-packages/vbc_example/contracts")
    said = stranger.run(
        "vbc", "settle", contracts / "willow-by-quality-2025.yaml",
        "--facts", contracts / "willow-by-quality-2025.facts.yaml", "--format", "csv",
        where=tmp_path,
    )  # fmt: skip
    paid = [line.split(",")[1:4] for line in said.splitlines()[1:]]
    assert paid == [
        ["riverbend-east", "2025", "196000"],
        ["riverbend-west", "2025", "76562.5"],
        ["riverbend-hill", "2025", "0"],
    ]


def test_nothing_but_the_two_wheels_is_installed(stranger: Environment, tmp_path: Path) -> None:
    said = stranger.run("vbc", "plugins", where=tmp_path)
    heads = [line for line in said.splitlines() if line and not line.startswith(" ")]
    assert [head.partition(" ")[0] for head in heads] == ["core", "willow"]


def test_the_installed_plugin_conforms(stranger: Environment, tmp_path: Path) -> None:
    tests = tmp_path / "tests"
    shutil.copytree(ROOT / "plugins" / "vbc-example" / "tests", tests,
                    ignore=shutil.ignore_patterns("__pycache__"))  # fmt: skip
    said = stranger.run("python", "-m", "pytest", "-q", "-p", "no:cacheprovider", tests,
                        where=tmp_path)  # fmt: skip
    assert " passed" in said
    assert "skipped" not in said


def test_a_new_plugin_passes_its_own_tests_at_once(stranger: Environment, tmp_path: Path) -> None:
    said = stranger.run("vbc", "new", "plugin", "river_health", where=tmp_path)
    assert said.startswith("wrote 11 files to vbc-river-health\n")
    project = tmp_path / "vbc-river-health"
    stranger.install("--editable", project)
    said = stranger.run("python", "-m", "pytest", "-q", "-p", "no:cacheprovider", where=project)
    assert " passed" in said
    assert "failed" not in said
    said = stranger.run("vbc", "plugins", "conform", "river_health", where=tmp_path)
    assert said.endswith(" checks passed\n")


def test_a_new_plugin_takes_no_namespace_that_is_taken(
    stranger: Environment, tmp_path: Path
) -> None:
    code, said = stranger.outcome("vbc", "new", "plugin", "willow", where=tmp_path)
    assert (code, list(tmp_path.iterdir())) == (1, [])
    assert "error VBC323: The namespace `willow` is taken by vbc-example 0.1.0." in said
