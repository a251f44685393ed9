"""Composition: several models as one tree, where clauses of one are facts of another.

Each model stands under the name of its use, as a part does: `quality.score` is the clause
`score` of the use `quality`. A model that is used alone keeps its names as they are. Steps
that a contract takes across the uses are clauses `settlement.step` of the same tree.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, Any

import attrs

from vbc_rules.language.checks import check_edition, in_cents, rounded
from vbc_rules.language.errors import wrong
from vbc_rules.language.quantities import Choice
from vbc_rules.language.sources import Source
from vbc_rules.language.stepping import Stepping
from vbc_rules.language.tracing import results_of, unknown
from vbc_rules.language.tree import sharing
from vbc_rules.language.units import USD

__all__ = ["Misfit", "Source", "Use", "compose", "misfit", "prefixes"]

if TYPE_CHECKING:
    from vbc_rules.language.declarations import Declaration
    from vbc_rules.language.edition import Edition, Term
    from vbc_rules.language.models import PaymentModel
    from vbc_rules.language.steps import Step
    from vbc_rules.language.traced import Traced
    from vbc_rules.language.tree import Value


_KEPT_EDITIONS = 256


@attrs.frozen
class Use:
    """A model under a name. `feeds` gives the source of each fact that is not reported."""

    name: str
    model: type[PaymentModel]
    feeds: Mapping[str, Source] = attrs.field(factory=dict)


@attrs.frozen
class Misfit:
    """Why a clause cannot be a fact, in a sentence without an end, and what to do."""

    message: str
    hint: str = ""


def prefixes(uses: Sequence[Use], *, stepped: bool = False) -> dict[str, str]:
    """Return what begins the names of each use; nothing if it is all that there is."""
    alone = len(uses) == 1 and not stepped
    return {one.name: "" if alone else f"{one.name}." for one in uses}


def compose(
    name: str, title: str, uses: Sequence[Use], year: int, steps: Sequence[Step] = ()
) -> Edition:
    """Return the tree of all uses in a performance year; its results are theirs, in order.

    With steps, the last of them is the main result, before those of the uses. The first one
    must be a sum, and all must name what the uses have, in dollars where dollars are needed.

    Raises:
        DefinitionError: VBC619 for a model without an edition for the year, VBC622 for a
            clause that cannot be the fact it feeds, VBC623 for a name that nothing has.
        CircularError: VBC621 for a clause that feeds itself.
    """
    if steps:
        return _traced(name, title, uses, year, steps)
    known: Any = tuple((one.name, one.model, tuple(one.feeds.items())) for one in uses)
    return _composed(name, title, known, year)


@lru_cache(_KEPT_EDITIONS)
def _composed(name: str, title: str, known: tuple[tuple[Any, ...], ...], year: int) -> Edition:
    """Compose once what many agreements on one contract have in common."""
    uses = [Use(use, model, dict(feeds)) for use, model, feeds in known]
    return _traced(name, title, uses, year, ())


def _traced(
    name: str, title: str, uses: Sequence[Use], year: int, steps: Sequence[Step]
) -> Edition:
    _check_feeds(uses, year)
    edition = _Composition(uses, year, steps).composed(name, title)
    check_edition(edition, composed=True)
    return edition


def misfit(fact: Term, clause: str, edition: Edition) -> Misfit | None:
    """Return why a clause of an edition cannot be the value of a fact, None if it can."""
    value = edition.clauses[clause].expression
    return next(_misfits(fact, value, edition), None)


def _misfits(fact: Term, value: Value, edition: Edition) -> Iterator[Misfit]:
    wanted, given = fact.declaration.unit, type(value)
    if fact.axes:
        axes = ", ".join(axis.name for axis in fact.axes)
        hint = "only a fact with one value for an entity is fed"
        yield Misfit(f"is a value for each {axes}", hint)
    if issubclass(wanted, Choice):
        yield Misfit("is a choice", "only a number or a condition is fed")
    if given is not wanted:
        yield Misfit(f"is in {wanted.unit.words}, but its source in {given.unit.words}")
    if value.axes:
        axes = ", ".join(sorted(axis.name for axis in value.axes))
        hint = "feed a clause that sums it up, such as a result"
        yield Misfit(f"is one value, but its source varies by {axes}", hint)
    if value.may_be_missing and not fact.declaration.optional:
        yield Misfit("is required, but its source may be missing", "feed a result of the model")
    if wanted is USD and in_cents(fact) and not rounded(value, edition.clauses, edition.terms):
        yield Misfit("is in cents, but no clause rounds its source", "feed a rounded amount")


def _check_feeds(uses: Sequence[Use], year: int) -> None:
    editions = {one.name: one.model.edition(year) for one in uses}
    for use in uses:
        terms = editions[use.name].terms
        for name, source in use.feeds.items():
            edition = editions.get(source.use)
            if edition is None or source.clause not in edition.clauses:
                raise wrong("VBC623", f"{use.name}.{name} is fed by `{source}`, which is no clause")
            if name not in terms and name not in _facts(use.model):
                raise unknown(use.model, name)
            found = misfit(terms[name], source.clause, edition) if name in terms else None
            if found is not None:
                message = f"{use.name}.{name} {found.message} (`{source}`)"
                raise wrong("VBC622", message, hint=found.hint)


def _facts(model: type[PaymentModel]) -> set[str]:
    """Return the facts of all editions: one that is fed need not be read in every year."""
    editions = [model.edition(year) for year in model.edition_years()]
    return {term.name for edition in editions for term in edition.facts()}


class _Composition(Stepping):
    """One run through the clauses of several models, for the editions of one year."""

    def __init__(self, uses: Sequence[Use], year: int, steps: Sequence[Step]) -> None:
        super().__init__(uses[0].model, year)
        self._uses, self._steps = uses, steps
        self._prefix = prefixes(uses, stepped=bool(steps))
        self._sources = {
            self._prefix[use.name] + fact: source
            for use in uses
            for fact, source in use.feeds.items()
        }

    def composed(self, name: str, title: str) -> Edition:
        """Trace every clause of every use and every step, and return the tree."""
        results = tuple(
            self._prefix[use.name] + result
            for use in self._uses
            for result in results_of(use.model)
        )
        with sharing({}):
            for use in self._uses:
                self._begin(use.model, self._prefix[use.name], None, {})
            self._trace_all()
            if self._steps:
                results = (*self.trace_steps(self._steps), *self.title_by_use(results))
        return self._edition(name, title, results)

    def read(self, model: Traced, declared: Declaration) -> Any:
        """Return a term as a node: the clause that feeds it, or as in any model."""
        name = model._prefix + declared.name
        source = self._sources.get(name)
        if source is None or declared.name in model._wires:
            return super().read(model, declared)
        with self._computing(name, declared.place):
            return self._source(source)

    def named(self, source: Source) -> Any:
        """Return the clause or the term of a use that a step names."""
        *within, name = source.clause.split(".")
        model = self._within(source.use, within)
        declared = type(model).declarations.get(name)
        return self._source(source) if declared is None else self.read(model, declared)

    def _source(self, source: Source) -> Value:
        """Return a reference to the clause; a dot within its name leads into a part."""
        *within, clause = source.clause.split(".")
        model = self._within(source.use, within)
        return self.clause(model, type(model).clauses[clause])

    def _within(self, use: str, parts: Sequence[str]) -> Traced:
        return self._parts[self._prefix[use] + "".join(f"{one}." for one in parts)]
