"""Many rows at once, with the same cents as the reference."""

from vbc_rules.evaluation.batch.columns import Column, Columns, ScaledColumn
from vbc_rules.evaluation.batch.results import BatchResult, ResultColumn
from vbc_rules.evaluation.batch.settling import BackEnd, RowSettler, settle_rows

__all__ = [
    "BackEnd",
    "BatchResult",
    "Column",
    "Columns",
    "ResultColumn",
    "RowSettler",
    "ScaledColumn",
    "settle_rows",
]
