"""Measures, their benchmarks and a crosswalk as text for a terminal and as JSON documents."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from vbc_rules.diagnostics.text import plain
from vbc_rules.hooks.quality import Benchmark, Measure
from vbc_rules.quality.crosswalk import DECISIVE, FIELDS, Crosswalk
from vbc_rules.quality.deciles import Decile, Deciles
from vbc_rules.quality.library import Library
from vbc_rules.reports.text.layout import Cell, aligned
from vbc_rules.statements.numbers import exact_or_none, exact_text

_TOPPED = {"this_year": "topped out", "capped": "topped out, points capped"}

# ---- text


def measures_text(measures: Iterable[Measure]) -> Iterator[str]:
    """Yield a line for each measure, with a heading."""
    rows = [("measure", "concept", "better", "unit", "ages", "window", "title")]
    rows += [
        (
            one.id,
            one.concept,
            _better(one.higher_is_better),
            one.unit,
            _or_dash(one.ages),
            _or_dash(one.window),
            one.title,
        )
        for one in measures
    ]
    return aligned(rows)


def measure_text(measure: Measure, benchmarks: Sequence[Benchmark], library: Library) -> list[str]:
    """Return everything that a measure declares, and its benchmarks."""
    head = [plain(f"{measure.id}  {measure.title}"), ""]
    fields = [(name, value) for name, value in _measure_fields(measure) if value is not None]
    lines = [*head, *(f"  {line}" for line in aligned(fields))]
    if benchmarks:
        lines += ["", *benchmarks_text(benchmarks, library)]
    return lines


def benchmarks_text(benchmarks: Sequence[Benchmark], library: Library) -> Iterator[str]:
    """Yield a line for each benchmark, with a heading."""
    rows: list[Sequence[Cell | str]] = [
        ("benchmark", "year", "by", "better", "unit", "values", "notes")
    ]
    rows += [
        (
            one.id,
            str(one.year),
            one.collected_by or "–",
            _better(one.higher_is_better),
            one.unit or "–",
            _values(one),
            "; ".join(notes(one, library.deciles_of(one))) or "–",
        )
        for one in benchmarks
    ]
    return aligned(rows)


def deciles_text(benchmarks: Sequence[Benchmark], library: Library) -> Iterator[str]:
    """Yield the deciles of each benchmark that tells them: where each one begins and ends."""
    for one in benchmarks:
        found = library.deciles_of(one)
        if found is not None:
            yield ""
            yield plain(one.id)
            rows: list[Sequence[Cell | str]] = [("decile", "from", "up to, not with")]
            rows += map(_decile_row, found.deciles)
            yield from (f"  {line}" for line in aligned(rows))


def crosswalk_text(found: Crosswalk) -> Iterator[str]:
    """Yield the table of fields, a line for each measure, and the verdicts."""
    yield plain(f"{found.concept}: {len(found.profiles)} measures")
    yield ""
    head = ["measure", *map(_label, FIELDS)]
    rows = [
        [one.measure.id, *(one.fields[name] or "–" for name in FIELDS)] for one in found.profiles
    ]
    yield from aligned([head, *rows])
    yield ""
    yield from _verdicts(found)


def notes(benchmark: Benchmark, deciles: Deciles | None) -> Iterator[str]:
    """Yield what a person must know about a benchmark before points are read from it."""
    if benchmark.topped_out != "no":
        yield _TOPPED[benchmark.topped_out]
    if deciles is None:
        return
    if deciles.is_single_step:
        yield "one value separates the first decile from the last"
    elif deciles.empty:
        yield f"empty deciles {', '.join(map(str, deciles.empty))}"
    elif deciles.is_flat:
        yield "flat, ten percent a decile"


def _decile_row(decile: Decile) -> tuple[Cell | str, ...]:
    if decile.is_empty:
        return Cell(str(decile.number), right=True), "empty", ""
    limits = (exact_or_none(decile.start) or "the worst", exact_or_none(decile.end) or "the best")
    return Cell(str(decile.number), right=True), *limits


def _verdicts(found: Crosswalk) -> Iterator[str]:
    if not found.comparisons:
        yield "nothing to compare it with"
        return
    yield from aligned(
        [
            (one.verdict, one.one, one.other, _reason(one.differing, one.unstated))
            for one in found.comparisons
        ]
    )


def _reason(differing: Sequence[str], unstated: Sequence[str]) -> str:
    parts = []
    if differing:
        parts.append(f"differ in {', '.join(map(_label, differing))}")
    if unstated:
        parts.append(f"not stated: {', '.join(map(_label, unstated))}")
    return "; ".join(parts)


def _measure_fields(measure: Measure) -> Iterator[tuple[str, str | None]]:
    yield "concept", measure.concept
    yield "criterion", measure.criterion
    yield "steward", f"{measure.steward}, {measure.version}"
    yield "better", _better(measure.higher_is_better)
    yield "unit", measure.unit
    yield "type", measure.type
    yield "collected by", ", ".join(measure.collected_by) or None
    yield "population", measure.population
    yield "denominator", measure.denominator
    yield "ages", None if measure.ages is None else str(measure.ages)
    yield "window", measure.window
    yield "minimum denominator", _number_or_none(measure.minimum_denominator)
    yield "years", _years(measure)
    named = sorted(measure.identifiers.items())
    yield "identifiers", ", ".join(f"{name} {value}" for name, value in named) or None
    yield "cites", measure.cites


def _years(measure: Measure) -> str | None:
    first, last = measure.first_year, measure.last_year
    if first is None:
        return None if last is None else f"until {last}"
    return f"from {first}" if last is None else f"{first}–{last}"


def _values(benchmark: Benchmark) -> str:
    return " ".join(f"{name}={exact_text(value)}" for name, value in benchmark.values.items())


def _better(higher_is_better: bool | None) -> str:  # noqa: FBT001 - a field of a value
    if higher_is_better is None:
        return "–"
    return "higher" if higher_is_better else "lower"


def _label(name: str) -> str:
    return name.replace("_", " ")


def _or_dash(value: object) -> str:
    return "–" if value is None else str(value)


def _number_or_none(number: int | None) -> str | None:
    return None if number is None else str(number)


# ---- JSON: exact numbers are texts, as in a settlement document


def measure_document(measure: Measure) -> dict[str, Any]:
    """Return a measure as plain data; a field that is not stated is null."""
    ages = measure.ages
    return {
        "id": measure.id,
        "title": measure.title,
        "steward": measure.steward,
        "version": measure.version,
        "concept": measure.concept,
        "criterion": measure.criterion,
        "higher_is_better": measure.higher_is_better,
        "unit": measure.unit,
        "type": measure.type,
        "collected_by": list(measure.collected_by),
        "population": measure.population,
        "denominator": measure.denominator,
        "ages": None if ages is None else {"from": ages.youngest, "to": ages.oldest},
        "window": measure.window,
        "minimum_denominator": measure.minimum_denominator,
        "years": {"from": measure.first_year, "to": measure.last_year},
        "identifiers": dict(sorted(measure.identifiers.items())),
        "cites": measure.cites,
    }


def benchmark_document(benchmark: Benchmark, library: Library) -> dict[str, Any]:
    """Return a benchmark as plain data, with its deciles from the worst to the best."""
    found = library.deciles_of(benchmark)
    return {
        "id": benchmark.id,
        "measure": benchmark.measure,
        "year": benchmark.year,
        "baseline_year": benchmark.baseline_year,
        "collected_by": benchmark.collected_by,
        "population": benchmark.population,
        "kind": benchmark.kind,
        "unit": benchmark.unit,
        "higher_is_better": benchmark.higher_is_better,
        "values": {name: exact_text(value) for name, value in benchmark.values.items()},
        "average": exact_or_none(benchmark.average),
        "topped_out": benchmark.topped_out,
        "deciles": [_decile_document(one) for one in found.deciles] if found else None,
        "notes": list(notes(benchmark, found)),
        "source": benchmark.source,
        "read_on": benchmark.read_on.isoformat() if benchmark.read_on else None,
        "cites": benchmark.cites,
    }


def crosswalk_document(found: Crosswalk) -> dict[str, Any]:
    """Return a crosswalk as plain data."""
    return {
        "concept": found.concept,
        "decisive_fields": list(DECISIVE),
        "measures": [{"id": one.measure.id, **one.fields} for one in found.profiles],
        "comparisons": [
            {
                "measures": [one.one, one.other],
                "verdict": one.verdict,
                "differing": list(one.differing),
                "not_stated": list(one.unstated),
            }
            for one in found.comparisons
        ],
    }


def _decile_document(decile: Decile) -> dict[str, Any]:
    return {
        "decile": decile.number,
        "start": exact_or_none(decile.start),
        "end": exact_or_none(decile.end),
        "empty": decile.is_empty,
    }
