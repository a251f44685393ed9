"""The first case of a new contract: what it pays on its facts, as computed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fractions import Fraction

from vbc_rules.evaluation.exact import Run
from vbc_rules.evaluation.inputs import Scalar
from vbc_rules.evaluation.rounding import rounded
from vbc_rules.facts.table import FactTable
from vbc_rules.settlement.binding import BoundContract
from vbc_rules.starters.placeholders import Plain, plain_number
from vbc_rules.starters.yaml_text import pair
from vbc_rules.statements.numbers import decimal_places

_DECIMALS = 6


def results(bound: BoundContract, facts: FactTable, row: int) -> dict[str, Plain]:
    """Return what each result of a contract is for an entity, as a case expects it."""
    run = Run(bound.edition, bound.inputs(facts, row))
    return {name: _expected(run.clause(name)) for name in bound.edition.results}


def _expected(value: Scalar) -> Plain:
    if not isinstance(value, Fraction):
        return value
    if decimal_places(value) is not None:
        return plain_number(value)
    return {"rounded": plain_number(rounded(value, Fraction(1, 10**_DECIMALS), "half_up"))}


def case_text(
    bound: BoundContract,
    entity: str,
    facts: Mapping[str, Plain],
    axes: Mapping[str, Plain],
    expected: Mapping[str, Plain],
) -> str:
    """Return a case file with one case, whose facts are those of the entity."""
    return "\n".join(_lines(bound, entity, facts, axes, expected)) + "\n"


def _lines(
    bound: BoundContract,
    entity: str,
    facts: Mapping[str, Plain],
    axes: Mapping[str, Plain],
    expected: Mapping[str, Plain],
) -> Iterator[str]:
    yield "# Worked examples: `vbc test` settles them and compares exactly. What the first one"
    yield "# expects was computed: once terms are agreed, `vbc test --accept` records it anew, and"
    yield "# the worked examples of the agreement belong here too."
    yield f"contract: {bound.contract.id}"
    yield f"period: {bound.period.name}"
    yield "cases:"
    yield f"  - case: {entity}"
    if facts:
        yield from pair("facts", dict(facts), "    ")
    else:
        yield "    facts: {}"
    if axes:
        yield from pair("axes", dict(axes), "    ")
    yield from pair("expect", dict(expected), "    ")
