"""The built-in plugin comes through the same hooks as every other."""

from __future__ import annotations

from vbc_rules.core import plugin
from vbc_rules.hooks.origin import InstalledPlugin
from vbc_rules.hooks.registry import Registry


def test_the_built_in_plugin_fits_the_specification() -> None:
    (core,) = Registry.of(plugin).plugins()
    assert isinstance(core, InstalledPlugin)
    assert core.origin.namespace == "core"


def test_the_generic_statements_are_report_formats_of_core() -> None:
    formats = [each.id for each in Registry.of(plugin).report_formats()]
    assert "core.statement_text" in formats
    assert "core.statement_html" in formats
