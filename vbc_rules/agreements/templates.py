"""The contracts that a book's agreements are on: each is read and checked once."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

import attrs

from vbc_rules.contracts.contract import Contract
from vbc_rules.contracts.declared.agreed import Agreed, Model, agreed_terms
from vbc_rules.contracts.load import check_document
from vbc_rules.contracts.meaning.contract import named_models
from vbc_rules.contracts.text.located import Located, Pointer
from vbc_rules.contracts.text.strict_yaml import read_document
from vbc_rules.contracts.written.open_terms import OpenTerm
from vbc_rules.diagnostics import Diagnostic, Refusal
from vbc_rules.diagnostics.render import in_reading_order
from vbc_rules.hooks.registry import Registry


@attrs.frozen
class Parameter:
    """A parameter that agreements may state or amend: its stream, and what its model says.

    `at` is the way to its value in the contract, whether or not a value stands there.
    `left_open` is None where the contract itself states the parameter, or nobody does.
    """

    stream: str
    model: Model
    agreed: Agreed
    at: Pointer
    left_open: OpenTerm | None

    @property
    def name(self) -> str:
        """Return the name of the parameter in its model."""
        return self.agreed.term.name

    @property
    def full_name(self) -> str:
        """Return `stream.parameter`."""
        return f"{self.stream}.{self.name}"


@attrs.frozen(eq=False)
class Template:
    """A contract that is sound, with the document it stands in and all its parameters."""

    contract: Contract
    document: Located
    models: Mapping[Pointer, Model]
    parameters: tuple[Parameter, ...]

    def named(self, name: str) -> tuple[Parameter, ...]:
        """Return the parameters that a name means: `stream.parameter`, else the plain name.

        More than one are returned where several streams have a parameter of the plain name.
        """
        full = tuple(one for one in self.parameters if one.full_name == name)
        return full or tuple(one for one in self.parameters if one.name == name)

    def shortest(self, parameter: Parameter) -> str:
        """Return the plain name of a parameter where one stream has it, else the full name."""
        plain = self.named(parameter.name)
        return parameter.name if plain == (parameter,) else parameter.full_name

    def left_open(self) -> Iterator[Parameter]:
        """Yield the parameters that each agreement states."""
        return (one for one in self.parameters if one.left_open)


class Templates:
    """Contracts by file, each read and checked once."""

    def __init__(self, registry: Registry) -> None:
        """Begin with none read."""
        self.registry = registry
        self._findings: dict[Path, tuple[Diagnostic, ...]] = {}
        self._known: dict[Path, Template | None] = {}

    def at(self, path: Path) -> Template | None:
        """Return the contract in a file, or None where it has errors: see `findings`."""
        if path not in self._known:
            self._known[path] = self._read(path)
        return self._known[path]

    def findings(self, path: Path) -> tuple[Diagnostic, ...]:
        """Return what was found in a contract that was asked for."""
        return self._findings.get(path, ())

    def warnings(self) -> Iterator[Diagnostic]:
        """Yield what was found in sound contracts."""
        sound = [path for path, template in self._known.items() if template]
        return (one for path in sound for one in self._findings[path])

    def _read(self, path: Path) -> Template | None:
        try:
            document = read_document(path)
        except Refusal as refusal:
            self._findings[path] = tuple(in_reading_order(refusal.diagnostics))
            return None
        contract, self._findings[path] = check_document(document, self.registry)
        if contract is None:
            return None
        models, _ = named_models(document, self.registry)
        parameters = tuple(_parameters(contract, models))
        return Template(contract, document, models, parameters)


def _parameters(contract: Contract, models: Mapping[Pointer, Model]) -> Iterator[Parameter]:
    for (at, model), stream in zip(sorted_by_section(models), contract.streams, strict=True):
        for name, agreed in agreed_terms(model).items():
            way: Pointer = (*at, "parameters", name)
            yield Parameter(stream.name, model, agreed, way, stream.left_open.get(name))


def sorted_by_section(models: Mapping[Pointer, Model]) -> list[tuple[Pointer, Model]]:
    """Return the models in the order of a contract's streams: payment, then quality."""
    return sorted(models.items(), key=lambda one: (one[0][0] != "payment", one[0][1]))
