"""Settlements as a JSON document that other programs read, and back without any loss.

The form is described in docs/settlement-document.md and, for machines, in
schemas/settlement.schema.json. Numbers are texts, because JSON readers turn
numbers into binary floats.
"""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Iterable, Mapping
from fractions import Fraction
from typing import Any

import attrs

from vbc_rules.diagnostics import Place, refuse
from vbc_rules.statements.document_checks import check_consistency, checked_shape
from vbc_rules.statements.document_schema import FORMAT, OPTIONAL, VERSION
from vbc_rules.statements.numbers import exact_number, exact_text
from vbc_rules.statements.settlement import (
    AgreementOrigin,
    AppliedAmendment,
    Bar,
    Line,
    ModelEdition,
    PluginVersion,
    PriorSettlement,
    Provenance,
    Result,
    Scalar,
    Settlement,
    Waterfall,
)

_PARTS = (
    Settlement,
    Result,
    Line,
    Waterfall,
    Bar,
    Provenance,
    PluginVersion,
    ModelEdition,
    AgreementOrigin,
    AppliedAmendment,
    PriorSettlement,
)


def to_document(settlements: Iterable[Settlement]) -> dict[str, Any]:
    """Return the settlements as plain dictionaries, lists, texts and booleans."""
    return {
        "format": FORMAT,
        "version": VERSION,
        "settlements": [_plain(settlement) for settlement in settlements],
    }


def to_json(settlements: Iterable[Settlement]) -> bytes:
    """Return the document as UTF-8 text; the same settlements always give the same bytes."""
    return as_json(to_document(settlements))


def as_json(document: Mapping[str, Any]) -> bytes:
    """Return a document as UTF-8 text.

    Characters that cannot be seen are written as JSON's escapes: the document may be shown
    on a terminal, and a text of a file must not steer it.
    """
    text = json.dumps(document, ensure_ascii=False, indent=2)
    return "".join(f"{_visible(line)}\n" for line in text.split("\n")).encode()


def _visible(line: str) -> str:
    if line.isprintable():
        return line
    return "".join(
        one if one.isprintable() or unicodedata.category(one) == "Zs" else json.dumps(one)[1:-1]
        for one in line
    )


def from_document(document: object, file: str = "settlement document") -> tuple[Settlement, ...]:
    """Return the settlements of a document that `to_document` wrote.

    `file` names the document in findings. Raises `Refusal` with every finding where the
    document has another format, version or shape, or contradicts itself.
    """
    entries = checked_shape(document, file)["settlements"]
    settlements = tuple(_settlement(entry) for entry in entries)
    check_consistency(settlements, file)
    return settlements


def from_json(data: bytes, file: str = "settlement document") -> tuple[Settlement, ...]:
    """Return the settlements of a JSON document; see `from_document` for refusals."""
    try:
        document = json.loads(data)
    except (ValueError, RecursionError) as problem:
        reason = "it is nested too deeply" if isinstance(problem, RecursionError) else str(problem)
        message = f"The settlement document is not JSON: {reason}."
        raise refuse("VBC705", message, Place(file)) from None
    return from_document(document, file)


def _plain(value: object) -> object:
    """Return an attrs value, a tuple or a number in the form the document has for it."""
    if isinstance(value, _PARTS):
        return _plain_fields(value)
    if isinstance(value, tuple):
        return [_plain(entry) for entry in value]
    return exact_text(value) if isinstance(value, Fraction) else value


def _plain_fields(value: attrs.AttrsInstance) -> dict[str, object]:
    fields: dict[str, object] = {}
    for field in attrs.fields(type(value)):
        content = getattr(value, field.name)
        if field.name in OPTIONAL and not content:
            continue
        if field.name == "value":
            fields["value_type"] = _value_type(content)
        fields[field.name] = _plain(content)
    return fields


def _value_type(value: Scalar) -> str:
    """Tell a number from a choice, since both are texts in the document."""
    if value is None:
        return "missing"
    if isinstance(value, bool):
        return "yes_no"
    return "choice" if isinstance(value, str) else "number"


def _settlement(entry: Mapping[str, Any]) -> Settlement:
    parts = {
        "results": tuple(_result(result) for result in entry["results"]),
        "lines": tuple(_line(line) for line in entry["lines"]),
        "waterfalls": tuple(_waterfall(waterfall) for waterfall in entry["waterfalls"]),
        "provenance": _provenance(entry["provenance"]),
    }
    return Settlement(**{**entry, **parts})


def _result(entry: Mapping[str, Any]) -> Result:
    return Result(**_with_value(entry))


def _line(entry: Mapping[str, Any]) -> Line:
    return Line(**{**_with_value(entry), "inputs": tuple(entry["inputs"])})


def _with_value(entry: Mapping[str, Any]) -> dict[str, Any]:
    fields = {name: content for name, content in entry.items() if name != "value_type"}
    if entry["value_type"] == "number":
        fields["value"] = exact_number(entry["value"])
    return fields


def _waterfall(entry: Mapping[str, Any]) -> Waterfall:
    bars = tuple(Bar(**{**bar, "amount": exact_number(bar["amount"])}) for bar in entry["bars"])
    return Waterfall(**{**entry, "bars": bars, "total": exact_number(entry["total"])})


def _provenance(entry: Mapping[str, Any]) -> Provenance:
    plugins = tuple(PluginVersion(**plugin) for plugin in entry["plugins"])
    models = tuple(ModelEdition(**model) for model in entry["models"])
    priors = tuple(PriorSettlement(**prior) for prior in entry.get("priors", ()))
    origin = _agreement(entry["agreement"]) if "agreement" in entry else None
    parts = {"plugins": plugins, "models": models, "priors": priors, "agreement": origin}
    return Provenance(**{**entry, **parts})


def _agreement(entry: Mapping[str, Any]) -> AgreementOrigin:
    amendments = tuple(AppliedAmendment(**one) for one in entry["amendments"])
    numbers = {key: tuple(entry[key]) for key in ("tin", "npi")}
    return AgreementOrigin(**{**entry, **numbers, "amendments": amendments})
