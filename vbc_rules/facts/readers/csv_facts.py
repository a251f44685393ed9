"""Facts from CSV: a column `entity`, and one column for each fact.

A file that has a column for an axis is long: each row is an entry (see `long_csv.py`). In
a wide one a fact that varies by axes has a column for each entry, `name[entry]` or
`name[entry,entry]`; an entry of a child axis is written after its parent, as in
`allowed[knee/e1]`. An empty cell is a missing value.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from pathlib import Path

import attrs

from vbc_rules.contracts.text.scalars import Objection
from vbc_rules.contracts.text.text_file import read_text
from vbc_rules.diagnostics import Place
from vbc_rules.diagnostics.suggest import did_you_mean
from vbc_rules.evaluation.inputs import Scalar
from vbc_rules.facts.assembly import UNREADABLE, assemble
from vbc_rules.facts.declared import Declared, DeclaredFact, listed
from vbc_rules.facts.findings import Findings
from vbc_rules.facts.raw import Completion, RawFacts, as_read
from vbc_rules.facts.readers.csv_text import CsvText, Lines, clean, parse_csv, parts, records
from vbc_rules.facts.readers.long_csv import LongReader
from vbc_rules.facts.readers.long_header import ENTITY, is_long, long_header
from vbc_rules.facts.table import Entry, FactTable
from vbc_rules.facts.values import entity_objection, from_text, shown
from vbc_rules.language import Axis

LARGEST_FILE = 200_000_000
"""Bytes; a million entities with ten facts have about 100,000,000."""

_HEADER = re.compile(r"([^\[\]]+)(?:\[([^\[\]]*)\])?")


@attrs.frozen
class _Header:
    """A column of the file: its fact, its entries, and the parents its entries name."""

    fact: DeclaredFact
    entry: Entry
    parents: tuple[tuple[str, str, str], ...]


def parse_csv_facts(
    text: str, file: str, declared: Declared, completed: Completion = as_read
) -> FactTable:
    """Return the facts in a CSV text; `file` is the name that places carry.

    Raises:
        Refusal: every finding about the text.
    """
    findings = Findings()
    raw = raw_csv(text, file, declared, findings)
    return assemble(completed(raw, findings), declared, findings)


def csv_facts(source: CsvText, declared: Declared, completed: Completion = as_read) -> FactTable:
    """Return the facts in the records of a wide CSV text.

    Raises:
        Refusal: every finding about the text.
    """
    findings = Findings()
    return assemble(completed(_wide(source, declared, findings), findings), declared, findings)


def read_raw_csv(path: Path, declared: Declared, findings: Findings) -> RawFacts:
    """Return what stands in a CSV file; raises Refusal as `raw_csv`, and for the file itself."""
    return raw_csv(read_text(path, LARGEST_FILE), str(path), declared, findings)


def raw_csv(text: str, file: str, declared: Declared, findings: Findings) -> RawFacts:
    """Return what stands in a CSV text: of a wide one, or of a long one that names axes.

    Raises:
        Refusal: what was found, if there is no table to go on with.
    """
    text = clean(text, file)
    lines = Lines(file, text)
    line, titles = next(records(text, file), (0, []))
    if not is_long(titles, declared):
        return _wide(parse_csv(text, file), declared, findings)
    header = long_header(lines, line, titles, declared, findings)
    if header is None:
        findings.refuse_if_any()
        raise AssertionError("a header without entities was told")
    raw = LongReader(lines, header, findings).read(parts(text, file, _after(text, line), line + 1))
    if not raw.entities:
        findings.add("VBC417", "The file has no entity.", lines.place(line, 0), "add a row")
        findings.refuse_if_any()
    return raw


def _after(text: str, line: int) -> int:
    """Return where the line after a line begins."""
    position = 0
    for _ in range(line):
        position = text.find("\n", position) + 1 or len(text)
    return position


def _wide(source: CsvText, declared: Declared, findings: Findings) -> RawFacts:
    file = source.file
    headers, damaged = _headers(source, declared, findings)
    if ENTITY not in source.rows[0] or len(source.rows) == 1:
        findings.refuse_if_any()
    rows = _whole_rows(source, findings)
    columns = {
        (header.fact.name, header.entry): _values(source, rows, cell, header.fact, findings)
        for cell, header in headers.items()
    }
    cells = {(header.fact.name, header.entry): cell for cell, header in headers.items()}
    return RawFacts(
        file,
        _entities(source, rows, findings),
        columns,
        _parents(source, headers, findings),
        lambda row, name, entry: source.place(rows[row], cells.get((name, entry), 0)),
        Place(file, source.lines[0], 1),
        damaged,
    )


# ---- the header


def _headers(
    source: CsvText, declared: Declared, findings: Findings
) -> tuple[dict[int, _Header], frozenset[str]]:
    """Return the columns that hold facts, by their number, and facts in a damaged form."""
    found: dict[int, _Header] = {}
    damaged: set[str] = set()
    titles = source.rows[0]
    for cell, title in enumerate(titles):
        if title == ENTITY and cell == titles.index(ENTITY):
            continue
        header = _twice(title, titles.index(title), cell) or _header(title, declared, titles)
        if isinstance(header, Objection):
            findings.add(header.code, header.message, source.place(0, cell), header.hint)
            damaged.add(_meant(title, declared, titles))
        else:
            found[cell] = header
    if ENTITY not in titles:
        findings.add("VBC403", *_no_entity(source))
    elif len(source.rows) == 1:
        findings.add("VBC417", "The file has no entity.", source.place(0, 0), "add a row")
    return found, frozenset(damaged)


def _twice(title: str, first: int, cell: int) -> Objection | None:
    if first == cell or not title.strip():
        return None
    message = f"Column {shown(title)} is written twice, first as column {first + 1}."
    return Objection("VBC405", message, "keep one of them")


def _meant(title: str, declared: Declared, titles: Sequence[str]) -> str:
    """Return the fact that a heading was probably meant for, or an empty text."""
    name = title.strip().partition("[")[0]
    return name if name in declared else did_you_mean(name, declared, titles) or ""


def _no_entity(source: CsvText) -> tuple[str, Place, str]:
    semicolons = len(source.rows[0]) == 1 and ";" in source.rows[0][0]
    hint = "separate the cells with commas" if semicolons else "name the column of ids `entity`"
    return "The file has no column `entity`.", source.place(0, 0), hint


def _header(title: str, declared: Declared, titles: Sequence[str]) -> _Header | Objection:
    if not title.strip():
        return Objection("VBC404", "A column has no name.", "name the fact, or delete the column")
    if title != title.strip():
        return Objection("VBC413", f"{shown(title)} has a blank around it.", "delete the blank")
    match = _HEADER.fullmatch(title)
    fact = declared.get(match[1]) if match else None
    if match is None or fact is None:
        meant = _meant(title, declared, titles)
        hint = f"did you mean `{meant}`?" if meant else f"facts are {', '.join(listed(declared))}"
        return Objection("VBC404", f"{shown(title)} is no fact of the contract.", hint)
    segments = match[2].split(",") if match[2] is not None else []
    if len(segments) != len(fact.axes) or not all(segment.strip() for segment in segments):
        return Objection("VBC414", _axes_message(title, fact), f"write `{_written(fact)}`")
    return _with_parents(title, fact, segments)


def _axes_message(name: str, fact: DeclaredFact) -> str:
    if not fact.axes:
        return f"`{fact.name}` has one value for an entity, but {shown(name)} names an entry."
    axes = " and ".join(axis.name for axis in fact.axes)
    return f"`{fact.name}` varies by {axes}, but {shown(name)} does not name its entries so."


def _written(fact: DeclaredFact) -> str:
    """Return how the column of a fact is written, with the names of axes for entries."""
    parts = ["/".join(one.name for one in (*_above(axis), axis)) for axis in fact.axes]
    return f"{fact.name}[{','.join(parts)}]" if parts else fact.name


def _above(axis: Axis) -> tuple[Axis, ...]:
    """Return the parents of an axis, outermost first."""
    return tuple(reversed(axis.parents()))


def _with_parents(name: str, fact: DeclaredFact, segments: Sequence[str]) -> _Header | Objection:
    entry: list[str] = []
    parents: list[tuple[str, str, str]] = []
    for axis, segment in zip(fact.axes, segments, strict=True):
        path = [part.strip() for part in segment.split("/")]
        chain = (*_above(axis), axis)
        if len(path) != len(chain) or not all(path):
            return Objection("VBC414", _axes_message(name, fact), f"write `{_written(fact)}`")
        entry.append(path[-1])
        steps = zip(chain[1:], path[1:], path[:-1], strict=True)
        parents += [(child.name, member, above) for child, member, above in steps]
    return _Header(fact, tuple(entry), tuple(parents))


def _parents(
    source: CsvText, headers: Mapping[int, _Header], findings: Findings
) -> dict[str, dict[str, str]]:
    found: dict[str, dict[str, str]] = {}
    for cell, header in headers.items():
        for axis, member, above in header.parents:
            known = found.setdefault(axis, {}).setdefault(member, above)
            if known != above:
                message = f"`{member}` of `{axis}` belongs to `{known}` and to `{above}`."
                findings.add("VBC416", message, source.place(0, cell), "name one parent")
    return found


# ---- the rows


def _whole_rows(source: CsvText, findings: Findings) -> list[int]:
    """Return the rows that have as many cells as the header; the others are told."""
    width = len(source.rows[0])
    whole = []
    for row in range(1, len(source.rows)):
        cells = len(source.rows[row])
        if cells == width:
            whole.append(row)
        else:
            message = f"The row has {cells} cells, but the header has {width}."
            hint = "put a value with a comma in quotes, and write an empty cell for a missing one"
            findings.add("VBC407", message, source.place(row, 0), hint)
    return whole


def _entities(source: CsvText, rows: Sequence[int], findings: Findings) -> list[str]:
    cell = source.rows[0].index(ENTITY)
    first: dict[str, int] = {}
    for row in rows:
        entity = source.rows[row][cell]
        objection = entity_objection(entity)
        if entity in first and objection is None:
            message = f"Entity {shown(entity)} is written twice, first in line {first[entity]}."
            objection = Objection("VBC408", message, "keep one row for each entity")
        if objection is not None:
            findings.add(objection.code, objection.message, source.place(row, cell), objection.hint)
        first.setdefault(entity, source.lines[row])
    return [source.rows[row][cell] for row in rows]


def _values(
    source: CsvText, rows: Sequence[int], cell: int, fact: DeclaredFact, findings: Findings
) -> list[Scalar]:
    values: list[Scalar] = []
    known: dict[str, Scalar | Objection] = {"": None}  # many cells of a column are alike
    for row in rows:
        text = source.rows[row][cell]
        if text not in known:
            known[text] = from_text(text, fact)
        value = known[text]
        if isinstance(value, Objection):
            findings.add(value.code, value.message, source.place(row, cell), value.hint)
            value = UNREADABLE
        values.append(value)
    return values
