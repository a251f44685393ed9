"""FHIR MeasureReports, alone or in a Bundle or Parameters, as measure results.

https://hl7.org/fhir/R4/measurereport.html; profiles of the Data Exchange for Quality
Measures guide are read alike. Codes of populations:
https://terminology.hl7.org/CodeSystem-measure-population.html.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction
from typing import Any

import attrs

from vbc_rules.contracts.text.located import Pointer
from vbc_rules.diagnostics import refuse
from vbc_rules.facts.findings import Findings
from vbc_rules.facts.measures.reading import beside, check_counts, period, whole
from vbc_rules.facts.measures.results import (
    Count,
    Counted,
    Identifier,
    MeasureResult,
    ResultFile,
    Stratum,
)
from vbc_rules.facts.readers.json_text import JsonText, parse_json

POPULATION_SYSTEM = "http://terminology.hl7.org/CodeSystem/measure-population"
_SCORING = "measureScoring"
_GROUP_DIRECTION = "groupImprovementNotation"
_DIRECTIONS = {"increase": True, "decrease": False}
_ALTERNATE_SCORE = "deqm-alternateScoreType"
_REPORT = "MeasureReport"


def parse_fhir(text: str, file: str) -> ResultFile:
    """Return the results of a FHIR JSON text.

    Raises:
        Refusal: findings of the JSON reader; VBC451 for resources without a MeasureReport,
            VBC454 for what cannot be read.
    """
    return _Reading(parse_json(text, file)).file()


class _Reading:
    """Reads one document; findings are collected on the way."""

    def __init__(self, document: JsonText) -> None:
        self.document = document
        self.findings = Findings()

    def file(self) -> ResultFile:
        """Return all results."""
        resources = list(_resources(self.document.value, ()))
        reports = [found for found in resources if found[0].get("resourceType") == _REPORT]
        others = [str(found.get("resourceType")) for found, _ in resources]
        if not reports:
            self._refuse_other(others)
        results = tuple(one for report, at in reports for one in self._report(report, at))
        self.findings.refuse_if_any()
        rest = beside(name for name in others if name != _REPORT)
        return ResultFile(self.document.file, "fhir", results, beside=rest)

    def _refuse_other(self, others: list[str]) -> None:
        has = f"it has {', '.join(sorted(set(others)))[:80]}" if others else "it is no resource"
        message = f"The file has no MeasureReport: {has}."
        place = self.document.place_of(())
        raise refuse("VBC451", message, place, "name a MeasureReport, or a Bundle with some")

    def _tell(self, message: str, at: Pointer, hint: str = "") -> None:
        self.findings.add("VBC454", message, self.document.place_of(at), hint)

    # ---- typed access: what has another shape is told, and read as absent

    def _text(self, owner: dict[str, Any], key: str, at: Pointer) -> str:
        value = owner.get(key, "")
        if isinstance(value, str):
            return value
        self._tell(f"`{key}` is not a text.", (*at, key))
        return ""

    def _mapping(self, owner: dict[str, Any], key: str, at: Pointer) -> dict[str, Any]:
        value = owner.get(key, {})
        if isinstance(value, dict):
            return value
        self._tell(f"`{key}` is not an object.", (*at, key), "write it as FHIR has it")
        return {}

    def _list(
        self, owner: dict[str, Any], key: str, at: Pointer
    ) -> Iterator[tuple[dict[str, Any], Pointer]]:
        value = owner.get(key, [])
        if not isinstance(value, list):
            self._tell(f"`{key}` is not a list.", (*at, key), "write it as FHIR has it")
            return
        for number, one in enumerate(value):
            if isinstance(one, dict):
                yield one, (*at, key, number)
            else:
                self._tell(f"An entry of `{key}` is not an object.", (*at, key, number))

    # ---- the report

    def _report(self, report: dict[str, Any], at: Pointer) -> Iterator[MeasureResult]:
        measure = self._text(report, "measure", at)
        if not measure:
            self._tell("The MeasureReport names no measure.", at, "add `measure`")
        dates = self._mapping(report, "period", at)
        place = self.document.place_of((*at, "period"))
        days = period(dates.get("start"), dates.get("end"), place, self.findings)
        whole_report = MeasureResult(
            (),
            identifiers=_identifiers(measure),
            reporters=self._reporters(report, at),
            subject=self._reference(report, "subject", at),
            kind=self._text(report, "type", at) or "not said",
            status=self._text(report, "status", at) or "not said",
            scoring=self._extension_code(report, _SCORING, at),
            higher_is_better=self._direction(report, at),
            first_day=days.first,
            last_day=days.last,
            place=self.document.place_of(at),
        )
        groups = list(self._list(report, "group", at))
        if not groups:
            yield whole_report
        for group, inside in groups:
            names = self._group_names(group, inside) if len(groups) > 1 else ()
            yield attrs.evolve(self._group(group, inside, whole_report), group=names)

    def _group(self, group: dict[str, Any], at: Pointer, report: MeasureResult) -> MeasureResult:
        counted = self._counted(group, at)
        direction = _DIRECTIONS.get(self._extension_code(group, _GROUP_DIRECTION, at))
        return attrs.evolve(
            report,
            counts=counted.counts,
            score=counted.score,
            score_text=counted.score_text,
            scoring=self._extension_code(group, _SCORING, at) or report.scoring,
            higher_is_better=report.higher_is_better if direction is None else direction,
            strata=tuple(self._strata(group, at)),
            place=self.document.place_of(at),
        )

    def _group_names(self, group: dict[str, Any], at: Pointer) -> tuple[str, ...]:
        """Return what may name a group: its id, the id it is linked by, and its codes."""
        linked = [
            self._text(one, "valueString", inside)
            for one, inside in self._list(group, "extension", at)
            if str(one.get("url")).endswith("linkId")
        ]
        codes = self._codes(self._mapping(group, "code", at), (*at, "code"))
        names = (self._text(group, "id", at), *linked, *(code for _, code in codes))
        number = str(int(at[-1]) + 1)
        return tuple(dict.fromkeys(name for name in (*names, number) if name))

    def _reporters(self, report: dict[str, Any], at: Pointer) -> tuple[Identifier, ...]:
        reporter = self._mapping(report, "reporter", at)
        given = self._mapping(reporter, "identifier", (*at, "reporter"))
        found = [Identifier(self._reference(report, "reporter", at))]
        inside = (*at, "reporter", "identifier")
        value = self._text(given, "value", inside)
        found.insert(0, Identifier(value, self._text(given, "system", inside)))
        return tuple(one for one in found if one.value)

    def _reference(self, owner: dict[str, Any], key: str, at: Pointer) -> str:
        return self._text(self._mapping(owner, key, at), "reference", (*at, key))

    def _direction(self, report: dict[str, Any], at: Pointer) -> bool | None:
        concept = self._mapping(report, "improvementNotation", at)
        codes = self._codes(concept, (*at, "improvementNotation"))
        return next((_DIRECTIONS[code] for _, code in codes if code in _DIRECTIONS), None)

    def _extension_code(self, owner: dict[str, Any], name: str, at: Pointer) -> str:
        """Return the code of an extension whose address ends in a name, empty without one."""
        for one, inside in self._list(owner, "extension", at):
            if str(one.get("url")).endswith(name):
                concept = self._mapping(one, "valueCodeableConcept", inside)
                codes = self._codes(concept, (*inside, "valueCodeableConcept"))
                return next((code for _, code in codes), "")
        return ""

    # ---- counts, scores, strata

    def _counted(self, owner: dict[str, Any], at: Pointer) -> Counted:
        counts = tuple(
            self._population(one, inside) for one, inside in self._list(owner, "population", at)
        )
        check_counts(counts, self.document.place_of(at), self.findings)
        score, text = self._score(owner, at)
        return Counted(counts, score, text)

    def _population(self, population: dict[str, Any], at: Pointer) -> Count:
        concept = self._mapping(population, "code", at)
        codes = self._codes(concept, (*at, "code"))
        standard = [code for system, code in codes if system == POPULATION_SYSTEM]
        text = self._text(concept, "text", (*at, "code"))
        name = next(iter([*standard, *(code for _, code in codes), text]), "")
        count = whole(population["count"]) if "count" in population else None
        if "count" in population and count is None:
            hint = "write a whole number from 0 on"
            self._tell(f"The count of `{name}` is not a count.", (*at, "count"), hint)
        return Count(name.replace("-", "_"), count, self._text(population, "id", at))

    def _score(self, owner: dict[str, Any], at: Pointer) -> tuple[Fraction | None, str]:
        key = "measureScoreQuantity" if "measureScoreQuantity" in owner else "measureScore"
        quantity = self._mapping(owner, key, at)
        value = quantity.get("value")
        other = self._alternate_score(quantity, (*at, key))
        if value is None:
            return None, other
        if not isinstance(value, int | Decimal) or isinstance(value, bool):
            hint = "write a plain decimal number"
            self._tell("The score is not a number.", (*at, key, "value"), hint)
            return None, other
        return Fraction(value), other or format(value, "f")

    def _alternate_score(self, quantity: dict[str, Any], at: Pointer) -> str:
        """Return a score that is no number, such as a day or yes, as it is written."""
        for one, _ in self._list(quantity, "extension", at):
            if str(one.get("url")).endswith(_ALTERNATE_SCORE):
                values = [one[key] for key in sorted(one) if key.startswith("value")]
                return next((_written(value) for value in values), "")
        return ""

    def _strata(self, group: dict[str, Any], at: Pointer) -> Iterator[Stratum]:
        for stratifier, inside in self._list(group, "stratifier", at):
            label = self._stratifier_name(stratifier, inside)
            for stratum, where in self._list(stratifier, "stratum", inside):
                counted = self._counted(stratum, where)
                yield Stratum(
                    counted.counts,
                    counted.score,
                    counted.score_text,
                    stratifier=label,
                    value=self._stratum_value(stratum, where),
                )

    def _stratifier_name(self, stratifier: dict[str, Any], at: Pointer) -> str:
        code = stratifier.get("code")
        concepts = code if isinstance(code, list) else [code]
        names = [self._label(one, at) for one in concepts if isinstance(one, dict)]
        return " and ".join(names) or self._text(stratifier, "id", at) or str(int(at[-1]) + 1)

    def _stratum_value(self, stratum: dict[str, Any], at: Pointer) -> str:
        parts = [
            f"{self._any_label(one.get('code'), inside)}: {self._any_label(one, inside)}"
            for one, inside in self._list(stratum, "component", at)
        ]
        return ", ".join(parts) or self._any_label(stratum, at)

    def _any_label(self, owner: object, at: Pointer) -> str:
        """Return a label of a concept, or of the value that an owner has in any of its forms."""
        if not isinstance(owner, dict):
            return _written(owner) if owner is not None else ""
        for key in sorted(key for key in owner if key.startswith("value")):
            value = owner[key]
            return self._label(value, at) if isinstance(value, dict) else _written(value)
        return self._label(owner, at)

    def _label(self, concept: dict[str, Any], at: Pointer) -> str:
        codes = self._codes(concept, at)
        return next((code for _, code in codes), "") or str(concept.get("text", ""))

    def _codes(self, concept: dict[str, Any], at: Pointer) -> list[tuple[str, str]]:
        """Return the codes of a concept, each with its system."""
        return [
            (self._text(one, "system", inside), self._text(one, "code", inside))
            for one, inside in self._list(concept, "coding", at)
            if one.get("code")
        ]


def _identifiers(measure: str) -> tuple[str, ...]:
    """Return a canonical URL as printed, and without its version."""
    return tuple(dict.fromkeys((measure, measure.partition("|")[0])))


def _resources(value: object, at: Pointer) -> Iterator[tuple[dict[str, Any], Pointer]]:
    """Yield each resource in a document: what a Bundle or Parameters holds, or the document."""
    if not isinstance(value, dict):
        return
    keys = {"Bundle": "entry", "Parameters": "parameter"}
    key = keys.get(str(value.get("resourceType")))
    if key is None:
        if "resourceType" in value:
            yield value, at
        return
    entries = value.get(key)
    for number, entry in enumerate(entries if isinstance(entries, list) else ()):
        if isinstance(entry, dict):
            yield from _resources(entry.get("resource"), (*at, key, number, "resource"))


def _written(value: object) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return format(value, "f") if isinstance(value, Decimal) else str(value)
