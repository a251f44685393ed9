"""Facts from JSON or YAML: `entities`, then the id of each entity, then its facts.

A fact that varies by an axis is a mapping from its entries to values, one level for each
axis. `axes` says which parent the entries of a child axis belong to:
`axes: {episode: {e1: knee}}`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Protocol

import attrs

from vbc_rules.contracts.text.located import Pointer
from vbc_rules.contracts.text.scalars import Objection
from vbc_rules.contracts.text.strict_yaml import read_document
from vbc_rules.contracts.text.text_file import read_text
from vbc_rules.diagnostics import Place
from vbc_rules.diagnostics.suggest import did_you_mean, suggestion
from vbc_rules.evaluation.inputs import Scalar
from vbc_rules.facts.assembly import UNREADABLE, assemble
from vbc_rules.facts.declared import Declared, DeclaredFact, listed
from vbc_rules.facts.findings import Findings
from vbc_rules.facts.raw import Completion, RawFacts, as_read
from vbc_rules.facts.readers.json_text import parse_json
from vbc_rules.facts.table import Column, Entry, FactTable
from vbc_rules.facts.values import entity_objection, from_data, shown

LARGEST_JSON = 50_000_000
"""Bytes; larger files are better written as CSV."""

_KEYS = ("entities", "axes")


class Document(Protocol):
    """Plain data that knows where each of its parts is written."""

    @property
    def file(self) -> str:
        """Return the name of the file."""

    @property
    def value(self) -> Any:  # noqa: ANN401 - plain data of any shape
        """Return the data."""

    def place_of(self, pointer: Pointer) -> Place:
        """Return where a value is written."""

    def key_place_of(self, pointer: Pointer) -> Place:
        """Return where the key of a value is written."""


def read_raw_document(path: Path, declared: Declared, findings: Findings) -> RawFacts:
    """Return what stands in a JSON or YAML file; raises Refusal as `raw_document`."""
    return raw_document(read_facts_document(path), declared, findings)


def read_facts_document(path: Path) -> Document:
    """Return the JSON or YAML document in a file; raises Refusal with every finding."""
    if path.suffix.lower() == ".json":
        return parse_json(read_text(path, LARGEST_JSON), str(path))
    return read_document(path)


def document_facts(
    document: Document, declared: Declared, completed: Completion = as_read
) -> FactTable:
    """Return the facts in a document.

    Raises:
        Refusal: every finding about the document.
    """
    findings = Findings()
    raw = raw_document(document, declared, findings)
    return assemble(completed(raw, findings), declared, findings)


def raw_document(document: Document, declared: Declared, findings: Findings) -> RawFacts:
    """Return what stands in a document.

    Raises:
        Refusal: what was found, if there are no entities to go on with.
    """
    entities = _section(document, "entities", findings)
    if not entities and not findings:
        findings.add("VBC417", "The file has no entity.", document.place_of(()), "add one")
    if not entities:
        findings.refuse_if_any()
    columns: dict[Column, list[Scalar]] = {}
    for row, (entity, facts) in enumerate(entities.items()):
        _check_entity(document, entity, facts, findings)
        for value in _values(document, declared, entity, facts, findings):
            column = columns.setdefault(value.column, [None] * len(entities))
            column[row] = value.value
    names = list(entities)
    return RawFacts(
        document.file,
        names,
        columns,
        _parents(document, findings),
        lambda row, name, entry: document.place_of(("entities", names[row], name, *entry)),
        document.place_of(("entities",)),
        _damaged(entities, declared),
    )


def _damaged(entities: Mapping[str, Any], declared: Declared) -> frozenset[str]:
    """Return the facts that are there in a form that is refused; they are not missing."""
    found: set[str] = set()
    for facts in entities.values():
        if not isinstance(facts, dict):
            found.update(declared)
            continue
        for name, given in facts.items():
            fact = declared.get(name)
            if fact is None:
                found.add(did_you_mean(name, declared, facts) or "")
            elif fact.axes and not isinstance(given, dict):
                found.add(name)
    return frozenset(found)


@attrs.frozen
class _Value:
    column: Column
    value: Scalar


def _section(document: Document, key: str, findings: Findings) -> dict[str, Any]:
    """Return a mapping at the top of the document, and tell what else stands there."""
    top = document.value
    if not isinstance(top, dict):
        hint = "write `entities:` and below it the id of each entity"
        findings.add("VBC419", "The document is not a mapping.", document.place_of(()), hint)
        return {}
    if key == "entities":
        for name in sorted(set(map(str, top)) - set(_KEYS)):
            hint = suggestion(name, _KEYS, "keys are entities and axes", list(top))
            place = document.key_place_of((name,))
            findings.add("VBC419", f"{shown(name)} is no key of a facts file.", place, hint)
    found = top.get(key, {})
    if isinstance(found, dict):
        return found
    findings.add("VBC419", f"`{key}` is not a mapping.", document.place_of((key,)), "write keys")
    return {}


def _check_entity(document: Document, entity: str, facts: object, findings: Findings) -> None:
    pointer = ("entities", entity)
    objection = entity_objection(entity)
    if objection is not None:
        place = document.key_place_of(pointer)
        findings.add(objection.code, objection.message, place, objection.hint)
    if not isinstance(facts, dict):
        message = f"Entity {shown(entity)} is not a mapping of facts."
        findings.add("VBC419", message, document.place_of(pointer), "write `fact: value` below it")


def _values(
    document: Document, declared: Declared, entity: str, facts: object, findings: Findings
) -> Iterator[_Value]:
    if not isinstance(facts, dict):
        return
    for name, given in facts.items():
        pointer = ("entities", entity, name)
        fact = declared.get(name)
        if fact is None:
            meant = did_you_mean(name, declared, facts)
            hint = (
                f"did you mean `{meant}`?" if meant else f"facts are {', '.join(listed(declared))}"
            )
            place = document.key_place_of(pointer)
            findings.add("VBC404", f"{shown(name)} is no fact of the contract.", place, hint)
            continue
        for entry, value in _entries(document, fact, pointer, given, findings):
            read = _read(document, fact, (*pointer, *entry), value, findings)
            yield _Value((name, entry), read)


def _entries(
    document: Document, fact: DeclaredFact, pointer: Pointer, given: object, findings: Findings
) -> Iterator[tuple[Entry, object]]:
    """Yield the entries of a fact with their values, one level of mapping for each axis."""
    found: list[tuple[Entry, object]] = [((), given)]
    for axis in fact.axes:
        deeper: list[tuple[Entry, object]] = []
        for entry, value in found:
            if isinstance(value, dict):
                deeper += [((*entry, member), below) for member, below in value.items()]
            else:
                message = f"`{fact.name}` varies by {axis.name}, but one value stands here."
                place = document.place_of((*pointer, *entry))
                findings.add("VBC414", message, place, f"write a value for each {axis.name}")
        found = deeper
    yield from found


def _read(
    document: Document, fact: DeclaredFact, pointer: Pointer, value: object, findings: Findings
) -> Scalar:
    if value is None:
        return None
    if isinstance(value, dict) and not fact.axes:
        read: Scalar | Objection = Objection(
            "VBC414", f"`{fact.name}` has one value for an entity, not several.", "write the value"
        )
    else:
        read = from_data(value, fact)
    if isinstance(read, Objection):
        findings.add(read.code, read.message, document.place_of(pointer), read.hint)
        return UNREADABLE
    return read


def _parents(document: Document, findings: Findings) -> dict[str, dict[str, str]]:
    found: dict[str, dict[str, str]] = {}
    for axis, members in _section(document, "axes", findings).items():
        if isinstance(members, dict) and all(isinstance(one, str) for one in members.values()):
            found[axis] = members
        else:
            message = f"The parents of `{axis}` are not a mapping from entry to parent."
            hint = f"write `{axis}: {{entry: parent}}`"
            findings.add("VBC419", message, document.place_of(("axes", axis)), hint)
    return found
