"""Checks of a settlement document from elsewhere, before anybody relies on its amounts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from vbc_rules.diagnostics import Diagnostic, Place, Refusal, refuse
from vbc_rules.statements.document_schema import FORMAT, VERSION, settlement_schema
from vbc_rules.statements.numbers import exact_number
from vbc_rules.statements.settlement import Settlement, Waterfall

if TYPE_CHECKING:
    from jsonschema.exceptions import ValidationError


def checked_shape(document: object, file: str) -> Mapping[str, Any]:
    """Return the document; refuse one of another format or version, and a misshapen one."""
    checked = _checked_format(document, file)
    findings = [*_schema_findings(checked, file)] or [*_number_findings(checked, file)]
    if findings:
        raise Refusal(findings)
    return checked


def check_consistency(settlements: Sequence[Settlement], file: str) -> None:
    """Refuse settlements whose waterfalls do not add up or whose line numbers lead nowhere."""
    findings = [
        Diagnostic("VBC707", message, Place(file))
        for settlement in settlements
        for message in _contradictions(settlement)
    ]
    if findings:
        raise Refusal(findings)


def _checked_format(document: object, file: str) -> Mapping[str, Any]:
    if not isinstance(document, Mapping) or document.get("format") != FORMAT:
        message = f"This is not a settlement document: it does not say format {FORMAT!r}."
        raise refuse(
            "VBC705", message, Place(file), "Write it with the format core.statement_json."
        )
    version = document.get("version")
    # True equals 1 in Python, but not in JSON.
    if version != VERSION or isinstance(version, bool):
        message = f"Settlement documents of version {version!r} cannot be read."
        hint = f"This version of vbc-rules reads version {VERSION}."
        raise refuse("VBC706", message, Place(file), hint)
    return document


def _schema_findings(document: Mapping[str, Any], file: str) -> Iterator[Diagnostic]:
    from jsonschema import Draft202012Validator

    for error in Draft202012Validator(settlement_schema()).iter_errors(document):
        yield Diagnostic("VBC705", f"At {_where(error)}: {error.message[:200]}.", Place(file))


def _where(error: ValidationError) -> str:
    return "/" + "/".join(str(step) for step in error.absolute_path)


def _number_findings(document: Mapping[str, Any], file: str) -> Iterator[Diagnostic]:
    """Find the numbers that fit the pattern and yet are not in their shortest form, as 2/4."""
    for text in _number_texts(document["settlements"]):
        try:
            exact_number(text)
        except ValueError as problem:
            yield Diagnostic("VBC705", f"An amount is {problem}.", Place(file))


def _number_texts(settlements: Iterable[Any]) -> Iterator[str]:
    for settlement in settlements:
        for entry in (*settlement["results"], *settlement["lines"]):
            if entry["value_type"] == "number":
                yield entry["value"]
        for waterfall in settlement["waterfalls"]:
            yield waterfall["total"]
            yield from (bar["amount"] for bar in waterfall["bars"])


def _contradictions(settlement: Settlement) -> Iterator[str]:
    numbers = [line.number for line in settlement.lines]
    if len(set(numbers)) < len(numbers):
        yield f"Two lines of {settlement.entity} have one number."
    for number in sorted(set(_line_references(settlement)) - set(numbers)):
        yield f"The settlement of {settlement.entity} refers to line {number}, which it lacks."
    for waterfall in settlement.waterfalls:
        if _sum_of_bars(waterfall) != waterfall.total:
            yield f"The waterfall of {waterfall.result} for {settlement.entity} does not add up."


def _line_references(settlement: Settlement) -> Iterator[int]:
    yield from (result.line for result in settlement.results)
    for line in settlement.lines:
        yield from line.inputs
    for waterfall in settlement.waterfalls:
        yield from (bar.line for bar in waterfall.bars)


def _sum_of_bars(waterfall: Waterfall) -> Fraction:
    return sum((bar.amount for bar in waterfall.bars), start=Fraction(0))
