"""Plugins are found in a fixed order, without being imported, and loaded one by one."""

from __future__ import annotations

import importlib.metadata
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from vbc_rules.diagnostics import Refusal
from vbc_rules.hooks.discovery import GROUP, find, load
from vbc_rules.hooks.origin import Origin

Install = Callable[..., Path]


@pytest.fixture
def install(tmp_path: Path) -> Install:
    """Return a function that writes what an installer writes, and the plugin's module."""

    def write(
        distribution: str, entry_points: str, *, version: str = "1.0", folder: str = "site"
    ) -> Path:
        info = tmp_path / folder / f"{distribution}-{version}.dist-info"
        info.mkdir(parents=True)
        headers = f"Metadata-Version: 2.1\nName: {distribution}\nVersion: {version}\n"
        (info / "METADATA").write_text(headers, encoding="utf-8")
        (info / "entry_points.txt").write_text(entry_points, encoding="utf-8")
        return info.parent

    return write


def test_an_entry_point_of_the_group_is_a_plugin(install: Install) -> None:
    site = install("vbc_acme", "[vbc_rules]\nacme = vbc_acme.plugin\n", version="2.1")
    assert find([str(site)]) == (Origin("acme", "vbc-acme", "2.1", "vbc_acme.plugin"),)


def test_other_groups_comments_and_extras_are_passed_over(install: Install) -> None:
    text = (
        "[console_scripts]\nvbc = x:main\n\n[vbc_rules]\n# acme = old\nacme = new:it [all]\n[z]\n"
    )
    site = install("vbc_acme", text)
    assert [origin.entry_point for origin in find([str(site)])] == ["new:it"]


def test_finding_imports_nothing(install: Install) -> None:
    site = install("vbc_acme", "[vbc_rules]\nacme = vbc_acme_never_imported\n")
    find([str(site)])
    assert "vbc_acme_never_imported" not in sys.modules


def test_plugins_are_sorted_by_namespace_whatever_the_path_says(install: Install) -> None:
    first = install("zebra", "[vbc_rules]\nalpha = zebra\n", folder="one")
    second = install("ant", "[vbc_rules]\nomega = ant\nbeta = ant\n", folder="two")
    found = [origin.namespace for origin in find([str(second), str(first)])]
    assert found == ["alpha", "beta", "omega"]


def test_a_distribution_further_down_the_path_is_shadowed(install: Install) -> None:
    near = install("vbc_acme", "[vbc_rules]\nacme = a\n", version="2.0", folder="near")
    far = install("Vbc.Acme", "[vbc_rules]\nacme = a\n", version="1.0", folder="far")
    assert [origin.version for origin in find([str(near), str(far)])] == ["2.0"]


def test_two_distributions_with_one_namespace_are_both_found(install: Install) -> None:
    site = install("vbc_acme", "[vbc_rules]\nacme = a\n")
    install("vbc_other", "[vbc_rules]\nacme = b\n")
    assert [origin.distribution for origin in find([str(site)])] == ["vbc-acme", "vbc-other"]


def test_folders_that_do_not_exist_and_files_on_the_path_are_passed_over(tmp_path: Path) -> None:
    archive = tmp_path / "library.zip"
    archive.write_bytes(b"")
    assert find([str(tmp_path / "absent"), str(archive)]) == ()


def test_a_distribution_without_entry_points_is_passed_over(tmp_path: Path) -> None:
    (tmp_path / "plain-1.0.dist-info").mkdir()
    assert find([str(tmp_path)]) == ()


def test_the_standard_library_finds_the_same(
    install: Install, monkeypatch: pytest.MonkeyPatch
) -> None:
    site = install("vbc_acme", "[vbc_rules]\nacme = a.b:c\nother = d\n")
    monkeypatch.syspath_prepend(str(site))
    standard = {
        (each.name, each.dist.name.replace("_", "-"), each.dist.version, each.value)
        for each in importlib.metadata.entry_points(group=GROUP)
        if each.dist
    }
    ours = {(o.namespace, o.distribution, o.version, o.entry_point) for o in find(sys.path)}
    assert ours == standard


# ---- loading


def _load(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, source: str, entry_point: str) -> object:
    (tmp_path / f"{entry_point.partition(':')[0]}.py").write_text(source, encoding="utf-8")
    monkeypatch.syspath_prepend(str(tmp_path))
    return load(Origin("acme", "vbc-acme", "1.0", entry_point))


def test_a_module_is_loaded_by_its_entry_point(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    plugin = _load(tmp_path, monkeypatch, "NAME = 'acme'\n", "acme_loaded_module")
    assert plugin is sys.modules["acme_loaded_module"]


def test_an_object_in_a_module_is_loaded_by_its_entry_point(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    source = "class Here:\n    there = 'the plugin'\n"
    assert _load(tmp_path, monkeypatch, source, "acme_object:Here.there") == "the plugin"


@pytest.mark.parametrize(
    ("name", "source", "said", "line"),
    [
        ("acme_raises", "x = 1\nraise ValueError('no licence')\n", "ValueError: no licence", 2),
        ("acme_syntax", "x = 1\ny = \n", "SyntaxError: invalid syntax", 2),
        ("acme_exits", "import sys\nsys.exit('stop')\n", "SystemExit: stop", 2),
        ("acme_needs", "import not_there_at_all\n", "No module named 'not_there_at_all'", 1),
    ],
)
def test_an_import_that_fails_is_told_with_reason_and_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, source: str, said: str, line: int
) -> None:
    with pytest.raises(Refusal) as raised:
        _load(tmp_path, monkeypatch, source, name)
    (finding,) = raised.value.diagnostics
    assert finding.code == "VBC307"
    assert said in finding.message
    assert finding.place is not None
    assert (Path(finding.place.file).name, finding.place.line) == (f"{name}.py", line)


@pytest.mark.parametrize(
    ("source", "hint"),
    [
        ("x = 1 / 0\n", "correct that line; of a plugin that is not yours, run: pip install"),
        ("import not_there_at_all\n", "run: pip install --force-reinstall"),
    ],
)
def test_what_is_wrong_is_corrected_and_what_is_missing_is_installed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, source: str, hint: str
) -> None:
    with pytest.raises(Refusal) as raised:
        _load(tmp_path, monkeypatch, source, f"acme_mend_{'import' in source}".lower())
    assert raised.value.diagnostics[0].hint.startswith(hint)


def test_a_module_that_is_not_there_has_no_line_to_blame() -> None:
    with pytest.raises(Refusal) as raised:
        load(Origin("acme", "vbc-acme", "1.0", "acme_is_not_installed"))
    (finding,) = raised.value.diagnostics
    assert finding.place is None
    assert finding.hint == 'run: pip install --force-reinstall "vbc-acme"'


def test_a_badly_defined_model_keeps_its_own_finding(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    source = "from vbc_rules.diagnostics import refuse\nraise refuse('VBC613', 'not like this')\n"
    with pytest.raises(Refusal) as raised:
        _load(tmp_path, monkeypatch, source, "acme_bad_model")
    assert [finding.code for finding in raised.value.diagnostics] == ["VBC307", "VBC613"]
