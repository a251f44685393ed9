"""The meaning of a stream's parameters: their dates, their decimals, their tables."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise
from typing import Any, TypeAlias

import attrs

from vbc_rules.contracts.declared.agreed import Agreed, Model, agreed_terms, edition_of
from vbc_rules.contracts.schema.shape import Shape
from vbc_rules.contracts.text.located import Located, Pointer
from vbc_rules.contracts.text.overlaid import Overlaid
from vbc_rules.contracts.written.forms import ONE_DAY, Stated, by_entry, cells, stated_values
from vbc_rules.contracts.written.open_terms import is_readable, names_left_open
from vbc_rules.diagnostics import Diagnostic
from vbc_rules.language.tables import Column
from vbc_rules.statements.numbers import exact_text

Days: TypeAlias = tuple[date, date]
"""The first and the last day of a time, both included."""


@attrs.frozen
class _Parameter:
    """A parameter as it is written, with what the model says about it."""

    document: Located
    agreed: Agreed
    at: Pointer
    stated: tuple[Stated, ...]

    @property
    def name(self) -> str:
        return self.agreed.term.name

    def finding(self, code: str, message: str, at: Pointer, hint: str) -> Diagnostic:
        return Diagnostic(code, message, self.document.place_of(at), hint)


def check_stream(
    document: Located, shape: Shape, stream: Pointer, model: Model
) -> Iterator[Diagnostic]:
    """Yield every finding about the terms of one stream; `stream` is where it stands."""
    terms, years = agreed_terms(model), years_of_term(document, shape)
    if years:
        yield from _covered_years(document, stream, model, years)
    at: Pointer = (*stream, "parameters")
    section, index = stream
    written = document.value[section][index].get("parameters", {})
    if not isinstance(written, dict):
        return
    for name, raw in written.items():
        if name in terms and shape.is_sound((*at, name)):
            stated = stated_values(terms[name], raw, (*at, name))
            parameter = _Parameter(document, terms[name], (*at, name), stated)
            yield from _parameter(parameter, _needed(terms[name], model, years), years)
    left_open = names_left_open(document.value[section][index])
    for name in sorted(set(terms) - set(written) - left_open) if is_readable(shape, stream) else ():
        if left_open or not terms[name].always:
            yield from _absent(document, at, terms[name], model, years)


def check_term(
    document: Located,
    agreed: Agreed,
    raw: Any,  # noqa: ANN401 - plain data
    at: Pointer,
    needed: list[Days],
) -> Iterator[Diagnostic]:
    """Yield every finding about the dated values of one term that no model has."""
    parameter = _Parameter(document, agreed, at, stated_values(agreed, raw, at))
    yield from _parameter(parameter, needed, needed)


def years_of_term(document: Located, shape: Shape) -> list[Days]:
    """Return the term cut into calendar years, or nothing while the term itself is wrong."""
    if not document.has(("term",)) or not shape.is_sound(("term",)):
        return []
    start, end = document.value["term"]["from"], document.value["term"]["to"]
    return [
        (max(start, date(year, 1, 1)), min(end, date(year, 12, 31)))
        for year in range(start.year, end.year + 1)
    ]


def _covered_years(
    document: Located, stream: Pointer, model: Model, years: list[Days]
) -> Iterator[Diagnostic]:
    missing = [first.year for first, _ in years if edition_of(model, first.year) is None]
    if missing:
        message = (
            f"{model.id} has no terms for {_listed_years(missing)}, which the contract covers."
        )
        first, last = model.covered_years()
        hint = f"it covers {first or 'all years'} to {last or 'now'}"
        place = document.place_of((*stream, "model"))
        yield Diagnostic("VBC213", message, place, hint)


def _listed_years(years: list[int]) -> str:
    return str(years[0]) if len(years) == 1 else f"{years[0]} to {years[-1]}"


def _needed(agreed: Agreed, model: Model, years: list[Days]) -> list[Days]:
    """Return the parts of the contract's term in which the model reads the parameter."""
    return [days for days in years if edition_of(model, days[0].year) in agreed.since]


def _absent(
    document: Located, at: Pointer, agreed: Agreed, model: Model, years: list[Days]
) -> Iterator[Diagnostic]:
    """Yield a finding for a parameter that is needed and missing.

    Shape sees those that all editions read, except in a stream that leaves terms open.
    """
    needed = _needed(agreed, model, years)
    if agreed.term.declaration.optional or not needed:
        return
    name, since = agreed.term.name, needed[0][0].year
    message = f"`parameters` lacks `{name}`, which {model.id} reads for {since}."
    place = document.key_place_of(at)
    yield Diagnostic("VBC214", message, place, f"add `{name}:` ({agreed.term.declaration.title})")


def _parameter(parameter: _Parameter, needed: list[Days], term: list[Days]) -> Iterator[Diagnostic]:
    disorder = list(_order(parameter))
    yield from disorder
    if not disorder:
        gaps = list(_coverage(parameter, needed))
        yield from gaps or _outside(parameter, term)
    for one in parameter.stated:
        yield from _decimals(parameter, one)
        yield from _control_total(parameter, one)
        yield from _tables(parameter, one)


def _order(parameter: _Parameter) -> Iterator[Diagnostic]:
    """Yield findings for dated values that run backwards, repeat or overlap."""
    for one in parameter.stated:
        if one.start and one.end and one.end < one.start:
            message = f"A value of `{parameter.name}` ends on {one.end}, before {one.start}."
            hint = "write the later day under `to:`"
            yield parameter.finding("VBC205", message, (*one.entry, "to"), hint)
    for before, after in pairwise(parameter.stated):
        yield from _neighbours(parameter, before, after)


def _neighbours(parameter: _Parameter, before: Stated, after: Stated) -> Iterator[Diagnostic]:
    if before.start is None or after.start is None:
        return
    if after.start == before.start:
        message = f"Two values of `{parameter.name}` begin on {after.start}."
        hint = "keep one of the two"
    elif after.start < before.start:
        message = f"The values of `{parameter.name}` are not in the order of their dates."
        hint = f"put the value from {after.start} before the one from {before.start}"
    elif before.end is not None and before.end >= after.start:
        message = f"Two values of `{parameter.name}` apply on {after.start}."
        hint = f"the value before it ends on {before.end}; let it end earlier or leave `to:` out"
    else:
        return
    yield parameter.finding("VBC206", message, (*after.entry, "from"), hint)


def _applied(parameter: _Parameter) -> list[tuple[Stated, date, date]]:
    """Return each value with the first and the last day on which it applies."""
    return [
        (one, one.start or date.min, one.last_day(following) or date.max)
        for one, following in zip(parameter.stated, [*parameter.stated[1:], None], strict=True)
    ]


def _outside(parameter: _Parameter, term: list[Days]) -> Iterator[Diagnostic]:
    """Yield a finding for each value that applies on no day of the term.

    An agreement may begin later than its contract: there the contract's values are no mistake.
    """
    if not term or isinstance(parameter.document, Overlaid):
        return
    begins, ends = term[0][0], term[-1][1]
    for one, first, last in _applied(parameter):
        if last < begins or first > ends:
            days = f"ends on {last}, before" if last < begins else f"begins on {first}, after"
            message = f"A value of `{parameter.name}` {days} the term, which is {begins} to {ends}."
            yield parameter.finding("VBC275", message, one.entry, "mend the date, or leave it out")


def _coverage(parameter: _Parameter, needed: list[Days]) -> Iterator[Diagnostic]:
    """Yield a finding for each time inside the term in which no value applies."""
    for days in _joined(needed):
        for at, first, last in _gaps(days, _applied(parameter)):
            message = f"`{parameter.name}` has no value from {first} to {last}, inside the term."
            yield parameter.finding("VBC207", message, at, "add a value for these days")


def _gaps(
    days: Days, applied: list[tuple[Stated, date, date]]
) -> Iterator[tuple[Pointer, date, date]]:
    """Yield the days on which no value applies, and which date leaves them open."""
    open_from, last = days
    for one, start, end in applied:
        if open_from < start:
            yield (*one.entry, "from"), open_from, min(start - ONE_DAY, last)
        if max(start, end) >= last:
            return
        open_from = max(open_from, end + ONE_DAY)
    yield (*applied[-1][0].entry, "to"), open_from, last


def _joined(times: Iterable[Days]) -> list[Days]:
    """Return times in which neighbours without a gap are one."""
    joined: list[Days] = []
    for first, last in times:
        if joined and joined[-1][1] + ONE_DAY == first:
            joined[-1] = (joined[-1][0], last)
        else:
            joined.append((first, last))
    return joined


def _decimals(parameter: _Parameter, one: Stated) -> Iterator[Diagnostic]:
    for cell in cells(parameter.agreed, one):
        if cell.kind.places is not None and isinstance(cell.raw, Decimal):
            written = len(f"{cell.raw:f}".partition(".")[2].rstrip("0"))
            if written > cell.kind.places:
                allowed = f"but {parameter.name} has {cell.kind.places}"
                message = f"{cell.raw:f} has {written} decimals, {allowed}."
                yield parameter.finding("VBC210", message, cell.at, "write the agreed number")


def _control_total(parameter: _Parameter, one: Stated) -> Iterator[Diagnostic]:
    """Yield a finding where entries do not add up to what is stated beside them."""
    if one.adds_up_to is None:
        return
    total = sum((Fraction(cell.raw) for cell in cells(parameter.agreed, one)), Fraction(0))
    if total != one.adds_up_to:
        sums = f"{exact_text(total)}, not {exact_text(Fraction(one.adds_up_to))}"
        message = f"The entries of `{parameter.name}` add up to {sums}."
        at = (*one.entry, "adds_up_to")
        yield parameter.finding("VBC219", message, at, "mend an entry or the total")


def _tables(parameter: _Parameter, one: Stated) -> Iterator[Diagnostic]:
    table = parameter.agreed.table
    if table is None:
        return
    for _, rows, at in by_entry(parameter.agreed, one):
        yield from _keys(parameter, table.key, [row[table.key.name] for row in rows], at)


def _keys(
    parameter: _Parameter, column: Column, keys: list[Any], at: Pointer
) -> Iterator[Diagnostic]:
    """Yield findings for rows whose keys repeat or run backwards."""
    key, by_start = column.name, column.role != "matches"
    if column.first is not None and keys[0] > column.first:
        first = exact_text(column.first)
        message = f"The first row of `{parameter.name}` begins at {keys[0]}, not at {first}."
        hint = f"put a row of {first} before it, and say in it what holds until {keys[0]}"
        yield parameter.finding("VBC223", message, (*at, 0, key), hint)
    for index, value in enumerate(keys):
        place = (*at, index, key)
        if value in keys[:index]:
            message = f"Two rows of `{parameter.name}` have the {key} {value}."
            yield parameter.finding("VBC209", message, place, "keep one of the rows")
        elif by_start and index and value < keys[index - 1]:
            message = f"The rows of `{parameter.name}` are not in the order of {key}."
            hint = f"put the row of {value} before the row of {keys[index - 1]}"
            yield parameter.finding("VBC208", message, place, hint)
