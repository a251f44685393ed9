"""Sweeping one fact of a bound contract: which fact, which result, which range."""

from __future__ import annotations

import re
from collections.abc import Mapping
from fractions import Fraction
from typing import Any

import attrs

from vbc_rules.diagnostics import refuse
from vbc_rules.diagnostics.suggest import suggestion
from vbc_rules.evaluation.inputs import Inputs
from vbc_rules.evaluation.probe import Vary
from vbc_rules.evaluation.sweep import Sweep, sweep
from vbc_rules.facts.table import FactTable
from vbc_rules.language.edition import Edition, Term
from vbc_rules.settlement.binding import BoundContract

_NUMBER = re.compile(r"-?[0-9]+(\.[0-9]+)?")
_ENTRIES = re.compile(r"(?P<name>[^\[]+)(\[(?P<entries>[^\]]+)\])?")


@attrs.frozen
class SweepQuestion:
    """What a person asks: an entity, the term that moves (`rate` or `rate[entry]`), a range.

    Ends are texts of plain numbers. Without them the range is what the term's limits
    allow, or else half to one and a half of the present value. Without a result
    the headline of the contract is followed.
    """

    entity: str
    vary: str
    start: str | None = None
    end: str | None = None
    result: str | None = None


def swept(bound: BoundContract, facts: FactTable, question: SweepQuestion) -> Sweep:
    """Return the sweep that a question asks for.

    Raises:
        Refusal: VBC421 for an unknown entity, VBC508 for a term that cannot be swept or
            a wrong range, VBC514 for an unknown result, VBC516 for a fact that several
            streams have, VBC507 for a bent line.
    """
    row = facts.row(question.entity)
    result = _result(bound.edition, question.result)
    vary = _vary(bound, question.vary)
    inputs = bound.inputs(facts, row)
    start, end = _range(bound.edition, inputs, vary, question)
    return sweep(bound.edition, inputs, vary, result, start, end)


def _result(edition: Edition, name: str | None) -> str:
    known = [
        clause
        for clause, record in edition.clauses.items()
        if not record.expression.axes and record.expression.unit.id not in ("YesNo", "Choice")
    ]
    if name is None:
        return edition.headline
    if name not in known:
        hint = suggestion(name, known, f"clauses are {', '.join(known)}")
        raise refuse("VBC514", f"The contract has no clause `{name}` that is a number.", hint=hint)
    return name


def _vary(bound: BoundContract, text: str) -> Vary:
    asked = parse_vary(text)
    return attrs.evolve(asked, name=_full_name(bound, asked.name))


def parse_vary(text: str) -> Vary:
    """Return the term that `rate` or `rate[entry]` names, under the name that was written.

    Raises:
        Refusal: VBC508 for anything else.
    """
    match = _ENTRIES.fullmatch(text)
    if match is None:
        raise refuse("VBC508", f"`{text}` is no term.", hint="write rate, or rate[entry]")
    entries = match["entries"]
    return Vary(match["name"], tuple(entries.split(",")) if entries else ())


def _full_name(bound: BoundContract, name: str) -> str:
    """Return the name of a term in the contract's edition; a fact may be said plainly."""
    if name in bound.edition.terms or name not in bound.facts:
        return name
    full = [one for one in bound.facts[name].stands_for if one in bound.edition.terms]
    if len(full) > 1:
        message = f"Several streams have a fact `{name}`."
        raise refuse("VBC516", message, hint=f"write one of {', '.join(full)}")
    return full[0] if full else name


def _range(
    edition: Edition, inputs: Inputs, vary: Vary, question: SweepQuestion
) -> tuple[Fraction, Fraction]:
    term = edition.terms.get(vary.name)
    if term is None:
        return Fraction(0), Fraction(1)  # the sweep itself refuses a term it does not know
    usual = _usual_range(term, _present(term, inputs, vary))
    if usual is None and None in (question.start, question.end):
        message = f"`{vary.name}` has no present value to sweep around."
        raise refuse("VBC508", message, hint="give --from and --to")
    low, high = usual or (Fraction(0), Fraction(1))
    start = low if question.start is None else parse_number(question.start)
    return start, high if question.end is None else parse_number(question.end)


def _present(term: Term, inputs: Inputs, vary: Vary) -> Fraction | None:
    if term.kind == "constant":
        return None
    value: Any = inputs.value(term)
    if vary.entries and isinstance(value, Mapping):
        value = value.get(vary.entries)
    return value if isinstance(value, Fraction) else None


def _usual_range(term: Term, present: Fraction | None) -> tuple[Fraction, Fraction] | None:
    declared: Any = term.declaration
    least, most = getattr(declared, "minimum", None), getattr(declared, "maximum", None)
    if least is not None and most is not None:
        return least, most
    if not present:
        return None
    ends = sorted((present / 2, present * 3 / 2))
    return ends[0], ends[1]


def parse_number(text: str) -> Fraction:
    """Return a plain number; raises `Refusal` (VBC508) for anything else."""
    if not _NUMBER.fullmatch(text):
        raise refuse("VBC508", f"`{text}` is no plain number.", hint="write 70000000 or 0.75")
    return Fraction(text)
