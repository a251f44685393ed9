"""All measures and benchmarks that are installed, checked against each other."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import attrs

from vbc_rules.diagnostics import Diagnostic, Refusal, refuse
from vbc_rules.diagnostics.suggest import suggestion
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
        hint = suggestion(concept, known, f"concepts are {', '.join(known)}")
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
            raise _no_benchmark(known, measure, year)
        return found

    def deciles_of(self, benchmark: Benchmark) -> Deciles | None:
        """Return the deciles of a benchmark, or None where it tells none."""
        higher = benchmark.higher_is_better
        if higher is None and (measure := self.measures.get(benchmark.measure)):
            higher = measure.higher_is_better
        return None if higher is None else deciles(benchmark, higher_is_better=higher)


def one_of_each_measure(benchmarks: Iterable[Benchmark]) -> tuple[Benchmark, ...]:
    """Return benchmarks of which no two are for one measure.

    Raises:
        Refusal: VBC808 for each measure that has several; one is never chosen from them.
    """
    by_measure: dict[str, list[Benchmark]] = {}
    for one in benchmarks:
        by_measure.setdefault(one.measure, []).append(one)
    several = [
        Diagnostic(
            "VBC808",
            f"`{measure}` has {len(found)} benchmarks.",
            hint=f"choose one by its year and how it is collected: {_listed(found)}",
        )
        for measure, found in sorted(by_measure.items())
        if len(found) > 1
    ]
    if several:
        raise Refusal(several)
    return tuple(found[0] for found in by_measure.values())


def _no_benchmark(known: Sequence[Benchmark], measure: str, year: int) -> Refusal:
    message = f"`{measure}` has no benchmark for {year}."
    hint = f"there is {_listed(known)}; load the file of the year" if known else "load the file"
    return refuse("VBC804", message, hint=hint)


def _listed(benchmarks: Iterable[Benchmark]) -> str:
    ways = sorted({(one.year, one.collected_by or "any way") for one in benchmarks})
    return ", ".join(f"{year} by {way}" for year, way in ways)
