"""The last resort of a batch: single rows by the reference, with its findings."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Any

import attrs

from vbc_rules.diagnostics import Diagnostic, Refusal
from vbc_rules.evaluation.batch.columns import Prepared
from vbc_rules.evaluation.batch.compiled import ClauseKey
from vbc_rules.evaluation.batch.lowering import ColumnKey
from vbc_rules.evaluation.batch.results import ResultColumn
from vbc_rules.evaluation.exact import Run
from vbc_rules.evaluation.inputs import Inputs, Scalar
from vbc_rules.language.axes import ordered
from vbc_rules.language.edition import Edition


@attrs.frozen(eq=False)
class Reference:
    """Settles rows one by one. `given` names the facts that are there, even without entries."""

    edition: Edition
    shared: Inputs
    columns: Mapping[ColumnKey, Prepared]
    given: Collection[str]

    def settle(
        self, found: Mapping[ClauseKey, ResultColumn], rows: Sequence[int]
    ) -> dict[int, tuple[Diagnostic, ...]]:
        """Put the values of some rows into their columns; return what is wrong with others."""
        errors = {}
        for row in rows:
            values: dict[ClauseKey, Scalar] = dict.fromkeys(found)
            try:
                values = self._values(found, row)
            except Refusal as refusal:
                errors[row] = refusal.diagnostics
            for key, value in values.items():
                found[key].put(row, value)
        return errors

    def _values(self, wanted: Collection[ClauseKey], row: int) -> dict[ClauseKey, Scalar]:
        run = Run(self.edition, attrs.evolve(self.shared, facts=self._facts(row)))
        values = {}
        for name, entries in wanted:
            at = run.at(ordered(self.edition.clauses[name].expression.axes), entries)
            values[name, entries] = run.clause(name, at)
        return values

    def _facts(self, row: int) -> dict[str, Any]:
        """Return the facts of one row as the reference reads them."""
        found: dict[str, Any] = {
            term.name: {} for term in self.edition.facts() if term.axes and term.name in self.given
        }
        for (name, entries), column in self.columns.items():
            if self.edition.terms[name].axes:
                found[name][entries] = column.scalar(row)
            else:
                found[name] = column.scalar(row)
        return found
