"""Clauses: the terms of a model, each with its citation and its dated amendments."""

from __future__ import annotations

from collections import ChainMap
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Generic, TypeVar, overload

import attrs

from vbc_rules.language.errors import author_frame, code_place, wrong
from vbc_rules.language.tree import Value
from vbc_rules.language.types import Names, resolved

if TYPE_CHECKING:
    from vbc_rules.diagnostics import Place

T = TypeVar("T", bound=Value)
Body = Callable[[Any], T]


@attrs.frozen
class Version(Generic[T]):
    """The text of a clause from a year on."""

    since: int
    body: Body[T]
    cites: str
    unit: type[Any] = Value

    @property
    def place(self) -> Place:
        """Return where the text begins."""
        return code_place(self.body.__code__)

    def bound(self, names: Names, clause: str) -> Version[T]:
        """Return the version with the unit that its annotation promises."""
        written = self.body.__annotations__.get("return")
        if written is None:
            hint = "write -> USD"
            raise wrong("VBC608", f"clause `{clause}` does not say its unit", self.place, hint)
        unit = resolved(written, ChainMap(self.body.__globals__, dict(names)), clause)
        if not issubclass(unit, Value):
            raise wrong("VBC608", f"`{written}`, promised by `{clause}`, is no unit", self.place)
        return attrs.evolve(self, unit=unit)


class Clause(Generic[T]):
    """A named term; reading it on a traced model gives a reference to its value."""

    def __init__(self, body: Body[T], cites: str, amends: str, *, result: bool) -> None:
        """Keep the first text of the clause."""
        self.name = body.__name__
        self.place: Place = code_place(body.__code__)
        self._refuse_second()
        self._bound = False
        self.amends, self.result = amends, result
        self.title = _title(body)
        self.versions = [Version(0, body, self._cited(cites))]

    def _refuse_second(self) -> None:
        """Refuse a name that the class body has already: Python would forget the first one."""
        around = author_frame().f_locals
        if "__qualname__" in around and self.name in around:
            message = f"`{self.name}` is written twice in {around['__qualname__']}"
            raise wrong("VBC613", message, self.place, f"amend it by @{self.name}.since(year, ...)")

    def since(self, year: int, *, cites: str) -> Callable[[Body[T]], Any]:
        """Give the clause another text from a performance year on.

        The name of the text is free. It is Any for mypy, which else would hold every `_`
        of a variant against a `_` of the model that the variant amends.
        """

        def amend(body: Body[T]) -> Clause[T]:
            place = code_place(body.__code__)
            if self._bound:
                hint = "put @name.since(...) into the class of the clause"
                message = f"clause `{self.name}` is amended outside its class"
                raise wrong("VBC613", message, place, hint)
            if any(version.since == year for version in self.versions):
                raise wrong("VBC613", f"clause `{self.name}` is amended twice from {year}", place)
            self.versions.append(Version(year, body, self._cited(cites)))
            self.versions.sort(key=lambda version: version.since)
            return self

        return amend

    def bind(self, names: Names) -> None:
        """Read the unit that each version promises; from here on the clause is complete."""
        self.versions = [version.bound(names, self.name) for version in self.versions]
        self._bound = True

    def version(self, year: int) -> Version[T]:
        """Return the text that holds in a year."""
        return [version for version in self.versions if version.since <= year][-1]

    def _cited(self, cites: str) -> str:
        if not cites.strip():
            raise wrong(
                "VBC609",
                f"clause `{self.name}` cites nothing",
                self.place,
                'write @clause(cites="Agreement 4.2")',
            )
        return cites

    @overload
    def __get__(self, model: None, owner: type) -> Clause[T]: ...
    @overload
    def __get__(self, model: object, owner: type) -> T: ...
    def __get__(self, model: Any, owner: type) -> Any:
        """Return the clause on the class, a reference to its value on a traced model."""
        return self if model is None else model._clause(self)


def clause(*, cites: str, amends: str = "") -> Callable[[Body[T]], Clause[T]]:
    """Declare a term. `amends` says what a variant changes of the clause it inherits."""
    return lambda body: Clause(body, cites, amends, result=False)


def result(*, cites: str, amends: str = "") -> Callable[[Body[T]], Clause[T]]:
    """Declare a term that the contract pays or publishes."""
    return lambda body: Clause(body, cites, amends, result=True)


def _title(body: Callable[..., object]) -> str:
    """Return the docstring's first line, or the name in words."""
    written = (body.__doc__ or "").strip().splitlines()
    return written[0].rstrip(".") if written else body.__name__.replace("_", " ")
