"""What a lint rule looks at: a valid contract, its models, and what its terms can give."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cached_property
from typing import Any

from vbc_rules.contracts.contract import Contract, Dated, Stream
from vbc_rules.contracts.declared.agreed import Agreed, Model, agreed_terms
from vbc_rules.contracts.text.located import Located, Pointer
from vbc_rules.contracts.written.forms import Cell, Stated, cells, stated_values
from vbc_rules.contracts.written.sections import SECTIONS
from vbc_rules.diagnostics import Diagnostic, Place
from vbc_rules.hooks.registry import Registry
from vbc_rules.language import USD, Edition
from vbc_rules.lint.outlook import Outlook, outlooks


class LintedStream:
    """A stream of a contract with its model. `pays` tells payment from quality."""

    def __init__(self, stated: Stream, at: Pointer, model: Model, edition: Edition) -> None:
        """Know the stream, where it stands, and the edition of its first year."""
        self.stated, self.at, self.model, self.edition = stated, at, model, edition
        self.pays = at[0] == "payment"

    @property
    def kind(self) -> str:
        """Return the kind of payment; a model that says nothing and pays nothing scores."""
        if self.model.arrangement is not None:
            return self.model.arrangement.kind
        return "" if self.pays_dollars else "scoring"

    @property
    def pays_dollars(self) -> bool:
        """Tell whether a result of the model is an amount of dollars."""
        clauses = self.edition.clauses
        return any(isinstance(clauses[name].expression, USD) for name in self.edition.results)

    def names(self) -> Iterator[str]:
        """Yield the names of everything that the model has under these terms."""
        for name, term in self.edition.terms.items():
            optional = term.kind == "parameter" and term.declaration.optional
            if not optional or name in self.stated.parameters:
                yield name
        yield from self.edition.axes


class WrittenTerm:
    """A value of a parameter as it is written, with the days on which it applies."""

    def __init__(
        self, stream: LintedStream, agreed: Agreed, stated: Stated, dated: Dated, at: Pointer
    ) -> None:
        """Know the value, and where the term begins."""
        self.stream, self.agreed, self.stated, self.dated, self.at = (
            stream, agreed, stated, dated, at
        )  # fmt: skip

    @property
    def name(self) -> str:
        """Return the name of the term in its model."""
        return self.agreed.term.name

    @property
    def cells(self) -> Iterator[Cell]:
        """Return every number, condition and choice of the value."""
        return cells(self.agreed, self.stated)


class LintedContract:
    """A valid contract as a rule sees it."""

    def __init__(self, contract: Contract, document: Located, registry: Registry) -> None:
        """Know the contract, the document it was read from, and what is installed."""
        self.contract, self.document, self.registry = contract, document, registry

    @cached_property
    def streams(self) -> tuple[LintedStream, ...]:
        """Return the streams of payment, then those of quality."""
        year = self.contract.term.start.year
        found = []
        sections: Mapping[str, tuple[Stream, ...]] = {
            "payment": self.contract.payment,
            "quality": self.contract.quality,
        }
        for section in SECTIONS:
            for index, stream in enumerate(sections[section]):
                model = self.registry.payment_model(stream.model, stream.place)
                found.append(LintedStream(stream, (section, index), model, model.edition(year)))
        return tuple(found)

    @cached_property
    def outlooks(self) -> tuple[Outlook, ...]:
        """Return what the terms can give, year by year of the term."""
        return outlooks(self.contract, self.registry)

    @cached_property
    def terms(self) -> tuple[WrittenTerm, ...]:
        """Return every value of every parameter."""
        return tuple(self._terms())

    def _terms(self) -> Iterator[WrittenTerm]:
        for stream in self.streams:
            known = agreed_terms(stream.model)
            for name, parameter in stream.stated.parameters.items():
                at: Pointer = (*stream.at, "parameters", name)
                stated = stated_values(known[name], self._raw(at), at)
                for one, dated in zip(stated, parameter.values, strict=True):
                    yield WrittenTerm(stream, known[name], one, dated, at)

    def _raw(self, at: Pointer) -> Any:  # noqa: ANN401 - plain data
        value = self.document.value
        for step in at:
            value = value[step]
        return value

    def finding(self, code: str, message: str, at: Pointer, hint: str) -> Diagnostic:
        """Return a finding at a value of the document."""
        return Diagnostic(code, message, self.document.place_of(at), hint)

    def on_key(self, code: str, message: str, at: Pointer, hint: str) -> Diagnostic:
        """Return a finding at a key of the document."""
        return Diagnostic(code, message, self.document.key_place_of(at), hint)

    def full_name(self, stream: LintedStream, name: str) -> str:
        """Return a name as the tree of the whole contract has it."""
        outlook = next(iter(self.outlooks), None)
        prefix = outlook.bound.stream(stream.stated.name).prefix if outlook else ""
        return prefix + name

    def term_at(self, place: Place) -> WrittenTerm | None:
        """Return the value of a parameter that stands at a place."""
        return next((one for one in self.terms if one.dated.place == place), None)
