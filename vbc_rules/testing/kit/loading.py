"""Checks of how a plugin loads: alone, quietly, by public names, within its namespace."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import vbc_rules
from vbc_rules.diagnostics import Place
from vbc_rules.hooks.kinds import CONTRACT_CHECK
from vbc_rules.hooks.origin import InstalledPlugin
from vbc_rules.testing.kit import findings as kit
from vbc_rules.testing.kit.findings import Findings, told
from vbc_rules.testing.kit.fresh import fresh_run
from vbc_rules.testing.kit.subject import Subject

PUBLIC = frozenset(dir(vbc_rules))
"""What a plugin author may import."""


def loads_alone(subject: Subject) -> Findings:
    """The plugin is imported in a process of its own, and nothing is printed.

    One that does not load here does not load there: it is told once.
    """
    run = fresh_run(subject)
    if not subject.findings:
        yield from run.findings
    if run.printed:
        message = f"Plugin `{subject.namespace}` prints where it is loaded: {run.printed[:80]!r}."
        hint = "delete the print, or use logging: standard output belongs to the report"
        yield told("VBC318", message, _file(subject), hint)


def fits_the_specification(subject: Subject) -> Findings:
    """Hooks, versions, types and ids are as the specification says, and models are sound."""
    yield from subject.findings


def imports_public_names_only(subject: Subject) -> Findings:
    """No file imports anything but public names of `vbc_rules`."""
    for file in _sources(subject):
        try:
            tree = ast.parse(file.read_bytes(), str(file))
        except SyntaxError as error:
            place = Place(str(file), error.lineno or 0, error.offset or 0)
            yield told("VBC307", f"The file cannot be read: {error.msg}.", place, "correct it")
            continue
        for name, node in _private(tree):
            place = Place(str(file), node.lineno, node.col_offset + 1)
            message = f"`{name}` is no public name of vbc_rules: it may change at any time."
            yield told(kit.PRIVATE, message, place, "write `from vbc_rules import …`")


def keeps_to_its_namespace(subject: Subject) -> Findings:
    """No id names two things, and no code is the core's or another plugin's."""
    [found] = subject.own.plugins()
    if not isinstance(found, InstalledPlugin):
        return
    first: dict[str, str] = {}
    for noun, ids in found.provides.items():
        for id in ids:
            other = first.setdefault(id, noun)
            if other != noun:
                message = f"`{id}` names a {other} and a {noun}."
                yield told("VBC316", message, _file(subject), "give each an id of its own")
    for code in found.provides[CONTRACT_CHECK.noun]:
        if code.startswith("VBC"):
            message = f"Contract check {code} has a code of the core."
            hint = f"write {subject.namespace.upper().replace('_', '')}101"
            yield told("VBC315", message, _file(subject), hint)


def declares_without_looking(subject: Subject) -> Findings:
    """Importing the plugin and calling its hooks reads no network, clock or environment."""
    return accesses(fresh_run(subject).accesses, "is imported or says what it has")


def accesses(found: Iterator[dict[str, str]] | list[dict[str, str]], when: str) -> Findings:
    """Yield a finding for each thing that was read."""
    for one in found:
        place = Place(one["file"], int(one["line"]), 1)
        message = f"The plugin reads {one['what']} ({one['name']}) while it {when}."
        hint = "make it a fact, a parameter of the contract, or a dated constant of the model"
        yield told(kit.READING, message, place, hint)


def _sources(subject: Subject) -> list[Path]:
    return sorted(subject.folder.rglob("*.py")) if subject.folder else []


def _private(tree: ast.Module) -> Iterator[tuple[str, ast.expr | ast.stmt]]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            for name in node.names:
                if name.name.startswith("vbc_rules."):
                    yield name.name, node
        elif isinstance(node, ast.ImportFrom):
            yield from _from(node)
        elif isinstance(node, ast.Call):
            yield from _by_text(node)
        elif isinstance(node, ast.Attribute) and _is_private(node):
            yield f"vbc_rules.{node.attr}", node


def _is_private(node: ast.Attribute) -> bool:
    return getattr(node.value, "id", "") == "vbc_rules" and node.attr not in PUBLIC


def _from(node: ast.ImportFrom) -> Iterator[tuple[str, ast.stmt]]:
    module = node.module or ""
    if node.level:
        return
    if module.startswith("vbc_rules."):
        yield module, node
    elif module == "vbc_rules":
        for name in node.names:
            if name.name not in PUBLIC:
                yield f"vbc_rules.{name.name}", node


def _by_text(node: ast.Call) -> Iterator[tuple[str, ast.expr]]:
    """Yield a module that is imported by its name as text."""
    function = node.func
    called = function.attr if isinstance(function, ast.Attribute) else getattr(function, "id", "")
    if called not in {"import_module", "__import__"} or not node.args:
        return
    name = getattr(node.args[0], "value", None)
    if isinstance(name, str) and name.startswith("vbc_rules."):
        yield name, node


def _file(subject: Subject) -> Place | None:
    """Return the file that the entry point names."""
    folder = subject.folder
    if folder is None:
        return None
    within = subject.module.partition(".")[2].replace(".", "/")
    file = folder / f"{within}.py" if within else folder / "__init__.py"
    return Place(str(file if file.is_file() else folder))
