"""Deciles of a benchmark, whichever way its source writes them, from the worst to the best."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fractions import Fraction

import attrs

from vbc_rules.hooks.quality import Benchmark
from vbc_rules.quality.checks import DECILES

LAST = 10
_PERCENTILES = tuple(f"p{number}" for number in range(10, 100, 10))


@attrs.frozen
class Decile:
    """One decile: it begins with `start` and ends before `end`, towards better results.

    `end` is None for the last one, `start` for the first one of a source that does not say
    where it begins. A decile that ends where it begins is empty: no result lies in it.
    """

    number: int
    start: Fraction | None
    end: Fraction | None

    @property
    def is_empty(self) -> bool:
        """Say whether no result can lie in the decile."""
        return self.start is not None and self.start == self.end


@attrs.frozen
class Deciles:
    """The ten deciles of a benchmark."""

    deciles: tuple[Decile, ...]
    higher_is_better: bool

    def of(self, result: Fraction) -> Decile:
        """Return the best decile that a result reaches; what begins a decile belongs to it."""
        reached = [one for one in self.deciles if self._reaches(result, one.start)]
        return reached[-1] if reached else self.deciles[0]

    @property
    def empty(self) -> tuple[int, ...]:
        """Return the numbers of the deciles in which no result can lie."""
        return tuple(one.number for one in self.deciles if one.is_empty)

    @property
    def is_single_step(self) -> bool:
        """Say whether one value separates the first decile from the last one."""
        return len(self.empty) == LAST - 2

    @property
    def is_flat(self) -> bool:
        """Say whether deciles 3 to 10 are ten percent each, whatever the results were."""
        tens = [Fraction(10 * number) for number in range(2, LAST)]
        starts = [one.start for one in self.deciles[2:]]
        return starts == (tens if self.higher_is_better else [100 - ten for ten in tens])

    def _reaches(self, result: Fraction, start: Fraction | None) -> bool:
        if start is None:
            return True
        return result >= start if self.higher_is_better else result <= start


def deciles(benchmark: Benchmark, *, higher_is_better: bool) -> Deciles | None:
    """Return the deciles of a benchmark, or None where its values tell none.

    Sources give the values with which deciles begin, or percentiles of the results. Where
    lower is better, percentiles are read from above: the 90th begins the second decile.
    """
    starts = _starts(benchmark, higher_is_better=higher_is_better)
    if starts is None:
        return None
    return Deciles(tuple(_between(starts)), higher_is_better)


def _starts(benchmark: Benchmark, *, higher_is_better: bool) -> Mapping[int, Fraction] | None:
    values = benchmark.values
    if benchmark.kind == "deciles":
        return {int(name[1:]): value for name, value in values.items()}
    if benchmark.kind != "percentiles" or not set(_PERCENTILES) <= set(values):
        return None
    names = _PERCENTILES if higher_is_better else reversed(_PERCENTILES)
    return {int(one[1:]): values[name] for one, name in zip(DECILES, names, strict=True)}


def _between(starts: Mapping[int, Fraction]) -> Iterator[Decile]:
    for number in range(1, LAST + 1):
        yield Decile(number, starts.get(number), starts.get(number + 1))
