"""Replay: published results computed again from the published inputs, and compared.

Nothing is fitted. A row matches, or it lies within what the rounding of its printed
inputs allows, or a cause that the layout names explains it, or it is unexplained.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fractions import Fraction
from itertools import product
from pathlib import Path
from typing import Any, Literal

import attrs

from vbc_rules.contracts.load import load_contract
from vbc_rules.diagnostics import Diagnostic, Place, Refusal, refuse
from vbc_rules.evaluation.exact import Run
from vbc_rules.evaluation.inputs import Scalar
from vbc_rules.evaluation.rounding import rounded
from vbc_rules.facts.layouts import PublishedFile
from vbc_rules.facts.layouts.contract_facts import contract_facts
from vbc_rules.facts.layouts.layout import Cause, Published
from vbc_rules.facts.layouts.rules import Reader
from vbc_rules.facts.table import Column, FactTable
from vbc_rules.hooks.declarations import PublishedProgram
from vbc_rules.hooks.registry import Registry
from vbc_rules.settlement.binding import BoundContract, BoundStream, bind
from vbc_rules.settlement.period import parse_period
from vbc_rules.settlement.replay_file import published_file

Verdict = Literal["matched", "within rounding", "explained", "unexplained"]
VERDICTS: tuple[Verdict, ...] = ("matched", "within rounding", "explained", "unexplained")


@attrs.frozen
class ReplayedRow:
    """One published result and what the contract computes from the published inputs.

    `computed` is rounded to the step to which the file rounds its results.
    `difference` is published less computed. `reason` is empty for a matched row.
    """

    entity: str
    contract: str
    published: Fraction
    computed: Fraction
    verdict: Verdict
    reason: str
    cause: str = ""

    @property
    def difference(self) -> Fraction:
        """Return how far the published result lies above the computed one."""
        return self.published - self.computed


@attrs.frozen
class Replay:
    """All rows of a published file, in its order."""

    program: str
    title: str
    period: str
    file: str
    tolerance: Fraction
    rows: tuple[ReplayedRow, ...]

    def count(self, verdict: Verdict) -> int:
        """Return how many rows have a verdict."""
        return sum(row.verdict == verdict for row in self.rows)

    def causes(self) -> Mapping[str, int]:
        """Return how many rows each cause explains, by its sentence, sorted."""
        reasons = [row.reason for row in self.rows if row.verdict == "explained"]
        return {reason: reasons.count(reason) for reason in sorted(set(reasons))}


def replay(
    program: PublishedProgram, path: Path, registry: Registry, period: int | None = None
) -> Replay:
    """Return the comparison of a published file with what the contracts compute.

    Without a period the file decides: it must be the results file of exactly one year.

    Raises:
        Refusal: VBC521 for a year that the program has no layout for, VBC522 where the
            file does not tell its year, VBC523 for a layout that names no published
            result, VBC524 for a row without one, and every finding of the layout, the
            file, the contracts and the facts.
    """
    year, file = published_file(program, path, registry, period)
    published = file.layout.published
    if published is None:
        place = Place(file.layout.file)
        raise refuse("VBC523", "The layout names no published result.", place, "add `published:`")
    rows: dict[int, ReplayedRow] = {}
    findings: list[Diagnostic] = []
    for contract in file.contracts():
        try:
            bound = _bound(program, contract, year, registry)
            comparison = _Comparison(file, published, bound)
            rows.update(comparison.rows())
        except Refusal as refusal:
            findings.extend(refusal.diagnostics)
    if findings:
        raise Refusal(findings)
    ordered = tuple(rows[number] for number in sorted(rows))
    tolerance = published.tolerance
    return Replay(program.id, program.title, str(year), str(path), tolerance, ordered)


def _bound(
    program: PublishedProgram, contract: str, year: int, registry: Registry
) -> BoundContract:
    loaded = load_contract(program.contracts / f"{contract}.yaml", registry)
    return bind(loaded, registry, parse_period(str(year)))


class _Comparison:
    """Compares the rows of one contract."""

    def __init__(self, file: PublishedFile, published: Published, bound: BoundContract) -> None:
        self.file, self.published, self.bound = file, published, bound
        self.reader = Reader(file.layout)
        self.numbers = file.rows_of(bound.contract.id)
        self.facts = contract_facts(file, bound.contract.id, bound.facts)

    def rows(self) -> dict[int, ReplayedRow]:
        """Return the compared rows by their number in the file."""
        findings = tuple(self._without_result())
        if findings:
            raise Refusal(findings)
        return {number: self._row(row, number) for row, number in enumerate(self.numbers)}

    def _without_result(self) -> Iterator[Diagnostic]:
        for number in self.numbers:
            if not isinstance(self.file.published(number), Fraction):
                message = f"Entity `{self.file.entities[number]}` has no published result."
                place = self.file.place(number, self.published.value.column)
                yield Diagnostic("VBC524", message, place, "the file must print a number")

    def _row(self, row: int, number: int) -> ReplayedRow:
        published: Any = self.file.published(number)
        computed = self._computed(self.facts, row)
        verdict, reason, cause = self._judge(row, number, published, computed)
        entity = self.file.entities[number]
        contract = self.bound.contract.id
        return ReplayedRow(entity, contract, published, computed, verdict, reason, cause)

    def _judge(
        self, row: int, number: int, published: Fraction, computed: Fraction
    ) -> tuple[Verdict, str, str]:
        tolerance = self.published.tolerance
        if abs(published - computed) <= tolerance:
            return "matched", "", ""
        steps = self.file.steps(number, self.bound.facts)
        if steps:
            results = [self._computed(facts, 0) for facts in self._corners(row, steps)]
            if min(results) - tolerance <= published <= max(results) + tolerance:
                return "within rounding", f"{_and(sorted(steps))} printed rounded", ""
        for cause in self.file.layout.causes:
            holds = self.reader.holds(cause.when, self.file.rows[number])
            if holds and _lies(cause, published, computed):
                return "explained", cause.title, cause.name
        return "unexplained", "no cause of the layout applies", ""

    def _computed(self, facts: FactTable, row: int) -> Fraction:
        """Return what the contract computes, rounded as the file prints its results."""
        clause = self.published.clause
        exact = [_clause(stream, clause, facts, row) for stream in self.bound.streams]
        return rounded(sum(exact, Fraction(0)), self.published.printed_to, "half_up")

    def _corners(self, row: int, steps: Mapping[str, Fraction]) -> Iterator[FactTable]:
        """Yield the facts of a row at both ends of what each rounded input can have been."""
        names = sorted(steps)
        for signs in product((-1, 1), repeat=len(names)):
            moved: dict[Column, tuple[Scalar, ...]] = {
                (name, ()): (self._moved(name, row, sign * steps[name] / 2),)
                for name, sign in zip(names, signs, strict=True)
            }
            columns = {key: (values[row],) for key, values in self.facts.columns.items()}
            entities = (self.facts.entities[row],)
            yield attrs.evolve(self.facts, entities=entities, columns={**columns, **moved})

    def _moved(self, name: str, row: int, by: Fraction) -> Fraction:
        """Return a fact moved, but not beyond the limits that it is declared with."""
        declared = self.bound.facts[name]
        value: Any = self.facts.columns[name, ()][row]
        moved: Fraction = value + by
        if declared.minimum is not None:
            moved = max(moved, declared.minimum)
        return moved if declared.maximum is None else min(moved, declared.maximum)


def _clause(stream: BoundStream, name: str, facts: FactTable, row: int) -> Fraction:
    found: Any = Run(stream.edition, stream.inputs(facts, row)).clause(name)
    value: Fraction = found
    return value


def _lies(cause: Cause, published: Fraction, computed: Fraction) -> bool:
    """Tell whether the published result lies on the side on which a cause moves it."""
    if cause.published == "above":
        return published > computed
    if cause.published == "below":
        return published < computed
    same_side = published * computed >= 0
    return same_side and abs(published) < abs(computed)


def _and(names: list[str]) -> str:
    return " and ".join(name.replace("_", " ") for name in names)
