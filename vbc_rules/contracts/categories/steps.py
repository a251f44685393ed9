"""What steps of a `settlement:` let quality decide: gates and scores after a stream was added."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from fractions import Fraction

from vbc_rules.contracts.contract import AgreedStep, SettlementTerms
from vbc_rules.evaluation.possible import Possible
from vbc_rules.language.sources import Source
from vbc_rules.language.steps import Gate, Scale, Sum

Outcome = Callable[[Source], Possible]


def read_by_steps(
    settlement: SettlementTerms, stream: str, day: date, outcome: Outcome
) -> frozenset[str]:
    """Return the facts that decide, by steps, on what is paid for a stream.

    A step that takes all streams together counts for each that was added before it. A gate that
    everything passes reads nothing.
    """
    found: set[str] = set()
    for agreed in _steps_from(settlement, stream):
        source = _condition(agreed)
        if source is None:
            continue
        possible = outcome(source)
        if not _always_passes(agreed, possible, day):
            found |= possible.reads
    return frozenset(found)


def _steps_from(settlement: SettlementTerms, stream: str) -> Iterator[AgreedStep]:
    """Yield the steps that are taken once a stream has been added."""
    added = False
    for agreed in settlement.steps:
        does = agreed.step.does
        if isinstance(does, Sum):
            added = added or any(
                isinstance(one, Source) and one.use == stream for one in (*does.add, *does.less)
            )
        elif added:
            yield agreed


def _condition(agreed: AgreedStep) -> Source | None:
    """Return the clause that a gate or a scaling step reads; a fact of dollars is no quality."""
    does = agreed.step.does
    read = does.condition if isinstance(does, Gate) else None
    read = does.score if isinstance(does, Scale) else read
    return read if isinstance(read, Source) else None


def _always_passes(agreed: AgreedStep, possible: Possible, day: date) -> bool:
    does = agreed.step.does
    if not isinstance(does, Gate) or does.least is None or possible.low is None:
        return False
    stated = agreed.terms[does.least.name].on(day)
    least = stated.value if stated is not None else None
    return isinstance(least, Fraction | int) and possible.low >= least
