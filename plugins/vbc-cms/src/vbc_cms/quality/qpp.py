"""The benchmark files of the Quality Payment Program, in both of their generations.

Until performance year 2022 a benchmark has `deciles`: the values with which deciles 2 to 10
begin, for cost measures also decile 1. Whether lower is better is not said, but shows in their
order, and the unit is not said either. Later files have `percentiles` of the results,
`isInverse` and `metricType`.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from decimal import Decimal
from fractions import Fraction
from typing import Any, Literal

from vbc_rules import Benchmark, Diagnostic, Place, Refusal

WAYS: Mapping[str, str] = {
    "administrativeClaims": "administrative_claims",
    "certifiedSurveyVendor": "survey",
    "claims": "claims",
    "cmsWebInterface": "web_interface",
    "electronicHealthRecord": "ecqm",
    "registry": "cqm",
}
"""How results are collected, by the file's word for it."""

_MEDICARE_ONLY = "SSP"
"""Ends the number of a measure that ACOs report for their Medicare patients only."""

_WITHOUT_FIRST = 9
"""So many deciles are 2 to 10; ten are all of them."""

_MOST_DIGITS = 30

_SOURCE = "CMS, Quality Payment Program"

Number = int | Decimal


class _Unreadable(Exception):
    """An entry that does not say what a benchmark says."""


def read_benchmarks(text: str, file: str) -> list[Benchmark]:
    """Return the benchmarks of a file in its order, with the values as it prints them.

    Raises:
        Refusal: VBC809 for a text that is not JSON or no list, and for each entry that
            cannot be read.
    """
    entries = _entries(text, file)
    findings: list[Diagnostic] = []
    found: list[Benchmark] = []
    for number, entry in enumerate(entries, 1):
        try:
            found.append(_benchmark(entry, Place(file)))
        except _Unreadable as error:
            message = f"Entry {number} of the file {error}."
            findings.append(Diagnostic("VBC809", message, Place(file), "load the complete file"))
    if findings:
        raise Refusal(findings)
    return found


def _entries(text: str, file: str) -> list[Any]:
    try:
        value = json.loads(text, parse_float=Decimal, object_pairs_hook=_object)
    except (ValueError, RecursionError) as error:
        message = f"The file is not JSON that can be read: {error}."
        place = Place(file, getattr(error, "lineno", 0), getattr(error, "colno", 0))
        raise Refusal([Diagnostic("VBC809", message, place, "load the complete file")]) from None
    if not isinstance(value, list):
        message = "The file is no list of benchmarks."
        raise Refusal([Diagnostic("VBC809", message, Place(file), "load the benchmark file")])
    return value


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        raise ValueError("a key is written twice")
    return found


def _benchmark(entry: Any, place: Place) -> Benchmark:  # noqa: ANN401 - plain data
    if not isinstance(entry, dict):
        raise _Unreadable("is no benchmark")
    year = _year(entry, "performanceYear")
    name, way = _measure(entry)
    kind, values = _values(entry)
    return Benchmark(
        id=f"cms.qpp_{year}_{name}_{way}",
        measure=f"cms.mips_{name}",
        year=year,
        kind=kind,
        values=values,
        unit=_unit(entry),
        source=_SOURCE,
        cites=f"qpp-measures-data, benchmarks of {year}",
        collected_by=way,
        baseline_year=_year(entry, "benchmarkYear"),
        higher_is_better=_higher_is_better(entry, list(values.values())),
        average=_average(entry),
        topped_out=_topped_out(entry),
        place=place,
    )


def _measure(entry: Mapping[str, Any]) -> tuple[str, Any]:
    """Return the measure's name in our ids, and how its results are collected."""
    written, method = entry.get("measureId"), entry.get("submissionMethod")
    if not isinstance(written, str) or not re.search(r"[A-Za-z0-9]", written):
        raise _Unreadable("has no measureId")
    if not isinstance(method, str) or method not in WAYS:
        raise _Unreadable(f"({written}) has the unknown submissionMethod {method!r}")
    medicare_only = written.endswith(_MEDICARE_ONLY) and method == "registry"
    name = written.removesuffix(_MEDICARE_ONLY) if medicare_only else written
    return re.sub(r"[^a-z0-9]+", "_", name.lower()), "payer_cqm" if medicare_only else WAYS[method]


def _values(
    entry: Mapping[str, Any],
) -> tuple[Literal["deciles", "percentiles"], dict[str, Fraction]]:
    """Return what the entry holds; percentiles replace deciles where it has both."""
    lower, percentiles = entry.get("deciles"), entry.get("percentiles")
    if isinstance(percentiles, dict) and percentiles:
        return "percentiles", dict(_percentiles(entry, percentiles))
    if isinstance(lower, list) and lower:
        first = 2 if len(lower) == _WITHOUT_FIRST else 1
        names = [f"d{number}" for number in range(first, first + len(lower))]
        return "deciles", {
            name: _number(entry, value) for name, value in zip(names, lower, strict=True)
        }
    raise _Unreadable(f"({entry['measureId']}) has neither percentiles nor deciles")


def _percentiles(
    entry: Mapping[str, Any], written: Mapping[str, Any]
) -> Iterator[tuple[str, Fraction]]:
    if not all(re.fullmatch(r"[1-9][0-9]?", name) for name in written):
        raise _Unreadable(f"({entry['measureId']}) has percentiles {', '.join(written)}")
    for name in sorted(written, key=int):
        yield f"p{name}", _number(entry, written[name])


def _number(entry: Mapping[str, Any], value: object) -> Fraction:
    if isinstance(value, bool) or not isinstance(value, Number):
        raise _Unreadable(f"({entry['measureId']}) has the value {value!r}, which is no number")
    if abs(Decimal(value).adjusted()) > _MOST_DIGITS:
        raise _Unreadable(f"({entry['measureId']}) has a value with too many digits")
    return Fraction(value)


def _year(entry: Mapping[str, Any], key: str) -> int:
    year = entry.get(key)
    if isinstance(year, bool) or not isinstance(year, int):
        raise _Unreadable(f"({entry.get('measureId')}) has no {key}")
    return year


def _average(entry: Mapping[str, Any]) -> Fraction | None:
    average = entry.get("averagePerformanceRate")
    return None if average is None else _number(entry, average)


def _higher_is_better(entry: Mapping[str, Any], values: list[Fraction]) -> bool | None:
    """Return what the file says, else what the order of the deciles tells."""
    inverse = entry.get("isInverse")
    if isinstance(inverse, bool):
        return not inverse
    return None if values[0] == values[-1] else values[0] < values[-1]


def _topped_out(entry: Mapping[str, Any]) -> Literal["no", "this_year", "capped"]:
    if entry.get("isToppedOutByProgram") is True:
        return "capped"
    return "this_year" if entry.get("isToppedOut") is True else "no"


def _unit(entry: Mapping[str, Any]) -> Literal["percent", "points"] | None:
    """Return the unit where the file tells it: costs and times are in their measure's own."""
    metric = entry.get("metricType")
    if not isinstance(metric, str):
        return None
    if metric.endswith("PerformanceRate"):
        return "percent"
    return "points" if metric == "cahps" else None
