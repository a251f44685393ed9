"""Tracing: run each clause once, with terms instead of numbers, and keep the tree."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from vbc_rules.diagnostics.suggest import suggestion
from vbc_rules.language.axes import Axis, AxisDeclaration, joined
from vbc_rules.language.declarations import Constant, Declaration, TableDeclaration
from vbc_rules.language.edition import ClauseRecord, Edition, Law, Term
from vbc_rules.language.errors import CircularError, wrong
from vbc_rules.language.tables import Table
from vbc_rules.language.tree import Value, node, sharing
from vbc_rules.language.waterfall import Stages

if TYPE_CHECKING:
    from vbc_rules.diagnostics import Place
    from vbc_rules.language.clauses import Clause, Version
    from vbc_rules.language.parts import Part
    from vbc_rules.language.traced import Traced


class Trace:
    """One run through all clauses of a model, for the edition that begins in a year."""

    def __init__(self, model: type[Traced], year: int) -> None:
        """Begin with nothing traced."""
        self.model, self.year = model, year
        self._terms: dict[str, Term] = {}
        self._laws: dict[str, Law] = {}
        self._clauses: dict[str, ClauseRecord] = {}
        self._axes: dict[str, Axis] = {}
        self._parts: dict[str, Traced] = {}
        self._ladders: list[Stages] = []
        self._running: list[str] = []

    def edition(self) -> Edition:
        """Trace every clause and return the tree."""
        with sharing(self.model._nodes):
            top = self._begin(self.model, "", None, {})
            self._trace_all()
        return self._edition(top.id, self.model.title(), results_of(self.model))

    def _trace_all(self) -> None:
        for traced in tuple(self._parts.values()):
            for clause in type(traced).clauses.values():
                self.clause(traced, clause)

    def _edition(self, name: str, title: str, results: tuple[str, ...]) -> Edition:
        return Edition(
            model=name,
            title=title,
            since=self.year,
            terms=self._terms,
            laws=self._laws,
            clauses=self._clauses,
            results=results,
            ladders=tuple(self._ladders),
            axes=self._axes,
        )

    def _begin(
        self,
        model: type[Traced],
        prefix: str,
        around: Traced | None,
        wires: dict[str, Any],
    ) -> Traced:
        """Make a model and its parts ready; no clause is traced before all of them are."""
        traced = model(self, prefix, around, wires)
        self._parts[prefix] = traced
        for part in model.parts.values():
            self._check_wires(part)
            self._begin(part.model, f"{prefix}{part.name}.", traced, part.wires)
        ladders = model.waterfall if isinstance(model.waterfall, tuple) else (model.waterfall,)
        for ladder in ladders:
            names = tuple(prefix + name for name in ladder.names)
            self._ladders.append(Stages(names, ladder.place))
        return traced

    def clause(self, model: Traced, clause: Clause[Any]) -> Value:
        """Return a reference to a clause, tracing its text first if that is still to do."""
        name = model._prefix + clause.name
        if name not in self._clauses:
            self._record(model, clause, name)
        value = self._clauses[name].expression
        return node(type(value), "ref", (name,), value.axes, missing=value.may_be_missing)

    def _record(self, model: Traced, clause: Clause[Any], name: str) -> None:
        version = clause.version(self.year)
        place = version.place
        with self._computing(name, place):
            value = _promised(version, clause.name, version.body(model))
        module = version.body.__module__
        self._clauses[name] = ClauseRecord(
            name=name,
            title=clause.title,
            expression=value,
            cites=version.cites,
            place=place,
            source=f"{module}:{place.line}",
            result=clause.result and model._around is None,
        )

    @contextmanager
    def _computing(self, name: str, place: Place) -> Iterator[None]:
        """Refuse a clause or a wire that needs itself."""
        if name in self._running:
            raise CircularError((*self._running[self._running.index(name) :], name), place)
        self._running.append(name)
        yield
        self._running.pop()

    def read(self, model: Traced, declared: Declaration) -> Any:
        """Return a term as a node: wired to a clause, or a leaf."""
        if declared.name in model._wires:
            return self._wired(model, declared)
        name = model._prefix + declared.name
        axes = tuple(self.axis(model, one) for one in declared.per)
        self._terms[name] = Term(name, declared, axes)
        if isinstance(declared, Constant | TableDeclaration) and declared.dated:
            self._laws[name] = self._law(model, declared)
        if isinstance(declared, TableDeclaration):
            rows = Axis(f"{name}.rows", declared.title, table=name)
            rows = self._axes.setdefault(rows.name, rows)
            return declared.unit(name, frozenset(axes), rows, None, optional=declared.optional)
        return node(declared.unit, "leaf", (name,), joined(axes), missing=declared.optional)

    def _law(self, model: Traced, declared: Constant | TableDeclaration) -> Law:
        years = [year for year in declared.dated if year <= self.year]
        if not years:
            raise wrong(
                "VBC619",
                f"{type(model).id}.{declared.name} has no value for {self.year or 'early years'}",
                declared.place,
                "state its first year, or set first_year on the model",
            )
        found: Any = declared.dated[max(years)]
        return Law(found, max(years), declared.cites)

    def _wired(self, model: Traced, declared: Declaration) -> Any:
        name, place = model._prefix + declared.name, _wire_place(model, declared.name)
        with self._computing(name, place):
            value: Any = model._wires[declared.name](model._around)
        if type(value) is not declared.unit:
            got = _words(type(value)) if isinstance(value, Value | Table) else repr(value)
            message = f"{name} wants {_words(declared.unit)} but is wired to {got}"
            raise wrong("VBC622", message, place)
        if isinstance(value, Value) and value.may_be_missing and not declared.optional:
            message = f"{name} is wired to a value that may be missing"
            raise wrong("VBC622", message, place, "use if_missing(...) in a clause")
        return value

    def axis(self, model: Traced, declared: AxisDeclaration) -> Axis:
        """Return the axis of this part of the contract; wired axes are shared on purpose."""
        if declared.name in model._wires:
            shared: Any = model._wires[declared.name](model._around)
            if not isinstance(shared, Axis):
                message = f"{model._prefix}{declared.name} must be wired to an axis"
                raise wrong("VBC622", message, _wire_place(model, declared.name))
            return shared
        name = model._prefix + declared.name
        if name not in self._axes:
            within = self.axis(model, declared.within) if declared.within else None
            self._axes[name] = Axis(name, declared.title, within, declared.members)
        return self._axes[name]

    def part(self, model: Traced, part: Part) -> Traced:
        """Return the traced model of a part."""
        return self._parts[f"{model._prefix}{part.name}."]

    def _check_wires(self, part: Part) -> None:
        axes = {name for one in part.model.__mro__ for name in vars(one)
                if isinstance(vars(one)[name], AxisDeclaration)}  # fmt: skip
        for name in part.wires:
            if name not in part.model.declarations and name not in axes:
                raise unknown(part.model, name, part.place_of(name))


def results_of(model: type[Traced]) -> tuple[str, ...]:
    """Return the results of a model in the order in which it declares them."""
    return tuple(name for name, one in model.clauses.items() if one.result)


def unknown(model: type[Traced], name: str, place: Place | None = None) -> Exception:
    """Return the error for a name the model does not have, with the one that was meant."""
    if name.startswith("__"):
        return AttributeError(name)
    known = [*model.declarations, *model.clauses, *model.parts]
    hint = suggestion(name, known, f"it has {', '.join(sorted(known))}")
    message = f"{getattr(model, 'id', model.__name__)} has no `{name}`"
    return wrong("VBC623", message, place, hint)


def _wire_place(model: Traced, name: str) -> Place:
    around: Any = model._around  # a contract: only its parts have wires
    part: Part = around.parts[model._prefix.split(".")[-2]]
    return part.place_of(name)


def _promised(version: Version[Any], name: str, value: object) -> Value:
    """Return what a clause computed, if it is of the unit that the clause promises."""
    if not isinstance(value, Value):
        message = f"clause `{name}` computes {value!r}, which is no value"
        raise wrong("VBC604", message, version.place, "return a value, such as usd(0)")
    if type(value) is not version.unit:
        words = (version.unit.unit.words, value.unit.words)
        message = f"clause `{name}` promises {words[0]} but computes {words[1]}"
        raise wrong("VBC604", message, version.place)
    return value


def _words(unit: type[Any]) -> str:
    return unit.unit.words if issubclass(unit, Value) else unit.__name__
