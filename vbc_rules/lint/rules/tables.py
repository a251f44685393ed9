"""Tables: tiers that pay alike, tiers that nobody reaches, boundaries read in two ways."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import Any

from vbc_rules.contracts.text.located import Pointer
from vbc_rules.contracts.written.forms import by_entry
from vbc_rules.diagnostics import Diagnostic
from vbc_rules.language import Table
from vbc_rules.lint.subject import LintedContract, WrittenTerm

CONVENTIONS = {"starts_at": "at_least", "starts_after": "more_than"}
_WORDS = {"at_least": "from its start on", "more_than": "above its start"}


def rows_that_pay_the_same(subject: LintedContract) -> Iterator[Diagnostic]:
    """Yield the rows that say what the row before them says."""
    for term, table, rows, at in _tables(subject):
        if table.key.role == "matches" or _interpolates(table):
            continue
        for index, (before, row) in enumerate(pairwise(rows), 1):
            if _without_key(table, before) == _without_key(table, row):
                key = row[table.key.name]
                message = f"The row of {key} in `{term.name}` says what the row before it says."
                yield subject.finding("VBC931", message, (*at, index),
                                      "delete the row, or mend what it pays")  # fmt: skip


def tiers_never_reached(subject: LintedContract) -> Iterator[Diagnostic]:
    """Yield the rows of tables that no fact within its limits leads to."""
    reached: dict[tuple[Any, tuple[str, ...]], set[int]] = {}
    counts: dict[tuple[Any, tuple[str, ...]], int] = {}
    for outlook in subject.outlooks:
        for rows in outlook.rows:
            key = (rows.stated.place, rows.entries)
            reached.setdefault(key, set()).update(rows.reached)
            counts[key] = rows.count
    for (place, entries), found in reached.items():
        term = subject.term_at(place)
        if term is None or not found:
            continue
        for index in sorted(set(range(counts[place, entries])) - found):
            yield _never_reached(subject, term, entries, index)


def _never_reached(
    subject: LintedContract, term: WrittenTerm, entries: tuple[str, ...], index: int
) -> Diagnostic:
    table: Any = term.agreed.table
    at: Pointer = (*term.stated.at, *entries, index)
    key = subject.document.value
    for step in (*at, table.key.name):
        key = key[step]
    message = f"The row of {key} in `{term.name}` is never reached, whatever the facts are."
    return subject.finding("VBC932", message, at, "delete the row, or mend where it starts")


def boundaries_that_differ(subject: LintedContract) -> Iterator[Diagnostic]:
    """Yield the tables whose rows begin otherwise than the contract says, or than others do."""
    provision = subject.contract.provisions.get("rounding")
    said = provision.fields.get("boundaries") if provision else None
    if isinstance(said, str):
        yield from _against_provision(subject, said)
    elif provision is None:
        yield from _against_each_other(subject)


def _against_provision(subject: LintedContract, said: str) -> Iterator[Diagnostic]:
    for at, (term, convention) in _conventions(subject).items():
        if convention != said:
            message = f"A row of `{term.name}` applies {_WORDS[convention]}, not `{said}`."
            hint = f"`rounding:` says `boundaries: {said}`, and the model `{convention}`"
            yield subject.on_key("VBC945", message, at, hint)


def _against_each_other(subject: LintedContract) -> Iterator[Diagnostic]:
    """Yield the tables of a stream that begin above a value, where others begin at it."""
    known = _conventions(subject)
    for at, (term, convention) in known.items():
        alike = [other for other, how in known.values() if how == "at_least"]
        alike = [other for other in alike if _are_read_alike(other, term)]
        if convention == "more_than" and alike:
            other = alike[0].name
            message = (
                f"A row of `{term.name}` applies above its start, one of `{other}` from it on."
            )
            hint = "say so in `provisions:`, under `rounding:`"
            yield subject.on_key("VBC945", message, at, hint)


def _conventions(subject: LintedContract) -> dict[Pointer, tuple[WrittenTerm, str]]:
    """Return how the rows of each stated table begin, by where the table stands."""
    return {
        term.at: (term, CONVENTIONS[term.agreed.table.key.role])
        for term in subject.terms
        if term.agreed.table is not None and term.agreed.table.key.role in CONVENTIONS
    }


def _are_read_alike(one: WrittenTerm, other: WrittenTerm) -> bool:
    """Tell whether two tables of a stream are read by figures of one unit."""
    tables: Any = (one.agreed.table, other.agreed.table)
    return one.stream is other.stream and tables[0].key.unit is tables[1].key.unit


def _tables(
    subject: LintedContract,
) -> Iterator[tuple[WrittenTerm, type[Table], list[dict[str, Any]], Pointer]]:
    for term in subject.terms:
        if term.agreed.table is not None:
            for _, rows, at in by_entry(term.agreed, term.stated):
                yield term, term.agreed.table, rows, at


def _interpolates(table: type[Table]) -> bool:
    """Tell whether values between rows are read, so that a level stretch needs two rows."""
    return any(one.role == "next_start" for one in table.columns.values())


def _without_key(table: type[Table], row: dict[str, Any]) -> dict[str, Any]:
    return {name: cell for name, cell in row.items() if name != table.key.name}
