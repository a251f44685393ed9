"""What the parties agree in a contract, read from a model: its parameters and tables."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from functools import cache
from typing import Any, TypeAlias

import attrs

from vbc_rules.language import Choice, PaymentModel, Table, YesNo
from vbc_rules.language.declarations import Given, TableDeclaration
from vbc_rules.language.edition import Term
from vbc_rules.language.relations import Relations
from vbc_rules.language.tables import Column

Model: TypeAlias = type[PaymentModel]


@attrs.frozen
class Kind:
    """What one number, condition or choice may be; limits are None where there are none."""

    unit: type[Any]
    places: int | None = None
    minimum: Fraction | None = None
    maximum: Fraction | None = None
    choices: tuple[str, ...] = ()

    @property
    def is_condition(self) -> bool:
        """Say whether the value is true or false."""
        return issubclass(self.unit, YesNo)

    @property
    def is_choice(self) -> bool:
        """Say whether the value is one of several words."""
        return issubclass(self.unit, Choice)


@attrs.frozen(eq=False)
class Agreed:
    """A term that the contract states.

    `since` are the editions of the model that read it; `always` says that all of them do.
    """

    term: Term
    since: frozenset[int]
    always: bool

    @property
    def table(self) -> type[Table] | None:
        """Return the class of the table, or None for a single value."""
        declared = self.term.declaration
        return declared.unit if isinstance(declared, TableDeclaration) else None

    @property
    def relations(self) -> Relations:
        """Return what the term has to do with others, by their full names."""
        declared = self.term.declaration
        return declared.relations.named_in(self.term.name, declared.name)

    @property
    def kind(self) -> Kind:
        """Return what the value may be; only for a term that is no table."""
        declared = self.term.declaration
        if not isinstance(declared, Given):
            raise TypeError(f"{self.term.name} is a table")
        limits = (declared.minimum, declared.maximum)
        return Kind(declared.unit, declared.places, *limits, declared.choices)


def agreed_terms(model: Model) -> dict[str, Agreed]:
    """Return what a contract states for the model, over all its editions, by full name.

    The full name of a term of a part is `part.term`.
    """
    hashable: Any = model  # mypy does not see that a class is hashable
    return _agreed_terms(hashable)


@cache
def _agreed_terms(model: Model) -> dict[str, Agreed]:
    found: dict[str, tuple[Term, set[int]]] = {}
    for year in model.edition_years():
        for term in model.edition(year).parameters():
            found.setdefault(term.name, (term, set()))[1].add(year)
    count = len(model.edition_years())
    return {
        name: Agreed(term, frozenset(since), always=len(since) == count)
        for name, (term, since) in sorted(found.items())
    }


def reported_terms(model: Model) -> dict[str, Term]:
    """Return the facts of the model, over all its editions, by full name."""
    editions = [model.edition(year) for year in model.edition_years()]
    found = {term.name: term for edition in editions for term in edition.facts()}
    return dict(sorted(found.items()))


def edition_of(model: Model, year: int) -> int | None:
    """Return the first year of the edition that holds in a year, None where none does."""
    hashable: Any = model  # mypy does not see that a class is hashable
    editions, last = _calendar(hashable)
    if last is not None and year > last:
        return None
    return max((first for first in editions if first <= year), default=None)


@cache
def _calendar(model: Model) -> tuple[tuple[int, ...], int | None]:
    return model.edition_years(), model.covered_years()[1]


def stated_columns(table: type[Table]) -> Iterator[tuple[str, Column]]:
    """Yield the columns that a contract writes; the next row's start is read, not written."""
    for name, column in table.columns.items():
        if column.role != "next_start":
            yield name, column


def column_kind(column: Column) -> Kind:
    """Return what a cell of the column may be."""
    low, high = column.limits
    return Kind(column.unit, minimum=low, maximum=high)
