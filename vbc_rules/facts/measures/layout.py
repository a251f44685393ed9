"""Which measure of a report is which entry of a contract, and what the facts get of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import Any

import attrs

from vbc_rules.contracts.schema.keywords import violations
from vbc_rules.contracts.schema.sentences import problems
from vbc_rules.contracts.text.located import Located
from vbc_rules.contracts.text.strict_yaml import LARGEST_FILE, read_document
from vbc_rules.diagnostics import Diagnostic, Place, Refusal, refuse
from vbc_rules.facts.measures.layout_schema import KEY, result_layout_schema
from vbc_rules.hooks.declarations import FactLayout


@attrs.frozen
class EntryRule:
    """An entry of an axis: the measure that stands for it, and its names in reports.

    `group` tells which rate of a measure with several is meant. Results with fewer
    eligible cases than `minimum_denominator` are marked. `higher_is_better` is what the
    measure declares, None without one.
    """

    name: str
    place: Place
    measure: str = ""
    identifiers: tuple[str, ...] = ()
    group: str = ""
    minimum_denominator: int | None = None
    higher_is_better: bool | None = None


@attrs.frozen
class FactRule:
    """What a fact gets of a result: a figure, times a number, rounded half up to decimals."""

    figure: str
    place: Place
    times: Fraction = Fraction(1)
    decimals: int | None = None


@attrs.frozen
class ResultLayout:
    """How results become facts.

    `entities` gives the entity of a reporter where it is called otherwise, `entity_system`
    the system of identifiers that names it. `days` are the period of the results where it
    is not the performance period. `others_left_out` allows measures that no entry names.
    """

    id: str
    file: str
    entries: tuple[EntryRule, ...]
    facts: Mapping[str, FactRule]
    entities: Mapping[str, str]
    headings: Mapping[str, str]
    entity_system: str = ""
    days: tuple[date, date] | None = None
    others_left_out: bool = False


def is_result_layout(path: Path) -> bool:
    """Tell whether a layout is one for measure results; a key of its own says so."""
    try:
        text = path.read_bytes()[:LARGEST_FILE]
    except (OSError, ValueError):
        return False  # whoever reads it will tell why
    return any(line.startswith(f"{KEY}:".encode()) for line in text.splitlines())


def load_result_layout(declared: FactLayout) -> ResultLayout:
    """Return the layout that a plugin contributes, or with an empty id the one of a user.

    Raises:
        Refusal: findings of the YAML reader and of the schema; VBC433 for one with another
            id, VBC205 for a period that ends before it begins.
    """
    layout = _read(declared.file)
    if declared.id and layout.id != declared.id:
        message = f"The layout is called `{layout.id}`, not `{declared.id}`."
        hint = "the plugin and the file must name the same layout"
        raise refuse("VBC433", message, Place(layout.file), hint)
    return layout


def _read(path: Path) -> ResultLayout:
    document = read_document(path)
    if findings := list(_shape_findings(document)):
        raise Refusal(findings)
    value = document.value
    return ResultLayout(
        id=value[KEY],
        file=document.file,
        entries=tuple(_entry(document, name, one) for name, one in value["entries"].items()),
        facts={name: _fact(document, name, one) for name, one in value["facts"].items()},
        entities=value.get("entities", {}),
        headings=value.get("columns", {}),
        entity_system=value.get("entity_system", ""),
        days=_days(document),
        others_left_out=value.get("other_measures") == "left_out",
    )


def _shape_findings(document: Located) -> Iterator[Diagnostic]:
    for violation in violations(document.value, result_layout_schema()):
        for problem in problems(violation):
            place = document.key_place_of if problem.on_key else document.place_of
            message = problem.message.replace("The contract ", "The layout ", 1)
            yield Diagnostic(problem.code, message, place(problem.at), problem.hint)


def _entry(document: Located, name: str, value: Mapping[str, Any]) -> EntryRule:
    return EntryRule(
        name,
        document.key_place_of(("entries", name)),
        value.get("measure", ""),
        tuple(value.get("identifiers", ())),
        value.get("group", ""),
        value.get("minimum_denominator"),
    )


def _fact(document: Located, name: str, value: Mapping[str, Any]) -> FactRule:
    place = document.key_place_of(("facts", name))
    times = Fraction(value.get("times", 1))
    return FactRule(value["figure"], place, times, value.get("decimals"))


def _days(document: Located) -> tuple[date, date] | None:
    written = document.value.get("period")
    if written is None:
        return None
    if written["to"] < written["from"]:
        place = document.place_of(("period", "to"))
        message = f"The period ends with {written['to']}, before it begins."
        raise refuse("VBC205", message, place, "correct the period")
    return written["from"], written["to"]
