"""From a file to an episode definition: read, shape, meaning."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from vbc_rules.contracts.meaning.episodes import SUFFIX
from vbc_rules.contracts.schema.keywords import violations
from vbc_rules.contracts.schema.sentences import problems
from vbc_rules.contracts.text.located import Located, Pointer
from vbc_rules.contracts.text.strict_yaml import read_document
from vbc_rules.diagnostics import Diagnostic, Refusal
from vbc_rules.diagnostics.render import in_reading_order
from vbc_rules.episodes.definition import (
    Cancelling,
    Category,
    Codes,
    Definition,
    Overlaps,
    Rule,
    Trigger,
    Window,
)
from vbc_rules.episodes.meaning import check_meaning
from vbc_rules.episodes.schema import definition_schema


def load_definition(path: Path) -> Definition:
    """Return the definition in a file; raises Refusal with every finding."""
    definition, findings = check_definition(path)
    if definition is None:
        raise Refusal(findings)
    return definition


def check_definition(path: Path) -> tuple[Definition | None, tuple[Diagnostic, ...]]:
    """Return the definition, None if it has errors, and every finding in reading order."""
    try:
        document = read_document(path)
    except Refusal as refusal:
        return None, tuple(in_reading_order(refusal.diagnostics))
    findings = list(_shape_findings(document)) or list(check_meaning(document, _id_of(path)))
    return (None if findings else _built(document)), tuple(in_reading_order(findings))


def _id_of(path: Path) -> str:
    return path.name.removesuffix(SUFFIX)


def _shape_findings(document: Located) -> Iterator[Diagnostic]:
    for violation in violations(document.value, definition_schema()):
        for problem in problems(violation):
            place = document.key_place_of if problem.on_key else document.place_of
            message = problem.message.replace("The contract ", "The definition ", 1)
            yield Diagnostic(problem.code, message, place(problem.at), problem.hint)


def _built(document: Located) -> Definition:
    data = document.value
    return Definition(
        id=data["episodes"],
        title=data["title"],
        facts=data["facts"],
        parents=tuple(data["parents"]),
        own_care=data["own_care"],
        severity_from=data["severity_from"],
        year_by=data["episode_of_year"],
        overlaps=_overlaps(data.get("overlaps")),
        cancelled_by=_cancelling(data["cancelled_by"]),
        categories=tuple(
            _category(document, name, raw) for name, raw in data["categories"].items()
        ),
        file=document.file,
        sha256=document.sha256,
    )


def _overlaps(raw: dict[str, Any] | None) -> Overlaps | None:
    if raw is None:
        return None
    return Overlaps(raw["rule"], tuple(raw.get("rank", ())), raw.get("shared_services"))


def _cancelling(raw: dict[str, Any]) -> Cancelling:
    statuses = frozenset(raw.get("discharge_status", ()))
    return Cancelling(raw["death"], raw["lost_eligibility"], statuses)


def _category(document: Located, name: str, raw: dict[str, Any]) -> Category:
    at: Pointer = ("categories", name)

    def rules(key: str) -> tuple[Rule, ...]:
        written = enumerate(raw.get(key, ()))
        return tuple(_rule(document, (*at, key, index), one) for index, one in written)

    triggers = zip(rules("triggers"), raw["triggers"], strict=True)
    return Category(
        name=name,
        title=raw["title"],
        triggers=tuple(
            Trigger(rule, one.get("severity"), one.get("episode_type", ""))
            for rule, one in triggers
        ),
        look_back_days=raw["look_back_days"],
        window=Window(**raw["window"]),
        watched_days=raw["watched_days"],
        crossing=raw["crossing"],
        scope=raw["scope"],
        included=rules("included"),
        excluded=rules("excluded"),
        complications=rules("complications"),
        related_care=rules("related_care"),
        place=document.key_place_of(at),
    )


def _rule(document: Located, at: Pointer, raw: dict[str, Any]) -> Rule:
    return Rule(
        system=raw.get("system"),
        codes=_codes(raw.get("codes")),
        types=_set(raw.get("types")),
        places=_set(raw.get("places")),
        diagnoses=_codes(raw.get("diagnoses")),
        place=document.place_of(at),
        reason=raw.get("reason", ""),
    )


def _set(listed: list[str] | None) -> frozenset[str] | None:
    return None if listed is None else frozenset(listed)


def _codes(listed: list[str] | None) -> Codes | None:
    if listed is None:
        return None
    prefixes = tuple(sorted(one[:-1] for one in listed if one.endswith("*")))
    return Codes(frozenset(one for one in listed if not one.endswith("*")), prefixes)
