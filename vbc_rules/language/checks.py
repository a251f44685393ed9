"""What an edition must keep: no axis left in a result, no missing result, rounded money."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from vbc_rules.diagnostics.suggest import suggestion
from vbc_rules.language.declarations import Given
from vbc_rules.language.edition import ClauseRecord, Edition, Term
from vbc_rules.language.errors import wrong
from vbc_rules.language.tree import LEAVES, Value
from vbc_rules.language.units import USD
from vbc_rules.language.waterfall import Stages, addends

CENT = Fraction(1, 100)
LONGEST_CLAUSE = 8
"""Operations in one clause, beyond which its explanation is no longer readable."""


def check_edition(edition: Edition, *, composed: bool = False) -> None:
    """Check all clauses, results and waterfalls of an edition.

    Of a composed one each model was checked for long clauses by itself, and a step may add
    up as many streams as its contract has.

    Raises:
        DefinitionError: with the author's file and line.
    """
    for record in () if composed else edition.clauses.values():
        _check_length(edition, record)
    _check_options(edition)
    for ladder in edition.ladders:
        _check_ladder(edition, ladder)
        _check_rounded(edition, edition.clauses[ladder.last])
    if not edition.results:
        raise wrong("VBC611", f"{edition.model} has no result", hint="mark a clause @result")
    for name in edition.results:
        _check_result(edition, edition.clauses[name])


def _check_length(edition: Edition, record: ClauseRecord) -> None:
    length = _operations(record.expression, set())
    if length > LONGEST_CLAUSE:
        raise wrong(
            "VBC612",
            f"{edition.model}.{record.name} has {length} operations, more than {LONGEST_CLAUSE}",
            record.place,
            "name a part of it as a clause of its own",
        )


def _operations(value: Value, seen: set[int]) -> int:
    """Count operations; a library function counts as one, a shared subtree once."""
    if id(value) in seen or value.op in LEAVES:
        return 0
    seen.add(id(value))
    if value.op == "phrase":
        arguments = tuple(arg for arg in value.args[1:] if isinstance(arg, Value))
        return 1 + sum(_operations(arg, seen) for arg in arguments)
    return 1 + sum(_operations(child, seen) for child in value.children)


def _check_options(edition: Edition) -> None:
    """Require that `is_` asks only for options the choice can have."""
    for value in edition.nodes():
        if value.op != "is" or value.args[0].op != "leaf":
            continue
        declared: Any = edition.terms[value.args[0].args[0]].declaration
        unknown = [name for name in value.args[1] if name not in declared.choices]
        if declared.choices and unknown:
            raise wrong(
                "VBC615",
                f"`{declared.name}` is never {unknown[0]!r}; it is one of "
                + ", ".join(declared.choices),
                value.place,
            )


def _check_result(edition: Edition, record: ClauseRecord) -> None:
    value, name = record.expression, f"{edition.model}.{record.name}"
    if value.may_be_missing:
        raise wrong("VBC616", f"{name} is a result but may be missing", record.place,
                    "use if_missing(...) or give `when` an otherwise")  # fmt: skip
    if value.axes:
        left = ", ".join(sorted(axis.name for axis in value.axes))
        raise wrong("VBC617", f"{name} is a result but still varies by {left}", record.place,
                    "use total(..., over=...)")  # fmt: skip
    if type(value) is USD:
        _check_rounded(edition, record)
        _check_explained(edition, record, name)


def _check_ladder(edition: Edition, ladder: Stages) -> None:
    """Require that every stage is one amount of dollars that is never missing."""
    for name in ladder.names:
        record = edition.clauses.get(name)
        if record is None:
            hint = suggestion(name, edition.clauses)
            message = f"{edition.model} has no clause `{name}`, a stage of its waterfall"
            raise wrong("VBC614", message, ladder.place, hint)
        if type(record.expression) is not USD or record.expression.axes:
            raise wrong("VBC614", f"stage `{name}` is not one amount of dollars", record.place)
        if record.expression.may_be_missing:
            raise wrong("VBC614", f"stage `{name}` may be missing", record.place)


def _check_rounded(edition: Edition, record: ClauseRecord) -> None:
    if not rounded(record.expression, edition.clauses, edition.terms):
        name = f"{edition.model}.{record.name}"
        raise wrong("VBC618", f"{name} is money but no clause rounds it", record.place,
                    "write to_cents(...) where the contract says so")  # fmt: skip


def _check_explained(edition: Edition, record: ClauseRecord, name: str) -> None:
    ends = {ladder.last for ladder in edition.ladders}
    if record.name not in ends and addends(record.expression) is None:
        hint = "declare waterfall = stages(...), or make the result a sum of clauses"
        raise wrong("VBC614", f"{name} is money but no waterfall explains it", record.place, hint)


def rounded(value: Value, clauses: Mapping[str, ClauseRecord], terms: Mapping[str, Term]) -> bool:
    """Tell whether every way to compute a value ends in a rounding, or needs none."""
    if value.op in ("round", "const"):
        step: Fraction = value.args[1] if value.op == "round" else value.args[0]
        return step % CENT == 0
    if value.op == "ref":
        return rounded(clauses[value.args[0]].expression, clauses, terms)
    if value.op == "when":
        return all(rounded(branch, clauses, terms) for branch in value.args[1:])
    if value.op in ("add", "sub", "lesser", "greater", "if_missing", "phrase"):
        return all(rounded(child, clauses, terms) for child in value.children)
    if value.op in ("total", "least", "greatest"):
        return rounded(value.args[0], clauses, terms)
    return value.op == "leaf" and in_cents(terms[value.args[0]])


def in_cents(term: Term) -> bool:
    """Tell whether a term is given in cents: it is rounded already."""
    declared = term.declaration
    return isinstance(declared, Given) and declared.places is not None and declared.places <= 2  # noqa: PLR2004
