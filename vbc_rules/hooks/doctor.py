"""What is wrong with an installation: every plugin, what hides it, and what is missing."""

from __future__ import annotations

import contextlib
import io
from collections.abc import Iterable, Iterator
from importlib.util import find_spec

import attrs

from vbc_rules.diagnostics import Diagnostic
from vbc_rules.hooks.discovery import distributions, find, load
from vbc_rules.hooks.origin import BrokenPlugin, InstalledPlugin, Origin
from vbc_rules.hooks.registry import Registry

EXTRAS = {
    "numpy": ("batch", "many entities are settled one by one"),
    "ruamel": ("format", "no contract is formatted"),
    "jinja2": ("html", "no report is written as a page"),
}
"""What an extra installs, its name, and what is not there without it."""


@attrs.frozen
class Examined:
    """A plugin, what is wrong with it (nothing, if it is sound) and what it provides."""

    origin: Origin
    findings: tuple[Diagnostic, ...]
    provides: tuple[tuple[str, int], ...] = ()


@attrs.frozen
class Examination:
    """The plugins, and what concerns none of them."""

    plugins: tuple[Examined, ...]
    findings: tuple[Diagnostic, ...]


def examine(folders: Iterable[str]) -> Examination:
    """Import every plugin installed in `folders` and tell what is wrong with each."""
    searched = tuple(folders)
    printed: dict[str, str] = {}

    def listening(origin: Origin) -> object:
        with contextlib.redirect_stdout(io.StringIO()) as said:
            plugin = load(origin)
        printed[origin.namespace] = said.getvalue()
        return plugin

    plugins = tuple(
        _examined(one, printed) for one in Registry(find(searched), listening).plugins()
    )
    return Examination(plugins, (*_hidden(searched), *_missing_extras()))


def _examined(plugin: InstalledPlugin | BrokenPlugin, printed: dict[str, str]) -> Examined:
    if isinstance(plugin, BrokenPlugin):
        return Examined(plugin.origin, plugin.findings)
    counts = tuple((kind, len(ids)) for kind, ids in plugin.provides.items() if ids)
    said = printed.get(plugin.origin.namespace, "").strip()
    return Examined(plugin.origin, tuple(_prints(plugin.origin, said)), counts)


def _prints(origin: Origin, said: str) -> Iterator[Diagnostic]:
    if said:
        message = f"plugin `{origin.namespace}` ({origin}) prints when it is imported: {said[:80]}"
        hint = f"tell the authors of {origin.distribution}: a report has no room for it"
        yield Diagnostic("VBC318", message, hint=hint, severity="warning")


def _hidden(folders: Iterable[str]) -> Iterator[Diagnostic]:
    """Yield distributions with plugins that stand behind another copy on Python's path."""
    first: dict[str, tuple[str, str]] = {}
    for distribution, version, folder in distributions(folders):
        used = first.setdefault(distribution, (version, folder))
        if used != (version, folder):
            message = f"{distribution} {version} in {folder} is hidden by {used[0]} in {used[1]}"
            hint = f'run: pip uninstall "{distribution}" until none is left, then install one'
            yield Diagnostic("VBC321", message, hint=hint, severity="warning")


def _missing_extras() -> Iterator[Diagnostic]:
    for package, (extra, without) in EXTRAS.items():
        if find_spec(package) is None:
            message = f"{package} is not installed: {without}"
            hint = f'run: pip install "vbc-rules[{extra}]"'
            yield Diagnostic("VBC322", message, hint=hint, severity="warning")
