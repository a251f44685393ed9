"""Checks of what people read: clauses, terms, tables, arrangement."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from vbc_rules.diagnostics import Place
from vbc_rules.diagnostics.suggest import suggestion
from vbc_rules.language import Table
from vbc_rules.language.edition import ClauseRecord, Edition, Term
from vbc_rules.testing.kit.findings import UNDESCRIBED, Findings, told
from vbc_rules.testing.kit.subject import Model, Subject

_PLACEHOLDER = re.compile(r"^\W*(to ?do|tbd|fixme|xxx|\?+|n/?a|none|nothing)?\W*$", re.IGNORECASE)


def clauses_are_documented(_subject: Subject, model: Model) -> Findings:
    """Every clause cites its source, and has a title that says more than its name."""
    if not (model.__doc__ or "").strip():
        message = f"Model `{model.id}` has no docstring of its own."
        hint = "say in its first line what is paid, and below how"
        yield told(UNDESCRIBED, message, model.defined_at, hint)
    for record in _each(model, "clauses"):
        words = record.name.rpartition(".")[2].replace("_", " ")
        if _plain(record.title) == _plain(words):
            message = f"Clause `{record.name}` of {model.id} is titled by its name alone."
            hint = 'give it a docstring, such as """Savings beyond the minimum."""'
            yield told(UNDESCRIBED, message, record.place, hint)
        if _PLACEHOLDER.match(record.cites):
            message = f"Clause `{record.name}` of {model.id} cites `{record.cites}`, no source."
            hint = "name the section of the contract, such as Agreement 4.2"
            yield told(UNDESCRIBED, message, record.place, hint)


def terms_are_described(_subject: Subject, model: Model) -> Findings:
    """Every fact, parameter, constant, axis, table and column says what it is."""
    tables: dict[type[Table], Place] = {}
    for term in _each(model, "terms"):
        declared = term.declaration
        yield from _titled(model, term)
        if issubclass(declared.unit, Table) and not _of_the_core(declared.unit):
            tables.setdefault(declared.unit, declared.place)
    for axis in _each(model, "axes"):
        if _PLACEHOLDER.match(axis.title):
            message = f"Axis `{axis.name}` of {model.id} has no title."
            yield told(UNDESCRIBED, message, model.defined_at, 'write axis("Measure")')
    for table, place in tables.items():
        yield from _table(table, place)


def arrangement_is_declared(_subject: Subject, model: Model) -> Findings:
    """The model says what kind of payment it is, by names that it has."""
    arrangement = model.arrangement
    if arrangement is None:
        message = f"Model `{model.id}` does not say what kind of payment it is."
        hint = 'write arrangement = Arrangement(kind="savings", …)'
        yield told(UNDESCRIBED, message, model.defined_at, hint)
        return
    clauses = {one.name for one in _each(model, "clauses")}
    facts = {one.name for one in _each(model, "terms") if one.kind == "fact"}
    for field, known, noun in (("losses", clauses, "clause"), ("quality", facts, "fact")):
        for name in getattr(arrangement, field):
            if name not in known:
                message = f"The arrangement of {model.id}: `{field}` names no {noun} `{name}`."
                hint = suggestion(name, known, f"it has {', '.join(sorted(known))}")
                yield told(UNDESCRIBED, message, model.defined_at, hint)
    if arrangement.kind == "scoring" and arrangement.losses:
        message = f"Model `{model.id}` only scores, but its arrangement names losses."
        yield told(UNDESCRIBED, message, model.defined_at, "name another kind, or no losses")


def _of_the_core(table: type[Table]) -> bool:
    """Tell whether a table is one that every plugin may use, such as bands."""
    return table.__module__.startswith("vbc_rules.language.")


def _titled(model: Model, term: Term) -> Findings:
    title = term.declaration.title
    if _PLACEHOLDER.match(title) or title == term.declaration.name:
        noun = "table" if term.declaration.unit is Table else term.kind
        message = f"The {noun} `{term.name}` of {model.id} is not described."
        hint = f'say what it is: {term.kind}("…")'
        yield told(UNDESCRIBED, message, term.declaration.place, hint)


def _table(table: type[Table], place: Place) -> Findings:
    """Yield what the docstring of a table leaves out; it is the one place for its columns."""
    written = _plain(table.__dict__.get("__doc__") or "")
    if not written:
        message = f"Table `{table.__name__}` has no docstring."
        yield told(UNDESCRIBED, message, place, "say what a row gives, column by column")
        return
    for name, column in table.columns.items():
        if column.role != "next_start" and not _mentions(written, name):
            message = f"The docstring of table `{table.__name__}` says nothing of `{name}`."
            yield told(UNDESCRIBED, message, place, "say what the column means")


def _mentions(written: str, name: str) -> bool:
    """Tell whether a text has some word of a name, in whatever form of it."""
    stems = [word[: max(4, len(word) - 3)] for word in name.split("_")]
    return any(stem in written for stem in stems)


def _each(model: Model, what: str) -> Iterator[Any]:
    """Yield the clauses, terms or axes of every edition, each name once."""
    seen: set[str] = set()
    for edition in editions(model):
        for name, one in getattr(edition, what).items():
            if name not in seen and not (what == "axes" and one.table):
                seen.add(name)
                yield one


def editions(model: Model) -> tuple[Edition, ...]:
    """Return every edition of a model."""
    return tuple(model.edition(year) for year in model.edition_years())


def record_place(model: Model, clause: str) -> Place:
    """Return where a clause is written, or the model if it has no such clause."""
    found: dict[str, ClauseRecord] = {one.name: one for one in _each(model, "clauses")}
    return found[clause].place if clause in found else model.defined_at


def _plain(text: str) -> str:
    return " ".join(re.findall(r"[a-z0-9]+", text.lower()))
