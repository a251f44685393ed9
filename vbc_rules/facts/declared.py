"""The facts a contract may be given: the declarations of its models, in one place."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from collections.abc import Set as AbstractSet
from fractions import Fraction
from typing import Any

import attrs

from vbc_rules.language import Axis, Edition, PaymentModel
from vbc_rules.language.edition import Term
from vbc_rules.language.tree import UNITS


@attrs.frozen
class DeclaredFact:
    """What a model says about one fact; a file is checked against it.

    `unit` is the name of the unit class. `places` is the most decimals a value may have
    (None for yes/no and choices). `read` is false for a fact that the model declares but
    that no clause of the period's edition reads: it may be given and is not used.

    In a contract of several streams a fact is called `stream.fact`, and `plain` is the name
    that it may have besides. The plain name is declared too: it `stands_for` the facts of
    streams that mean the same by it.

    An optional fact is required under a contract that states a parameter `needed_with`.
    """

    name: str
    title: str
    unit: str
    places: int | None = None
    minimum: Fraction | None = None
    maximum: Fraction | None = None
    choices: tuple[str, ...] = ()
    axes: tuple[Axis, ...] = ()
    optional: bool = False
    read: bool = True
    plain: str = ""
    stands_for: tuple[str, ...] = ()
    needed_with: tuple[str, ...] = ()

    @property
    def required(self) -> bool:
        """Tell whether a settlement of the period needs the fact."""
        return self.read and not self.optional and not self.stands_for

    @property
    def why(self) -> str:
        """Return why a fact that is optional elsewhere is required, as the end of a hint."""
        needed = self.required and self.needed_with
        return f", because the contract states `{needed[0]}`" if needed else ""

    @property
    def shortest(self) -> str:
        """Return the shortest name under which the fact may be given."""
        return self.plain or self.name

    @property
    def words(self) -> str:
        """Return the unit in words, such as `member-months`."""
        return UNITS[self.unit].unit.words


Declared = Mapping[str, DeclaredFact]


def declared_facts(editions: Iterable[Edition], others: Iterable[Edition] = ()) -> Declared:
    """Return the facts that these editions read, and those that only `others` read.

    `others` are the editions of other years of the same models: a file for several
    years may carry their facts too.
    """
    found: dict[str, DeclaredFact] = {}
    for edition in editions:
        for term in edition.facts():
            found[term.name] = declared_fact(term, read=True)
    for edition in others:
        for term in edition.facts():
            found.setdefault(term.name, declared_fact(term, read=False))
    return found


def under_terms(declared: Declared, stated: AbstractSet[str]) -> Declared:
    """Return the facts under a contract that states these parameters: some are required.

    Such a fact keeps, under `needed_with`, only the parameters that are stated.
    """
    found = dict(declared)
    for name, fact in declared.items():
        needed = tuple(one for one in fact.needed_with if one in stated)
        found[name] = attrs.evolve(fact, optional=fact.optional and not needed, needed_with=needed)
    return found


def meant_by(name: str, declared: Declared) -> tuple[str, ...]:
    """Return the facts that a name means: itself, or those that a plain name stands for."""
    return declared[name].stands_for or (name,)


def listed(declared: Declared) -> list[str]:
    """Return the names of the facts that are read, for a person: each by its shortest name."""
    return sorted({fact.shortest for fact in declared.values() if fact.read})


def facts_of_model(model: type[PaymentModel], year: int) -> Declared:
    """Return the facts of a model: read in `year`, and those that only other years read."""
    others = [model.edition(since) for since in model.edition_years()]
    return declared_facts([model.edition(year)], others)


def declared_fact(term: Term, *, read: bool) -> DeclaredFact:
    """Return what a fact's term says about it."""
    fact: Any = term.declaration
    return DeclaredFact(
        name=term.name,
        title=fact.title,
        unit=fact.unit.__name__,
        places=fact.places,
        minimum=fact.minimum,
        maximum=fact.maximum,
        choices=fact.choices,
        axes=term.axes,
        optional=fact.optional,
        read=read,
        needed_with=fact.relations.named_in(term.name, fact.name).needed_with,
    )
