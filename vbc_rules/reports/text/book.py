"""The settlement of a book as text and as CSV: a row for each agreement, and the totals."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from vbc_rules.diagnostics.text import counted, plain
from vbc_rules.reports.csv_statement import result_cells
from vbc_rules.reports.csv_text import csv_text
from vbc_rules.reports.formatting import dollars
from vbc_rules.reports.text.layout import Cell, aligned
from vbc_rules.statements.book import BookSettlement, ContractTotal, NotSettled, SettledAgreement

_INDENT = "  "
_LEADING = ("agreement", "contract", "provider", "entity", "period", "status")

Row = Sequence[Cell | str]


def book_text(book: BookSettlement) -> bytes:
    """Return UTF-8 text: agreements by contract with totals, the book's total, what failed."""
    lines = list(_heading(book))
    if book.settled:
        lines += ["", *_table(book)]
    if book.failed:
        lines += ["", "NOT SETTLED", *aligned([_failure(one) for one in book.failed])]
    return ("\n".join(lines) + "\n").encode()


def book_csv(book: BookSettlement) -> bytes:
    """Return a row for each agreement: who, whether it was settled, every result and bar.

    Columns are those of core.statement_csv after the leading ones; agreements that failed
    come last, with empty cells.
    """
    rows = [_csv_row(one) for one in book.settled] + [_failed_row(one, book) for one in book.failed]
    columns = list(dict.fromkeys([*_LEADING, *(column for row in rows for column in row)]))
    return csv_text([columns, *([row.get(column, "") for column in columns] for row in rows)])


def _heading(book: BookSettlement) -> Iterator[str]:
    title = plain(book.title)
    yield from (title, "=" * min(len(title), 100))
    parts = [f"{_agreements(len(book.settled))} settled"]
    parts += [f"{len(book.failed)} not settled"] if book.failed else []
    parts += [f"{book.not_effective} not effective"] if book.not_effective else []
    yield f"Performance period {book.period}: {', '.join(parts)}"


def _table(book: BookSettlement) -> Iterator[str]:
    """Yield the rows of each contract with its total, and the total of the book."""
    totals = book.by_contract()
    rows: list[Row] = [("Agreement", "Provider", "Result", Cell("Amount", right=True))]
    rules: list[int] = [1]
    for total in totals:
        rows.append((f"{total.title} ({total.contract})", "", "", ""))
        rows += [_settled(one) for one in book.settled if _is_of(one, total)]
        rows.append(_contract_total(total))
    rules.append(len(rows))
    rows.append(("Total of the book", "", "", Cell(dollars(book.total()), right=True)))
    yield from _ruled(rows, rules)


def _ruled(rows: Sequence[Row], rules: Sequence[int]) -> Iterator[str]:
    """Yield the rows in columns; the title of a contract stands alone in its line."""
    is_title = [row[1:] == ("", "", "") for row in rows]
    columns = [row for row, alone in zip(rows, is_title, strict=True) if not alone]
    lines = iter(aligned(columns))
    width = max(len(line) for line in aligned(columns))
    for index, (row, alone) in enumerate(zip(rows, is_title, strict=True)):
        if index in rules:
            yield "-" * width
        yield plain(str(row[0])) if alone else next(lines)


def _is_of(one: SettledAgreement, total: ContractTotal) -> bool:
    provenance = one.settlement.provenance
    return (provenance.contract_file, one.main.name) == (total.file, total.name)


def _settled(one: SettledAgreement) -> Row:
    amount = Cell(one.main.shown, right=True)
    return (f"{_INDENT}{one.agreement}", one.settlement.provider, one.main.title, amount)


def _contract_total(total: ContractTotal) -> Row:
    amount = "" if total.total is None else dollars(total.total)
    return (f"{_INDENT}Total of {_agreements(total.settled)}", "", " ", Cell(amount, right=True))


def _failure(one: NotSettled) -> Row:
    first, *others = one.findings
    more = f" (and {len(others)} more)" if others else ""
    place = f"{first.place}: " if first.place else ""
    return (
        f"{_INDENT}{one.agreement or 'without an id'}",
        f"{place}{first.code} {first.message}{more}",
    )


def _agreements(count: int) -> str:
    return counted(count, "agreement")


def _csv_row(one: SettledAgreement) -> dict[str, str]:
    settlement = one.settlement
    leading = (
        one.agreement,
        settlement.contract,
        settlement.provider,
        settlement.entity,
        settlement.period,
        "settled",
    )
    return {**dict(zip(_LEADING, leading, strict=True)), **result_cells(settlement)}


def _failed_row(one: NotSettled, book: BookSettlement) -> dict[str, str]:
    leading = (one.agreement, one.contract, one.provider, one.entity, book.period, "not settled")
    return dict(zip(_LEADING, leading, strict=True))
