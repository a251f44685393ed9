"""The exact sweep: every piece of a payment as one input moves, with no sampling.

Between two breakpoints a payment is a straight line in the swept input. The sweep walks
from breakpoint to breakpoint: it lists each piece with its slope, and each jump in
dollars with the clause that causes it. Amounts stand before rounding to cents.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from fractions import Fraction
from itertools import pairwise

import attrs

from vbc_rules.diagnostics import refuse
from vbc_rules.diagnostics.suggest import did_you_mean, suggestion
from vbc_rules.evaluation.inputs import Inputs
from vbc_rules.evaluation.probe import Cause, Probe, Vary
from vbc_rules.language.declarations import Given
from vbc_rules.language.edition import Edition
from vbc_rules.language.quantities import Ordered

MOST_PIECES = 10_000
ZERO = Fraction(0)


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

    `first` is the first input, in its declared decimals, that has the amount beyond:
    `at` itself where a threshold counts as reached.
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


def sweep(  # noqa: PLR0913, PLR0917 - the arguments are the question
    edition: Edition,
    inputs: Inputs,
    vary: Vary,
    result: str,
    start: Fraction,
    end: Fraction,
) -> Sweep:
    """Return a clause of an edition as one fact or parameter moves from start to end.

    Facts that move `along` with it are those of other streams; they mean the same.

    Raises:
        Refusal: VBC507 where the result is no straight line between decisions, VBC508
            for an input that cannot be swept, VBC503 where no row of a table applies.
    """
    walk = _walk(edition, inputs, vary, result, start, end)
    walked = tuple(walk.pieces(start, end))
    return Sweep(
        vary=vary.name,
        vary_unit=edition.terms[vary.name].declaration.unit.unit.id,
        result=result,
        unit=edition.clauses[result].expression.unit.id,
        pieces=tuple(_merged(walked)),
        jumps=tuple(walk.jumps(walked)),
    )


def added(sweeps: Iterable[Sweep]) -> Sweep:
    """Return the sum of several results as the same input moves over the same range.

    A jump of the sum says what each result's jump says; jumps that cancel out are none.
    """
    each = tuple(sweeps)
    if len(each) == 1:
        return each[0]
    ends = sorted({piece.end for one in each for piece in one.pieces})
    starts = [each[0].pieces[0].start, *ends[:-1]]
    pieces = tuple(_added(each, *ends) for ends in zip(starts, ends, strict=True))
    jumps = tuple(jump for at in ends[:-1] if (jump := _jump(each, at)).amount)
    names = " + ".join(one.result for one in each)
    return attrs.evolve(each[0], result=names, pieces=tuple(_merged(pieces)), jumps=jumps)


def _added(sweeps: Sequence[Sweep], start: Fraction, end: Fraction) -> Piece:
    within = [next(one for one in each.pieces if start < one.end) for each in sweeps]
    value = sum((one.value_at_start + one.slope * (start - one.start) for one in within), ZERO)
    causes = tuple(cause for one in within if one.end == end for cause in one.ends_by)
    return Piece(start, end, value, sum((one.slope for one in within), ZERO), causes)


def _jump(sweeps: Sequence[Sweep], at: Fraction) -> Jump:
    found = [jump for each in sweeps for jump in each.jumps if jump.at == at]
    causes = tuple(dict.fromkeys(cause for jump in found for cause in jump.causes))
    first = max((jump.first for jump in found), default=at)
    return Jump(at, first, sum((jump.amount for jump in found), ZERO), causes)


def breakpoints(  # noqa: PLR0913, PLR0917 - the arguments are the question
    edition: Edition,
    inputs: Inputs,
    vary: Vary,
    result: str,
    start: Fraction,
    end: Fraction,
) -> tuple[Fraction, ...]:
    """Return every input at which some decision behind a clause changes."""
    walk = _walk(edition, inputs, vary, result, start, end)
    return tuple(piece.end for piece in walk.pieces(start, end))[:-1]


def pieces(  # noqa: PLR0913, PLR0917 - the arguments are the question
    edition: Edition,
    inputs: Inputs,
    vary: Vary,
    result: str,
    start: Fraction,
    end: Fraction,
) -> Iterator[Piece]:
    """Yield the pieces between decisions from left to right, each as it is asked for.

    Unlike those of a sweep, neighbours on one line are not merged.

    Raises:
        Refusal: as `sweep`.
    """
    return _walk(edition, inputs, vary, result, start, end).pieces(start, end)


@attrs.frozen
class _Walk:
    """A way along one input, from decision to decision."""

    edition: Edition
    inputs: Inputs
    vary: Vary
    result: str

    def pieces(self, start: Fraction, end: Fraction) -> Iterator[Piece]:
        """Yield the pieces between decisions, from left to right."""
        point = start
        for _ in range(MOST_PIECES):
            probe = Probe(self.edition, self.inputs, self.vary, point)
            line = probe.line(self.result)
            until = end if probe.until is None else min(probe.until, end)
            causes = tuple(sorted(set(probe.causes))) if probe.until == until else ()
            yield Piece(point, until, line.at(point), line.slope, causes)
            if until == end:
                return
            point = until
        message = f"more than {MOST_PIECES:,} pieces"
        raise refuse("VBC508", message, hint="sweep a shorter range")

    def jumps(self, pieces: tuple[Piece, ...]) -> Iterator[Jump]:
        """Yield the cliffs between pieces."""
        for piece, following in pairwise(pieces):
            amount = following.value_at_start - piece.value_at_end
            if amount:
                yield Jump(piece.end, self._first(following), amount, piece.ends_by)

    def _first(self, beyond: Piece) -> Fraction:
        """Return the first input of a piece that the declared decimals allow."""
        point, places = beyond.start, self._places()
        if places is None:
            return point
        steps = point * 10**places
        if steps.denominator == 1:
            there = Probe(self.edition, self.inputs, self.vary, point, still=True)
            if there.line(self.result).base == beyond.value_at_start:
                return point
        return Fraction(math.floor(steps) + 1, 10**places)

    def _places(self) -> int | None:
        declared: Given = self.edition.terms[self.vary.name].declaration  # type: ignore[assignment]
        return declared.places


def _walk(  # noqa: PLR0913, PLR0917 - the arguments are the question
    edition: Edition, inputs: Inputs, vary: Vary, result: str, start: Fraction, end: Fraction
) -> _Walk:
    """Return the way, once the question makes sense."""
    _check_input(edition, inputs, vary)
    _check_result(edition, result)
    if start >= end:
        raise refuse("VBC508", "a sweep runs from a lower to a higher value")
    return _Walk(edition, inputs, vary, result)


def _check_input(edition: Edition, inputs: Inputs, vary: Vary) -> None:
    for name in vary.names:
        _check_term(edition, inputs, name, vary)


def _check_term(edition: Edition, inputs: Inputs, name: str, vary: Vary) -> None:
    term = edition.terms.get(name)
    if term is None or term.kind == "constant":
        facts = [one.name for one in (*edition.facts(), *edition.parameters())]
        hint = suggestion(name, facts, f"it reads {', '.join(sorted(facts))}")
        message = f"`{name}` is no fact or parameter that {edition.model} reads"
        raise refuse("VBC508", message, hint=hint)
    if not isinstance(term.declaration, Given) or not issubclass(term.declaration.unit, Ordered):
        raise refuse("VBC508", f"`{name}` is no number and cannot be swept")
    if len(vary.entries) != len(term.axes):
        axes = ", ".join(axis.name for axis in term.axes) or "nothing"
        raise refuse("VBC508", f"`{name}` varies by {axes}: name one entry of each")
    for axis, entry in zip(term.axes, vary.entries, strict=True):
        known = inputs.entries(axis)
        if entry not in known:
            message = f"`{entry}` is no {axis.name} of these facts"
            raise refuse("VBC508", message, hint=f"they have {', '.join(known)}")


def _check_result(edition: Edition, result: str) -> None:
    record = edition.clauses.get(result)
    if record is None or record.expression.axes or not isinstance(record.expression, Ordered):
        near = did_you_mean(result, edition.clauses)
        hint = f"did you mean `{near}`?" if near and record is None else ""
        raise refuse("VBC508", f"{edition.model} has no one number `{result}`", hint=hint)


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
