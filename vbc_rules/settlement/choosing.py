"""Choosing: what the same facts pay under several contracts, and within which bounds.

Over the stated ranges of facts the lowest and the highest payment are looked for where a
payment can turn: at the ends of each range and at every point at which some decision of
the contract changes along a range, from each end of the other ranges. For contracts whose
payment moves in one direction with each fact, as payments by expenditure and quality do,
these are the lowest and the highest of the whole range.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from fractions import Fraction
from itertools import chain, product
from typing import Any

import attrs

from vbc_rules.diagnostics import Refusal, refuse
from vbc_rules.diagnostics.suggest import suggestion
from vbc_rules.evaluation.exact import Run
from vbc_rules.evaluation.inputs import Inputs
from vbc_rules.evaluation.probe import Vary
from vbc_rules.evaluation.sweep import Sweep, added, breakpoints, sweep
from vbc_rules.facts.declared import meant_by
from vbc_rules.facts.table import FactTable
from vbc_rules.language import USD
from vbc_rules.language.declarations import Given
from vbc_rules.settlement.binding import BoundContract
from vbc_rules.settlement.evaluating import dollars_of
from vbc_rules.settlement.sweeping import parse_number, parse_vary
from vbc_rules.settlement.unagreed import unagreed_entries

MOST_CASES = 20_000
"""Cases that one contract is settled for; more would mean a range with very many steps."""


@attrs.frozen
class Range:
    """A fact, `name` or `name[entry]`, and the values between which it may lie."""

    fact: str
    start: Fraction
    end: Fraction
    unit: str = "Rate"


@attrs.frozen
class Case:
    """A payment, and the values of the ranged facts at which it comes about."""

    payment: Fraction
    at: tuple[tuple[str, Fraction], ...]


@attrs.frozen
class Offer:
    """What one contract pays on the facts as they are, at worst and at best.

    It is the main result of a contract that says what becomes of its streams, else the sum of
    what they pay: `parts`, their first results in dollars, by the stream's name. `line` is
    its payment as the first range moves, None without a range or where it is not read.
    `still` names the ranged facts that this contract does not read: its payment does not
    move with them.
    """

    contract: str
    title: str
    result: str
    payment: Fraction
    parts: tuple[tuple[str, Fraction], ...]
    lowest: Case
    highest: Case
    line: Sweep | None
    still: tuple[str, ...]


@attrs.frozen
class Choice:
    """Several contracts on the facts of one entity."""

    entity: str
    period: str
    ranges: tuple[Range, ...]
    offers: tuple[Offer, ...]


def one_period(contracts: Sequence[BoundContract]) -> str:
    """Return the performance period that all contracts were bound to.

    Raises:
        Refusal: VBC581 where they were bound to different ones.
    """
    names = dict.fromkeys(one.period.name for one in contracts)
    if len(names) > 1:
        message = f"The contracts cover different periods: {', '.join(names)}."
        raise refuse("VBC581", message, hint=f"add --period {next(iter(names))}")
    return next(iter(names))


def parse_range(text: str) -> Range:
    """Return the range that `expenditure=80000000..120000000` says.

    Raises:
        Refusal: VBC582 for anything else, or where the end is not above the start.
    """
    fact, equals, ends = text.partition("=")
    start, dots, end = ends.partition("..")
    if not (fact and equals and dots):
        raise refuse("VBC582", f"`{text}` is no range.",
                     hint="write expenditure=80000000..120000000")  # fmt: skip
    low, high = parse_number(start), parse_number(end)
    if low >= high:
        raise refuse("VBC582", f"The range `{text}` ends before it begins.",
                     hint=f"write {fact}={end}..{start}")  # fmt: skip
    return Range(fact, low, high)


def chosen(
    contracts: Sequence[tuple[BoundContract, FactTable]], entity: str, ranges: Sequence[Range]
) -> Choice:
    """Return what each contract pays one entity, as it is and over the ranges.

    Raises:
        Refusal: VBC421 for an unknown entity, VBC582 for a range of a fact that no
            contract reads or that leaves its limits, VBC583 for a contract that pays no
            dollars, and as a settlement.
    """
    bound = [one for one, _ in contracts]
    stated = tuple(_checked(one, bound) for one in ranges)
    offers = tuple(_offer(one, table, entity, stated) for one, table in contracts)
    return Choice(entity, one_period(bound), stated, offers)


def _offer(bound: BoundContract, table: FactTable, entity: str, ranges: Sequence[Range]) -> Offer:
    """Return what a contract pays; entries that it lacks are told at the line of the facts."""
    try:
        return _Compared(bound, table, entity, ranges).offer()
    except Refusal as refusal:
        lacking = any(one.code == "VBC502" for one in refusal.diagnostics)
        told = unagreed_entries(bound, table, table.row(entity)) if lacking else None
        if told is None:
            raise
        own = f"{bound.contract.id}: "
        findings = [attrs.evolve(one, message=own + one.message) for one in told.diagnostics]
        raise Refusal(findings) from None


def _checked(one: Range, contracts: Sequence[BoundContract]) -> Range:
    """Return the range with the unit of its fact, which some contract reads."""
    name = parse_vary(one.fact).name
    known = {
        each: declared
        for bound in contracts
        for fact, declared in bound.facts.items()
        for each in (fact, f"{bound.contract.id}.{fact}")
    }
    declared = known.get(name)
    if declared is None or not any(_moved(bound, one) for bound in contracts):
        hint = suggestion(name, known, f"they read {', '.join(sorted(known))}")
        raise refuse("VBC582", f"No contract reads a fact `{name}` in the period.", hint=hint)
    low, high = declared.minimum, declared.maximum
    if (low is not None and one.start < low) or (high is not None and one.end > high):
        limits = f"{'any' if low is None else low} to {'any' if high is None else high}"
        message = f"The range of `{one.fact}` leaves the limits of the fact."
        raise refuse("VBC582", message, hint=f"it may be {limits}")
    return attrs.evolve(one, unit=declared.unit)


def _moved(bound: BoundContract, one: Range) -> Vary | None:
    """Return the facts of a contract that a range moves, None where it reads none."""
    asked = parse_vary(one.fact)
    name = asked.name.removeprefix(f"{bound.contract.id}.")
    if name not in bound.facts:
        return None
    full = [each for each in meant_by(name, bound.facts) if each in bound.edition.terms]
    return Vary(full[0], asked.entries, tuple(full[1:])) if full else None


class _Compared:
    """One contract on the facts of one entity."""

    def __init__(
        self, bound: BoundContract, table: FactTable, entity: str, ranges: Sequence[Range]
    ) -> None:
        self._bound = bound
        self._inputs = bound.inputs(table, table.row(entity))
        self._parts = _parts(bound)
        self._results = _paid(bound, self._parts)
        if not self._results:
            message = f"Contract {bound.contract.id} pays no dollars: it cannot be compared."
            raise refuse("VBC583", message, bound.contract.term.place)
        self._ranges = [(one, vary) for one in ranges if (vary := _moved(bound, one)) is not None]
        self._first = ranges[0] if ranges else None
        self._still = tuple(one.fact for one in ranges if _moved(bound, one) is None)

    def offer(self) -> Offer:
        """Return what the contract pays."""
        cases = list(self._cases())
        run = Run(self._bound.edition, self._inputs)
        return Offer(
            contract=self._bound.contract.id,
            title=self._bound.contract.title,
            result=" + ".join(self._results),
            payment=self._payment(run),
            parts=tuple((name, dollars_of(run, one)) for name, one in self._parts.items()),
            lowest=min(cases, key=lambda case: case.payment),
            highest=max(cases, key=lambda case: case.payment),
            line=self._line(),
            still=self._still,
        )

    def _cases(self) -> Iterator[Case]:
        """Yield the payment at every combination of points at which it may turn."""
        if not self._ranges:
            yield self._case(())
            return
        points = [self._points(index) for index in range(len(self._ranges))]
        count = math.prod(map(len, points))
        if count > MOST_CASES:
            message = f"The ranges have {count:,} cases for contract {self._bound.contract.id}."
            raise refuse("VBC582", message, hint="state narrower ranges, or fewer")
        for combination in product(*points):
            yield self._case(combination)

    def _case(self, values: Sequence[Fraction]) -> Case:
        run = Run(self._bound.edition, self._with(values, range(len(values))))
        at = zip((one.fact for one, _ in self._ranges), values, strict=False)
        return Case(self._payment(run), tuple(at))

    def _payment(self, run: Run) -> Fraction:
        return sum((dollars_of(run, one) for one in self._results), Fraction(0))

    def _points(self, index: int) -> list[Fraction]:
        """Return the ends of a range, and where decisions change from any end of the others."""
        one, vary = self._ranges[index]
        others = [number for number in range(len(self._ranges)) if number != index]
        ends = [(self._ranges[n][0].start, self._ranges[n][0].end) for n in others]
        found = {one.start, one.end}
        for corner in product(*ends):
            inputs = self._with(corner, others)
            found.update(self._turns(inputs, one, vary))
        return sorted(found)

    def _turns(self, inputs: Inputs, one: Range, vary: Vary) -> Iterator[Fraction]:
        """Yield the values on both sides of each change, in the decimals of the fact."""
        step, edition = Fraction(1, 10 ** _places(self._bound, vary)), self._bound.edition
        turns = (breakpoints(edition, inputs, vary, result, one.start, one.end)
                 for result in self._results)  # fmt: skip
        for point in chain.from_iterable(turns):
            below = math.floor(point / step) * step
            for value in (below - step, below, below + step):
                if one.start <= value <= one.end:
                    yield value

    def _with(self, values: Iterable[Fraction], indexes: Iterable[int]) -> Inputs:
        """Return the facts with these values in place of the ranged ones."""
        facts: dict[str, Any] = dict(self._inputs.facts)
        for index, value in zip(indexes, values, strict=True):
            _, vary = self._ranges[index]
            for name in vary.names:
                facts[name] = _replaced(facts.get(name), vary.entries, value)
        return attrs.evolve(self._inputs, facts=facts)

    def _line(self) -> Sweep | None:
        if not self._ranges or self._ranges[0][0] is not self._first:
            return None
        one, vary = self._ranges[0]
        edition, inputs = self._bound.edition, self._inputs
        return added(sweep(edition, inputs, vary, each, one.start, one.end)
                     for each in self._results)  # fmt: skip


def _parts(bound: BoundContract) -> dict[str, str]:
    """Return the first result in dollars of each payment stream, by the stream's name."""
    found: dict[str, str] = {}
    for stream in (one for one in bound.streams if one.pays):
        for name in stream.edition.results:
            if type(stream.edition.clauses[name].expression) is USD:
                found.setdefault(stream.name, stream.prefix + name)
    return found


def _paid(bound: BoundContract, parts: Mapping[str, str]) -> tuple[str, ...]:
    """Return the results that add up to the payment; none if no dollars are paid."""
    headline = bound.edition.headline
    is_money = type(bound.edition.clauses[headline].expression) is USD
    if bound.occasion.steps or (len(parts) < 2 and is_money):  # noqa: PLR2004 - one is no sum
        return (headline,)
    return tuple(parts.values())


def _replaced(given: object, entries: tuple[str, ...], value: Fraction) -> object:
    if not entries:
        return value
    return {**(given if isinstance(given, Mapping) else {}), entries: value}


def _places(bound: BoundContract, vary: Vary) -> int:
    declared = bound.edition.terms[vary.name].declaration
    return declared.places or 0 if isinstance(declared, Given) else 0
