"""The measure results in a file, as text for a terminal and as a JSON document."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from vbc_rules.diagnostics.text import plain
from vbc_rules.facts.measures.results import Counted, MeasureResult, ResultFile
from vbc_rules.reports.text.layout import Cell, aligned
from vbc_rules.statements.numbers import decimal_text, exact_or_none

_RATE_DECIMALS = 6


def results_text(file: ResultFile) -> Iterator[str]:
    """Yield a line for each result with a heading, then what else the file holds."""
    rows: list[list[Cell | str]] = [["measure", "reporter", "period", "type", *_HEADINGS]]
    rows += [_row(result) for result in file.results]
    yield from aligned(rows)
    strata = sum(len(result.strata) for result in file.results)
    if strata:
        yield f"with {strata} strata, see --format json"
    for name, times in file.beside:
        yield plain(f"beside: {name}" + (f", {times} times" if times > 1 else ""))


def results_document(file: ResultFile) -> dict[str, Any]:
    """Return everything that was read as plain data; numbers that are no counts are texts."""
    return {
        "file": file.file,
        "form": file.form,
        "results": [_result(one) for one in file.results],
        "beside": dict(file.beside),
    }


_HEADINGS = ("numerator", "denominator", "excluded", "excepted", "rate", "score")


def _row(result: MeasureResult) -> list[Cell | str]:
    counts = ("numerator", "denominator", "denominator_exclusion", "denominator_exception")
    score = result.score_text or _attested(result)
    figures = [*(_count(result.count(name)) for name in counts), _rate(result), score or "–"]
    reporter = result.reporters[0].value if result.reporters else "–"
    kind = result.kind if result.status == "complete" else f"{result.kind}, {result.status}"
    return [result.measure, reporter, result.period, kind, *(Cell(one, True) for one in figures)]  # noqa: FBT003


def _count(count: int | None) -> str:
    return "–" if count is None else str(count)


def _rate(result: MeasureResult) -> str:
    """Return the rate of the counts, cut for reading; the exact one is in the document."""
    if not result.is_rate or result.rate is None:
        return "–"
    return decimal_text(result.rate, _RATE_DECIMALS)


def _attested(result: MeasureResult) -> str:
    return {True: "yes", False: "no", None: ""}[result.attested]


def _result(result: MeasureResult) -> dict[str, Any]:
    reporters = [{"value": one.value, "system": one.system} for one in result.reporters]
    return {
        "identifiers": list(result.identifiers),
        "title": result.title,
        "group": list(result.group),
        "reporters": reporters,
        "subject": result.subject,
        "type": result.kind,
        "status": result.status,
        "scoring": result.scoring,
        "higher_is_better": result.higher_is_better,
        "first_day": result.first_day.isoformat() if result.first_day else None,
        "last_day": result.last_day.isoformat() if result.last_day else None,
        "attested": result.attested,
        **_counted(result),
        "rate": exact_or_none(result.rate) if result.is_rate else None,
        "strata": [
            {"stratifier": one.stratifier, "value": one.value, **_counted(one)}
            for one in result.strata
        ],
    }


def _counted(counted: Counted) -> dict[str, Any]:
    counts = [{"population": one.name, "count": one.count, "id": one.id} for one in counted.counts]
    return {
        "counts": counts,
        "score": exact_or_none(counted.score),
        "score_as_printed": counted.score_text,
    }
