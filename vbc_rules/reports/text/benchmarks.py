"""Benchmarks as the terms of a contract: the YAML that a scoring model by deciles reads."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction

from vbc_rules.diagnostics.text import plain
from vbc_rules.hooks.quality import Benchmark
from vbc_rules.quality.deciles import Deciles
from vbc_rules.quality.library import Library, one_of_each_measure
from vbc_rules.statements.numbers import exact_text

_PERCENT = 100
_STEP = "  "


def benchmark_terms(benchmarks: Sequence[Benchmark], library: Library) -> Iterator[str]:
    """Yield `measures:` and `parameters:` of a stream, for the benchmarks that tell deciles.

    Percentages become shares of 1. The first decile of a percentage begins at the worst one
    there can be; that of any other is left out where the source does not say it.

    Raises:
        Refusal: VBC808 for a measure with several benchmarks.
    """
    told = {one.id: found for one in benchmarks if (found := library.deciles_of(one))}
    kept = {
        one.measure.partition(".")[2]: one
        for one in one_of_each_measure(one for one in benchmarks if one.id in told)
    }
    yield from _left_out([one.id for one in benchmarks if one.id not in told])
    if not kept:
        return
    yield "measures:"
    yield from (f"{_STEP}{name}: {plain(one.measure)}" for name, one in kept.items())
    yield "parameters:"
    starts = {name: _starts(one, told[one.id]) for name, one in kept.items()}
    yield from _parameter("decile_starts", starts, kept)
    lower = {name: _flag(yes=not told[one.id].higher_is_better) for name, one in kept.items()}
    yield from _parameter("lower_is_better", lower, kept)
    capped = {name: _flag(yes=one.topped_out == "capped") for name, one in kept.items()}
    yield from _parameter("topped_out", capped, kept)


def _left_out(ids: Sequence[str]) -> Iterator[str]:
    if ids:
        yield plain(f"# without deciles: {', '.join(ids)}")


def _parameter(
    name: str, values: Mapping[str, str], kept: Mapping[str, Benchmark]
) -> Iterator[str]:
    yield f"{_STEP}{name}:"
    yield f"{_STEP * 2}entries:"
    yield from (f"{_STEP * 3}{entry}: {value}" for entry, value in values.items())
    cited = sorted({f"{one.source}; {one.cites}" for one in kept.values()})
    yield f"{_STEP * 2}cites: {_quoted('; '.join(cited))}"


def _starts(benchmark: Benchmark, found: Deciles) -> str:
    is_percent = benchmark.unit == "percent"
    values = {f"d{one.number}": one.start for one in found.deciles}
    if is_percent and values["d1"] is None:
        values["d1"] = Fraction(0 if found.higher_is_better else _PERCENT)
    scale = _PERCENT if is_percent else 1
    told = {name: value for name, value in values.items() if value is not None}
    return f"{{{', '.join(f'{name}: {exact_text(one / scale)}' for name, one in told.items())}}}"


def _flag(*, yes: bool) -> str:
    return "true" if yes else "false"


def _quoted(text: str) -> str:
    escaped = plain(text).replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'
