"""What can be wrong with benchmarks: alone, beside the others, and against their measures."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from fractions import Fraction
from itertools import pairwise

from vbc_rules.diagnostics import Diagnostic
from vbc_rules.diagnostics.suggest import id_suggestion
from vbc_rules.hooks.quality import Benchmark, Measure
from vbc_rules.statements.numbers import exact_text

DECILES = tuple(f"d{number}" for number in range(2, 11))
ALL_DECILES = ("d1", *DECILES)

_PERCENTILE = re.compile(r"p[1-9][0-9]?")


def check_values(benchmark: Benchmark) -> Iterator[Diagnostic]:
    """Yield what is wrong with the values of one benchmark, by what it says itself."""
    if (wanted := _unfit(benchmark)) is not None:
        names = ", ".join(benchmark.values)
        message = f"`{benchmark.id}` has values {names}, which {benchmark.kind} do not have."
        yield Diagnostic("VBC805", message, benchmark.place, f"write {wanted}")
    elif benchmark.kind == "percentiles":
        yield from _order(benchmark, higher_is_better=True, why="percentiles ascend")
    elif benchmark.higher_is_better is not None:
        yield from _ordered(benchmark, higher_is_better=benchmark.higher_is_better)


def check_against_measures(
    benchmarks: Iterable[Benchmark], measures: Mapping[str, Measure]
) -> Iterator[Diagnostic]:
    """Yield what is wrong with benchmarks once their measures are known."""
    for benchmark in benchmarks:
        measure = measures.get(benchmark.measure)
        if measure is None:
            yield _unknown(benchmark, measures)
        elif benchmark.higher_is_better not in {None, measure.higher_is_better}:
            yield _contradiction(benchmark, measure)
        elif benchmark.kind != "percentiles" and benchmark.higher_is_better is None:
            yield from _ordered(benchmark, higher_is_better=measure.higher_is_better)


def check_repeated(benchmarks: Iterable[Benchmark]) -> Iterator[Diagnostic]:
    """Yield a finding for each benchmark that says what another one says already."""
    first: dict[tuple[object, ...], str] = {}
    for one in benchmarks:
        key = (one.measure, one.year, one.collected_by, one.population, one.kind)
        if key in first:
            message = f"`{one.id}` is for the same measure, year and results as `{first[key]}`."
            hint = "keep one, or say in which population they differ"
            yield Diagnostic("VBC803", message, one.place, hint)
        first.setdefault(key, one.id)


def _unfit(benchmark: Benchmark) -> str | None:
    """Return what names the values need, or None where they have them."""
    names = tuple(benchmark.values)
    if benchmark.kind == "deciles":
        return None if names in {DECILES, ALL_DECILES} else "d2 to d10 in this order, or d1 to d10"
    if benchmark.kind == "percentiles":
        return None if _are_percentiles(names) else "p1 to p99, in ascending order"
    if benchmark.kind == "threshold_and_benchmark":
        is_pair = names in {("threshold", "benchmark"), ("floor", "threshold", "benchmark")}
        return None if is_pair else "threshold and benchmark, with or without floor before them"
    if benchmark.kind == "average":
        return None if names == ("average",) else "average"
    return None


def _are_percentiles(names: tuple[str, ...]) -> bool:
    if not all(_PERCENTILE.fullmatch(name) for name in names):
        return False
    return all(int(one[1:]) < int(other[1:]) for one, other in pairwise(names))


def _ordered(benchmark: Benchmark, *, higher_is_better: bool) -> Iterator[Diagnostic]:
    better = "higher" if higher_is_better else "lower"
    why = f"{better} is better, and values go from the worst to the best"
    yield from _order(benchmark, higher_is_better=higher_is_better, why=why)


def _order(benchmark: Benchmark, *, higher_is_better: bool, why: str) -> Iterator[Diagnostic]:
    """Yield a finding at the first value out of order; equal values are an empty band."""
    for (one, before), (other, after) in pairwise(benchmark.values.items()):
        if (after < before) if higher_is_better else (after > before):
            message = (
                f"`{benchmark.id}` has {_shown(other, after)} after {_shown(one, before)}, "
                f"but {why}."
            )
            hint = "turn the values round, or correct the direction"
            yield Diagnostic("VBC802", message, benchmark.place, hint)
            return


def _shown(name: str, value: Fraction) -> str:
    return f"{name} = {exact_text(value)}"


def _unknown(benchmark: Benchmark, measures: Iterable[str]) -> Diagnostic:
    hint = id_suggestion(benchmark.measure, measures, "run: vbc measures")
    message = f"`{benchmark.id}` is for the measure `{benchmark.measure}`, which nobody declares."
    return Diagnostic("VBC801", message, benchmark.place, hint)


def _contradiction(benchmark: Benchmark, measure: Measure) -> Diagnostic:
    said = "lower" if measure.higher_is_better else "higher"
    message = f"`{benchmark.id}` says that {said} is better, but `{measure.id}` says the opposite."
    hint = "check which of the two is right; points would be turned round"
    return Diagnostic("VBC806", message, benchmark.place, hint)
