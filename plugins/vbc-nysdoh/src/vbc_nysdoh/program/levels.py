"""The level of a contract as its terms are, and what it lacks of the level it is written as."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import cast

import attrs

from vbc_nysdoh.program.minima import Minima, minima_on, why_unknown
from vbc_nysdoh.program.terms import (
    Agreed,
    least_loss_share,
    loss_cap,
    share_if_all_met,
    streams_on,
    times,
)
from vbc_rules import Classified, Contract, ContractClassification, Place

NOT_COUNTED = "not counted as value-based payment"


@attrs.frozen
class Shortfall:
    """What a stream lacks: the code of its finding, the sentence without an end, the place."""

    code: str
    message: str
    place: Place
    hint: str


@attrs.frozen
class Standing:
    """The level of a stream on a day: `design` is what it is written as, `level` what it is."""

    agreed: Agreed
    level: int
    shortfalls: tuple[Shortfall, ...]
    minima: Minima | None

    @property
    def design(self) -> int:
        """Return the level that the stream is written as."""
        return self.agreed.design

    @property
    def label(self) -> str:
        """Return the level in words."""
        if self.design in (1, 2) and self.minima is None:
            return f"level {self.design} as written, its minima not known"
        written = "" if self.level == self.design else f", written as level {self.design}"
        return f"level {self.level}{written}" + (f", {NOT_COUNTED}" if self.level == 0 else "")


def standing(agreed: Agreed) -> Standing:
    """Return the level of a stream on its day."""
    minima = minima_on(agreed.day)
    if minima is None or agreed.design not in (1, 2):
        return Standing(agreed, agreed.design, (), minima)
    losses = tuple(_losses(agreed, minima)) if agreed.design == 2 else ()  # noqa: PLR2004
    level = 1 if losses else agreed.design
    savings = tuple(_savings(agreed, minima)) if level == 1 else ()
    return Standing(agreed, 0 if savings else level, (*losses, *savings), minima)


def standings(contract: Contract, day: date) -> tuple[Standing, ...]:
    """Return the level of each stream of a contract on a day."""
    return tuple(standing(agreed) for agreed in streams_on(contract, day))


def _losses(agreed: Agreed, minima: Minima) -> Iterator[Shortfall]:
    share, term = least_loss_share(agreed)
    if share < minima.loss_share:
        message = (
            f"Losses are shared at {_percent(share)}, below the {_percent(minima.loss_share)} "
            "of level 2: the contract counts as level 1"
        )
        hint = f"share at least {_percent(minima.loss_share)} at every quality result"
        yield Shortfall("NYS101", message, agreed.place(term), hint)
    cap, year = loss_cap(agreed)
    least = minima.cap(year)
    if cap < least:
        message = (
            f"Losses are capped at {_percent(cap)} of the target budget in year {year}, below the "
            f"{_percent(least)} of level 2: the contract counts as level 1"
        )
        hint = f"cap losses at {_percent(least)} or more in this year of the arrangement"
        yield Shortfall("NYS102", message, agreed.place("loss_caps"), hint)


def _savings(agreed: Agreed, minima: Minima) -> Iterator[Shortfall]:
    share = share_if_all_met(agreed.rows("savings_curve"))
    if share < minima.savings_share:
        message = (
            f"Savings are shared at {_percent(share)} where all quality targets are met, below the "
            f"{_percent(minima.savings_share)} of level 1: the contract is {NOT_COUNTED}"
        )
        hint = f"share at least {_percent(minima.savings_share)} where all targets are met"
        yield Shortfall("NYS103", message, agreed.place("savings_curve"), hint)


def _percent(share: Fraction) -> str:
    """Return a share of a contract, which is a decimal number, as a percentage."""
    percent = share * 100
    return f"{(Decimal(percent.numerator) / percent.denominator).normalize():f} %"


def classify(checked: object) -> Iterator[Classified]:
    """Yield the level of a contract over its term, with the level of each stream."""
    contract = cast("Contract", checked)
    open_class: Classified | None = None
    for start, end in times(contract):
        found = _classified(standings(contract, start), start, end)
        if open_class is not None and _same(open_class, found):
            open_class = attrs.evolve(open_class, end=end)
            continue
        if open_class is not None:
            yield open_class
        open_class = found
    if open_class is not None:
        yield open_class


def _same(one: Classified, other: Classified) -> bool:
    return (one.label, one.reasons) == (other.label, other.reasons)


def _classified(found: tuple[Standing, ...], start: date, end: date) -> Classified:
    if not found:
        return Classified(start, end, "no level: no stream of the program pays")
    highest = max(found, key=lambda one: one.level)
    reasons = [f"{one.agreed.stream.name}: {one.label}" for one in found]
    reasons += [
        f"{one.agreed.stream.name}: {each.code} {each.message} (line {each.place.line})"
        for one in found
        for each in one.shortfalls
    ]
    if any(one.minima is None and one.design in (1, 2) for one in found):
        reasons.append(f"minima are not checked: {why_unknown(start)}")
    return Classified(start, end, highest.label, tuple(reasons))


LEVELS = ContractClassification("nysdoh.level", "New York Medicaid, level", classify)
