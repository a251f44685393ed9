"""Tracing: run each clause once, with terms instead of numbers, and keep the tree."""

from __future__ import annotations

import difflib
from typing import TYPE_CHECKING, Any

from vbc_rules.language.axes import Axis, AxisDeclaration, joined
from vbc_rules.language.declarations import Constant, Declaration, TableDeclaration
from vbc_rules.language.edition import ClauseRecord, Edition, Law, Term
from vbc_rules.language.errors import code_place, wrong
from vbc_rules.language.tree import Value, node, sharing
from vbc_rules.language.types import resolved
from vbc_rules.language.waterfall import Stages

if TYPE_CHECKING:
    from vbc_rules.language.clauses import Clause, Version
    from vbc_rules.language.models import PaymentModel
    from vbc_rules.language.parts import Part


class Trace:
    """One run through all clauses of a model, for the edition that begins in a year."""

    def __init__(self, model: type[PaymentModel], year: int) -> None:
        """Begin with nothing traced."""
        self.model, self.year = model, year
        self._terms: dict[str, Term] = {}
        self._laws: dict[str, Law] = {}
        self._clauses: dict[str, ClauseRecord] = {}
        self._axes: dict[str, Axis] = {}
        self._parts: dict[str, PaymentModel] = {}
        self._ladders: list[Stages] = []
        self._running: list[str] = []

    def edition(self) -> Edition:
        """Trace every clause and return the tree."""
        with sharing():
            top = self._begin(self.model, "", None, {})
            results = [name for name, one in self.model.clauses.items() if one.result]
        return Edition(
            model=top.id,
            title=self.model.title(),
            since=self.year,
            terms=self._terms,
            laws=self._laws,
            clauses=self._clauses,
            results=tuple(results),
            ladders=tuple(self._ladders),
            axes=self._axes,
        )

    def _begin(
        self,
        model: type[PaymentModel],
        prefix: str,
        around: PaymentModel | None,
        wires: dict[str, Any],
    ) -> PaymentModel:
        traced = model(self, prefix, around, wires)
        self._parts[prefix] = traced
        for part in model.parts.values():
            self.part(traced, part)
        for clause in model.clauses.values():
            self.clause(traced, clause)
        ladders = model.waterfall if isinstance(model.waterfall, tuple) else (model.waterfall,)
        for ladder in ladders:
            self._ladders.append(Stages(tuple(prefix + name for name in ladder.names)))
        return traced

    def clause(self, model: PaymentModel, clause: Clause[Any]) -> Value:
        """Return a reference to a clause, tracing its text first if that is still to do."""
        name = model._prefix + clause.name
        if name not in self._clauses:
            self._record(model, clause, name)
        value = self._clauses[name].expression
        return node(type(value), "ref", (name,), value.axes, value.may_be_missing)

    def _record(self, model: PaymentModel, clause: Clause[Any], name: str) -> None:
        version = clause.version(self.year)
        place = code_place(version.body.__code__)
        if name in self._running:
            circle = [*self._running[self._running.index(name) :], name]
            raise wrong("VBC621", f"circular clauses: {' -> '.join(circle)}", place)
        self._running.append(name)
        value = _promised(version, clause.name, version.body(model))
        self._running.pop()
        module = version.body.__module__
        self._clauses[name] = ClauseRecord(
            name=name,
            title=clause.title,
            expression=value,
            cites=version.cites,
            place=place,
            source=f"{module}:{place.line}",
            result=clause.result and not model._prefix,
        )

    def read(self, model: PaymentModel, declared: Declaration) -> Any:
        """Return a term as a node: wired to a clause, or a leaf."""
        if declared.name in model._wires:
            return self._wired(model, declared)
        name = model._prefix + declared.name
        axes = tuple(self.axis(model, one) for one in declared.per)
        self._terms[name] = Term(name, declared, axes)
        if isinstance(declared, Constant | TableDeclaration) and declared.dated:
            self._laws[name] = self._law(model, declared)
        if isinstance(declared, TableDeclaration):
            rows = self._axes.setdefault(f"{name}.rows", Axis(f"{name}.rows", declared.title))
            return declared.unit(name, frozenset(axes), rows, None)
        return node(declared.unit, "leaf", (name,), joined(axes), declared.optional)

    def _law(self, model: PaymentModel, declared: Constant | TableDeclaration) -> Law:
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

    def _wired(self, model: PaymentModel, declared: Declaration) -> Value:
        value: Any = model._wires[declared.name](model._around)
        name = model._prefix + declared.name
        if not isinstance(value, Value) or type(value) is not declared.unit:
            got = value.unit.words if isinstance(value, Value) else repr(value)
            raise wrong("VBC622", f"{name} wants {declared.unit.unit.words} but is wired to {got}")
        if value.may_be_missing and not declared.optional:
            raise wrong("VBC622", f"{name} is wired to a value that may be missing")
        return value

    def axis(self, model: PaymentModel, declared: AxisDeclaration) -> Axis:
        """Return the axis of this part of the contract; wired axes are shared on purpose."""
        if declared.name in model._wires:
            shared: Any = model._wires[declared.name](model._around)
            if not isinstance(shared, Axis):
                raise wrong("VBC622", f"{model._prefix}{declared.name} must be wired to an axis")
            return shared
        name = model._prefix + declared.name
        if name not in self._axes:
            within = self.axis(model, declared.within) if declared.within else None
            self._axes[name] = Axis(name, declared.title, within, declared.members)
        return self._axes[name]

    def part(self, model: PaymentModel, part: Part) -> PaymentModel:
        """Return the traced model of a part."""
        prefix = f"{model._prefix}{part.name}."
        if prefix not in self._parts:
            self._check_wires(part)
            self._begin(part.model, prefix, model, part.wires)
        return self._parts[prefix]

    def _check_wires(self, part: Part) -> None:
        axes = {name for one in part.model.__mro__ for name in vars(one)
                if isinstance(vars(one)[name], AxisDeclaration)}  # fmt: skip
        for name in part.wires:
            if name not in part.model.declarations and name not in axes:
                raise self.unknown(part.model, name)

    def unknown(self, model: type[PaymentModel], name: str) -> Exception:
        """Return the error for a name the model does not have."""
        if name.startswith("__"):
            return AttributeError(name)
        known = [*model.declarations, *model.clauses, *model.parts]
        near = difflib.get_close_matches(name, known, 1)
        hint = f"did you mean `{near[0]}`?" if near else f"it has {', '.join(sorted(known))}"
        return wrong("VBC623", f"{getattr(model, 'id', model.__name__)} has no `{name}`", hint=hint)


def _promised(version: Version[Any], name: str, value: object) -> Value:
    """Return what a clause computed, if it is of the unit that the clause promises."""
    body = version.body
    written = body.__annotations__.get("return")
    place = code_place(body.__code__)
    if written is None:
        raise wrong("VBC608", f"clause `{name}` does not say its unit", place, "write -> USD")
    promised = resolved(written, body.__globals__, name)
    if not isinstance(value, Value):
        raise wrong("VBC604", f"clause `{name}` computes {value!r}, which is no value", place)
    if type(value) is not promised:
        words = (promised.unit.words, value.unit.words)
        raise wrong("VBC604", f"clause `{name}` promises {words[0]} but computes {words[1]}", place)
    return value
