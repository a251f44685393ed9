"""The exact sweep: every piece of a payment as one input moves, with no sampling.

Between two breakpoints a payment is a straight line in the swept input. The sweep walks
from breakpoint to breakpoint: it lists each piece with its slope, and each jump in
dollars with the clause that causes it. Amounts stand before rounding to cents.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from fractions import Fraction

import attrs

from vbc_rules.diagnostics import refuse
from vbc_rules.evaluation.inputs import Inputs
from vbc_rules.evaluation.probe import Cause, Probe, Vary
from vbc_rules.language.declarations import Given
from vbc_rules.language.edition import Edition

MOST_PIECES = 10_000


@attrs.frozen
class Piece:
    """A stretch in which the result is a line; `ends_by` says which decisions end it."""

    start: Fraction
    end: Fraction
    value_at_start: Fraction
    slope: Fraction
    ends_by: tuple[Cause, ...] = ()

    @property
    def value_at_end(self) -> Fraction:
        """Return the value towards the end of the piece."""
        return self.value_at_start + self.slope * (self.end - self.start)


@attrs.frozen
class Jump:
    """A cliff: the result changes by `amount` where the input passes `at`.

    `first` is the first value an input with declared decimals can take beyond it.
    """

    at: Fraction
    first: Fraction
    amount: Fraction
    causes: tuple[Cause, ...]


@attrs.frozen
class Sweep:
    """A result as one input moves: its pieces, in order and without gaps, and its jumps."""

    vary: str
    vary_unit: str
    result: str
    unit: str
    pieces: tuple[Piece, ...]
    jumps: tuple[Jump, ...]


def sweep(  # noqa: PLR0913 - the arguments are the question
    edition: Edition,
    inputs: Inputs,
    vary: Vary,
    result: str,
    start: Fraction,
    end: Fraction,
) -> Sweep:
    """Return a clause of an edition as one fact or parameter moves from start to end.

    Raises:
        Refusal: VBC507 where the result is no straight line between decisions, VBC508
            for an input that cannot be swept, VBC503 where no row of a table applies.
    """
    _check(edition, vary, start, end)
    walked = tuple(_walk(edition, inputs, vary, result, start, end))
    step = _step(edition, vary)
    return Sweep(
        vary=vary.name,
        vary_unit=edition.terms[vary.name].declaration.unit.unit.id,
        result=result,
        unit=edition.clauses[result].expression.unit.id,
        pieces=tuple(_merged(walked)),
        jumps=tuple(_jumps(walked, step)),
    )


def breakpoints(  # noqa: PLR0913 - the arguments are the question
    edition: Edition,
    inputs: Inputs,
    vary: Vary,
    result: str,
    start: Fraction,
    end: Fraction,
) -> tuple[Fraction, ...]:
    """Return every input at which some decision behind a clause changes."""
    _check(edition, vary, start, end)
    return tuple(piece.end for piece in _walk(edition, inputs, vary, result, start, end))[:-1]


def _check(edition: Edition, vary: Vary, start: Fraction, end: Fraction) -> None:
    term = edition.terms.get(vary.name)
    if term is None or term.kind == "constant":
        numbers = sorted(name for name, one in edition.terms.items() if one.kind == "fact")
        raise refuse("VBC508", f"`{vary.name}` is no fact or parameter that {edition.model} reads",
                     hint=f"facts are {', '.join(numbers)}")  # fmt: skip
    if not isinstance(term.declaration, Given) or term.declaration.unit.unit.id in (
        "YesNo", "Choice",
    ):  # fmt: skip
        raise refuse("VBC508", f"`{vary.name}` is no number and cannot be swept")
    if len(vary.entries) != len(term.axes):
        axes = ", ".join(axis.name for axis in term.axes) or "nothing"
        raise refuse("VBC508", f"`{vary.name}` varies by {axes}: name one entry of each")
    if start >= end:
        raise refuse("VBC508", "a sweep runs from a lower to a higher value")


def _step(edition: Edition, vary: Vary) -> Fraction:
    """Return the smallest step the swept input can take, by its declared decimals."""
    declared = edition.terms[vary.name].declaration
    places = declared.places if isinstance(declared, Given) else None
    return Fraction(1, 10**places) if places is not None else Fraction(0)


def _walk(  # noqa: PLR0913 - the arguments are the question
    edition: Edition, inputs: Inputs, vary: Vary, result: str, start: Fraction, end: Fraction
) -> Iterator[Piece]:
    """Yield the pieces between decisions, from left to right."""
    point = start
    for _ in range(MOST_PIECES):
        probe = Probe(edition, inputs, vary, point)
        line = probe.line(result)
        until = end if probe.until is None else min(probe.until, end)
        causes = tuple(sorted(set(probe.causes))) if probe.until == until else ()
        yield Piece(point, until, line.at(point), line.slope, causes)
        if until == end:
            return
        point = until
    raise refuse("VBC508", f"more than {MOST_PIECES:,} pieces", hint="sweep a shorter range")


def _merged(pieces: tuple[Piece, ...]) -> Iterator[Piece]:
    """Yield the pieces, joined where a decision changed nothing."""
    open_piece = pieces[0]
    for piece in pieces[1:]:
        if piece.slope == open_piece.slope and piece.value_at_start == open_piece.value_at_end:
            open_piece = attrs.evolve(open_piece, end=piece.end, ends_by=piece.ends_by)
        else:
            yield open_piece
            open_piece = piece
    yield open_piece


def _jumps(pieces: tuple[Piece, ...], step: Fraction) -> Iterator[Jump]:
    for piece, following in zip(pieces, pieces[1:]):  # noqa: B905 - pairs of neighbours
        amount = following.value_at_start - piece.value_at_end
        if amount:
            yield Jump(piece.end, _first_beyond(piece.end, step), amount, piece.ends_by)


def _first_beyond(point: Fraction, step: Fraction) -> Fraction:
    return point if not step else (math.floor(point / step) + 1) * step
