"""What the order of steps makes of them: caps below floors, and steps without effect."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fractions import Fraction
from itertools import product
from typing import Any

from vbc_rules.contracts.contract import AgreedStep, Dated, SettlementTerms
from vbc_rules.diagnostics import Diagnostic
from vbc_rules.language.steps import AtLeast, AtMost, Gate, HoldBack, Recoup, Scale, Sum, Unchanged


def check_order(stated: SettlementTerms) -> Iterator[Diagnostic]:
    """Yield findings about steps that stand against, or after, one another; each once."""
    told: set[str] = set()
    for occasion in stated.occasions:
        steps = stated.at(occasion)
        for position, step in enumerate(steps):
            found = next(_findings(step, steps[:position]), None)
            if found is not None and step.step.name not in told:
                told.add(step.step.name)
                yield found


def _findings(step: AgreedStep, before: tuple[AgreedStep, ...]) -> Iterator[Diagnostic]:
    yield from _cap_below_floor(step, before)
    if any(_makes_idle(one, step) for one in _since(step, before)):
        message = f"The step `{step.step.name}` has no effect: an earlier step went as far."
        yield Diagnostic("VBC248", message, step.step.place, "leave one of the two out")
    elif isinstance(step.step.does, HoldBack) and not any(_values(step)):
        message = f"The step `{step.step.name}` holds nothing back."
        yield Diagnostic("VBC248", message, step.step.place, "leave the step out")


_REVIVING: Mapping[type[Any], tuple[type[Any], ...]] = {
    AtMost: (Sum,),
    AtLeast: (Sum, AtMost, Gate, HoldBack, Recoup, Scale),
    Gate: (Sum, AtLeast),
}
"""Operations after which a step like an earlier one can have an effect again."""


def _since(step: AgreedStep, before: tuple[AgreedStep, ...]) -> list[AgreedStep]:
    """Return the earlier steps with whose amount a step still has to do."""
    reviving = _REVIVING.get(type(step.step.does))
    if reviving is None:
        return list(before[-1:])
    found: list[AgreedStep] = []
    for one in before:
        found = [] if isinstance(one.step.does, reviving) else [*found, one]
    return found


def _cap_below_floor(step: AgreedStep, before: tuple[AgreedStep, ...]) -> Iterator[Diagnostic]:
    for other in before:
        cap, floor = (step, other) if isinstance(step.step.does, AtMost) else (other, step)
        if not _opposed(cap, floor):
            continue
        for most, least in _at_one_time(cap, floor):
            if most < least:
                message = (
                    f"The cap `{cap.step.name}` is below the floor `{floor.step.name}` of the "
                    "same amount."
                )
                hint = "let the cap be at least the floor"
                yield Diagnostic("VBC245", message, step.step.place, hint)
                return


def _opposed(cap: AgreedStep, floor: AgreedStep) -> bool:
    most, least = cap.step.does, floor.step.does
    return isinstance(most, AtMost) and isinstance(least, AtLeast) and _same_base(most, least)


def _same_base(one: AtMost | AtLeast, other: AtMost | AtLeast) -> bool:
    units = (one.limit.term.declaration.unit, other.limit.term.declaration.unit)
    return one.limit.of == other.limit.of and units[0] is units[1]


def _makes_idle(before: AgreedStep, step: AgreedStep) -> bool:
    """Tell whether a step can change nothing that an earlier one left."""
    one, other = before.step.does, step.step.does
    if isinstance(one, AtMost) and isinstance(other, AtMost) and _same_base(one, other):
        return all(new >= old for old, new in _at_one_time(before, step))
    if isinstance(one, AtLeast) and isinstance(other, AtLeast) and _same_base(one, other):
        return all(new <= old for old, new in _at_one_time(before, step))
    if isinstance(one, Gate) and isinstance(other, Gate):
        same = (one.condition, one.keeps_losses) == (other.condition, other.keeps_losses)
        return same and all(new <= old for old, new in _at_one_time(before, step))
    if isinstance(other, Unchanged):
        to, earlier = step.step.rounded_to, before.step.rounded_to
        splits = isinstance(one, HoldBack)
        return not splits and None not in (to, earlier) and _multiple(earlier, to)
    return False


def _multiple(earlier: Fraction | None, to: Fraction | None) -> bool:
    return bool(earlier and to) and (Fraction(earlier or 0) / Fraction(to or 1)).denominator == 1


def _values(step: AgreedStep) -> list[Fraction]:
    values: list[Any] = [dated.value for dated in _dated(step)]
    return values


def _at_one_time(one: AgreedStep, other: AgreedStep) -> Iterator[tuple[Fraction, Fraction]]:
    """Yield the values of two steps' terms that apply on one day."""
    for first, second in product(_dated(one), _dated(other)):
        if _meet(first, second):
            left: Any = first.value
            right: Any = second.value
            yield left, right


def _dated(step: AgreedStep) -> Iterator[Dated]:
    for term in step.terms.values():
        yield from term.values


def _meet(first: Dated, second: Dated) -> bool:
    ends_before = first.end is not None and second.start is not None and first.end < second.start
    begins_after = second.end is not None and first.start is not None and second.end < first.start
    return not ends_before and not begins_after
