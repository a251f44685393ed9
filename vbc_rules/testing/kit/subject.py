"""The plugin that is checked: what it declares, and the contracts, cases and facts it has."""

from __future__ import annotations

import importlib.util
import sys
import tomllib
from collections.abc import Iterator
from functools import cached_property
from pathlib import Path
from typing import Any

import attrs

from vbc_rules.contracts.contract import Contract
from vbc_rules.contracts.load import check_contract
from vbc_rules.diagnostics import Diagnostic, Refusal
from vbc_rules.hooks.discovery import find, load
from vbc_rules.hooks.origin import BrokenPlugin, Origin
from vbc_rules.hooks.registry import Registry
from vbc_rules.language import PaymentModel
from vbc_rules.testing.cases import Case, cases_in
from vbc_rules.testing.checking import CaseChecker
from vbc_rules.testing.kit.situations import Situation, example_situations, spread
from vbc_rules.testing.kit.watch import Watch, watching

MOST_FOLDERS = 3
"""So many folders above a package its pyproject.toml is looked for."""

Model = type[PaymentModel]


@attrs.frozen(eq=False, slots=False)
class Subject:
    """A plugin under test. `own` has only its objects, `registry` those of all plugins.

    `kept_runs` is for `fresh.py`, which starts its processes once; `kept_rows` has the facts
    that are tried around a situation, for every law the same ones.
    """

    origin: Origin
    own: Registry
    registry: Registry
    _contracts: dict[Path, tuple[Contract | None, tuple[Diagnostic, ...]]] = attrs.field(
        init=False, factory=dict
    )

    kept_runs: list[Any] = attrs.field(init=False, factory=list)
    kept_rows: dict[Situation, list[dict[str, Any]]] = attrs.field(init=False, factory=dict)

    @classmethod
    def of(cls, module: str) -> Subject:
        """Return the plugin that an entry point names, installed or only on Python's path."""
        origins = find(sys.path)
        found = [one for one in origins if one.entry_point == module]
        origin = found[0] if found else _stranger(module)
        others = [one for one in origins if one.namespace != origin.namespace]
        return cls(origin, Registry([origin], _watched), Registry([origin, *others], _watched))

    @property
    def namespace(self) -> str:
        """Return the namespace, which begins every id of the plugin."""
        return self.origin.namespace

    @property
    def module(self) -> str:
        """Return the module that the entry point names."""
        return self.origin.entry_point.partition(":")[0]

    @cached_property
    def folder(self) -> Path | None:
        """Return the folder of the plugin's code, None where it cannot be found."""
        return package_folder(self.module)

    @cached_property
    def findings(self) -> tuple[Diagnostic, ...]:
        """Return why the plugin cannot be used; nothing, if it can."""
        with watching(Watch(str(self.folder), declaring=True)):
            [found] = self.own.plugins()
        return found.findings if isinstance(found, BrokenPlugin) else ()

    @cached_property
    def models(self) -> tuple[Model, ...]:
        """Return the payment models of the plugin; none, if it is broken."""
        return () if self.findings else self.own.payment_models()

    @cached_property
    def contract_files(self) -> tuple[Path, ...]:
        """Return the contracts beside the examples and published programs of the plugin."""
        return tuple(
            path
            for folder in self._folders()
            for path in sorted(folder.rglob("*.yaml"))
            if "." not in path.stem and _is_contract(path)
        )

    def contract(self, path: Path) -> tuple[Contract | None, tuple[Diagnostic, ...]]:
        """Return the contract in a file, None if it has errors, and every finding; read once."""
        if path not in self._contracts:
            self._contracts[path] = check_contract(path, self.registry)
        return self._contracts[path]

    @cached_property
    def cases(self) -> tuple[Case, ...]:
        """Return the cases that stand beside the contracts.

        Raises:
            Refusal: with the findings about a case file.
        """
        return tuple(case for folder in self._folders() for case in cases_in(folder))

    @cached_property
    def checker(self) -> CaseChecker:
        """Return the checker of cases: each contract is read once."""
        return CaseChecker(self.registry)

    @cached_property
    def situations(self) -> tuple[Situation, ...]:
        """Return every entity of an example, and every case that expects amounts."""
        return (*self.of_cases, *self.examples_settled)

    @cached_property
    def of_cases(self) -> tuple[Situation, ...]:
        """Return every case that expects amounts, under its contract."""
        return tuple(self._of_cases())

    @cached_property
    def examples_settled(self) -> tuple[Situation, ...]:
        """Return every entity of the examples, in each year in which it can be settled."""
        return tuple(
            found
            for example in self.own.examples()
            for found in example_situations(example, self.registry)
        )

    def settled(self, example: str) -> tuple[Situation, ...]:
        """Return the situations of an example, by its id."""
        return tuple(one for one in self.examples_settled if one.name.startswith(f"{example} "))

    def situations_of(self, model: Model, most: int = 8) -> tuple[Situation, ...]:
        """Return situations of a model: of each contract and edition, a few in all."""
        return spread([one for one in self.situations if one.of(model.id)], most)

    def _of_cases(self) -> Iterator[Situation]:
        for case in self.cases:
            if case.findings:
                continue
            try:
                settler = self.checker.settler(case)
            except Refusal:
                continue  # `its_cases_come_out` tells it
            yield Situation(f"case {case.name}", settler, 0)

    def _folders(self) -> list[Path]:
        """Return the folders in which the plugin's contracts stand."""
        if self.findings:
            return []
        found = [one.contract.parent for one in self.own.examples()]
        found += [one.contracts for one in self.own.published_programs()]
        return sorted({folder.resolve() for folder in found if folder.is_dir()})


def package_folder(module: str) -> Path | None:
    """Return the folder of the package that a module is in; of the core, that of the module."""
    top = module if module.startswith("vbc_rules.") else module.partition(".")[0]
    try:
        spec = importlib.util.find_spec(top)
    except (ImportError, ValueError):
        return None
    if spec is None:
        return None
    if spec.submodule_search_locations:
        return Path(next(iter(spec.submodule_search_locations)))
    return Path(spec.origin).parent if spec.origin else None


def _watched(origin: Origin) -> object:
    """Import the plugin, but let it open no network and start no program."""
    folder = package_folder(origin.entry_point.partition(":")[0])
    if folder is None:
        return load(origin)
    with watching(Watch(str(folder), declaring=True)):
        return load(origin)


def _stranger(module: str) -> Origin:
    """Return the origin of a plugin that no installer knows, as its pyproject.toml says it."""
    folder = package_folder(module)
    for above in folder.parents[:MOST_FOLDERS] if folder else ():
        found = _project(above / "pyproject.toml", module)
        if found:
            return found
    top = module.partition(".")[0]
    unknown = Origin(top, top.replace("_", "-"), "0", module)
    try:
        plugin = _watched(unknown)
        namespace = plugin.vbc_plugin().namespace  # type: ignore[attr-defined]
    except (Refusal, AttributeError):
        return unknown  # what is wrong is told by the registry
    return attrs.evolve(unknown, namespace=str(namespace))


def _project(file: Path, module: str) -> Origin | None:
    """Return the origin that a pyproject.toml gives a plugin, None if it is not of this one."""
    try:
        project = tomllib.loads(file.read_text(encoding="utf-8"))["project"]
        plugins = project["entry-points"]["vbc_rules"]
        return next(
            Origin(name, project["name"], project["version"], entry_point)
            for name, entry_point in plugins.items()
            if entry_point == module
        )
    except (OSError, ValueError, KeyError, StopIteration):
        return None


def _is_contract(path: Path) -> bool:
    """Tell a contract from other files beside it; one that cannot be read counts, to be told."""
    from vbc_rules.contracts.text.strict_yaml import read_document

    try:
        value = read_document(path).value
    except Refusal:
        return True
    return isinstance(value, dict) and {"contract", "payment"} <= set(value)
