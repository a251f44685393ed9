"""Waterfalls: bars that add up to each money result, to the cent.

The amounts come from whoever computed them, one run or a batch; nothing is computed here
but differences of rounded amounts.
"""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction

import attrs

from vbc_rules.diagnostics import refuse
from vbc_rules.evaluation.rounding import rounded
from vbc_rules.language import USD, Edition
from vbc_rules.language.waterfall import Addend, Stages, addends
from vbc_rules.settlement.binding import BoundContract
from vbc_rules.statements.settlement import Bar, Waterfall

CENT = Fraction(1, 100)


@attrs.frozen
class Amounts:
    """Where the dollars of a clause, and the number of its line, are to be had."""

    dollars: Callable[[str], Fraction]
    line: Callable[[str], int]


def money_results(edition: Edition) -> tuple[str, ...]:
    """Return the results that are dollars, the headline first if it is one."""
    return tuple(name for name in edition.results if type(edition.clauses[name].expression) is USD)


def shown_waterfalls(bound: BoundContract) -> tuple[str, ...]:
    """Return the results whose waterfalls a statement shows: the first of each payment.

    What is paid across them comes before them.
    """
    streams = [stream for stream in bound.streams if stream.pays]
    across = (bound.edition.headline,) if bound.occasion.steps else ()
    return across + tuple(
        stream.prefix + name for stream in streams for name in money_results(stream.edition)[:1]
    )


def waterfall(edition: Edition, result: str, amounts: Amounts) -> Waterfall:
    """Return the waterfall of one result.

    Raises:
        Refusal: VBC506 if its bars do not add up to the result.
    """
    bars = tuple(
        Bar(name, edition.clauses[name].title, amount, amounts.line(name))
        for name, amount in _steps(edition, result, 1, amounts.dollars)
    )
    total = amounts.dollars(result)
    if sum(bar.amount for bar in bars) != total:
        raise refuse("VBC506", f"the waterfall of {result} does not add up to it")
    return Waterfall(result, edition.clauses[result].title, bars, total)


def clauses_of(edition: Edition, result: str) -> tuple[str, ...]:
    """Return the clauses that a result's waterfall reads, the result first."""
    found = {result: None}
    ladder = _ladder(edition, result)
    if ladder is not None:
        found |= dict.fromkeys(ladder.names)
        found |= dict.fromkeys(one.clause for one in _opening(edition, ladder))
    else:
        for part in addends(edition.clauses[result].expression) or ():
            found |= dict.fromkeys(clauses_of(edition, part.clause))
    return tuple(found)


Step = tuple[str, Fraction]


def _steps(
    edition: Edition, clause: str, sign: int, dollars: Callable[[str], Fraction]
) -> tuple[Step, ...]:
    ladder = _ladder(edition, clause)
    if ladder is not None:
        opening = _opening(edition, ladder)
        parts = tuple((one.clause, sign * one.sign * dollars(one.clause)) for one in opening)
        changes = _changes(ladder, sign, dollars)
        return (*parts, *changes[1:]) if parts else changes
    added = addends(edition.clauses[clause].expression)
    if not added:
        return ((clause, sign * dollars(clause)),)
    return tuple(
        step for part in added for step in _steps(edition, part.clause, sign * part.sign, dollars)
    )


def _ladder(edition: Edition, clause: str) -> Stages | None:
    return next((one for one in edition.ladders if one.last == clause), None)


def _opening(edition: Edition, ladder: Stages) -> tuple[Addend, ...]:
    """Return the parts that stand in place of the first stage, none if it stands itself."""
    if not ladder.opened:
        return ()
    return addends(edition.clauses[ladder.names[0]].expression) or ()


def _changes(ladder: Stages, sign: int, dollars: Callable[[str], Fraction]) -> tuple[Step, ...]:
    """Return what each stage changed; a ladder that is not in play has no bars."""
    amounts = [rounded(dollars(name), CENT, "half_up") for name in ladder.names]
    if not any(amounts):
        return ()
    before = [Fraction(0), *amounts[:-1]]
    changes = (sign * (after - first) for first, after in zip(before, amounts, strict=True))
    return tuple(zip(ladder.names, changes, strict=True))
