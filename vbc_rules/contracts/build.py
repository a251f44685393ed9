"""From a document whose shape and meaning are checked to the contract."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction
from typing import Any

from vbc_rules.contracts.agreed import Agreed, Model, agreed_terms
from vbc_rules.contracts.contract import (
    Contract,
    ContractTerm,
    Dated,
    DeclaredCategory,
    Feed,
    ParameterTerm,
    Parties,
    Stream,
)
from vbc_rules.contracts.forms import Stated, by_entry, stated_values
from vbc_rules.contracts.json_text import canonical_json
from vbc_rules.contracts.located import Located, Pointer
from vbc_rules.evaluation.inputs import Given, Scalar
from vbc_rules.language.composition import Source
from vbc_rules.language.tables import arranged


def build_contract(document: Located, models: Mapping[Pointer, Model]) -> Contract:
    """Return the contract; `models` gives the model of each stream by where it stands."""
    data = document.value
    term = data["term"]
    return Contract(
        id=data["contract"],
        title=data["title"],
        description=data.get("description", ""),
        carrier=data["carrier"],
        plugins=data["plugins"],
        term=ContractTerm(term["from"], term["to"], document.place_of(("term",))),
        line_of_business=data["line_of_business"],
        parties=Parties(**data["parties"]),
        payment=_streams(document, models, "payment"),
        reports=tuple(data.get("reports", ())),
        file=document.file,
        sha256=hashlib.sha256(canonical_json(data).encode()).hexdigest(),
        quality=_streams(document, models, "quality"),
        hcp_lan=_category(document, data, ()),
    )


def _category(document: Located, data: Mapping[str, Any], at: Pointer) -> DeclaredCategory | None:
    """Return the category of payment that a contract or a stream declares."""
    written = data.get("hcp_lan")
    return written and DeclaredCategory(written, document.place_of((*at, "hcp_lan")))


def _streams(
    document: Located, models: Mapping[Pointer, Model], section: str
) -> tuple[Stream, ...]:
    listed = document.value.get(section, [])
    pointers: list[Pointer] = [(section, index) for index in range(len(listed))]
    return tuple(
        _stream(document, at, data, models[at]) for at, data in zip(pointers, listed, strict=True)
    )


def _stream(document: Located, at: Pointer, data: Any, model: Model) -> Stream:  # noqa: ANN401 - plain data
    terms = agreed_terms(model)
    parameters = {
        name: _parameter(document, terms[name], raw, (*at, "parameters", name))
        for name, raw in data.get("parameters", {}).items()
    }
    facts = {
        name: Feed(source_of(written), document.place_of((*at, "facts", name)))
        for name, written in data.get("facts", {}).items()
    }
    return Stream(
        data["name"],
        data["model"],
        parameters,
        document.place_of(at),
        facts,
        data.get("measures", {}),
        _category(document, data, at),
    )


def source_of(written: str) -> Source:
    """Return the source that `stream.clause` names; a clause of a part has further dots."""
    stream, _, clause = written.partition(".")
    return Source(stream, clause)


def _parameter(document: Located, agreed: Agreed, raw: Any, at: Pointer) -> ParameterTerm:  # noqa: ANN401 - plain data
    stated = stated_values(agreed, raw, at)
    following = [*stated[1:], None]
    dated = (_dated(document, agreed, *pair) for pair in zip(stated, following, strict=True))
    return ParameterTerm(agreed.term.name, tuple(dated), document.key_place_of(at))


def _dated(document: Located, agreed: Agreed, one: Stated, following: Stated | None) -> Dated:
    place = document.place_of(one.at)
    return Dated(_value(agreed, one), one.start, one.last_day(following), one.cites, place)


def _value(agreed: Agreed, one: Stated) -> Given:
    values: dict[tuple[str, ...], Any] = {
        entries: _exact(agreed, raw) for entries, raw, _ in by_entry(agreed, one)
    }
    return values if agreed.term.axes else values[()]


def _exact(agreed: Agreed, raw: Any) -> Any:  # noqa: ANN401 - a scalar or rows
    if agreed.table is None:
        return exact_scalar(raw)
    rows = [{name: exact_scalar(cell) for name, cell in row.items()} for row in raw]
    return arranged(agreed.table, rows)


def exact_scalar(raw: Decimal | int | bool | str) -> Scalar:  # noqa: FBT001 - a cell of a file
    """Return a number as a Fraction, anything else as it is."""
    if isinstance(raw, bool | str):
        return raw
    return Fraction(raw)
