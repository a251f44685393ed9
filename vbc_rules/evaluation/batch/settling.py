"""Settles many rows of one edition with one set of parameters, to the cent.

Three back ends give the same values. Few rows are settled by integers, many by certified
NumPy; whatever one of them does not decide is handed to the next: NumPy to integers, and
integers to the reference, which alone knows how to say what is wrong with a row.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import islice
from typing import Any, Literal, cast

from vbc_rules.diagnostics import refuse
from vbc_rules.evaluation.batch.columns import Columns, Prepared, coded, prepared
from vbc_rules.evaluation.batch.compiled import ClauseKey, Compiled, compiled, parts
from vbc_rules.evaluation.batch.integers import RowFunction, row_function
from vbc_rules.evaluation.batch.lowering import ColumnKey
from vbc_rules.evaluation.batch.program import Step
from vbc_rules.evaluation.batch.reference import Reference
from vbc_rules.evaluation.batch.results import BatchResult, ResultColumn, result_column
from vbc_rules.evaluation.batch.vocabulary import vocabulary
from vbc_rules.evaluation.inputs import Inputs
from vbc_rules.language.edition import Edition

BackEnd = Literal["integers", "numpy", "reference"]
FEW_ROWS = 500
"""Up to so many rows Python's integers are at least as quick as arrays."""

_PART = 1_000

Facts = Mapping[ColumnKey, Prepared]
Found = dict[ClauseKey, ResultColumn]


def settle_rows(  # noqa: PLR0913 - the arguments are the question
    edition: Edition,
    shared: Inputs,
    columns: Columns,
    count: int,
    wanted: Sequence[str],
    *,
    back_end: BackEnd | None = None,
) -> BatchResult:
    """Return the wanted clauses of `count` rows, exactly; see `RowSettler.settle`."""
    return RowSettler(edition, shared).settle(columns, count, wanted, back_end)


class RowSettler:
    """Settles rows of one edition with one set of parameters; keeps what it compiled."""

    def __init__(self, edition: Edition, shared: Inputs) -> None:
        """Take the edition, and the parameters, members and parents that all rows share."""
        self.edition, self.shared = edition, shared
        self.vocabulary = vocabulary(edition, shared)
        self._compiled: dict[Any, Compiled] = {}
        self._blocks: dict[str, Any] = {}
        self._functions: dict[Compiled, tuple[RowFunction, tuple[Step, ...]]] = {}

    def settle(
        self,
        columns: Columns,
        count: int,
        wanted: Sequence[str],
        back_end: BackEnd | None = None,
    ) -> BatchResult:
        """Return the wanted clauses of every row, exactly.

        `columns` has the facts by name; a fact with axes has a column for each tuple of
        entries. A wanted clause with axes is given for each of its entries. Without
        `back_end`, few rows are settled in integers and many in NumPy; all of them give
        the same values.

        Raises:
            Refusal: VBC501 for a missing parameter, VBC550 where NumPy is needed but not
                installed, VBC551 for a clause that does not exist or a column of another
                length.
        """
        self._check(wanted)
        facts = prepared(self.edition, columns, count)
        question = self._question(facts, frozenset(columns), wanted)
        coded_facts = {name: coded(column, self.vocabulary) for name, column in facts.items()}
        chosen = back_end or ("integers" if count <= FEW_ROWS else "numpy")
        found, again = self._by(chosen, question, coded_facts, count)
        redone = len(again)
        if chosen == "numpy":
            again = self._in_integers(question, coded_facts, found, again)
        reference = Reference(self.edition, self.shared, facts, frozenset(columns))
        errors = reference.settle(found, again)
        return BatchResult(count, found, errors, redone)

    def _check(self, wanted: Sequence[str]) -> None:
        for name in wanted:
            if name not in self.edition.clauses:
                raise refuse(
                    "VBC551",
                    f"{self.edition.model} has no clause `{name}`",
                    hint=f"it has {', '.join(sorted(self.edition.clauses))}",
                )

    def _question(self, facts: Facts, given: frozenset[str], wanted: Sequence[str]) -> Compiled:
        layout = {name: column.shape for name, column in facts.items()}
        key = (tuple(wanted), given, frozenset(layout.items()))
        if key not in self._compiled:
            self._compiled[key] = compiled(
                self.edition, self.shared, layout, given, self.vocabulary, wanted=wanted
            )
        return self._compiled[key]

    def _by(
        self, back_end: BackEnd, question: Compiled, facts: Facts, count: int
    ) -> tuple[Found, list[int]]:
        """Return the columns that a back end computes, and the rows it does not decide."""
        slots: Sequence[Any]
        if back_end == "reference":
            slots = [[1] * count, *([0] * count for _ in question.slots()[1:])]
        elif back_end == "integers":
            slots = _transposed(question, self._rows(question, facts, range(count)))
        else:
            from vbc_rules.evaluation.batch.blocks import array_slots

            arrays = array_slots(question, facts, count, self._blocks)
            if arrays is None:
                return self._by("integers", question, facts, count)
            slots = arrays
        again = _where(slots[0])
        return self._columns(question, slots), again

    def _columns(self, question: Compiled, slots: Sequence[Any]) -> Found:
        options = (*self.vocabulary, "")
        found, at = {}, 1
        for key, lowered in question.wanted.items():
            end = at + len(parts(lowered))
            found[key] = result_column(lowered, slots[at:end], options)
            at = end
        return found

    def _rows(self, question: Compiled, facts: Facts, rows: Sequence[int]) -> Iterable[Any]:
        """Yield the slots of some rows, computed in integers."""
        if question not in self._functions:
            self._functions[question] = row_function(question.slots())
        function, inputs = self._functions[question]
        if not inputs:
            return function(() for _ in rows)
        return function(zip(*(_input(step, facts, rows) for step in inputs), strict=True))

    def _in_integers(
        self, question: Compiled, facts: Facts, found: Found, rows: list[int]
    ) -> list[int]:
        """Settle some rows in integers; return those that need the reference."""
        again: list[int] = []
        if not rows:
            return again
        for row, slots in zip(rows, self._rows(question, facts, rows), strict=True):
            if slots[0]:
                again.append(row)
                continue
            one = self._columns(question, [[slot] for slot in slots])
            for key, column in one.items():
                found[key].put(row, column.value(0))
        return again


def _input(step: Step, facts: Facts, rows: Sequence[int]) -> Iterable[Any]:
    column = facts[step.args[0]]
    values: Any = column.missing if step.op == "absent" else column.values
    if not isinstance(values, Sequence):  # an array
        values = (values if isinstance(rows, range) else values[rows]).tolist()
        return cast("list[Any]", values)
    return values if isinstance(rows, range) else [values[row] for row in rows]


def _transposed(question: Compiled, rows: Iterable[Any]) -> list[list[Any]]:
    """Return rows as columns; part by part, so that few rows are in memory at once."""
    columns: list[list[Any]] = [[] for _ in question.slots()]
    left = iter(rows)
    while part := list(islice(left, _PART)):
        for column, values in zip(columns, zip(*part, strict=True), strict=True):
            column.extend(values)
    return columns


def _where(trouble: Any) -> list[int]:
    if isinstance(trouble, list):
        return [row for row, needs in enumerate(trouble) if needs]
    rows: list[int] = trouble.nonzero()[0].tolist()
    return rows
