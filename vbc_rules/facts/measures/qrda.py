"""QRDA Category III reports as measure results.

HL7 CDA R2 Implementation Guide: Quality Reporting Document Architecture, Category III. Parts
are known by their templates; their versions do not differ in what is read here.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

import attrs

from vbc_rules.diagnostics import Place, refuse
from vbc_rules.facts.findings import Findings
from vbc_rules.facts.measures.reading import Period, beside, check_counts, exact, period, whole
from vbc_rules.facts.measures.results import (
    Count,
    Identifier,
    MeasureResult,
    ResultFile,
    Stratum,
)
from vbc_rules.facts.measures.xml_text import Element, parse_xml

NAMESPACE = "urn:hl7-org:v3"
_ROOT = "2.16.840.1.113883.10.20."
_DOCUMENT = f"{_ROOT}27.1.1"
_MEASURE_REFERENCE = f"{_ROOT}24.3.98"
_PERIOD = f"{_ROOT}17.3.8"
_PERFORMANCE_RATES = {f"{_ROOT}27.3.14", f"{_ROOT}27.3.30"}
_POPULATIONS = {f"{_ROOT}27.3.5", f"{_ROOT}27.3.31", f"{_ROOT}27.3.32"}
_ATTESTED = f"{_ROOT}27.3.27"
_AGGREGATE = f"{_ROOT}27.3.3"
_SUPPLEMENTS = {
    f"{_ROOT}27.3.6": "sex",
    f"{_ROOT}27.3.7": "ethnicity",
    f"{_ROOT}27.3.8": "race",
    f"{_ROOT}27.3.9": "payer",
}
_STRATUM = f"{_ROOT}27.3.4"
_NAMES = {
    "IPOP": "initial_population",
    "IPP": "initial_population",
    "DENOM": "denominator",
    "DENEX": "denominator_exclusion",
    "DENEXCEP": "denominator_exception",
    "NUMER": "numerator",
    "NUMEX": "numerator_exclusion",
}


def parse_qrda(text: str, file: str) -> ResultFile:
    """Return the results of a QRDA III text.

    Raises:
        Refusal: findings of the XML reader; VBC451 for another document, VBC454 for what
            cannot be read.
    """
    root = parse_xml(text, file, NAMESPACE)
    if root.name != "ClinicalDocument" or _DOCUMENT not in _templates(root):
        message = "The file is not a QRDA Category III report."
        raise refuse("VBC451", message, root.place, f"its root needs the template {_DOCUMENT}")
    return _Reading(root, file).file()


@attrs.frozen
class _Population:
    """A population of a measure with its place, and its parts."""

    count: Count
    place: Place
    parts: tuple[tuple[str, str, int | None], ...] = ()


@attrs.frozen
class _Rate:
    """A printed performance rate, and the numerator that it belongs to."""

    numerator: str
    value: Fraction | None
    text: str


class _Reading:
    """Reads one document; findings are collected on the way."""

    def __init__(self, root: Element, file: str) -> None:
        self.root, self.name = root, file
        self.findings = Findings()
        self.reporters = tuple(_reporters(root))

    def file(self) -> ResultFile:
        """Return all results."""
        results: list[MeasureResult] = []
        unread: list[str] = []
        for section in self._sections():
            organizers = _organizers(section)
            days = self._period(section) if organizers else Period(None, None)
            results += [one for each in organizers for one in self._organizer(each, days)]
            if not organizers:
                unread.append("section without measures")
        if not results and not self.findings:
            message = "The report has no measure."
            self.findings.add("VBC451", message, self.root.place, "export it with its measures")
        self.findings.refuse_if_any()
        return ResultFile(self.name, "qrda", tuple(results), beside=beside(unread))

    def _tell(self, message: str, place: Place, hint: str = "") -> None:
        self.findings.add("VBC454", message, place, hint)

    def _period(self, section: Element) -> Period:
        """Return the period of a section, or the one that a section without measures states."""
        sections = [section, *(one for one in self._sections() if not _organizers(one))]
        for where in sections:
            for act in where.each("entry", "act"):
                if _PERIOD in _templates(act):
                    first = act.first("effectiveTime", "low") or act
                    last = act.first("effectiveTime", "high") or act
                    return period(first.get("value"), last.get("value"), act.place, self.findings)
        self._tell("The section says no period.", section.place, f"add the act {_PERIOD}")
        return Period(None, None)

    def _sections(self) -> Iterator[Element]:
        return self.root.each("component", "structuredBody", "component", "section")

    # ---- a measure

    def _organizer(self, organizer: Element, days: Period) -> Iterator[MeasureResult]:
        identifiers = tuple(_identifiers(organizer))
        if not identifiers:
            self._tell("The measure has no identifier.", organizer.place, "add externalDocument")
            return
        observations = list(organizer.each("component", "observation"))
        title = organizer.first("reference", "externalDocument", "text")
        measure = MeasureResult(
            (),
            identifiers=identifiers,
            title=" ".join(title.text.split()) if title else "",
            reporters=self.reporters,
            first_day=days.first,
            last_day=days.last,
            attested=_attested(observations),
            place=organizer.place,
        )
        yield from self._results(measure, observations)

    def _results(
        self, measure: MeasureResult, observations: list[Element]
    ) -> Iterator[MeasureResult]:
        """Yield the result of each rate of a measure."""
        rates = [self._rate(one) for one in observations if _templates(one) & _PERFORMANCE_RATES]
        populations = [
            self._population(one) for one in observations if _templates(one) & _POPULATIONS
        ]
        groups = self._groups(populations, measure.place)
        for group in groups:
            counts = tuple(one.count for one in group)
            check_counts(counts, measure.place, self.findings)
            rate = _rate_of(group, rates, alone=len(groups) == 1)
            yield attrs.evolve(
                measure,
                counts=counts,
                score=rate.value if rate else None,
                score_text=rate.text if rate else "",
                group=_group_names(group) if len(groups) > 1 else (),
                strata=tuple(_strata(group)),
            )

    def _groups(
        self, populations: list[_Population], place: Place
    ) -> list[tuple[_Population, ...]]:
        """Return the populations of each rate: a new one begins where a name comes again."""
        groups: list[list[_Population]] = [[]]
        for one in populations:
            if one.count.name in COUNTED and one.count.name in _named(groups[-1]):
                groups.append([])
            groups[-1].append(one)
        if len({frozenset(_named(group)) for group in groups}) > 1:
            message = "The populations of the measure's rates cannot be told apart."
            self._tell(message, place, "write all populations of a rate one after the other")
        return [tuple(group) for group in groups]

    def _rate(self, observation: Element) -> _Rate:
        found = observation.first("value")
        text = found.get("value") if found else ""
        value = exact(text)
        if text and value is None:
            self._tell("The performance rate is not a number.", observation.place)
        return _Rate(_population_id(observation), value, text)

    def _population(self, observation: Element) -> _Population:
        value = observation.first("value")
        code = value.get("code") if value else ""
        if not code:
            self._tell("A population has no code.", observation.place, "write NUMER, DENOM, …")
        name = _NAMES.get(code, code.lower())
        count = Count(name, self._count(observation), _population_id(observation))
        return _Population(count, observation.place, tuple(self._parts(observation)))

    def _count(self, observation: Element) -> int | None:
        for one in observation.each("entryRelationship", "observation"):
            if _AGGREGATE in _templates(one):
                value = one.first("value")
                count = whole(value.get("value")) if value else None
                if count is None and not (value and value.get("nullFlavor")):
                    self._tell("The count is not a count.", one.place, "write 0, 1, 2, …")
                return count
        self._tell("A population has no count.", observation.place, f"add {_AGGREGATE}")
        return None

    def _parts(self, observation: Element) -> Iterator[tuple[str, str, int | None]]:
        for one in observation.each("entryRelationship", "observation"):
            templates = _templates(one)
            stratifier = next((_SUPPLEMENTS[t] for t in sorted(templates & set(_SUPPLEMENTS))), "")
            if _STRATUM in templates:
                yield "stratum", _population_id(one), self._count(one)
            elif stratifier:
                yield stratifier, _code_of(one), self._count(one)


COUNTED = frozenset(_NAMES.values())


def _templates(element: Element) -> set[str]:
    return {one.get("root") for one in element.each("templateId")}


def _organizers(section: Element) -> list[Element]:
    found = section.each("entry", "organizer")
    return [one for one in found if _MEASURE_REFERENCE in _templates(one)]


def _population_id(observation: Element) -> str:
    """Return the id of the population of the measure that an observation is of, in capitals."""
    found = observation.first("reference", "externalObservation", "id")
    return found.get("root").upper() if found else ""


def _named(group: list[_Population]) -> list[str]:
    return [one.count.name for one in group]


def _identifiers(organizer: Element) -> Iterator[str]:
    """Yield what names the measure: the id of its version, then that of all versions."""
    seen = set()
    for document in organizer.each("reference", "externalDocument"):
        ids = [one.get("extension") or one.get("root") for one in document.each("id")]
        for id in (*ids, *(one.get("root") for one in document.each("setId"))):
            if id and id not in seen:
                seen.add(id)
                yield id


def _reporters(root: Element) -> Iterator[Identifier]:
    """Yield who is reported on: performers and their organizations, then participants."""
    performer = ("documentationOf", "serviceEvent", "performer", "assignedEntity")
    paths = (
        (*performer, "representedOrganization", "id"),
        (*performer, "id"),
        ("participant", "associatedEntity", "id"),
    )
    for path in paths:
        for id in root.each(*path):
            if id.get("extension"):
                yield Identifier(id.get("extension"), id.get("root"))


def _attested(observations: list[Element]) -> bool | None:
    for one in observations:
        value = one.first("value")
        if _ATTESTED in _templates(one) and value and value.get("code") in {"Y", "N"}:
            return value.get("code") == "Y"
    return None


def _code_of(observation: Element) -> str:
    """Return the code of a part; a payer's stands in a translation."""
    value = observation.first("value")
    if value is None:
        return ""
    translation = value.first("translation")
    return value.get("code") or (translation.get("code") if translation else "")


def _rate_of(group: tuple[_Population, ...], rates: list[_Rate], *, alone: bool) -> _Rate | None:
    numerators = {one.count.id for one in group if one.count.name == "numerator"} - {""}
    named = [rate for rate in rates if rate.numerator in numerators]
    return next(iter(named), None) or (rates[0] if alone and len(rates) == 1 else None)


def _group_names(group: tuple[_Population, ...]) -> tuple[str, ...]:
    """Return what may name a rate: the id of its numerator, then of its other populations."""
    ordered = sorted(group, key=lambda one: one.count.name != "numerator")
    return tuple(one.count.id for one in ordered if one.count.id)


def _strata(group: tuple[_Population, ...]) -> Iterator[Stratum]:
    """Yield each part of the cases with its count in every population."""
    found: dict[tuple[str, str], list[Count]] = {}
    for one in group:
        for stratifier, value, count in one.parts:
            found.setdefault((stratifier, value), []).append(Count(one.count.name, count))
    for (stratifier, value), counts in found.items():
        yield Stratum(tuple(counts), stratifier=stratifier, value=value)
