"""The rows of one contract: what it computes beside what was published, and a verdict."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from itertools import product
from typing import Any, Literal

import attrs

from vbc_rules.diagnostics import Diagnostic, Refusal
from vbc_rules.evaluation.exact import At, Run
from vbc_rules.evaluation.inputs import Given, Scalar
from vbc_rules.evaluation.rounding import rounded
from vbc_rules.facts.declared import meant_by
from vbc_rules.facts.layouts import PublishedFile
from vbc_rules.facts.layouts.contract_facts import contract_facts
from vbc_rules.facts.layouts.layout import Cause, Published
from vbc_rules.facts.layouts.published_file import Steps
from vbc_rules.facts.layouts.rules import Reader
from vbc_rules.facts.table import Column, FactTable
from vbc_rules.settlement.binding import BoundContract

Verdict = Literal["matched", "within rounding", "explained", "unexplained"]
VERDICTS: tuple[Verdict, ...] = ("matched", "within rounding", "explained", "unexplained")


@attrs.frozen
class ReplayedRow:
    """One published result and what the contract computes from the published inputs.

    `computed` is rounded to the step to which the file rounds its results. One of both
    may be missing, then `difference`, published less computed, is missing too. `reason`
    is empty for a matched row. `result` names the result, `name[entry]` where it varies;
    it is empty for the main one. A row that could not be read has no contract.
    """

    entity: str
    contract: str
    published: Fraction | None
    computed: Fraction | None
    verdict: Verdict
    reason: str
    cause: str = ""
    result: str = ""

    @property
    def is_read(self) -> bool:
        """Tell whether the row could be read and settled."""
        return self.contract != ""

    @property
    def difference(self) -> Fraction | None:
        """Return how far the published result lies above the computed one."""
        if self.published is None or self.computed is None:
            return None
        return self.published - self.computed


class Comparison:
    """Compares the rows of one contract."""

    def __init__(self, file: PublishedFile, bound: BoundContract) -> None:
        """Read the facts of the contract's rows; raises as `contract_facts`."""
        self.file, self.bound = file, bound
        self.reader = Reader(file.layout)
        self.compared = file.layout.compared()
        self.edition = bound.edition.behind(one.clause for one in self.compared)
        self.numbers = file.rows_of(bound.contract.id)
        self.facts = contract_facts(file, bound.contract.id, bound.facts)

    def rows(self) -> dict[int, tuple[ReplayedRow, ...]]:
        """Return the compared results of each row, by its number in the file.

        Raises:
            Refusal: VBC524 for each row that lacks a main result which can be computed.
        """
        findings = tuple(self._without_result())
        if findings:
            raise Refusal(findings)
        return {number: tuple(self._row(row, number)) for row, number in enumerate(self.numbers)}

    def _without_result(self) -> Iterator[Diagnostic]:
        main = self.file.layout.published
        for row, number in enumerate(self.numbers if main else ()):
            if main and self.file.published(number, main) is None and self._computes(row, main):
                message = f"Entity `{self.file.entities[number]}` has no published result."
                place = self.file.place(number, main.value.column)
                yield Diagnostic("VBC524", message, place, "the file must print a number")

    def _computes(self, row: int, one: Published) -> bool:
        return _computed(self._run(self.facts, row), one) is not None

    def _row(self, row: int, number: int) -> Iterator[ReplayedRow]:
        run = self._run(self.facts, row)
        for one in self.compared:
            published: Any = self.file.published(number, one)
            computed = _computed(run, one)
            if published is None and computed is None:
                continue  # nothing was published, and there is nothing to compute
            yield ReplayedRow(
                self.file.entities[number],
                self.bound.contract.id,
                published,
                computed,
                *self._judge(row, number, one, published, computed),
                result=one.label,
            )

    def _judge(
        self,
        row: int,
        number: int,
        one: Published,
        published: Fraction | None,
        computed: Fraction | None,
    ) -> tuple[Verdict, str, str]:
        if published is None or computed is None:
            what = "published" if published is None else "computed"
            return "unexplained", f"nothing is {what}", ""
        if abs(published - computed) <= one.tolerance:
            return "matched", "", ""
        steps = self.file.steps(number, self.bound.facts, one)
        if self._within(row, steps, one, published):
            return "within rounding", f"{_and(steps)} printed rounded", ""
        for cause in self._causes(one):
            holds = self.reader.holds(cause.when, self.file.rows[number])
            if holds and _lies(cause, published, computed):
                return "explained", cause.title, cause.name
        return "unexplained", "no cause of the layout applies", ""

    def _causes(self, one: Published) -> tuple[Cause, ...]:
        return tuple(cause for cause in self.file.layout.causes if cause.may_explain(one))

    def _within(self, row: int, steps: Steps, one: Published, published: Fraction) -> bool:
        """Tell whether inputs that the file rounds so can give the published result."""
        if not steps:
            return False
        found = [_computed(self._run(facts, 0), one) for facts in self._corners(row, steps)]
        results = [result for result in found if result is not None]
        within = one.tolerance
        return bool(results) and min(results) - within <= published <= max(results) + within

    def _run(self, facts: FactTable, row: int) -> Run:
        """Return the evaluation of a row, which may have no entry of an axis at all."""
        inputs = self.bound.inputs(facts, row)
        varying: dict[str, Given] = {term.name: {} for term in self.edition.facts() if term.axes}
        return Run(self.edition, attrs.evolve(inputs, facts={**varying, **inputs.facts}))

    def _corners(self, row: int, steps: Steps) -> Iterator[FactTable]:
        """Yield the facts of a row at both ends of what each rounded input can have been."""
        names = sorted(steps)
        for signs in product((-1, 1), repeat=len(names)):
            moved: dict[Column, tuple[Scalar, ...]] = {
                (full, entry): (self._moved((full, entry), row, sign * steps[name, entry] / 2),)
                for (name, entry), sign in zip(names, signs, strict=True)
                for full in meant_by(name, self.bound.facts)
            }
            columns = {key: (values[row],) for key, values in self.facts.columns.items()}
            entities = (self.facts.entities[row],)
            yield attrs.evolve(self.facts, entities=entities, columns={**columns, **moved})

    def _moved(self, column: Column, row: int, by: Fraction) -> Fraction:
        """Return a fact moved, but not beyond the limits that it is declared with."""
        declared = self.bound.facts[column[0]]
        value: Any = self.facts.columns[column][row]
        moved: Fraction = value + by
        if declared.minimum is not None:
            moved = max(moved, declared.minimum)
        return moved if declared.maximum is None else min(moved, declared.maximum)


def _computed(run: Run, one: Published) -> Fraction | None:
    """Return what the contract computes, rounded as the file prints it; None if missing."""
    at: At = {}
    if one.axis:
        axis = run.edition.axes[one.axis]
        if one.entry not in run.inputs.entries(axis):
            return None  # the row has nothing for the entry
        at = run.within(axis, one.entry, at)
    exact: Any = run.clause(one.clause, at)
    return None if exact is None else rounded(exact, one.printed_to, "half_up")


def _lies(cause: Cause, published: Fraction, computed: Fraction) -> bool:
    """Tell whether the published result lies on the side on which a cause moves it."""
    if cause.published == "either":
        return True
    if cause.published == "above":
        return published > computed
    if cause.published == "below":
        return published < computed
    same_side = published * computed >= 0
    return same_side and abs(published) < abs(computed)


def _and(steps: Steps) -> str:
    names = sorted({name for name, _ in steps})
    return " and ".join(name.replace("_", " ") for name in names)
