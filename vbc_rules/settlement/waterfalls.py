"""Waterfalls of a run: bars that add up to each money result, to the cent."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from vbc_rules.diagnostics import refuse
from vbc_rules.evaluation.exact import Run
from vbc_rules.evaluation.rounding import rounded
from vbc_rules.language.waterfall import Stages, addends
from vbc_rules.settlement.lines import Lines
from vbc_rules.statements.settlement import Bar, Waterfall

CENT = Fraction(1, 100)


def waterfall(run: Run, lines: Lines, result: str) -> Waterfall:
    """Return the waterfall of one result.

    Raises:
        Refusal: VBC506 if its bars do not add up to the result.
    """
    bars = _bars(run, lines, result, 1)
    total = _dollars(run, result)
    if sum(bar.amount for bar in bars) != total:
        raise refuse("VBC506", f"the waterfall of {result} does not add up to it")
    return Waterfall(result, run.edition.clauses[result].title, bars, total)


def _bars(run: Run, lines: Lines, clause: str, sign: int) -> tuple[Bar, ...]:
    ladder = next((one for one in run.edition.ladders if one.last == clause), None)
    if ladder is not None:
        return _steps(run, lines, ladder, sign)
    parts = addends(run.edition.clauses[clause].expression)
    if not parts:
        return (_bar(run, lines, clause, sign * _dollars(run, clause)),)
    return tuple(bar for part in parts for bar in _bars(run, lines, part.clause, sign * part.sign))


def _steps(run: Run, lines: Lines, ladder: Stages, sign: int) -> tuple[Bar, ...]:
    """Return what each stage changed; a ladder that is not in play has no bars."""
    amounts = [rounded(_dollars(run, name), CENT, "half_up") for name in ladder.names]
    if not any(amounts):
        return ()
    changes = [after - before for before, after in zip([Fraction(0), *amounts], amounts)]  # noqa: B905
    return tuple(
        _bar(run, lines, name, sign * change)
        for name, change in zip(ladder.names, changes, strict=True)
    )


def _bar(run: Run, lines: Lines, clause: str, amount: Fraction) -> Bar:
    title = run.edition.clauses[clause].title
    return Bar(clause, title, amount, lines.clause(clause))


def _dollars(run: Run, clause: str) -> Fraction:
    amount: Any = run.clause(clause)
    dollars: Fraction = amount
    return dollars
