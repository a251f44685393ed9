"""From a document whose shape and meaning are checked to the contract."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from vbc_rules.contracts.building.terms import parameter_of, source_of
from vbc_rules.contracts.contract import (
    Contract,
    ContractTerm,
    DeclaredCategory,
    Feed,
    Parties,
    Stream,
)
from vbc_rules.contracts.declared.agreed import Model, agreed_terms
from vbc_rules.contracts.text.located import Located, Pointer
from vbc_rules.contracts.written.open_terms import open_terms


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
        content=data,
        quality=_streams(document, models, "quality"),
        hcp_lan=_category(document, data, ()),
        **_rare_sections(document, models),
    )


def _rare_sections(document: Located, models: Mapping[Pointer, Model]) -> dict[str, Any]:
    """Return the sections that few contracts have; what builds them is imported for these."""
    found: dict[str, Any] = {}
    if "settlement" in document.value:
        from vbc_rules.contracts.building.steps import settlement_of

        found["settlement"] = settlement_of(document, models)
    if "provisions" in document.value:
        from vbc_rules.contracts.written.provisions import stated_provisions

        found["provisions"] = stated_provisions(document)
    return found


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
        name: parameter_of(document, terms[name], raw, (*at, "parameters", name))
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
        hcp_lan=_category(document, data, at),
        left_open={term.name: term for term in open_terms(document, at, data)},
    )
