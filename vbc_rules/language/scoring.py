"""Scoring: how a result becomes a score, in the words that programs share.

Every function is composed from the operations of the language, and says in its own words
what it did. A result that is missing stays missing: it never becomes a zero on its own.
"""

from __future__ import annotations

from typing import TypeVar

from vbc_rules.language.axes import Axis
from vbc_rules.language.library import better, clamp
from vbc_rules.language.operations import (
    count,
    greater_of,
    greatest,
    if_missing,
    known,
    least,
    points,
    rate,
    round_to,
    total,
    when,
)
from vbc_rules.language.quantities import Ordered, YesNo
from vbc_rules.language.units import Count, Points, Rate
from vbc_rules.language.wording import wording

O = TypeVar("O", bound=Ordered)  # noqa: E741 - a type variable, read as in the library


@wording("{value} on {cases} cases, where {minimum} are needed")
def with_enough_cases(value: O, cases: Count, minimum: Count) -> O:
    """Return a value whose denominator is large enough, else missing."""
    return when(cases >= minimum, value)


@wording("{earns} for {value} at {threshold}")
def attained(value: Rate, threshold: Rate, lower_is_better: YesNo, earns: Points) -> Points:
    """Return the points of a threshold that is reached, 0 below it."""
    return when(better(value, threshold, lower_is_better), earns, 0)


@wording("how far {value} is from {threshold} to {benchmark}")
def linear_between(value: Rate, threshold: Rate, benchmark: Rate) -> Rate:
    """Return 0 at the threshold and 1 at the benchmark, in a straight line between them.

    A lower rate is better where the benchmark is below the threshold. The two must differ.
    """
    return clamp((value - threshold) / (benchmark - threshold), 0, 1)


@wording("points of {value} by the bands that begin at {starts}")
def band_points(value: Rate, starts: Rate, lower_is_better: YesNo, over: Axis) -> Points:
    """Return the number of a value's band, and how far it is within the band.

    `starts` is where each band begins, for each entry of `over`, from the worst to the best;
    ten of them are the deciles of a benchmark. What begins a band belongs to it. The way
    within the band counts in tenths, cut off: 8.34 is 8.3. The last band has no tenths, and
    in a band that ends where it begins lies no value. Before the first band it is 1 point.
    """
    sign = when(lower_is_better, rate("-1"), rate("1"))
    reached = better(value, starts, lower_is_better)
    begins = when(reached, sign * starts)
    begin = greatest(begins, over=over, missing="skip")
    end = least(when(~reached, sign * starts), over=over, missing="skip")
    within = round_to((sign * value - begin) / (end - begin), "0.1", "down")
    bands = count(known(begins), over=over) * points(1)
    whole = when(known(value), greater_of(bands, 1))
    return if_missing(whole + within * points(1), whole)


@wording("gain from {before} to {now}")
def gain(now: Rate, before: Rate, lower_is_better: YesNo) -> Rate:
    """Return the difference of two rates, positive for an improvement: 0.03 is 3 points."""
    return when(lower_is_better, before - now, now - before)


@wording("gain from {before} to {now}, as a share of {before}")
def relative_gain(now: Rate, before: Rate, lower_is_better: YesNo) -> Rate:
    """Return the improvement as a share of the rate before, which must not be 0."""
    return gain(now, before, lower_is_better) / before


@wording("share of the gap from {before} to {benchmark} that {now} closes")
def gap_closed(now: Rate, before: Rate, benchmark: Rate) -> Rate:
    """Return 1 for a gap that is closed; negative for one that grew, above 1 beyond it.

    The direction is that from before to the benchmark; the two must differ.
    """
    return (now - before) / (benchmark - before)


@wording("the better of attainment {attainment} and improvement {improvement}")
def attainment_or_improvement(attainment: O, improvement: O) -> O:
    """Return the greater of the two; where one is missing the other, never a zero."""
    return greater_of(if_missing(attainment, improvement), if_missing(improvement, attainment))


@wording("mean of {score} weighted by {weight}, of those that are known")
def composite(score: Rate, weight: Rate, over: Axis) -> Rate:
    """Return the weighted mean of the known scores, missing where no weight is left.

    An entry without a score leaves the mean on both sides: its weight goes to the others.
    """
    weights = total(when(known(score), weight, 0), over=over)
    return when(weights > 0, total(score * weight, over=over, missing="skip") / weights)


@wording("{earned} as a share of {most}, where both are known")
def share_of_points(earned: Points, most: Points, over: Axis) -> Rate:
    """Return earned points over the most possible, missing where no entry has points.

    An entry without points leaves both sums.
    """
    possible = total(when(known(earned), most), over=over, missing="skip")
    return when(possible > 0, total(earned, over=over, missing="skip") / possible)


__all__ = [
    "attained",
    "attainment_or_improvement",
    "band_points",
    "composite",
    "gain",
    "gap_closed",
    "linear_between",
    "relative_gain",
    "share_of_points",
    "with_enough_cases",
]
