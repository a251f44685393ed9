"""`vbc lock` and `--locked`: exactly the same code again; `vbc plugins doctor`: what is wrong."""

from __future__ import annotations

import importlib
import json
import sys
from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path

import pytest

from tests.cli.office import Ran, install
from vbc_rules.hooks import doctor

SETTLE = ("settle", "prairie.yaml", "--facts", "facts.csv", "--period", "2022", "--format", "csv")
EXPLAIN = ("explain", "prairie.yaml", "--facts", "facts.csv", "--period", "2022")

LAYOUT_OF_RESULTS = """\
measure_results: acme.results
title: Results that name a measure of another plugin
entries:
  screening: {measure: loud.screening}
facts:
  rate: {figure: score}
"""


def lock(office: Path) -> dict[str, object]:
    document: dict[str, object] = json.loads((office / "vbc.lock").read_text(encoding="utf-8"))
    return document


@pytest.fixture(autouse=True)
def locked(vbc: Callable[..., Ran]) -> None:
    assert vbc("lock", ".", "--write", "vbc.lock") == Ran(0, "", "wrote vbc.lock\n")


def test_a_lock_names_the_contract_and_every_plugin_it_uses(office: Path) -> None:
    found = lock(office)
    assert found["version"] == 1
    assert sorted(found["plugins"]) == ["acme", "core"]  # type: ignore[call-overload]
    assert list(found["contracts"]) == ["prairie"]  # type: ignore[call-overload]


def test_of_a_folder_books_are_passed_over_and_templates_are_locked(
    vbc: Callable[..., Ran],
) -> None:
    examples = Path(__file__).parents[2] / "contract_specs" / "example"
    ran = vbc("lock", str(examples))
    assert ran.code == 0, ran.err
    assert "harbor-primary-care" in json.loads(ran.out)["contracts"], "its agreements name its hash"


def test_without_a_file_the_lock_is_printed(vbc: Callable[..., Ran], office: Path) -> None:
    ran = vbc("lock", "prairie.yaml")
    assert json.loads(ran.out) == lock(office)


@pytest.mark.parametrize("command", [SETTLE, (*EXPLAIN, "--entity", "north")])
def test_what_is_as_locked_is_settled(vbc: Callable[..., Ran], command: tuple[str, ...]) -> None:
    assert vbc(*command, "--locked", "vbc.lock") == vbc(*command)


def test_another_contract_of_the_same_name_is_refused(
    vbc: Callable[..., Ran], office: Path
) -> None:
    path = office / "prairie.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("0.75", "0.7"), encoding="utf-8")
    ran = vbc(*SETTLE, "--locked", "vbc.lock")
    assert (ran.code, ran.out) == (1, "")
    assert "VBC320: Contract `prairie` is not the one that was locked." in ran.err


def test_another_spelling_of_the_same_contract_is_the_same(
    vbc: Callable[..., Ran], office: Path
) -> None:
    path = office / "prairie.yaml"
    text = path.read_text(encoding="utf-8").replace("0.75", "0.750")
    path.write_text(f"# a comment\n{text}", encoding="utf-8")
    assert vbc(*SETTLE, "--locked", "vbc.lock").code == 0


def test_another_version_of_a_plugin_is_refused(vbc: Callable[..., Ran], site: Path) -> None:
    (site / "acme-1.4.dist-info").rename(site / "acme-1.5.dist-info")
    ran = vbc(*SETTLE, "--locked", "vbc.lock")
    assert (ran.code, ran.out) == (1, "")
    assert "VBC320: Plugin `acme` is acme 1.5, but acme 1.4 was locked." in ran.err


def test_other_code_of_the_same_version_is_refused(vbc: Callable[..., Ran], office: Path) -> None:
    text = (office / "vbc.lock").read_text(encoding="utf-8")
    sha256 = lock(office)["plugins"]["acme"]["sha256"]  # type: ignore[index]
    (office / "vbc.lock").write_text(text.replace(sha256, "0" * 64), encoding="utf-8")
    ran = vbc(*SETTLE, "--locked", "vbc.lock")
    assert "VBC320: The code of plugin `acme` (acme 1.4) is not what was locked." in ran.err


def test_a_plugin_and_a_contract_that_are_not_in_the_lock_are_refused_together(
    vbc: Callable[..., Ran], office: Path
) -> None:
    (office / "vbc.lock").write_text('{"version": 1, "plugins": {}, "contracts": {}}')
    ran = vbc(*SETTLE, "--locked", "vbc.lock")
    assert "The lock has no contract `prairie`." in ran.err
    assert "The lock has no plugin `acme`." in ran.err
    assert ran.err.endswith("3 errors\n")


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[]",
        "{}",
        '{"version": 2}',
        '{"version": 1, "plugins": {"acme": {}}, "contracts": {}}',
    ],
)
def test_what_is_no_lock_is_refused(vbc: Callable[..., Ran], office: Path, text: str) -> None:
    (office / "vbc.lock").write_text(text)
    ran = vbc(*SETTLE, "--locked", "vbc.lock")
    assert (ran.code, ran.out) == (1, "")
    assert "vbc.lock: error VBC319" in ran.err


# ---- nothing of a plugin runs before it is known to be what was locked


@pytest.fixture
def traced(
    site: Path, vbc: Callable[..., Ran], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> Callable[[], list[str]]:
    """Put acme's code in a package that leaves a line whenever it is imported, and lock it.

    The function returns the modules of that package that were imported since it was locked.
    """
    (site / "acme-1.4.dist-info" / "entry_points.txt").write_text(
        "[vbc_rules]\nacme = traced.plugin\n", encoding="utf-8"
    )
    package, left = site / "traced", tmp_path / "imported"
    package.mkdir()
    leaves = f"with open({str(left)!r}, 'a') as file:\n    print(__name__, file=file)\n"
    for name, more in (("__init__", ""), ("plugin", "from acme import *\n")):
        (package / f"{name}.py").write_text(leaves + more, encoding="utf-8")
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    importlib.invalidate_caches()

    def forget() -> None:
        for name in [one for one in sys.modules if one.partition(".")[0] == "traced"]:
            del sys.modules[name]

    assert vbc("lock", ".", "--write", "vbc.lock").code == 0
    assert left.exists(), "to write a lock, the contract is checked, so its plugin is imported"
    left.unlink()
    forget()

    def imported() -> list[str]:
        forget()
        return left.read_text(encoding="utf-8").split() if left.exists() else []

    return imported


LOCKED = [SETTLE, (*EXPLAIN, "--entity", "north")]


@pytest.mark.parametrize("command", LOCKED)
def test_a_plugin_that_is_as_locked_is_imported(
    vbc: Callable[..., Ran], traced: Callable[[], list[str]], command: tuple[str, ...]
) -> None:
    assert vbc(*command, "--locked", "vbc.lock").code == 0
    assert traced() == ["traced", "traced.plugin"]


@pytest.mark.parametrize("command", LOCKED)
def test_code_that_was_changed_is_never_imported(
    vbc: Callable[..., Ran], site: Path, traced: Callable[[], list[str]], command: tuple[str, ...]
) -> None:
    with (site / "traced" / "plugin.py").open("a", encoding="utf-8") as code:
        code.write("# changed\n")
    ran = vbc(*command, "--locked", "vbc.lock")
    assert (ran.code, ran.out) == (1, "")
    assert "VBC320: The code of plugin `acme` (acme 1.4) is not what was locked." in ran.err
    assert traced() == []


def test_a_compiled_module_without_source_is_code_as_well(
    vbc: Callable[..., Ran], site: Path, traced: Callable[[], list[str]]
) -> None:
    (site / "traced" / "more.pyc").write_bytes(b"")
    assert "is not what was locked" in vbc(*SETTLE, "--locked", "vbc.lock").err
    assert traced() == []


def test_what_python_compiled_of_a_source_is_no_change(
    vbc: Callable[..., Ran], site: Path, traced: Callable[[], list[str]]
) -> None:
    made = site / "traced" / "__pycache__"
    made.mkdir()
    (made / "plugin.cpython-311.pyc").write_bytes(b"")
    assert vbc(*SETTLE, "--locked", "vbc.lock").code == 0
    assert traced()


@pytest.mark.parametrize(
    ("was", "now"),
    [("0.75", "0.7"), ("contract: prairie", "contract: [prairie]"), ("payment:", "payments:")],
)
def test_of_another_contract_no_plugin_is_imported(
    vbc: Callable[..., Ran], office: Path, traced: Callable[[], list[str]], was: str, now: str
) -> None:
    path = office / "prairie.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace(was, now), encoding="utf-8")
    ran = vbc(*SETTLE, "--locked", "vbc.lock")
    assert (ran.code, ran.out) == (1, "")
    assert "vbc.lock: error VBC320: " in ran.err
    assert traced() == []


def test_a_contract_and_a_plugin_that_changed_are_told_together(
    vbc: Callable[..., Ran], office: Path, site: Path, traced: Callable[[], list[str]]
) -> None:
    path = office / "prairie.yaml"
    text = path.read_text(encoding="utf-8").replace("plugins: {", 'plugins: {gone: ">=1", ')
    path.write_text(text, encoding="utf-8")
    (site / "traced" / "more.py").write_text("", encoding="utf-8")
    ran = vbc(*SETTLE, "--locked", "vbc.lock")
    assert "Contract `prairie` is not the one that was locked." in ran.err
    assert "The code of plugin `acme` (acme 1.4) is not what was locked." in ran.err
    assert "prairie.yaml:4:11: error VBC301: no plugin `gone` is installed" in ran.err
    assert ran.err.count("error VBC") == 3
    assert traced() == []


@pytest.mark.parametrize(
    "option", [("--report", "loud.letter=letter.txt"), ("--layout", "loud.results")]
)
def test_a_report_or_layout_of_a_plugin_that_is_not_locked_is_refused(
    vbc: Callable[..., Ran], site: Path, option: tuple[str, str]
) -> None:
    install(site, "loud_carrier", "loud = vbc_loud")
    (site / "vbc_loud.py").write_text("raise RuntimeError('imported')\n", encoding="utf-8")
    ran = vbc(*SETTLE, *option, "--locked", "vbc.lock")
    assert (ran.code, ran.out) == (1, "")
    assert "VBC320: The lock has no plugin `loud`." in ran.err
    assert "imported" not in ran.err


def test_what_a_file_names_besides_is_refused_before_it_is_imported(
    vbc: Callable[..., Ran], office: Path, site: Path
) -> None:
    install(site, "loud_carrier", "loud = vbc_loud")
    (site / "vbc_loud.py").write_text("raise RuntimeError('imported')\n", encoding="utf-8")
    layout = office / "results.layout.yaml"
    layout.write_text(LAYOUT_OF_RESULTS, encoding="utf-8")
    (office / "results.csv").write_text("entity,measure,score\nnorth,X,0.5\n", encoding="utf-8")
    command = (*SETTLE, "--results", "results.csv", "--layout", layout.name)
    assert "RuntimeError: imported" in vbc(*command).err
    ran = vbc(*command, "--locked", "vbc.lock")
    assert "VBC320: The lock has no plugin `loud`." in ran.err
    assert "imported" not in ran.err


# ---- the doctor


def test_the_doctor_finds_a_sound_installation_sound(vbc: Callable[..., Ran]) -> None:
    ran = vbc("plugins", "doctor")
    assert (ran.code, ran.err) == (0, "")
    assert "plugins can be used\n" in ran.out
    assert "acme  acme 1.4  " in ran.out


def test_the_doctor_says_why_a_plugin_is_broken_and_what_mends_it(
    vbc: Callable[..., Ran], site: Path
) -> None:
    install(site, "gone_carrier", "gone = vbc_gone.plugin")
    ran = vbc("plugins", "doctor")
    assert ran.code == 1
    assert "gone  gone-carrier 1.0  BROKEN\n  error VBC307: " in ran.out
    assert '    mend: run: pip install --force-reinstall "gone-carrier"' in ran.out


def test_the_doctor_names_a_plugin_that_prints_and_keeps_the_report_clean(
    vbc: Callable[..., Ran], site: Path
) -> None:
    install(site, "loud_carrier", "loud = vbc_loud")
    (site / "vbc_loud.py").write_text(
        "from vbc_rules import PluginInfo, hookimpl\n"
        "print('loud is here')\n"
        "@hookimpl\n"
        "def vbc_plugin():\n"
        "    return PluginInfo('loud', 'Loud')\n"
    )
    try:
        ran = vbc("plugins", "doctor")
    finally:
        sys.modules.pop("vbc_loud", None)
    assert ran.code == 0
    assert "VBC318: plugin `loud` (loud-carrier 1.0) prints when it is imported: loud is" in ran.out


def test_the_doctor_names_a_copy_that_is_hidden(
    vbc: Callable[..., Ran], site: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    behind = site.parent / "behind"
    install(behind, "acme", "acme = acme", version="0.9")
    monkeypatch.setattr(sys, "path", [*sys.path, str(behind)])
    ran = vbc("plugins", "doctor")
    assert ran.code == 0
    assert f"VBC321: acme 0.9 in {behind} is hidden by 1.4 in {site}" in ran.out


def test_the_doctor_names_an_extra_that_is_missing(
    vbc: Callable[..., Ran], monkeypatch: pytest.MonkeyPatch
) -> None:
    def without_numpy(name: str) -> object:
        return None if name == "numpy" else find_spec(name)

    monkeypatch.setattr(doctor, "find_spec", without_numpy)
    ran = vbc("plugins", "doctor")
    assert "VBC322: numpy is not installed: many entities are settled one by one" in ran.out
    assert 'mend: run: pip install "vbc-rules[batch]"' in ran.out
