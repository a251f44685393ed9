"""All measures and benchmarks that are installed, checked against each other."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import attrs

from vbc_rules.diagnostics import Refusal, refuse
from vbc_rules.diagnostics.suggest import did_you_mean
from vbc_rules.hooks.quality import Benchmark, Measure
from vbc_rules.hooks.registry import Registry
from vbc_rules.quality.checks import check_against_measures, check_repeated, check_values
from vbc_rules.quality.deciles import Deciles, deciles


@attrs.frozen(eq=False)
class Library:
    """Measures by id, and benchmarks, both sorted by id."""

    measures: Mapping[str, Measure]
    benchmarks: tuple[Benchmark, ...]

    @classmethod
    def installed(cls, registry: Registry) -> Library:
        """Return what all plugins declare.

        Raises:
            Refusal: VBC801 to VBC806 with everything that does not fit together.
        """
        measures = {measure.id: measure for measure in registry.quality_measures()}
        benchmarks = registry.quality_benchmarks()
        findings = [
            *(finding for one in benchmarks for finding in check_values(one)),
            *check_against_measures(benchmarks, measures),
            *check_repeated(benchmarks),
        ]
        if findings:
            raise Refusal(findings)
        return cls(measures, benchmarks)

    def concepts(self) -> tuple[str, ...]:
        """Return the concepts that measures are about, sorted."""
        return tuple(sorted({measure.concept for measure in self.measures.values()}))

    def of_concept(self, concept: str) -> tuple[Measure, ...]:
        """Return the measures of a concept.

        Raises:
            Refusal: VBC807 if no measure is about it.
        """
        found = tuple(one for one in self.measures.values() if one.concept == concept)
        if found:
            return found
        known = self.concepts()
        meant = did_you_mean(concept, known)
        hint = f"did you mean `{meant}`?" if meant else f"concepts are {', '.join(known)}"
        raise refuse("VBC807", f"No measure is about `{concept}`.", hint=hint)

    def benchmarks_of(self, measure: str, year: int | None = None) -> tuple[Benchmark, ...]:
        """Return the benchmarks of a measure, in the order of their ids, or those of a year.

        Raises:
            Refusal: VBC804 where the year has none.
        """
        known = tuple(one for one in self.benchmarks if one.measure == measure)
        if year is None:
            return known
        found = tuple(one for one in known if one.year == year)
        if not found:
            raise _no_benchmark(known, measure, year, None)
        return found

    def deciles_of(self, benchmark: Benchmark) -> Deciles | None:
        """Return the deciles of a benchmark, or None where it tells none."""
        higher = benchmark.higher_is_better
        if higher is None and (measure := self.measures.get(benchmark.measure)):
            higher = measure.higher_is_better
        return None if higher is None else deciles(benchmark, higher_is_better=higher)


def benchmark_for(
    benchmarks: Iterable[Benchmark], measure: str, year: int, collected_by: str | None = None
) -> Benchmark:
    """Return the benchmark of a measure in a year; the one of another year is never taken.

    Raises:
        Refusal: VBC804 where there is none, VBC808 where several are left.
    """
    known = [one for one in benchmarks if one.measure == measure]
    found = [
        one
        for one in known
        if one.year == year and (collected_by is None or one.collected_by == collected_by)
    ]
    if not found:
        raise _no_benchmark(known, measure, year, collected_by)
    if len(found) > 1:
        message = f"`{measure}` has {len(found)} benchmarks for {year}."
        hint = f"choose one: {', '.join(one.id for one in found)}"
        raise refuse("VBC808", message, hint=hint)
    return found[0]


def _no_benchmark(
    known: Iterable[Benchmark], measure: str, year: int, collected_by: str | None
) -> Refusal:
    way = f" by {collected_by}" if collected_by else ""
    message = f"`{measure}` has no benchmark for {year}{way}."
    there = sorted({(one.year, one.collected_by or "any way") for one in known})
    listed = ", ".join(f"{year} by {collected}" for year, collected in there)
    hint = f"there is {listed}; load the file of the year" if listed else "load the year's file"
    return refuse("VBC804", message, hint=hint)
