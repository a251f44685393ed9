"""The report format core.statement_text: a statement for the terminal, or a table of many."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Sequence

from vbc_rules.diagnostics.text import counted, plain
from vbc_rules.reports import FULL_STATEMENTS
from vbc_rules.reports.formatting import dollars
from vbc_rules.reports.result_table import ResultColumn, ResultTable, result_tables
from vbc_rules.reports.text.layout import Cell, aligned
from vbc_rules.reports.text.waterfall import waterfall_lines
from vbc_rules.statements.settlement import (
    AgreementOrigin,
    Line,
    PriorSettlement,
    Provenance,
    Result,
    Settlement,
)

WIDTH = 100
_INDENT = " " * 6
_NARROWEST_HEADING = 18


def text_statement(settlements: Sequence[Settlement]) -> bytes:
    """Return UTF-8 text: full statements of up to three entities, else tables of results."""
    if len(settlements) <= FULL_STATEMENTS:
        parts = ["\n".join(_statement(settlement)) for settlement in settlements]
    else:
        parts = ["\n".join(_table(table)) for table in result_tables(settlements)]
        parts += ["\n".join(_provenance(provenance)) for provenance in _provenances(settlements)]
    return ("\n\n".join(parts) + "\n").encode() if parts else b""


def _statement(settlement: Settlement) -> Iterator[str]:
    yield from _header(settlement)
    yield from _results(settlement.results)
    for waterfall in settlement.waterfalls:
        yield from ("", *waterfall_lines(waterfall, WIDTH))
    yield from ("", "HOW EACH AMOUNT CAME ABOUT")
    for line in settlement.lines:
        yield from _line(line)
    yield from ("", *_provenance(settlement.provenance))


def _header(settlement: Settlement) -> Iterator[str]:
    title = plain(settlement.title)
    yield from (title, "=" * min(len(title), WIDTH))
    yield from aligned(
        [
            ("Entity", settlement.entity),
            ("Performance period", settlement.period),
            *([("Settlement", settlement.settlement)] if settlement.settlement else []),
            ("Payer", settlement.payer),
            ("Provider", settlement.provider),
            ("Contract", f"{settlement.contract} ({settlement.carrier})"),
        ]
    )


def _results(results: Sequence[Result]) -> Iterator[str]:
    yield from ("", "RESULTS")
    yield from aligned(
        [
            (f"  {result.title}", Cell(result.shown, right=True), f"line {result.line}")
            for result in results
        ]
    )


def _line(line: Line) -> Iterator[str]:
    name = f"{line.title} ({line.name})" if line.title != line.name else line.name
    yield from _wrapped(f"{line.number:>4}  ", f"{plain(name)}: {plain(line.shown)}")
    if line.formula:
        yield from _wrapped(f"{_INDENT}= ", plain(line.formula))
    if line.because:
        yield from _wrapped(f"{_INDENT}because ", plain(line.because))
    origin = [line.cites, _inputs(line), _kind_and_source(line)]
    yield from _wrapped(_INDENT, plain(" · ".join(part for part in origin if part)))


def _inputs(line: Line) -> str:
    if not line.inputs:
        return ""
    numbers = ", ".join(str(number) for number in line.inputs)
    return f"from line{'s' if len(line.inputs) > 1 else ''} {numbers}"


def _kind_and_source(line: Line) -> str:
    return f"{line.kind}, {line.source}" if line.source else line.kind


def _wrapped(start: str, text: str) -> list[str]:
    return textwrap.wrap(
        text,
        WIDTH,
        initial_indent=start,
        subsequent_indent=" " * len(start),
        break_on_hyphens=False,
    )


def _table(table: ResultTable) -> Iterator[str]:
    title = plain(table.title)
    yield from (title, "=" * min(len(title), WIDTH))
    entities = counted(len(table.rows), "entity", "entities")
    yield f"Contract {plain(table.contract)}, {entities}"
    yield ""
    headings = [_heading_lines(table, index) for index in range(len(table.columns))]
    height = max(map(len, headings), default=1)
    header = [_header_row(headings, line, height) for line in range(height)]
    rows = [[Cell(row.entity), Cell(row.period), *map(_shown, row.results)] for row in table.rows]
    total = [Cell("Total"), Cell(""), *(_total(column) for column in table.columns)]
    body = list(aligned([*header, *rows, total]))
    rule = "-" * max(len(text) for text in body)
    yield from (*body[:height], rule, *body[height:-1], rule, body[-1])


def _heading_lines(table: ResultTable, index: int) -> list[str]:
    """Return the heading in lines, hardly wider than the values below it."""
    shown = (_shown(row.results[index]).text for row in table.rows)
    width = max(_NARROWEST_HEADING, *map(len, shown))
    return textwrap.wrap(plain(table.columns[index].title), width, break_long_words=False)


def _header_row(headings: list[list[str]], line: int, height: int) -> list[Cell]:
    """Return a line of the headings, which all end on the last line."""
    leading = ("Entity", "Period") if line == height - 1 else ("", "")
    texts = ([""] * (height - len(lines)) + lines for lines in headings)
    return [*map(Cell, leading), *(Cell(each[line], right=True) for each in texts)]


def _shown(result: Result | None) -> Cell:
    return Cell(result.shown if result else "", right=True)


def _total(column: ResultColumn) -> Cell:
    return Cell("" if column.total is None else dollars(column.total), right=True)


def _provenances(settlements: Sequence[Settlement]) -> dict[Provenance, None]:
    """Return each provenance once, in order; entities of one file share theirs."""
    return dict.fromkeys(settlement.provenance for settlement in settlements)


def _prior(prior: PriorSettlement) -> tuple[tuple[str, str], ...]:
    shown = ("  Prior", f"{prior.settlement} = {prior.file}")
    return shown, ("", f"sha256 {prior.sha256}")


def _provenance(provenance: Provenance) -> Iterator[str]:
    yield "PROVENANCE"
    plugins = (
        f"{plugin.namespace} = {plugin.distribution} {plugin.version}"
        for plugin in provenance.plugins
    )
    models = (
        f"{model.stream} = {model.model}, edition {model.edition} ({model.fingerprint})"
        for model in provenance.models
    )
    yield from aligned(
        [
            ("  Contract", provenance.contract_file),
            ("", f"sha256 {provenance.contract_sha256}"),
            *(_agreement(provenance.agreement) if provenance.agreement else ()),
            ("  Facts", provenance.facts_file),
            ("", f"sha256 {provenance.facts_sha256}"),
            ("  Engine", f"vbc-rules {provenance.engine_version}"),
            *(("  Plugin", plugin) for plugin in plugins),
            *(("  Model", model) for model in models),
            *(row for prior in provenance.priors for row in _prior(prior)),
        ]
    )


def _agreement(origin: AgreementOrigin) -> Iterator[tuple[str, str]]:
    yield "  Agreement", f"{origin.agreement} of {origin.book_file}"
    yield "", f"terms sha256 {origin.terms_sha256}"
    yield "", f"book sha256 {origin.book_sha256}"
    for one in origin.amendments:
        yield "  Amendment", f"{one.name}, from {one.start}"
    for name, numbers in (("TIN", origin.tin), ("NPI", origin.npi)):
        if numbers:
            yield f"  {name}", ", ".join(numbers)
