"""`vbc plugins conform` and `vbc new plugin`: what they print, and what they refuse."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest
from click.testing import CliRunner

from vbc_rules.cli.main import cli
from vbc_rules.diagnostics import Refusal


def refused(*arguments: str) -> str:
    with pytest.raises(Refusal) as caught:
        CliRunner().invoke(cli, arguments, catch_exceptions=False)
    return str(caught.value)


@pytest.fixture(autouse=True)
def _in_a_folder_of_its_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def test_a_plugin_that_conforms_says_how_many_checks_passed() -> None:
    ran = CliRunner().invoke(cli, ["plugins", "conform", "willow"])
    assert (ran.exit_code, ran.output) == (0, "willow  vbc-example 0.1.0\n31 checks passed\n")


def test_a_namespace_that_is_not_installed_is_refused() -> None:
    assert refused("plugins", "conform", "nobody") == "VBC301 no plugin `nobody` is installed"


def test_a_wheel_that_is_not_there_is_refused() -> None:
    assert refused("plugins", "conform", "x.whl") == "x.whl: VBC326 The wheel x.whl is not there."


def test_a_wheel_that_cannot_be_read_is_refused(tmp_path: Path) -> None:
    (tmp_path / "x.whl").write_bytes(b"no archive")
    assert refused("plugins", "conform", "x.whl") == "x.whl: VBC326 The wheel x.whl is no archive."


def test_a_wheel_without_a_plugin_is_refused(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "x.whl", "w") as archive:
        archive.writestr("x/__init__.py", "")
    said = "x.whl: VBC326 The wheel x.whl names no plugin among its entry points."
    assert refused("plugins", "conform", "x.whl") == said


WHEEL = {
    "oak.dist-info/entry_points.txt": "[vbc_rules]\noak = oak_health\n",
    "oak_health.py": "raise RuntimeError('no rates')\n",
}


def test_a_wheel_whose_plugin_raises_fails_with_the_reason(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "oak-1.0-py3-none-any.whl", "w") as archive:
        for name, text in WHEEL.items():
            archive.writestr(name.replace("oak.dist", "oak-1.0.dist"), text)
    ran = CliRunner().invoke(cli, ["plugins", "conform", "oak-1.0-py3-none-any.whl"])
    assert ran.exit_code == 1
    assert "FAILED it_fits_the_specification_of_hooks" in ran.output
    assert "RuntimeError: no rates" in ran.output
    assert "mend: " in ran.output
    assert "of 4 checks failed" in ran.output


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("Acme-Health", "VBC323 `Acme-Health` is no namespace."),
        ("acme__health", "VBC323 `acme__health` is no namespace."),
        ("9lives", "VBC323 `9lives` is no namespace."),
        ("a" * 31, f"VBC323 `{'a' * 31}` is no namespace."),
        ("core", "VBC323 The namespace `core` is taken by vbc-rules 0.1.0."),
        ("rules", "VBC323 A package `vbc_rules` is installed already."),
    ],
)
def test_a_namespace_that_cannot_be_used_is_refused(name: str, said: str, tmp_path: Path) -> None:
    assert refused("new", "plugin", name) == said
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_exists_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "vbc-oak").mkdir()
    assert refused("new", "plugin", "oak") == "vbc-oak: VBC324 `vbc-oak` exists already."
    assert list((tmp_path / "vbc-oak").iterdir()) == []


def test_a_new_plugin_has_its_names_everywhere(tmp_path: Path) -> None:
    ran = CliRunner().invoke(cli, ["new", "plugin", "oak_health", "here"])
    assert ran.exit_code == 0
    files = [path for path in (tmp_path / "here").rglob("*") if path.is_file()]
    assert len(files) == 11
    for path in files:
        text = f"{path.relative_to(tmp_path)}\n{path.read_text(encoding='utf-8')}"
        assert "{{" not in text.replace("{{oak_health}", "")
        assert "__slug__" not in text
        assert "__package__" not in text
    contract = tmp_path / "here/src/vbc_oak_health/contracts/oak-health-shared-savings.yaml"
    assert "model: oak_health.shared_savings" in contract.read_text(encoding="utf-8")


def test_help_lists_what_can_be_written() -> None:
    ran = CliRunner().invoke(cli, ["new", "--help"])
    assert "plugin Write a plugin of your own" in " ".join(ran.output.split())


def test_another_kind_is_wrong_usage() -> None:
    assert CliRunner().invoke(cli, ["new", "contracts"]).exit_code == 2
