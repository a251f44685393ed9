"""From a parameter as it is written to its exact values with their dates."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from vbc_rules.contracts.contract import Dated, ParameterTerm
from vbc_rules.contracts.declared.agreed import Agreed
from vbc_rules.contracts.text.located import Located, Pointer
from vbc_rules.contracts.written.forms import Stated, by_entry, stated_values
from vbc_rules.language.sources import Source
from vbc_rules.language.tables import arranged

if TYPE_CHECKING:
    from vbc_rules.evaluation.inputs import Given, Scalar


def parameter_of(document: Located, agreed: Agreed, raw: Any, at: Pointer) -> ParameterTerm:  # noqa: ANN401 - plain data
    """Return the dated values of a parameter; `raw` is what the contract says of it."""
    stated = stated_values(agreed, raw, at)
    following = [*stated[1:], None]
    dated = (_dated(document, agreed, *pair) for pair in zip(stated, following, strict=True))
    return ParameterTerm(agreed.term.name, tuple(dated), document.key_place_of(at))


def _dated(document: Located, agreed: Agreed, one: Stated, following: Stated | None) -> Dated:
    place = document.place_of(one.at)
    return Dated(_value(agreed, one), one.start, one.last_day(following), one.cites, place)


def _value(agreed: Agreed, one: Stated) -> Given:
    values: dict[tuple[str, ...], Any] = {
        entries: _exact(agreed, raw) for entries, raw, _ in by_entry(agreed, one)
    }
    return values if agreed.term.axes else values[()]


def _exact(agreed: Agreed, raw: Any) -> Any:  # noqa: ANN401 - a scalar or rows
    if agreed.table is None:
        return exact_scalar(raw)
    rows = [{name: exact_scalar(cell) for name, cell in row.items()} for row in raw]
    return arranged(agreed.table, rows)


def exact_scalar(raw: Decimal | int | bool | str) -> Scalar:  # noqa: FBT001 - a cell of a file
    """Return a number as a Fraction, anything else as it is."""
    if isinstance(raw, bool | str):
        return raw
    return Fraction(raw)


def source_of(written: str) -> Source:
    """Return the source that `stream.clause` names; a clause of a part has further dots."""
    stream, _, clause = written.partition(".")
    return Source(stream, clause)
