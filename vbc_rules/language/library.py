"""Functions composed from the operations; each explains itself in its own words."""

from __future__ import annotations

from fractions import Fraction
from typing import TypeVar

from vbc_rules.language.axes import Axis
from vbc_rules.language.operations import (
    count,
    greater_of,
    if_missing,
    known,
    lesser_of,
    round_to,
    total,
    when,
)
from vbc_rules.language.quantities import Ordered, Quantity, YesNo
from vbc_rules.language.tables import Table, column, next_start, starts_at
from vbc_rules.language.tree import constant_value, node
from vbc_rules.language.units import USD, MemberMonths, MemberYears, Rate
from vbc_rules.language.wording import wording

Q = TypeVar("Q", bound=Quantity)
O = TypeVar("O", bound=Ordered)  # noqa: E741 - a type variable, read beside Q


def to_cents(amount: USD) -> USD:
    """Return dollars rounded half-up (ties away from zero) to the cent."""
    return round_to(amount, "0.01")


def to_dollars(amount: USD) -> USD:
    """Return dollars rounded half-up (ties away from zero) to the whole dollar."""
    return round_to(amount, "1")


@wording("{value} held between {low} and {high}")
def clamp(value: O, low: O | int, high: O | int) -> O:
    """Return the value, at least `low` and at most `high`."""
    return lesser_of(greater_of(value, low), high)


@wording("{value}, at least 0")
def at_least_zero(value: Q) -> Q:
    """Return the value, or 0 where it is negative."""
    return greater_of(value, 0)


@wording("{months} / 12")
def years(months: MemberMonths) -> MemberYears:
    """Return member-months as member-years; the only bridge from PMPM to PMPY."""
    twelfth = constant_value(Rate, Fraction(1, 12))
    return node(MemberYears, "mul", (months, twelfth), months.axes, missing=months.may_be_missing)


@wording("{where} as a share of {among}")
def share_of(where: YesNo, among: YesNo, over: Axis) -> Rate:
    """Return how many of the entries in `among` also fulfil `where`, as a rate.

    Where no entry is in `among` the share does not exist, and the settlement is refused
    (VBC504): write `when(count(among, over=axis) > 0, share_of(...))`.
    """
    return count(where & among, over=over) / count(among, over=over)


@wording("average of {value} weighted by {weights}")
def weighted_average(value: Rate, weights: Rate, over: Axis) -> Rate:
    """Return the weighted mean over the entries that are known; their weights are rescaled.

    Where no entry is known the mean does not exist, and the settlement is refused
    (VBC504): write `when(count(known(value), over=axis) > 0, weighted_average(...))`.
    """
    weighed = total(value * weights, over=over, missing="skip")
    counted = when(known(value), weights, 0)
    return weighed / total(counted, over=over)


@wording("{value} is at least as good as {than}")
def better(value: O, than: O, lower_is_better: YesNo) -> YesNo:
    """Hold if a value is at least as good, by the direction of its measure."""
    return (lower_is_better & (value <= than)) | (~lower_is_better & (value >= than))


@wording("the lesser of {a} and {b}, of those that are given")
def lesser_known(a: O, b: O) -> O:
    """Return the lesser of two values, or the one that is known; missing if neither is."""
    return if_missing(lesser_of(a, b), if_missing(a, b))


class Bands(Table):
    """Corridor bands: each share applies to the part of an amount within its band.

    The first band begins at 0, so that no part of an amount is in no band.
    """

    start: Rate = starts_at(first=0)
    share: Rate = column()
    end: Rate = next_start()


def part_within(amount: USD, start: USD, width: USD) -> USD:
    """Return the part of an amount between a start and so far above it.

    Without a width, as in the last row of a table, it is all above the start.
    """
    above = greater_of(amount - start, 0)
    return if_missing(lesser_of(above, width), above)


@wording("{amount} shared by the bands of {base}")
def marginal(amount: USD, base: USD, bands: Bands) -> USD:
    """Return an amount shared band by band, where bands are shares of `base` (a corridor)."""
    within = part_within(amount, bands.start * base, (bands.end - bands.start) * base)
    return total(within * bands.share, over=bands.rows)


class Layers(Table):
    """Layers in dollars: each share applies to the part of an amount within its layer.

    The first layer begins at 0; what nobody else pays is a layer with the share 0.
    """

    start: USD = starts_at(first=0)
    share: Rate = column()
    end: USD = next_start()


@wording("{amount} shared by the layers {layers}")
def layered(amount: USD, layers: Layers) -> USD:
    """Return an amount shared layer by layer, such as by reinsurers."""
    within = part_within(amount, layers.start, layers.end - layers.start)
    return total(within * layers.share, over=layers.rows)


__all__ = [
    "Bands",
    "Layers",
    "at_least_zero",
    "better",
    "clamp",
    "layered",
    "lesser_known",
    "marginal",
    "part_within",
    "share_of",
    "to_cents",
    "to_dollars",
    "weighted_average",
    "years",
]
