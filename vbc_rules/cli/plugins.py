"""`vbc plugins`: what is installed."""

from __future__ import annotations

import sys

import click

from vbc_rules.cli.main import FINDINGS
from vbc_rules.diagnostics.text import plain
from vbc_rules.hooks.origin import BrokenPlugin, InstalledPlugin
from vbc_rules.hooks.registry import Registry


@click.command("plugins")
def command() -> None:
    """List the installed plugins, what each provides, and what is broken and why."""
    plugins = Registry.installed().plugins()
    for plugin in plugins:
        lines = _broken(plugin) if isinstance(plugin, BrokenPlugin) else _installed(plugin)
        click.echo("\n".join(plain(line) for line in lines))
    if any(isinstance(plugin, BrokenPlugin) for plugin in plugins):
        sys.exit(FINDINGS)


def _installed(plugin: InstalledPlugin) -> list[str]:
    head = f"{plugin.origin.namespace}  {plugin.origin}  {plugin.title}"
    kinds = [(kind, ids) for kind, ids in sorted(plugin.provides.items()) if ids]
    width = max((len(kind) for kind, _ in kinds), default=0)
    return [head, *(f"  {kind:<{width}}  {one}" for kind, ids in kinds for one in ids), ""]


def _broken(plugin: BrokenPlugin) -> list[str]:
    head = f"{plugin.origin.namespace}  {plugin.origin}  BROKEN"
    hints = [finding.hint for finding in plugin.findings if finding.hint]
    return [head, f"  why   {plugin.reason}", *(f"  mend  {hint}" for hint in hints), ""]
