"""A compiled question: the integer program of some clauses, and what it gives out."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

import attrs

from vbc_rules.evaluation.batch.lowering import Layout, Lowering
from vbc_rules.evaluation.batch.program import Integer, Truth
from vbc_rules.evaluation.batch.rationals import Condition, Lowered, Number, Option
from vbc_rules.evaluation.inputs import Inputs
from vbc_rules.language.edition import Edition

ClauseKey = tuple[str, tuple[str, ...]]
"""A wanted value: a clause and its entries, () for a clause without axes."""


@attrs.frozen(eq=False)
class Compiled:
    """The values wanted of each row, and where a row needs the reference.

    `slots` are what a back end computes for a row: first `trouble`, then for each wanted
    value its integers and, if it can be missing, where it is.
    """

    wanted: Mapping[ClauseKey, Lowered]
    trouble: Truth

    def slots(self) -> tuple[Integer | Truth, ...]:
        """Return everything a back end computes, in a fixed order."""
        values = [slot for lowered in self.wanted.values() for slot in parts(lowered)]
        return (self.trouble, *values)


def parts(lowered: Lowered) -> tuple[Integer | Truth, ...]:
    """Return the slots of one value: what it is, and if it has them, denominator and gaps."""
    gaps = () if lowered.missing is False else (lowered.missing,)
    if isinstance(lowered, Number):
        below = () if lowered.denominator == 1 else (lowered.denominator,)
        return (lowered.numerator, *below, *gaps)
    return (lowered.holds if isinstance(lowered, Condition) else lowered.code, *gaps)


def compiled(  # noqa: PLR0913 - everything that the code depends on
    edition: Edition,
    shared: Inputs,
    layout: Layout,
    given: Collection[str],
    vocabulary: Mapping[str, int],
    *,
    wanted: Sequence[str],
) -> Compiled:
    """Compile clauses for rows of a layout. `given` names the facts that are there at all.

    Raises:
        Refusal: VBC501 for each missing parameter.
    """
    lowering = Lowering(edition, shared, layout, vocabulary)
    values = {
        (name, entries): lowered
        for name in wanted
        for entries, lowered in lowering.outputs(name).items()
    }
    trouble = _required(edition, layout, given, lowering)
    for lowered in values.values():
        trouble = lowering.build.either(trouble, lowered.trouble)
        trouble = lowering.build.either(trouble, _nameless(lowered, lowering))
    return Compiled(values, trouble)


def _required(
    edition: Edition, layout: Layout, given: Collection[str], lowering: Lowering
) -> Truth:
    """Return where a required fact is missing; the reference refuses such a row at once."""
    trouble: Truth = False
    for term in edition.facts():
        if term.declaration.optional:
            continue
        if term.name not in given:
            return True
        shape = layout.get((term.name, ()))
        if shape is not None and shape.gaps:
            trouble = lowering.build.either(trouble, lowering.build.absent((term.name, ())))
    return trouble


def _nameless(lowered: Lowered, lowering: Lowering) -> Truth:
    """Return where a choice is an option of the facts only, which has no code."""
    if not isinstance(lowered, Option):
        return False
    return lowering.build.equals(lowered.code, len(lowering.vocabulary))
