"""An example whose facts stand in several files is checked, and copied, as one of one file is."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.cli.office import Ran, install
from vbc_rules.testing.kit import examples
from vbc_rules.testing.kit.subject import Subject

Vbc = Callable[..., Ran]
CONTRACT = Path(__file__).parents[2] / "contract_specs/example/harbor-percentile-tiers.yaml"
PLUGIN = """
from pathlib import Path

from vbc_rules import Example, PluginInfo, hookimpl

HERE = Path(__file__).parent


@hookimpl
def vbc_plugin():
    return PluginInfo("meadow", "Meadow", api=1)


@hookimpl
def vbc_examples():
    contract = HERE / "harbor-percentile-tiers.yaml"
    return [Example("meadow.tiers", "Tiers", contract, [HERE / "ENTITIES", HERE / "MEASURES"])]
"""
ENTITIES = "entity,member_months\nlakeside-north,60000\nlakeside-south,28415\n"
MEASURES = """entity,measure,rate,prior_rate,denominator
lakeside-north,blood_pressure_control,0.72,,412
lakeside-north,breast_cancer_screening,0.74,,180
lakeside-south,blood_pressure_control,0.63,,210
lakeside-south,colorectal_screening,0.72,,188
lakeside-south,hba1c_poor_control,0.41,,21
lakeside-north,colorectal_screening,0.58,0.52,380
lakeside-north,hba1c_poor_control,0.24,0.26,164
"""
NAMED = ("harbor-percentile-tiers.facts.csv", "harbor-percentile-tiers.measures.facts.csv")


@pytest.fixture
def package(site: Path) -> Iterator[Callable[..., Path]]:
    """Return a function that installs a plugin whose example has facts files of these names."""

    def made(entities: str, measures: str) -> Path:
        install(site, "meadow", "meadow = vbc_meadow.plugin")
        package = site / "vbc_meadow"
        package.mkdir()
        shutil.copy(CONTRACT, package)
        code = PLUGIN.replace("ENTITIES", entities).replace("MEASURES", measures)
        for name, text in {
            "__init__.py": "",
            "plugin.py": code,
            entities: ENTITIES,
            measures: MEASURES,
        }.items():
            (package / name).write_text(text, encoding="utf-8")
        return package

    yield made
    for name in [name for name in sys.modules if name.partition(".")[0] == "vbc_meadow"]:
        del sys.modules[name]


def test_the_kit_settles_it(package: Callable[..., Path]) -> None:
    package(*NAMED)
    subject = Subject.of("vbc_meadow.plugin")
    assert list(examples.examples_settle(subject)) == []
    assert [one.settlement.entity for one in subject.settled("meadow.tiers")] == [
        "lakeside-north",
        "lakeside-south",
    ]


def test_the_kit_tells_each_file_that_is_not_there(package: Callable[..., Path]) -> None:
    folder = package(*NAMED)
    for name in NAMED:
        (folder / name).unlink()
    told = list(examples.examples_settle(Subject.of("vbc_meadow.plugin")))
    assert [one.code for one in told] == ["VBC592", "VBC592"]
    assert [Path(one.place.file).name for one in told if one.place] == list(NAMED)


@pytest.mark.parametrize(
    ("names", "copied"),
    [
        (NAMED, ("river.facts.csv", "river.measures.facts.csv")),
        (("panel.csv", "rates.csv"), ("river.1.facts.csv", "river.2.facts.csv")),
    ],
)
def test_a_contract_begun_from_it_has_all_files_and_settles_by_what_is_told(
    package: Callable[..., Path], vbc: Vbc, names: tuple[str, str], copied: tuple[str, str]
) -> None:
    package(*names)
    ran = vbc("new", "contract", "river", "--from-example", "meadow.tiers")
    assert ran.code == 0, ran.err
    assert f"--facts {copied[0]} --facts {copied[1]}" in ran.err
    commands = [line.split()[1:] for line in ran.err.splitlines() if line.startswith("  vbc ")]
    assert [vbc(*command).code for command in commands] == [0, 0, 0]


def test_no_file_of_facts_is_written_over(
    package: Callable[..., Path], vbc: Vbc, office: Path
) -> None:
    package(*NAMED)
    kept = office / "river.measures.facts.csv"
    kept.write_text("mine\n", encoding="utf-8")
    ran = vbc("new", "contract", "river", "--from-example", "meadow.tiers")
    assert (ran.code, kept.read_text(encoding="utf-8")) == (1, "mine\n")
    assert "river.measures.facts.csv: error VBC039" in ran.err
    assert not (office / "river.yaml").exists()
