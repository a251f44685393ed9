"""Measures and benchmarks read from the data files (YAML) of a plugin or a user."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fractions import Fraction
from pathlib import Path
from typing import Any

from vbc_rules.contracts.schema.keywords import Schema, violations
from vbc_rules.contracts.schema.sentences import problems
from vbc_rules.contracts.text.located import Located, Pointer
from vbc_rules.contracts.text.strict_yaml import read_document
from vbc_rules.diagnostics import Diagnostic, Refusal
from vbc_rules.hooks.quality import Ages, Benchmark, Measure
from vbc_rules.quality.checks import check_values
from vbc_rules.quality.schema import benchmarks_schema, measures_schema


def read_measures(path: Path) -> list[Measure]:
    """Return the measures of a file.

    Raises:
        Refusal: every finding of the YAML reader and of the schema; VBC805 for a range
            that ends before it begins.
    """
    document = _document(path, measures_schema())
    findings = list(_backward_ranges(document))
    if findings:
        raise Refusal(findings)
    return [_measure(document, id, raw) for id, raw in document.value["measures"].items()]


def read_benchmarks(path: Path) -> list[Benchmark]:
    """Return the benchmarks of a file.

    Raises:
        Refusal: every finding of the YAML reader and of the schema; VBC802 for values
            out of order, VBC805 for values that the kind does not have.
    """
    document = _document(path, benchmarks_schema())
    entries = document.value["benchmarks"].items()
    found = [_benchmark(document, id, raw) for id, raw in entries]
    findings = [finding for one in found for finding in check_values(one)]
    if findings:
        raise Refusal(findings)
    return found


def _document(path: Path, schema: Schema) -> Located:
    document = read_document(path)
    findings = list(_shape_findings(document, schema))
    if findings:
        raise Refusal(findings)
    return document


def _shape_findings(document: Located, schema: Schema) -> Iterator[Diagnostic]:
    for violation in violations(document.value, schema):
        for problem in problems(violation):
            place = document.key_place_of if problem.on_key else document.place_of
            message = problem.message.replace("The contract ", "The file ", 1)
            yield Diagnostic(problem.code, message, place(problem.at), problem.hint)


def _backward_ranges(document: Located) -> Iterator[Diagnostic]:
    for id, raw in document.value["measures"].items():
        for name in ("ages", "years"):
            first, last = _span(raw, name)
            if first is not None and last is not None and last < first:
                at: Pointer = ("measures", id, name)
                message = f"The {name} of `{id}` end with {last}, before they begin with {first}."
                hint = "write the smaller number under `from:`"
                yield Diagnostic("VBC805", message, document.place_of(at), hint)


def _span(raw: Mapping[str, Any], name: str) -> tuple[int | None, int | None]:
    written = raw.get(name, {})
    return written.get("from"), written.get("to")


def _measure(document: Located, id: str, raw: Mapping[str, Any]) -> Measure:
    first, last = _span(raw, "years")
    return Measure(
        id=id,
        higher_is_better=_higher(raw),
        collected_by=tuple(raw.get("collected_by", ())),
        ages=Ages(*_span(raw, "ages")) if "ages" in raw else None,
        first_year=first,
        last_year=last,
        identifiers=raw.get("identifiers", {}),
        place=document.key_place_of(("measures", id)),
        denominator=raw.get("denominator"),
        window=raw.get("window"),
        minimum_denominator=raw.get("minimum_denominator"),
        **{
            name: raw[name]
            for name in (
                "title", "steward", "version", "concept", "criterion", "unit", "type",
                "population", "cites",
            )
        },
    )  # fmt: skip


def _benchmark(document: Located, id: str, raw: Mapping[str, Any]) -> Benchmark:
    return Benchmark(
        id=id,
        values={name: Fraction(value) for name, value in raw["values"].items()},
        average=Fraction(raw["average"]) if "average" in raw else None,
        higher_is_better=_higher(raw) if "direction" in raw else None,
        place=document.key_place_of(("benchmarks", id)),
        collected_by=raw.get("collected_by"),
        population=raw.get("population", ""),
        baseline_year=raw.get("baseline_year"),
        topped_out=raw.get("topped_out", "no"),
        **{
            name: raw[name]
            for name in ("measure", "year", "kind", "unit", "source", "read_on", "cites")
        },
    )


def _higher(raw: Mapping[str, Any]) -> bool:
    return bool(raw["direction"] == "higher_is_better")
