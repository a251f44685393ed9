"""The terms of a contract that decide on its level, as they stand on a day."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from fractions import Fraction
from itertools import pairwise
from typing import Any, cast

import attrs

from vbc_nysdoh.program.minima import RULE_DAYS
from vbc_rules import Contract, Dated, Place, Stream

DESIGN = {
    "nysdoh.fee_for_service": 0,
    "nysdoh.shared_savings": 1,
    "nysdoh.shared_risk": 2,
    "nysdoh.capitation": 3,
    "nysdoh.bundle": 3,
}
"""The level that a stream is written as, by its model."""

CURVES = {
    "nysdoh.fee_for_service": ("curve",),
    "nysdoh.shared_savings": ("savings_curve",),
    "nysdoh.shared_risk": ("savings_curve", "losses_curve"),
    "nysdoh.capitation": ("curve",),
    "nysdoh.bundle": ("curve",),
}
Rows = Sequence[Mapping[str, Fraction]]


@attrs.frozen
class Agreed:
    """A stream of the program on a day."""

    stream: Stream
    day: date

    @property
    def design(self) -> int:
        """Return the level that the stream is written as."""
        return DESIGN[self.stream.model]

    def term(self, name: str) -> Dated | None:
        """Return a parameter as it is agreed for the day, None where it is not."""
        stated = self.stream.parameters.get(name)
        return stated.on(self.day) if stated else None

    def number(self, name: str) -> Fraction | None:
        """Return a parameter that is a number, None where it is not agreed."""
        found = self.term(name)
        return cast("Fraction", found.value) if found else None

    def rows(self, name: str) -> Rows:
        """Return the rows of a curve or table; none where it is not agreed."""
        found = self.term(name)
        return cast("Rows", found.value) if found else ()

    def entries(self, name: str) -> Mapping[str, Any]:
        """Return the values of a parameter that varies, by entry."""
        found = self.term(name)
        values = cast("Mapping[tuple[str], Any]", found.value) if found else {}
        return {entry: value for (entry,), value in values.items()}

    def place(self, name: str) -> Place:
        """Return where a parameter is agreed, or where the stream stands."""
        found = self.term(name)
        return found.place if found else self.stream.place


def times(contract: Contract) -> Iterator[tuple[date, date]]:
    """Yield the first and last days within which neither terms nor rules change."""
    for start, end in contract.times():
        within = [day for day in RULE_DAYS if start < day <= end]
        for first, following in pairwise([start, *within, end + timedelta(days=1)]):
            yield first, following - timedelta(days=1)


def streams_on(contract: Contract, day: date) -> Iterator[Agreed]:
    """Yield the streams that the program pays by, on a day."""
    for stream in contract.payment:
        if stream.model in DESIGN:
            yield Agreed(stream, day)


def streams_of(contract: Contract, model: str, day: date) -> Iterator[Agreed]:
    """Yield the streams of a model, on a day."""
    for stream in contract.streams:
        if stream.model == model:
            yield Agreed(stream, day)


def shares(rows: Rows) -> tuple[Fraction, ...]:
    """Return the shares of a curve at its corners; the end of the last row is never reached."""
    ends = [row["share_at_end"] for row in rows[:-1]]
    return (*(row["share"] for row in rows), *ends)


def share_if_all_met(rows: Rows) -> Fraction:
    """Return the share of a curve where all quality targets are met."""
    return rows[-1]["share"]


def losses_shared(agreed: Agreed) -> tuple[str, ...]:
    """Return the terms by which losses are shared: those above 0 somewhere, if the cap is."""
    if loss_cap(agreed)[0] == 0:
        return ()
    curve = agreed.rows("losses_curve")
    found = ["losses_curve"] if any(share > 0 for share in shares(curve)) else []
    worse = agreed.number("losses_share_if_worse")
    return (*found, *(["losses_share_if_worse"] if worse else []))


def least_loss_share(agreed: Agreed) -> tuple[Fraction, str]:
    """Return the least share of losses at any quality result, and the term that makes it."""
    least = (min(shares(agreed.rows("losses_curve"))), "losses_curve")
    worse = agreed.number("losses_share_if_worse")
    return least if worse is None else min(least, (worse, "losses_share_if_worse"))


def loss_cap(agreed: Agreed) -> tuple[Fraction, int]:
    """Return the cap on losses of the day, and the year of the arrangement."""
    year = agreed.number("arrangement_year") or Fraction(1)
    rows = [row for row in agreed.rows("loss_caps") if row["year"] <= year]
    return (rows[-1]["cap"] if rows else Fraction(0)), int(year)
