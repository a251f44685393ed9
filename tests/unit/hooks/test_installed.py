"""Plugins as installers leave them on the path: found, imported by name, and told apart."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from textwrap import dedent

import pytest

from vbc_rules.diagnostics import Refusal
from vbc_rules.hooks.origin import BrokenPlugin, InstalledPlugin
from vbc_rules.hooks.registry import Registry

PLUGIN = """
    from vbc_rules import Example, PluginInfo, hookimpl
    from pathlib import Path

    @hookimpl
    def vbc_plugin():
        return PluginInfo("{namespace}", "Contracts of {namespace}")

    @hookimpl
    def vbc_examples():
        return [Example("{namespace}.small", "Small", Path("small.yaml"), Path("small.csv"))]
"""


class Site:
    """A folder on the path, into which plugins are installed."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def install(self, distribution: str, namespace: str, source: str = PLUGIN) -> None:
        module = f"{distribution}_of_the_tests"
        info = self.folder / f"{distribution}-1.0.dist-info"
        info.mkdir()
        entry = f"[vbc_rules]\n{namespace} = {module}\n"
        (info / "entry_points.txt").write_text(entry, encoding="utf-8")
        text = dedent(source).replace("{namespace}", namespace)
        (self.folder / f"{module}.py").write_text(text, encoding="utf-8")

    def registry(self) -> Registry:
        return Registry.installed([str(self.folder)])


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Site]:
    monkeypatch.syspath_prepend(str(tmp_path))
    yield Site(tmp_path)
    for module in [name for name in sys.modules if name.endswith("_of_the_tests")]:
        del sys.modules[module]


def test_a_plugin_that_was_just_installed_is_used(site: Site) -> None:
    site.install("acme", "acme")
    assert site.registry().example("acme.small").title == "Small"


def test_only_the_plugin_that_is_named_is_imported(site: Site) -> None:
    site.install("acme", "acme")
    site.install("zeta", "zeta")
    site.registry().example("acme.small")
    assert "acme_of_the_tests" in sys.modules
    assert "zeta_of_the_tests" not in sys.modules


def test_a_plugin_that_cannot_be_imported_is_told_beside_the_others(site: Site) -> None:
    site.install("acme", "acme")
    site.install("zeta", "zeta", "import not_there_at_all\n")
    acme, zeta = site.registry().plugins()
    assert isinstance(acme, InstalledPlugin)
    assert isinstance(zeta, BrokenPlugin)
    assert zeta.reason == (
        "plugin `zeta` (zeta 1.0) cannot be imported: "
        "ModuleNotFoundError: No module named 'not_there_at_all'"
    )


def test_two_distributions_that_claim_one_namespace_are_refused(site: Site) -> None:
    site.install("acme", "acme")
    site.install("acme_fork", "acme")
    with pytest.raises(Refusal) as raised:
        site.registry().example("acme.small")
    (finding,) = raised.value.diagnostics
    assert finding.message == "acme 1.0 and acme-fork 1.0 both claim the namespace `acme`"
    assert finding.hint == 'keep one: pip uninstall "acme" or "acme-fork"'
