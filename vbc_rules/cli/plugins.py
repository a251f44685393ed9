"""`vbc plugins`: what is installed."""

from __future__ import annotations

import sys

import click

from vbc_rules.cli.groups import Group
from vbc_rules.cli.main import FINDINGS
from vbc_rules.cli.output import say, say_line, tell
from vbc_rules.diagnostics import Diagnostic
from vbc_rules.diagnostics.text import counted, plain
from vbc_rules.hooks.doctor import Examined
from vbc_rules.hooks.origin import BrokenPlugin, InstalledPlugin
from vbc_rules.hooks.registry import Registry


@click.group("plugins", cls=Group, invoke_without_command=True)
@click.pass_context
def command(context: click.Context) -> None:
    """List the installed plugins, what each provides, and what is broken and why."""
    if context.invoked_subcommand is None:
        _list()


@command.command("doctor")
def doctor() -> None:
    """Say what is wrong with the installation, and the command that mends it."""
    from vbc_rules.hooks.doctor import examine

    found = examine(sys.path)
    for plugin in found.plugins:
        say_line("\n".join(map(plain, _examined(plugin))))
    for finding in found.findings:
        say_line("\n".join(map(plain, _told(finding, ""))))
    sound = [plugin for plugin in found.plugins if not _errors(plugin.findings)]
    say_line(f"{len(sound)} of {len(found.plugins)} plugins can be used")
    if len(sound) < len(found.plugins):
        sys.exit(FINDINGS)


@command.command("models")
@click.argument("words", nargs=-1, metavar="[WORD]...")
def models(words: tuple[str, ...]) -> None:
    """List the payment models by kind, in words; with WORDs, those that say all of them.

    Titles, descriptions, facts and terms are looked through. Exits with 1 if none is found.
    """
    from vbc_rules.cli.models import listed

    text = listed(words, Registry.installed())
    if not text:
        tell(f"no model says {' and '.join(words)}")
        sys.exit(FINDINGS)
    say(text)


@command.command("conform")
@click.argument("plugin", metavar="NAMESPACE|WHEEL")
def conform(plugin: str) -> None:
    """Check a plugin as its authors test it: by the namespace of an installed one, or a wheel.

    Exits with 0 if the plugin conforms, and 1 if not; each failed check says what is wrong,
    where, and how to mend it.
    """
    from vbc_rules.cli.conform import conform as check

    if not check(plugin):
        sys.exit(FINDINGS)


def _examined(plugin: Examined) -> list[str]:
    head = f"{plugin.origin.namespace}  {plugin.origin}"
    counts = ", ".join(counted(count, kind) for kind, count in plugin.provides)
    state = "BROKEN" if _errors(plugin.findings) else counts or "provides nothing"
    return [f"{head}  {state}", *(line for one in plugin.findings for line in _told(one, "  "))]


def _told(finding: Diagnostic, indent: str) -> list[str]:
    where = f"{finding.place}: " if finding.place else ""
    lines = [f"{indent}{where}{finding.severity} {finding.code}: {finding.message}"]
    return [*lines, f"{indent}  mend: {finding.hint}"] if finding.hint else lines


def _errors(findings: tuple[Diagnostic, ...]) -> bool:
    return any(finding.severity == "error" for finding in findings)


def _list() -> None:
    plugins = Registry.installed().plugins()
    for plugin in plugins:
        lines = _broken(plugin) if isinstance(plugin, BrokenPlugin) else _installed(plugin)
        say_line("\n".join(plain(line) for line in lines))
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
