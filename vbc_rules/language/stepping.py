"""Tracing steps: each is a clause `settlement.step` of the contract's tree."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import attrs

from vbc_rules.language.edition import ClauseRecord, Term
from vbc_rules.language.sources import SETTLEMENT
from vbc_rules.language.tracing import Trace
from vbc_rules.language.tree import Value, node
from vbc_rules.language.waterfall import Stages, addends

if TYPE_CHECKING:
    from vbc_rules.language.sources import Source
    from vbc_rules.language.steps import Step


class Stepping(Trace):
    """A run that, after the clauses of models, also runs through the steps of a contract."""

    def trace_steps(self, steps: Sequence[Step]) -> tuple[str, ...]:
        """Trace the steps in order; return their results, of which the last step is the first."""
        amount: Any = None
        names = tuple(f"{SETTLEMENT}.{step.name}" for step in steps)
        before = set(self._clauses)
        for step, name in zip(steps, names, strict=True):
            value = step.traced(amount, self)
            amount = self._write(step, name, step.title, value, result=name == names[-1])
        self._ladders.append(Stages(names, opened=True))
        written = [one for one in self._clauses if one not in before and one != names[-1]]
        return (names[-1], *(one for one in written if self._clauses[one].result))

    def value(self, operand: Source | Term) -> Any:
        """Return what a step reads: a term of the contract, a clause or a term of a use."""
        return self.term(operand) if isinstance(operand, Term) else self.named(operand)

    def named(self, source: Source) -> Any:
        """Return the clause or the term of a use; only a composition has uses."""
        raise NotImplementedError

    def term(self, term: Term) -> Any:
        """Return an agreed term of a step, or a fact of the contract."""
        self._terms[term.name] = term
        return node(term.declaration.unit, "leaf", (term.name,))

    def addend(self, operand: Source | Term, step: Step) -> Any:
        """Return what a step reads as a clause."""
        value = self.value(operand)
        if value.op == "ref":
            return value
        term = self._terms[value.args[0]]
        name = f"{SETTLEMENT}.{step.name}.{term.name.removeprefix(f'{SETTLEMENT}.')}"
        return self._write(step, name, term.declaration.title, value, result=False)

    def beside(self, step: Step, suffix: str, title: str, value: Any, *, result: bool) -> Any:
        """Write a clause beside a step's own; a result that is no sum is its own waterfall."""
        name = f"{SETTLEMENT}.{step.name}_{suffix}"
        if result and addends(value) is None:
            self._ladders.append(Stages((name,)))
        return self._write(step, name, f"{step.title}: {title}", value, result=result)

    def _write(self, step: Step, name: str, title: str, value: Any, *, result: bool) -> Value:
        source = str(step.place)
        record = ClauseRecord(name, title, value, step.cites, step.place, source, result)
        self._clauses[name] = record
        unit: type[Value] = type(value)
        return node(unit, "ref", (name,), value.axes, missing=value.may_be_missing)

    def title_by_use(self, names: tuple[str, ...]) -> tuple[str, ...]:
        """Tell results of uses apart by their titles, which many models have in common."""
        for name in names:
            record = self._clauses[name]
            use = name.partition(".")[0].replace("_", " ").capitalize()
            self._clauses[name] = attrs.evolve(record, title=f"{use}: {record.title}")
        return names
