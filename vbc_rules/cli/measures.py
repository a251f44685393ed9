"""`vbc measures`: quality measures, their benchmarks, and measures of carriers side by side."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import attrs
import click

from vbc_rules.cli.measure_results import print_results
from vbc_rules.cli.output import say
from vbc_rules.contracts.text.json_text import pretty_json
from vbc_rules.hooks.quality import COLLECTION_TYPES, Benchmark
from vbc_rules.hooks.registry import Registry
from vbc_rules.quality.benchmark_files import load_benchmarks
from vbc_rules.quality.crosswalk import crosswalk
from vbc_rules.quality.library import Library
from vbc_rules.reports.text import measures as tables
from vbc_rules.reports.text.benchmarks import benchmark_terms


@attrs.frozen
class _Printed:
    """What a command prints: lines for a person, or a document for a program."""

    lines: Sequence[str]
    document: Any
    benchmarks: Sequence[Benchmark] | None = None


@click.command("measures")
@click.option("--concept", metavar="NAME", help="Only measures of this concept.")
@click.option("--show", metavar="ID", help="All about one measure, with its benchmarks.")
@click.option("--compare", metavar="CONCEPT", help="Compare the measures of a concept.")
@click.option("--benchmarks", type=click.Path(path_type=Path),
              help="Show the benchmarks in this file instead of the installed ones.")  # fmt: skip
@click.option("--year", type=int, help="With --show: only this performance year, by decile.")
@click.option("--by", type=click.Choice(COLLECTION_TYPES), metavar="WAY",
              help="Only benchmarks of results collected in this way.")  # fmt: skip
@click.option("--reader", metavar="ID", help="Read the file by this benchmark reader.")
@click.option("--results", type=click.Path(path_type=Path),
              help="Show only the results in this file: FHIR, QRDA III or CSV.")  # fmt: skip
@click.option("--format", "form", type=click.Choice(["text", "json", "terms"]), default="text",
              help="How to print it; terms are benchmarks as a contract has them.")  # fmt: skip
def command(
    concept: str | None,
    show: str | None,
    compare: str | None,
    benchmarks: Path | None,
    year: int | None,
    by: str | None,
    reader: str | None,
    results: Path | None,
    form: str,
) -> None:
    """List quality measures, show one with its benchmarks, or compare those of a concept."""
    if sum(choice is not None for choice in (concept, show, compare)) > 1:
        raise click.UsageError("--concept, --show and --compare exclude each other")
    if results is not None:
        print_results(results, form)
        return
    if reader and benchmarks is None:
        raise click.UsageError("--reader needs --benchmarks")
    if year is not None and show is None:
        raise click.UsageError("--year needs --show")
    registry = Registry.installed()
    library = _library(registry, benchmarks, reader, by)
    if show:
        printed = _shown(library, registry, show, year)
    elif compare:
        found = crosswalk(library, compare)
        printed = _Printed(list(tables.crosswalk_text(found)), tables.crosswalk_document(found))
    elif benchmarks is not None:
        printed = _benchmarks(library, concept)
    else:
        printed = _listed(library, concept)
    say(_in_form(printed, form, library))


def _library(registry: Registry, file: Path | None, reader: str | None, way: str | None) -> Library:
    """Return the installed measures with their benchmarks or those of a file, in one way or any."""
    library = Library.installed(registry)
    found = load_benchmarks(file, registry, reader) if file is not None else library.benchmarks
    kept = tuple(one for one in found if way is None or one.collected_by == way)
    return attrs.evolve(library, benchmarks=kept)


def _shown(library: Library, registry: Registry, id: str, year: int | None) -> _Printed:
    measure = registry.quality_measure(id)
    found = library.benchmarks_of(id, year)
    document = {**tables.measure_document(measure), "benchmarks": _documents(found, library)}
    lines = tables.measure_text(measure, found, library)
    if year is not None:
        lines += tables.deciles_text(found, library)
    return _Printed(lines, document, found)


def _benchmarks(library: Library, concept: str | None) -> _Printed:
    found: Sequence[Benchmark] = library.benchmarks
    if concept:
        wanted = {measure.id for measure in library.of_concept(concept)}
        found = [one for one in found if one.measure in wanted]
    lines = list(tables.benchmarks_text(found, library))
    return _Printed(lines, {"benchmarks": _documents(found, library)}, found)


def _listed(library: Library, concept: str | None) -> _Printed:
    found = library.of_concept(concept) if concept else tuple(library.measures.values())
    document = {"measures": [tables.measure_document(one) for one in found]}
    return _Printed(list(tables.measures_text(found)), document)


def _documents(benchmarks: Sequence[Benchmark], library: Library) -> list[dict[str, Any]]:
    return [tables.benchmark_document(one, library) for one in benchmarks]


def _in_form(printed: _Printed, form: str, library: Library) -> str:
    if form == "json":
        return pretty_json(printed.document)
    if form == "text":
        return _text(printed.lines)
    if printed.benchmarks is None:
        raise click.UsageError("--format terms needs --show or --benchmarks")
    return _text(list(benchmark_terms(printed.benchmarks, library)))


def _text(lines: Sequence[str]) -> str:
    return "".join(f"{line}\n" for line in lines)
