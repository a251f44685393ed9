"""`vbc new plugin`: a plugin with a model, a contract, its cases and tests, ready to run."""

from __future__ import annotations

import os
import re
from importlib.util import find_spec
from pathlib import Path

import attrs
import click

from vbc_rules.cli.output import tell
from vbc_rules.diagnostics import Place, Refusal, refuse
from vbc_rules.hooks.registry import Registry

TEMPLATE = Path(__file__).with_name("templates") / "plugin"
_SUFFIX = ".tmpl"
_NAMESPACE = re.compile(r"[a-z][a-z0-9]*(_[a-z0-9]+)*")
_LONGEST = 30


@attrs.frozen
class Names:
    """How everything of a new plugin is called, by its namespace."""

    namespace: str

    @property
    def slug(self) -> str:
        """Return the namespace as it stands in the names of files."""
        return self.namespace.replace("_", "-")

    def filled(self, text: str) -> str:
        """Return a text of the template with the names in it."""
        names = {
            "namespace": self.namespace,
            "slug": self.slug,
            "package": f"vbc_{self.namespace}",
            "distribution": f"vbc-{self.slug}",
            "title": self.namespace.replace("_", " ").title(),
        }
        for name, value in names.items():
            text = text.replace("{{" + name + "}}", value).replace(f"__{name}__", value)
        return text


@click.command("plugin")
@click.argument("name")
@click.argument("folder", required=False, type=click.Path(path_type=Path))
def command(name: str, folder: Path | None) -> None:
    """Write a plugin for the carrier NAME, by default to the folder vbc-NAME.

    NAME is the namespace of the plugin and begins every id that it declares: small letters,
    digits and `_`. Exits with 1, and writes nothing, where the name cannot be used or the
    folder exists.
    """
    names = Names(_usable(name))
    target = folder or Path(f"vbc-{names.slug}")
    if os.path.lexists(target):
        message = f"`{target}` exists already."
        raise refuse("VBC324", message, Place(str(target)), "name another folder, or delete it")
    count = _write(names, target)
    tell(f"wrote {count} files to {target}")
    tell(f"next: cd {target} && pip install -e '.[dev]' && pytest")


def _usable(name: str) -> str:
    """Return a namespace that a new plugin can have.

    Raises:
        Refusal: VBC323 for one that is malformed, or that another plugin has.
    """
    if not _NAMESPACE.fullmatch(name) or len(name) > _LONGEST:
        meant = re.sub(r"[^a-z0-9]+", "_", name.lower()).strip("_0123456789")[:_LONGEST].strip("_")
        hint = f"write {meant}" if meant else "write small letters, digits and _"
        raise _no_namespace(f"`{name}` is no namespace.", hint)
    registry = Registry.installed()
    if name in registry.namespaces():
        message = f"The namespace `{name}` is taken by {_owners(registry, name)}."
        raise _no_namespace(message, "choose another short name of the carrier")
    if find_spec(f"vbc_{name}") is not None:
        raise _no_namespace(f"A package `vbc_{name}` is installed already.", "choose another name")
    return name


def _owners(registry: Registry, name: str) -> str:
    try:
        return str(registry.origin(name))
    except Refusal:
        return "several distributions"


def _no_namespace(message: str, hint: str) -> Refusal:
    return refuse("VBC323", message, hint=hint)


def _write(names: Names, target: Path) -> int:
    """Write every file of the template, with the names in paths and texts; return how many."""
    from vbc_rules.reports.write import write_reports

    files = []
    for source in sorted(TEMPLATE.rglob(f"*{_SUFFIX}")):
        within = names.filled(str(source.relative_to(TEMPLATE)).removesuffix(_SUFFIX))
        files.append((target / within, names.filled(source.read_text(encoding="utf-8")).encode()))
    write_reports(files)
    return len(files)
