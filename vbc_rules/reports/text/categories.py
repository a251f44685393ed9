"""Categories of payment as text and as a document."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

import attrs

from vbc_rules.contracts.categories.category import ContractCategory, StreamCategory
from vbc_rules.contracts.categories.words import reason
from vbc_rules.contracts.contract import Contract
from vbc_rules.contracts.declared.categories import CATEGORIES
from vbc_rules.diagnostics.text import plain
from vbc_rules.hooks.declarations import Classified, ContractClassification


@attrs.frozen
class Categorized:
    """A contract with its categories over its term."""

    contract: Contract
    categories: tuple[ContractCategory, ...]
    programs: tuple[tuple[ContractClassification, tuple[Classified, ...]], ...] = ()


def categories_text(found: Iterable[Categorized]) -> Iterator[str]:
    """Yield the lines that a person reads."""
    for number, one in enumerate(found):
        if number:
            yield ""
        yield plain(f"{one.contract.title} ({one.contract.id})")
        for during in one.categories:
            yield from _during(during)
        for program, classes in one.programs:
            yield from _program(program, classes)


def _during(one: ContractCategory) -> Iterator[str]:
    yield f"{one.start} to {one.end}: {_named(one)}"
    names = max(len(each.stream.name) for each in one.streams)
    for each in one.streams:
        yield f"  {each.stream.name:<{names}}  {each.category or '-':<2}  {reason(each)}"
    if one.unlinked:
        yield f"  not linked to quality: {', '.join(one.unlinked)}"


def _program(program: ContractClassification, classes: tuple[Classified, ...]) -> Iterator[str]:
    yield plain(f"{program.title}:")
    for one in classes:
        yield plain(f"  {one.start} to {one.end}: {one.label}")
        yield from (plain(f"    {each}") for each in one.reasons)


def _named(one: ContractCategory) -> str:
    if not one.told:
        return "cannot be told"
    return f"{one.category} {CATEGORIES[one.category]}" if one.category else "pays nothing"


def categories_document(found: Iterable[Categorized]) -> dict[str, Any]:
    """Return what a program reads. A category is null where there is none, or none can be told."""
    return {"version": 1, "contracts": [_contract(one) for one in found]}


def _contract(one: Categorized) -> dict[str, Any]:
    return {
        "contract": one.contract.id,
        "categories": [_times(during) for during in one.categories],
        "programs": [
            {
                "program": program.id,
                "classes": [
                    {
                        "from": each.start.isoformat(),
                        "to": each.end.isoformat(),
                        "class": each.label,
                        "reasons": list(each.reasons),
                    }
                    for each in classes
                ],
            }
            for program, classes in one.programs
        ],
    }


def _times(one: ContractCategory) -> dict[str, Any]:
    return {
        "from": one.start.isoformat(),
        "to": one.end.isoformat(),
        "category": one.category,
        "not_linked_to_quality": list(one.unlinked),
        "streams": [_stream(each) for each in one.streams],
    }


def _stream(one: StreamCategory) -> dict[str, Any]:
    return {
        "stream": one.stream.name,
        "model": one.stream.model,
        "kind": one.arrangement.kind if one.arrangement else None,
        "category": one.category,
        "losses_owed_by": list(one.downside.by),
        "quality_decides_by": list(one.linked.by),
        "because": [
            {"term": why.term, "place": str(why.stated.place)}
            for why in (*one.downside.because, *one.linked.because)
        ],
        "reason": reason(one),
    }
